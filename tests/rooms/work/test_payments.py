"""What a journey costs is paid once, whatever happens on the way; what came is never lost, and given back once."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import IntegrityError, connections, transaction

from commonhall.capabilities.payments.till import press
from commonhall.cases.models import Case, CaseTask, Message, Payment, Refund, TillPayment
from commonhall.cases.operations import MoveCosts, move_case
from commonhall.cases.paying.owing import dues_of
from commonhall.cases.paying.payments import (
    NothingDue,
    PaymentRefused,
    ask_payment,
    begin_payment,
    record_payment,
)
from commonhall.cases.paying.receiving import chase_payments, settle_payment
from commonhall.cases.queries import effective_of_case
from commonhall.cases.refunds import ask_refund, money_of
from commonhall.cases.tables.money import OPENED
from commonhall.catalogue.calls import forget_failures
from commonhall.catalogue.operations import bind_provider
from commonhall.councils.actors import RESIDENT, SYSTEM, Actor
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.record.models import Event, Outbox
from tests.rooms.work.paying import AT, adopt_bins, begin, pay, play, send
from tests.rooms.work.told import send_into, work

OFFICER = Actor("staff", name="Sam Okafor")


@pytest.fixture(autouse=True)
def _no_breaker_stays_open() -> Iterator[None]:
    forget_failures()
    yield
    forget_failures()


def kinds(case: Case) -> list[str]:
    return list(Event.objects.filter(subject_id=case.id).order_by("at", "id").values_list("kind", flat=True))


def again(case: Case) -> Case:
    found: Case = Case.objects.get(id=case.id)
    return found


def test_a_case_that_costs_something_waits_for_the_money(council: CouncilSite) -> None:
    with in_council(council):
        case = send(council, adopt_bins(council))
        assert (case.state, case.phase) == ("unpaid", "waiting")
        (due,) = dues_of(case, effective_of_case(case, council=council, at=AT), at=AT)
        assert (due.purpose, due.amount_pence, due.lines[0]["ledger"]) == (OPENED, 8000, "GW01")


def test_what_costs_nothing_goes_on_at_once(council: CouncilSite) -> None:
    with in_council(council):
        case = send(council, adopt_bins(council), bins=9)
        assert case.state == "active"
        assert dues_of(case, effective_of_case(case, council=council, at=AT), at=AT) == ()
        with pytest.raises(NothingDue):
            begin(council, case)


def test_the_price_is_that_of_the_day_it_was_sent(council: CouncilSite) -> None:
    with in_council(council):
        case = send(council, adopt_bins(council))
        payment = begin(council, case, at=AT + timedelta(days=30))
        assert payment.amount_pence == 8000


def test_once_paid_the_case_goes_on_and_a_receipt_is_sent(council: CouncilSite) -> None:
    with in_council(council):
        case = send(council, adopt_bins(council))
        payment = pay(council, case)
        assert (payment.state, payment.surplus, payment.ended_at) == ("paid", False, AT)
        assert again(case).state == "active"
        assert {"payment_received", "case_moved"} <= set(kinds(case))
        assert money_of(case.id).paid == 8000
        assert Outbox.objects.filter(kind="tell", payload__occasion="paid").count() == 1


def test_the_receipt_names_the_case(council: CouncilSite, tmp_path: Path) -> None:
    send_into(tmp_path, council)
    with in_council(council):
        case = send(council, adopt_bins(council))
        pay(council, case)
    work(council)
    with in_council(council):
        message = Message.objects.get(kind="receipt")
        assert message.subject == f"Receipt for {case.reference}"
        assert message.state == "sent"


def test_coming_back_twice_is_paying_once(council: CouncilSite) -> None:
    with in_council(council):
        case = send(council, adopt_bins(council))
        payment = pay(council, case)
        before = kinds(case)
        for _ in range(2):
            settle_payment(payment_id=payment.id, council=council, at=AT)
        assert kinds(case) == before
        with pytest.raises(NothingDue):
            begin(council, case)


@pytest.mark.commits
@pytest.mark.usefixtures("committed")
def test_two_returns_at_once_are_one_payment(council: CouncilSite) -> None:
    with in_council(council):
        case = send(council, adopt_bins(council))
        payment = begin(council, case)
        press(payment.provider_id, "pay", AT)
    start = threading.Barrier(4)
    failures: list[BaseException] = []

    def come_back() -> None:
        try:
            start.wait(10)
            with in_council(council):
                settle_payment(payment_id=payment.id, council=council, at=AT)
        except BaseException as failure:  # noqa: BLE001 shown by the assertion below
            failures.append(failure)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=come_back) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert failures == []
    with in_council(council):
        assert kinds(case).count("payment_received") == 1
        assert kinds(case).count("case_moved") == 1
        assert again(case).state == "active"


def test_a_payment_that_was_begun_is_gone_on_with(council: CouncilSite) -> None:
    with in_council(council):
        case = send(council, adopt_bins(council))
        first, second = begin(council, case), begin(council, case)
        assert (first.id, first.provider_id) == (second.id, second.provider_id)
        assert TillPayment.objects.count() == 1


@pytest.mark.parametrize(("button", "state"), [("decline", "failed"), ("cancel", "cancelled")])
def test_after_a_declined_card_one_can_try_again(council: CouncilSite, button: str, state: str) -> None:
    with in_council(council):
        case = send(council, adopt_bins(council))
        first = play(council, begin(council, case), button)  # type: ignore[arg-type]  # parametrised as text
        assert (first.state, again(case).state) == (state, "unpaid")
        assert pay(council, case).id != first.id
        assert again(case).state == "active"


def test_who_never_comes_back_is_found_by_the_sweep(council: CouncilSite) -> None:
    with in_council(council):
        case = send(council, adopt_bins(council))
        paid = begin(council, case)
        press(paid.provider_id, "pay", AT)
    chase_payments(council, at=AT + timedelta(minutes=1))
    with in_council(council):
        assert again(case).state == "unpaid", "the payer may still be on the page"
    chase_payments(council, at=AT + timedelta(minutes=6))
    with in_council(council):
        assert again(case).state == "active"


def test_a_page_that_nobody_used_is_ended_by_the_sweep(council: CouncilSite) -> None:
    with in_council(council):
        case = send(council, adopt_bins(council))
        payment = begin(council, case)
    chase_payments(council, at=AT + timedelta(minutes=95))
    with in_council(council):
        payment.refresh_from_db()
        assert (payment.state, payment.code) == ("expired", "expired")


def test_the_database_takes_no_second_payment(council: CouncilSite) -> None:
    with in_council(council):
        case = send(council, adopt_bins(council))
        pay(council, case)
        for state in ("paid", "created"):
            one = {"case": case, "purpose": OPENED, "amount_pence": 1, "state": state, "made_at": AT}
            if state == "created":
                Payment.objects.create(**one)
            with pytest.raises(IntegrityError), transaction.atomic():
                Payment.objects.create(**one)


def test_money_that_came_when_all_was_paid_is_given_back(council: CouncilSite) -> None:
    with in_council(council):
        case = send(council, adopt_bins(council))
        first = play(council, begin(council, case), "decline")
        pay(council, case)
        # The first page was paid after all: its provider says so late.
        TillPayment.objects.filter(provider_id=first.provider_id).update(state="paid", code="")
        Payment.objects.filter(id=first.id).update(state="started", ended_at=None)
        settled = settle_payment(payment_id=first.id, council=council, at=AT)
        assert settled is not None
        assert (settled.state, settled.surplus) == ("paid", True)
    work(council)
    with in_council(council):
        refund = Refund.objects.get()
        assert (refund.payment_id, refund.amount_pence, refund.state) == (first.id, 8000, "made")


def test_money_for_a_case_that_went_on_without_it_is_kept_for_an_officer(council: CouncilSite) -> None:
    with in_council(council):
        case = send(council, adopt_bins(council))
        payment = begin(council, case)
        move_case(
            case_id=case.id, transition="lapse", expect=None, actors=("timer",), council=council, by=SYSTEM, at=AT
        )
        assert play(council, payment).state == "paid"
        assert again(case).state == "ended"
        assert kinds(case)[-2:] == ["payment_unplaced", "task_opened"]
        task = CaseTask.objects.get(case=case)
        assert (task.title, task.team, task.state) == ("See to £80 that came too late", "waste", "open")
        assert money_of(case.id).left == 8000


def test_what_began_with_one_provider_ends_with_it(council: CouncilSite) -> None:
    with in_council(council):
        case = send(council, adopt_bins(council))
        payment = begin(council, case)
        bind_provider(capability="payments", provider="pay_later", settings={}, by=SYSTEM, at=AT)
        assert begin(council, case).id == payment.id
        assert play(council, payment).state == "paid"
        assert money_of(case.id).paid == 8000


def test_what_was_to_be_paid_later_can_be_paid_once_the_council_takes_cards(council: CouncilSite) -> None:
    with in_council(council):
        case = send(council, adopt_bins(council, provider="pay_later"))
        later = begin(council, case)
        bind_provider(capability="payments", provider="practice_card", settings={}, by=SYSTEM, at=AT)
        payment = pay(council, case)
        later.refresh_from_db()
        assert (later.state, payment.state) == ("cancelled", "paid")
        assert (payment.provider, money_of(case.id).paid) == ("practice_card", 8000)


def test_paying_later_says_how_and_waits_for_an_officer(council: CouncilSite) -> None:
    with in_council(council):
        case = send(council, adopt_bins(council, provider="pay_later"))
        payment, begun = begin_payment(
            case_id=case.id, purpose=OPENED, return_url="/", language="en", council=council, by=RESIDENT, at=AT
        )
        assert begun.next_url == ""
        assert again(case).state == "unpaid"
        record_payment(
            case_id=case.id, purpose=OPENED, method="transfer", reference=" INV-7 ", council=council, by=OFFICER, at=AT
        )
        assert again(case).state == "active"
        payment.refresh_from_db()
        assert (payment.state, payment.code) == ("cancelled", "paid_otherwise")
        taken = Payment.objects.get(state="paid")
        assert (taken.method, taken.taken_by, taken.taken_reference) == ("transfer", "Sam Okafor", "INV-7")


def test_an_officer_who_takes_cash_calls_the_open_page_off(council: CouncilSite) -> None:
    with in_council(council):
        case = send(council, adopt_bins(council))
        page = begin(council, case)
        record_payment(case_id=case.id, purpose=OPENED, method="cash", reference="", council=council, by=OFFICER, at=AT)
        assert press(page.provider_id, "pay", AT).state == "cancelled"
        assert money_of(case.id).paid == 8000
        with pytest.raises(NothingDue):
            record_payment(
                case_id=case.id, purpose=OPENED, method="cash", reference="", council=council, by=OFFICER, at=AT
            )


def test_cash_for_what_was_paid_online_just_now_is_not_taken(council: CouncilSite) -> None:
    with in_council(council):
        case = send(council, adopt_bins(council))
        page = begin(council, case)
        press(page.provider_id, "pay", AT)
        kept = record_payment(
            case_id=case.id, purpose=OPENED, method="cash", reference="", council=council, by=OFFICER, at=AT
        )
        assert (kept.id, kept.method) == (page.id, "online")
        assert money_of(case.id).paid == 8000


@pytest.mark.parametrize(("method", "reference"), [("online", ""), ("barter", ""), ("cash", "x" * 101)])
def test_what_an_officer_cannot_record_is_refused(council: CouncilSite, method: str, reference: str) -> None:
    with in_council(council):
        case = send(council, adopt_bins(council))
        with pytest.raises(PaymentRefused):
            record_payment(
                # Parametrised as text:
                case_id=case.id, purpose=OPENED, method=method, reference=reference,  # type: ignore[arg-type]
                council=council, by=OFFICER, at=AT,
            )  # fmt: skip


def wait_for_money(council: CouncilSite, case: Case, more: int = 2) -> Payment:
    with pytest.raises(MoveCosts) as costs:
        move_case(
            case_id=case.id, transition="add_bin", asked={"more": more}, expect=None, actors=("resident",),
            council=council, by=RESIDENT, at=AT,
        )  # fmt: skip
    return ask_payment(
        case_id=case.id, transition="add_bin", charges=costs.value.charges, asked={"more": more},
        actors=("resident",), council=council, by=RESIDENT, at=AT,
    )  # fmt: skip


def test_a_change_waits_until_it_is_paid(council: CouncilSite) -> None:
    with in_council(council):
        case = send(council, adopt_bins(council))
        pay(council, case)
        asked = wait_for_money(council, case)
        assert (asked.amount_pence, again(case).kept) == (5000, {})
        (due,) = dues_of(again(case), effective_of_case(case, council=council, at=AT), at=AT)
        assert (due.purpose, due.for_transition) == ("add_bin:1", "add_bin")
        assert pay(council, case, purpose=due.purpose).id == asked.id
        assert again(case).kept == {"added": 2}
        assert dues_of(again(case), effective_of_case(case, council=council, at=AT), at=AT) == ()


def test_a_change_that_is_asked_for_again_replaces_what_was_asked(council: CouncilSite) -> None:
    with in_council(council):
        case = send(council, adopt_bins(council))
        pay(council, case)
        first, second = wait_for_money(council, case), wait_for_money(council, case, more=3)
        first.refresh_from_db()
        assert (first.state, second.amount_pence) == ("cancelled", 7500)
        pay(council, case, purpose=second.purpose)
        assert again(case).kept == {"added": 3}
        assert wait_for_money(council, case).purpose == "add_bin:2", "the next is another purpose"


def test_a_change_that_nobody_pays_for_leaves_things_as_they_were(council: CouncilSite) -> None:
    with in_council(council):
        case = send(council, adopt_bins(council))
        pay(council, case)
        wait_for_money(council, case)
        later = AT + timedelta(days=8)
        assert dues_of(again(case), effective_of_case(case, council=council, at=AT), at=later) == ()
        assert again(case).state == "active"


def test_the_other_council_sees_no_money(council: CouncilSite, other_council: CouncilSite) -> None:
    with in_council(council):
        case = send(council, adopt_bins(council))
        payment = pay(council, case)
        ask_refund(case=case, amount_pence=1, occasion="a", by=OFFICER, at=AT)
    with in_council(other_council):
        adopt_bins(other_council)
        assert [table.objects.count() for table in (Payment, Refund, TillPayment)] == [0, 0, 0]
        assert settle_payment(payment_id=payment.id, council=other_council, at=AT) is None
        assert money_of(case.id).paid == 0
    chase_payments(other_council, at=AT + timedelta(hours=1))
    with in_council(council):
        payment.refresh_from_db()
        assert payment.state == "paid"
