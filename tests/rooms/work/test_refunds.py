"""What was paid is given back in part or whole, once, and never more than came."""

from __future__ import annotations

import pytest

from commonhall.cases.models import Case, Refund, TillPayment
from commonhall.cases.operations import move_case
from commonhall.cases.paying.payments import record_payment
from commonhall.cases.refunds import RefundRefused, ask_refund, money_of
from commonhall.cases.tables.money import OPENED
from commonhall.core.lifecycle.moves import MoveRefused
from commonhall.councils.actors import Actor
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.record.models import Outbox
from tests.rooms.work.paying import AT, adopt_bins, pay, send
from tests.rooms.work.told import work

OFFICER = Actor("staff", name="Sam Okafor")


def cancel(council: CouncilSite, case: Case) -> None:
    move_case(
        case_id=case.id, transition="cancel", expect=None, actors=("officer",), council=council, by=OFFICER, at=AT
    )


def test_a_move_gives_its_part_back_once(council: CouncilSite) -> None:
    with in_council(council):
        case = send(council, adopt_bins(council))
        payment = pay(council, case)
        cancel(council, case)
        with pytest.raises(MoveRefused):
            cancel(council, case)
    work(council)
    work(council)
    with in_council(council):
        refund = Refund.objects.get()
        assert (refund.amount_pence, refund.state) == (4000, "made")
        assert TillPayment.objects.get(provider_id=payment.provider_id).refunds == {str(refund.id): 4000}
        assert money_of(case.id).left == 4000


def test_a_delivery_that_is_made_twice_gives_back_once(council: CouncilSite) -> None:
    with in_council(council):
        case = send(council, adopt_bins(council))
        payment = pay(council, case)
        cancel(council, case)
    work(council)
    with in_council(council):
        # As after a crash between the provider's answer and our own commit.
        Refund.objects.update(state="asked", ended_at=None)
        Outbox.objects.filter(kind="refund").update(state="ready", attempts=0, finished_at=None, run_at=AT)
    work(council)
    with in_council(council):
        assert sum(TillPayment.objects.get(provider_id=payment.provider_id).refunds.values()) == 4000
        assert Refund.objects.get().state == "made"


def test_no_more_is_given_back_than_came(council: CouncilSite) -> None:
    with in_council(council):
        case = send(council, adopt_bins(council))
        for pence, reason in ((1, "nothing_left"), (0, "amount")):
            with pytest.raises(RefundRefused) as refused:
                ask_refund(case=case, amount_pence=pence, occasion="a", by=OFFICER, at=AT)
            assert refused.value.reason == reason
        pay(council, case)
        ask_refund(case=case, amount_pence=5000, occasion="a", by=OFFICER, at=AT)
        ask_refund(case=case, amount_pence=5000, occasion="a", by=OFFICER, at=AT)
        assert Refund.objects.count() == 1
        with pytest.raises(RefundRefused) as refused:
            ask_refund(case=case, amount_pence=3001, occasion="b", by=OFFICER, at=AT)
        assert (refused.value.reason, refused.value.left_pence) == ("too_much", 3000)
        ask_refund(case=case, amount_pence=3000, occasion="b", by=OFFICER, at=AT)


def test_money_that_came_in_cash_is_given_back_by_hand(council: CouncilSite) -> None:
    with in_council(council):
        case = send(council, adopt_bins(council))
        record_payment(case_id=case.id, purpose=OPENED, method="cash", reference="", council=council, by=OFFICER, at=AT)
        cancel(council, case)
    work(council)
    with in_council(council):
        refund = Refund.objects.get()
        assert (refund.state, refund.code) == ("failed", "by_hand")
        assert money_of(case.id).left == 4000, "it is owed, so it is not there to be given back again"
