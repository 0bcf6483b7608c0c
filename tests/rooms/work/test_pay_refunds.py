"""Does money go back once, whatever happens between us and GOV.UK Pay, and do our books agree with theirs?"""

from __future__ import annotations

from datetime import timedelta

import pytest

from commonhall.capabilities.errors import Unavailable
from commonhall.capabilities.payments.port import RefundWanted
from commonhall.capabilities.payments.simulator.program import PaySimulator
from commonhall.cases.books.differing import open_differences, settle_difference
from commonhall.cases.models import Case, Difference, Payment, Refund
from commonhall.cases.operations import MoveCosts, move_case
from commonhall.cases.paying.comparing import compare_books, compare_day
from commonhall.cases.paying.payments import (
    ask_payment,
)
from commonhall.cases.paying.receiving import settle_payment
from commonhall.cases.refunds import follow_refunds
from commonhall.catalogue.calls import forget_failures
from commonhall.core.values.dates import london_day
from commonhall.councils.actors import RESIDENT
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.record.models import Event
from tests.contracts.payments.paying import Clock, provider_at
from tests.rooms.work.paying import AT, adopt_bins, begin, send
from tests.rooms.work.paying_online import OFFICER, begin_at, paid, pay_at, refund, refunded_there
from tests.rooms.work.told import work


@pytest.mark.parametrize("effect", ["timeout_lost", "refund_mismatch", "status:500", "truncated_json"])
def test_money_goes_back_once_whatever_goes_wrong(
    council: CouncilSite, paid_case: Case, simulator: PaySimulator, effect: str
) -> None:
    refund(council, paid_case, 2500, "one")
    match = {"method": "POST", "path": "/v1/payments"}
    simulator.faults.set("truncated_json" if effect == "timeout_lost" else effect, match=match, times=1)
    work(council, at=AT)
    forget_failures()
    work(council, at=AT + timedelta(hours=2))
    with in_council(council):
        assert [(each.state, each.amount_pence) for each in Refund.objects.all()] == [("made", 2500)]
    assert refunded_there(simulator, council) == 2500
    refund(council, paid_case, 5500, "two")
    work(council, at=AT + timedelta(hours=3))
    assert refunded_there(simulator, council) == 8000
    with in_council(council):
        assert paid(paid_case) == 0


def test_a_refund_that_takes_its_time_is_followed(
    council: CouncilSite, paid_case: Case, simulator: PaySimulator, clock: Clock
) -> None:
    simulator.faults.set("refund_submitted", times=1)
    refund(council, paid_case, 2500, "one")
    work(council, at=AT)
    with in_council(council):
        assert Refund.objects.get().state == "sent"
        assert paid(paid_case) == 5500
    clock.on(timedelta(minutes=31))
    follow_refunds(council, at=clock.now)
    with in_council(council):
        assert Refund.objects.get().state == "made"


def test_a_refund_that_fails_at_the_bank_is_money_that_is_still_here(
    council: CouncilSite, paid_case: Case, simulator: PaySimulator, clock: Clock
) -> None:
    simulator.faults.set("refund_error", times=1)
    refund(council, paid_case, 2500, "one")
    work(council, at=AT)
    clock.on(timedelta(minutes=6))
    follow_refunds(council, at=clock.now)
    with in_council(council):
        one = Refund.objects.get()
        assert (one.state, one.code, paid(paid_case)) == ("failed", "not_taken", 8000)
    refund(council, paid_case, 2500, "again")
    work(council, at=clock.now)
    assert refunded_there(simulator, council) == 2500


def test_what_somebody_gave_back_in_the_providers_own_pages_is_seen(
    council: CouncilSite, paid_case: Case, simulator: PaySimulator
) -> None:
    with in_council(council):
        name = Payment.objects.get().provider_id
    provider_at(simulator, council.slug).refund(RefundWanted("theirs", name, 1000), AT)
    refund(council, paid_case, 2500, "one")
    work(council, at=AT)
    with in_council(council):
        one = Refund.objects.get()
        assert (one.state, one.code) == ("failed", "too_much")
        (difference,) = open_differences()
        assert (difference.kind, difference.ours_pence, difference.theirs_pence) == ("refunded", 0, 1000)


