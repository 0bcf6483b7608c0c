"""Is money due right to the penny whatever happens between us, GOV.UK Pay and the payer?"""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction

from commonhall.capabilities.errors import Misconfigured
from commonhall.capabilities.payments.simulator.accounts import demo_settings
from commonhall.capabilities.payments.simulator.program import PaySimulator
from commonhall.cases.books.differing import open_differences
from commonhall.cases.models import Case, Payment
from commonhall.cases.paying.comparing import compare_day
from commonhall.cases.paying.payments import (
    NothingDue,
    PaymentNotPossible,
    record_payment,
)
from commonhall.cases.paying.receiving import chase_payments, settle_payment
from commonhall.cases.tables.money import OPENED
from commonhall.catalogue.operations import bind_provider
from commonhall.core.values.dates import london_day
from commonhall.councils.actors import SYSTEM
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from tests.contracts.payments.paying import CARDS, Clock, Payer
from tests.rooms.work.paying import AT
from tests.rooms.work.paying_online import OFFICER, begin_at, due, paid, pay_at


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
