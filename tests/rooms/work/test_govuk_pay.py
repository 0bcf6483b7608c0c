"""Is money due right to the penny whatever happens between us, GOV.UK Pay and the payer?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import transaction

from commonhall.capabilities.errors import Misconfigured, Unavailable
from commonhall.capabilities.payments.port import RefundWanted
from commonhall.capabilities.payments.simulator.accounts import demo_settings
from commonhall.capabilities.payments.simulator.program import PaySimulator
from commonhall.cases.models import Case, Difference, Payment, Refund
from commonhall.cases.operations import MoveCosts, move_case
from commonhall.cases.paying.comparing import compare_day
from commonhall.cases.books.differing import open_differences, settle_difference
from commonhall.cases.paying.owing import dues_of
from commonhall.cases.paying.payments import (
    NothingDue,
    PaymentNotPossible,
    ask_payment,
    begin_payment,
    record_payment,
)
from commonhall.cases.paying.receiving import chase_payments, settle_payment
from commonhall.cases.queries import effective_of_case
from commonhall.cases.refunds import ask_refund, follow_refunds, money_of
from commonhall.cases.tables.money import OPENED
from commonhall.catalogue.calls import forget_failures
from commonhall.catalogue.operations import bind_provider
from commonhall.core.values.dates import london_day
from commonhall.councils.actors import RESIDENT, SYSTEM, Actor
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.record.models import Event
from tests.contracts.payments.paying import CARDS, Clock, Payer, provider_at, simulated
from tests.rooms.work.paying import AT, adopt_bins, begin, send
from tests.rooms.work.told import work

OFFICER = Actor("staff", name="Sam Okafor")


@pytest.fixture
def clock() -> Clock:
    return Clock(AT)


@pytest.fixture
def simulator(tmp_path: Path, clock: Clock) -> Iterator[PaySimulator]:
    forget_failures()
    with simulated(tmp_path, clock) as running:
        yield running
    forget_failures()


@pytest.fixture
def case(council: CouncilSite, simulator: PaySimulator) -> Case:
    """A case that waits for £80, at a council that takes payments through the simulator."""
    with in_council(council):
        settings = demo_settings(council.slug, simulator.address)
        return send(council, adopt_bins(council, provider="govuk_pay", settings=settings))


def begin_at(council: CouncilSite, case: Case, *, by: Actor = RESIDENT, purpose: str = OPENED) -> tuple[Payment, str]:
    payment, begun = begin_payment(
        case_id=case.id, purpose=purpose, return_url="https://fallowdale.example.org/paid/{payment}", language="en",
        council=council, by=by, at=AT,
    )  # fmt: skip
    return payment, begun.next_url


def pay_at(simulator: PaySimulator, next_url: str, number: str = CARDS["pay"]) -> str:
    with Payer(simulator, next_url) as payer:
        return payer.pay(number)


def due(council: CouncilSite, case: Case) -> int:
    """How much is still to be paid, in pence."""
    found = Case.objects.get(id=case.id)
    effective = effective_of_case(found, council=council, at=AT)
    return sum(each.amount_pence for each in dues_of(found, effective, at=AT))


def paid(case: Case) -> int:
    return money_of(case.id).left


def test_a_payment_goes_there_and_back(council: CouncilSite, case: Case, simulator: PaySimulator) -> None:
    with in_council(council):
        payment, next_url = begin_at(council, case)
        assert (payment.state, due(council, case)) == ("started", 8000)
        back = pay_at(simulator, next_url)
        assert back == f"https://fallowdale.example.org/paid/{payment.id}"
        settle_payment(payment_id=payment.id, council=council, at=AT)
        assert (due(council, case), paid(case)) == (0, 8000)
        assert Case.objects.get(id=case.id).state == "active"


def test_what_the_provider_was_told(council: CouncilSite, case: Case, simulator: PaySimulator) -> None:
    with in_council(council):
        _, next_url = begin_at(council, case)
    with Payer(simulator, next_url) as payer:
        page = payer.read()
    assert f"Garden waste bins, {case.reference}" in page
    assert "£80" in page
    assert 'value="ffion.garside@example.org"' in page


def test_double_clicks_tabs_and_refreshes_make_one_payment(
    council: CouncilSite, case: Case, simulator: PaySimulator
) -> None:
    with in_council(council):
        first, one = begin_at(council, case)
        second, two = begin_at(council, case)
        assert first.id == second.id
        assert one != two, "each tab has a way of its own to the same payment"
        pay_at(simulator, two)
        for _ in range(3):
            settle_payment(payment_id=first.id, council=council, at=AT)
        with pytest.raises(NothingDue):
            begin_at(council, case)
        assert (Payment.objects.count(), paid(case), due(council, case)) == (1, 8000, 0)


def test_who_pays_in_one_tab_and_asks_in_another_has_paid(
    council: CouncilSite, case: Case, simulator: PaySimulator
) -> None:
    with in_council(council):
        _, next_url = begin_at(council, case)
        pay_at(simulator, next_url)
        again, more = begin_at(council, case)
        assert (again.state, more, paid(case), due(council, case)) == ("paid", "", 8000, 0)


def test_a_declined_card_can_be_followed_by_another(council: CouncilSite, case: Case, simulator: PaySimulator) -> None:
    with in_council(council):
        first, next_url = begin_at(council, case)
        with Payer(simulator, next_url) as payer:
            payer.type(CARDS["decline"])
        settled = settle_payment(payment_id=first.id, council=council, at=AT)
        assert settled is not None
        assert (settled.state, settled.code, due(council, case)) == ("failed", "declined", 8000)
        second, next_url = begin_at(council, case)
        assert second.id != first.id
        pay_at(simulator, next_url)
        settle_payment(payment_id=second.id, council=council, at=AT)
        assert (paid(case), due(council, case)) == (8000, 0)


def test_who_never_came_back_has_paid_all_the_same(council: CouncilSite, case: Case, simulator: PaySimulator) -> None:
    with in_council(council):
        _, next_url = begin_at(council, case)
        pay_at(simulator, next_url)
    chase_payments(council, at=AT + timedelta(minutes=6))
    with in_council(council):
        assert (paid(case), due(council, case)) == (8000, 0)


def test_who_left_the_page_can_pay_again_once_it_expired(
    council: CouncilSite, case: Case, simulator: PaySimulator, clock: Clock
) -> None:
    with in_council(council):
        begin_at(council, case)
    clock.on(timedelta(minutes=91))
    chase_payments(council, at=clock.now)
    with in_council(council):
        assert list(Payment.objects.values_list("state", "code")) == [("expired", "expired")]
        assert due(council, case) == 8000


def test_no_answer_keeps_nothing_and_takes_nothing(council: CouncilSite, case: Case, simulator: PaySimulator) -> None:
    simulator.faults.set("status:503", match={"method": "POST", "path": "/v1/payments"}, times=1)
    with in_council(council):
        with pytest.raises(PaymentNotPossible) as stopped:
            begin_at(council, case)
        assert stopped.value.reason == "unavailable"
        assert Payment.objects.count() == 0
        payment, next_url = begin_at(council, case)
        pay_at(simulator, next_url)
        settle_payment(payment_id=payment.id, council=council, at=AT)
        assert (paid(case), due(council, case)) == (8000, 0)


def test_killed_between_sending_and_storing_it_is_begun_anew(
    council: CouncilSite, case: Case, simulator: PaySimulator
) -> None:
    with in_council(council), transaction.atomic():
        begin_at(council, case)
        transaction.set_rollback(True)  # the process is gone before its transaction is
    with in_council(council):
        assert Payment.objects.count() == 0
        payment, next_url = begin_at(council, case)
        pay_at(simulator, next_url)
        settle_payment(payment_id=payment.id, council=council, at=AT)
        assert (paid(case), due(council, case)) == (8000, 0)
        compare_day(day=london_day(AT), council=council, at=AT)
        assert open_differences() == [], "nobody can pay the payment that we forgot"


def test_an_amount_that_is_not_ours_is_never_taken_for_paid(
    council: CouncilSite, case: Case, simulator: PaySimulator
) -> None:
    with in_council(council):
        payment, next_url = begin_at(council, case)
        pay_at(simulator, next_url)
        Payment.objects.filter(id=payment.id).update(amount_pence=8001)
        for _ in range(2):
            settle_payment(payment_id=payment.id, council=council, at=AT)
        payment.refresh_from_db()
        assert payment.state == "started"
        (difference,) = open_differences()
        assert (difference.kind, difference.ours_pence, difference.theirs_pence) == ("amount", 8001, 8000)
        assert Case.objects.get(id=case.id).state == "unpaid"


def test_a_key_of_another_account_takes_nothing_for_granted(
    council: CouncilSite, case: Case, simulator: PaySimulator
) -> None:
    with in_council(council):
        payment, next_url = begin_at(council, case)
        pay_at(simulator, next_url)
        other = demo_settings("another", simulator.address)
        bound = bind_provider(capability="payments", provider="govuk_pay", settings=other, by=SYSTEM, at=AT)
        assert settle_payment(payment_id=payment.id, council=council, at=AT) is not None, "it ends as it began"
        assert paid(case) == 8000
        Payment.objects.filter(id=payment.id).update(state="started", binding=bound.id)
        with pytest.raises(Misconfigured):
            settle_payment(payment_id=payment.id, council=council, at=AT)


def test_an_officer_types_a_callers_card_in(council: CouncilSite, case: Case, simulator: PaySimulator) -> None:
    with in_council(council):
        resident, _ = begin_at(council, case)
        payment, next_url = begin_at(council, case, by=OFFICER)
        resident.refresh_from_db()
        assert (resident.state, payment.taken_by) == ("cancelled", "Sam Okafor")
        with Payer(simulator, next_url) as payer:
            assert "billing" not in payer.read().lower().replace("billing address-line", "")
            payer.pay()
        settle_payment(payment_id=payment.id, council=council, at=AT)
        assert (paid(case), due(council, case)) == (8000, 0)


def test_cash_calls_the_page_off_or_finds_it_paid(council: CouncilSite, case: Case, simulator: PaySimulator) -> None:
    with in_council(council):
        online, next_url = begin_at(council, case)
        pay_at(simulator, next_url)
        kept = record_payment(
            case_id=case.id, purpose=OPENED, method="cash", reference="", council=council, by=OFFICER, at=AT
        )
        assert kept.id == online.id
        assert paid(case) == 8000


def refund(council: CouncilSite, case: Case, pence: int, occasion: str) -> None:
    with in_council(council):
        ask_refund(
            case=Case.objects.select_for_update().get(id=case.id), amount_pence=pence, occasion=occasion, by=OFFICER,
            at=AT,
        )  # fmt: skip


@pytest.fixture
def paid_case(council: CouncilSite, case: Case, simulator: PaySimulator) -> Case:
    """The £80 are paid."""
    with in_council(council):
        payment, next_url = begin_at(council, case)
        pay_at(simulator, next_url)
        settle_payment(payment_id=payment.id, council=council, at=AT)
    return case


def refunded_there(simulator: PaySimulator, council: CouncilSite) -> int:
    with in_council(council):
        name = Payment.objects.get(state="paid").provider_id
    return provider_at(simulator, council.slug).find(name, AT).refunded_pence


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
        assert (made.payments, made.paid_pence, made.refunded_pence) == (1, 8000, 2500)
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