def test_a_move_that_costs_waits_and_comes_with_the_money(
    council: CouncilSite, paid_case: Case, simulator: PaySimulator
) -> None:
    with in_council(council):
        with pytest.raises(MoveCosts) as costs:
            move_case(
                case_id=paid_case.id, transition="add_bin", asked={"more": 1}, expect=None, actors=("resident",),
                council=council, by=RESIDENT, at=AT,
            )  # fmt: skip
        asked = ask_payment(
            case_id=paid_case.id, transition="add_bin", charges=costs.value.charges, asked={"more": 1},
            actors=("resident",), council=council, by=RESIDENT, at=AT,
        )  # fmt: skip
        payment, next_url = begin_at(council, paid_case, purpose=asked.purpose)
        pay_at(simulator, next_url)
        settle_payment(payment_id=payment.id, council=council, at=AT)
        assert paid(paid_case) == 10_500


def test_the_books_agree_after_an_ordinary_day(council: CouncilSite, paid_case: Case, simulator: PaySimulator) -> None:
    refund(council, paid_case, 2500, "one")
    work(council, at=AT)
    with in_council(council):
        (made,) = compare_day(day=london_day(AT), council=council, at=AT)
        assert (made.counted, made.paid_pence, made.refunded_pence) == (1, 8000, 2500)
        assert open_differences() == []


def test_what_the_provider_took_without_us_is_listed_until_somebody_says_why(
    council: CouncilSite, paid_case: Case, simulator: PaySimulator
) -> None:
    with in_council(council):
        Refund.objects.all().delete()
        Payment.objects.all().delete()
        for _ in range(2):
            compare_day(day=london_day(AT), council=council, at=AT)
        (difference,) = open_differences()
        assert (difference.kind, difference.reference, difference.theirs_pence) == (
            "unknown_here", paid_case.reference, 8000,
        )  # fmt: skip
        settle_difference(difference_id=difference.id, reason="Paid back by finance", by=OFFICER, at=AT)
        compare_day(day=london_day(AT), council=council, at=AT)
        assert open_differences() == []
        assert Event.objects.filter(kind="money_difference_settled").count() == 1


def test_what_was_given_back_there_on_a_quiet_day_is_listed(
    council: CouncilSite, paid_case: Case, simulator: PaySimulator, clock: Clock
) -> None:
    with in_council(council):
        name = Payment.objects.get().provider_id
    clock.on(timedelta(days=2))
    provider_at(simulator, council.slug).refund(RefundWanted("by hand", name, 1000), clock.now)
    compare_books(council, at=clock.now + timedelta(days=1))
    with in_council(council):
        (difference,) = open_differences()
        assert (difference.kind, difference.ours_pence, difference.theirs_pence) == ("refunded", 0, 1000)


def test_what_the_provider_never_heard_of_is_listed(
    council: CouncilSite, paid_case: Case, simulator: PaySimulator
) -> None:
    with in_council(council):
        Payment.objects.update(provider_id="x" * 26)
        compare_day(day=london_day(AT), council=council, at=AT)
        assert {each.kind for each in open_differences()} == {"unknown_here", "missing_there"}


def test_a_list_that_lags_behind_is_no_difference(
    council: CouncilSite, paid_case: Case, simulator: PaySimulator
) -> None:
    simulator.faults.set("stale_search")
    with in_council(council):
        compare_day(day=london_day(AT), council=council, at=AT)
        assert open_differences() == []


def test_a_payment_that_nobody_told_us_of_is_found_by_comparing(
    council: CouncilSite, case: Case, simulator: PaySimulator
) -> None:
    with in_council(council):
        _, next_url = begin_at(council, case)
        pay_at(simulator, next_url)
        compare_day(day=london_day(AT), council=council, at=AT)
        assert (paid(case), open_differences()) == (8000, [])


def test_a_provider_that_is_down_leaves_the_day_to_be_compared(
    council: CouncilSite, paid_case: Case, simulator: PaySimulator
) -> None:
    simulator.faults.set("status:503")
    with in_council(council), pytest.raises(Unavailable):
        compare_day(day=london_day(AT), council=council, at=AT)


def test_another_council_sees_no_difference(
    council: CouncilSite, other_council: CouncilSite, paid_case: Case, simulator: PaySimulator
) -> None:
    with in_council(council):
        Payment.objects.update(amount_pence=1)
        compare_day(day=london_day(AT), council=council, at=AT)
        (mine,) = open_differences()
    with in_council(other_council):
        assert open_differences() == []
        assert not Difference.objects.filter(id=mine.id).exists()
        begin(other_council, send(other_council, adopt_bins(other_council)))
