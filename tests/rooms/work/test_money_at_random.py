"""Does every charge, payment, refund and waiver balance, whatever people and networks do, in whatever order?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from typing import Any, Final

import httpx
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commonhall.capabilities.errors import Misconfigured, Rejected, Unavailable
from commonhall.capabilities.payments.simulator.accounts import demo_settings
from commonhall.capabilities.payments.simulator.program import PaySimulator
from commonhall.capabilities.simulators.faults import PATH
from commonhall.cases.books.differing import open_differences
from commonhall.cases.models import Case, Payment, Refund
from commonhall.cases.operations import MoveCosts, move_case
from commonhall.cases.paying.comparing import compare_day
from commonhall.cases.paying.owing import dues_of
from commonhall.cases.paying.payments import (
    NothingDue,
    PaymentNotPossible,
    ask_payment,
    begin_payment,
    record_payment,
)
from commonhall.cases.paying.receiving import chase_payments, settle_payment
from commonhall.cases.paying.takings import postings_of, takings_of
from commonhall.cases.queries import effective_of_case
from commonhall.cases.refunds import RefundRefused, ask_refund, follow_refunds, money_of, record_refund
from commonhall.catalogue.calls import forget_failures
from commonhall.catalogue.queries import Service
from commonhall.core.lifecycle.moves import MoveRefused
from commonhall.core.values.dates import london_day
from commonhall.councils.actors import RESIDENT
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from tests import killing
from tests.contracts.payments.paying import CARDS, Clock, Payer, provider_at
from tests.rooms.work.paying import AT, adopt_bins, send
from tests.rooms.work.paying_online import OFFICER
from tests.rooms.work.told import work

LATE: Final = datetime(2026, 3, 28, 23, 30, tzinfo=AT.tzinfo)
"""Half an hour before the night in which the clocks go forward: what is played goes on past midnight, and past one."""
NO: Final = (NothingDue, PaymentNotPossible, MoveRefused, RefundRefused, Unavailable, Rejected, Misconfigured)
"""What people and officers may be told."""


class Play:
    """One case, and what is done to it, one thing after the other."""

    def __init__(self, council: CouncilSite, service: Service, simulator: PaySimulator, clock: Clock) -> None:
        self.council, self.simulator, self.clock = council, simulator, clock
        self.pages: list[str] = []
        self.refunds = 0
        with in_council(council):
            self.case = send(council, service, at=clock.now)

    @property
    def at(self) -> datetime:
        return self.clock.now

    @contextmanager
    def _done(self) -> Iterator[None]:
        """What is refused or fails is undone as a whole, as behind any page."""
        forget_failures()
        with suppress(*NO), in_council(self.council):
            yield

    def _begin(self, by: Any) -> None:
        with self._done():
            case = Case.objects.get(id=self.case.id)
            effective = effective_of_case(case, council=self.council, at=self.at)
            for due in dues_of(case, effective, at=self.at):
                _, begun = begin_payment(
                    case_id=case.id, purpose=due.purpose, return_url="https://fallowdale.example.org/paid/{payment}",
                    language="cy", council=self.council, by=by, at=self.at,
                )  # fmt: skip
                self.pages += [begun.next_url] if begun.next_url else []

    def begin(self) -> None:
        """Somebody presses the button to pay, or goes on with it in another tab."""
        self._begin(RESIDENT)

    def telephone(self) -> None:
        """An officer types a caller's card in."""
        self._begin(OFFICER)

    def _at_page(self, do: Callable[[Payer], Any]) -> None:
        if self.pages:
            with suppress(AssertionError), Payer(self.simulator, self.pages.pop()) as payer:  # the page may be over
                do(payer)

    def pay(self) -> None:
        self._at_page(lambda payer: payer.pay())

    def decline(self) -> None:
        self._at_page(lambda payer: payer.type(CARDS["decline"]))

    def turn_back(self) -> None:
        self._at_page(lambda payer: payer.press("cancel"))

    def come_back(self) -> None:
        """The browser comes back, or a webhook does: both ask how it stands."""
        with in_council(self.council):
            payments = list(Payment.objects.filter(case=self.case).values_list("id", flat=True))
        for payment in payments:
            with self._done():
                settle_payment(payment_id=payment, council=self.council, at=self.at)

    def cash(self) -> None:
        with self._done():
            case = Case.objects.get(id=self.case.id)
            for due in dues_of(case, effective_of_case(case, council=self.council, at=self.at), at=self.at):
                record_payment(
                    case_id=case.id, purpose=due.purpose, method="cash", reference="R-1", council=self.council,
                    by=OFFICER, at=self.at,
                )  # fmt: skip

    def _move(self, transition: str, by: Any, **asked: Any) -> None:
        with self._done():
            given: Any = {"case_id": self.case.id, "transition": transition, "asked": asked,
                          "council": self.council,
                          "by": by, "at": self.at, "actors": ("officer" if by is OFFICER else "resident",)}  # fmt: skip
            try:
                move_case(expect=None, **given)
            except MoveCosts as costs:
                ask_payment(charges=costs.charges, **given)

    def add_one(self) -> None:
        self._move("add_bin", RESIDENT, more=1)

    def add_two(self) -> None:
        self._move("add_bin", RESIDENT, more=2)

    def cancel(self) -> None:
        self._move("cancel", OFFICER)

    def lapse(self) -> None:
        self._move("lapse", OFFICER)

    def _refund(self, pence: int) -> None:
        self.refunds += 1
        with self._done():
            case = Case.objects.select_for_update().get(id=self.case.id)
            ask_refund(
                case=case, amount_pence=pence, occasion=f"refund {self.refunds}", by=OFFICER, at=self.at
            )  # fmt: skip

    def refund_some(self) -> None:
        self._refund(1999)

    def refund_a_penny(self) -> None:
        self._refund(1)

    def refund_all(self) -> None:
        with in_council(self.council):
            left = money_of(self.case.id).left
        self._refund(left)

    def by_hand(self) -> None:
        with in_council(self.council):
            for each in Refund.objects.filter(state="failed", code="by_hand"):
                record_refund(refund_id=each.id, by=OFFICER, at=self.at)

    def deliver(self) -> None:
        """The worker takes what is promised and due."""
        forget_failures()
        work(self.council, at=self.at)

    def sweep(self) -> None:
        for job in (chase_payments, follow_refunds):
            forget_failures()
            with suppress(ExceptionGroup):
                job(self.council, at=self.at)

    def lose_answer(self) -> None:
        """The next thing that we ask for is done there, and we do not hear of it."""
        self.simulator.faults.set("truncated_json", match={"method": "POST", "path": "/v1/payments"}, times=1)

    def fail(self) -> None:
        self.simulator.faults.set("status:500", match={"path": "/v1/payments"}, times=1)

    def slow_refund(self) -> None:
        self.simulator.faults.set("refund_submitted", times=1)

    def failed_refund(self) -> None:
        self.simulator.faults.set("refund_error", times=1)

    def ten_minutes(self) -> None:
        self.clock.on(timedelta(minutes=10))

    def two_hours(self) -> None:
        self.clock.on(timedelta(hours=2))

    def settle(self) -> None:
        """Let everything that is under way come to its end."""
        httpx.delete(f"{self.simulator.address}{PATH}", trust_env=False)
        for _ in range(3):
            self.two_hours()
            self.deliver()
            self.sweep()
        self.by_hand()


STEPS: Final = [name for name in vars(Play) if not name.startswith("_") and name not in ("at", "settle")]
OFTEN: Final = ["begin", "pay", "come_back", "refund_some", "deliver"] * 3


def test_money_balances_whatever_happens(council: CouncilSite, simulator: PaySimulator, clock: Clock) -> None:
    killing.switch(on=False)  # what is killed here would be done twice at the simulator; other tests do so
    with in_council(council):
        service = adopt_bins(
            council, provider="govuk_pay", settings=demo_settings(council.slug, simulator.address), at=LATE
        )

    @settings(max_examples=6, suppress_health_check=list(HealthCheck))
    @given(st.lists(st.sampled_from(STEPS + OFTEN), min_size=8, max_size=30))
    def play(steps: list[str]) -> None:
        clock.now = LATE
        playing = Play(council, service, simulator, clock)
        for step in steps:
            getattr(playing, step)()
        playing.settle()
        _balances(playing)

    play()


def _balances(playing: Play) -> None:
    council, simulator = playing.council, playing.simulator
    there = provider_at(simulator, council.slug)
    with in_council(council):
        payments = list(Payment.objects.filter(case=playing.case))
        refunds = list(Refund.objects.filter(case=playing.case))
        money = money_of(playing.case.id)
        paid = [each for each in payments if each.state == "paid"]
        assert 0 <= money.left <= money.paid == sum(each.amount_pence for each in paid)
        assert {each.state for each in payments} <= {"created", "paid", "failed", "cancelled", "expired"}
        assert {each.state for each in refunds} <= {"made", "failed"}
        assert {each.code for each in refunds} <= {"", "by_hand", "not_taken"}, "what could be given back, was"
        for payment in payments:
            if payment.provider_id:
                seen = there.find(payment.provider_id, playing.at)
                assert (seen.state == "paid") == (payment.state == "paid"), "money is there for both or for neither"
                back = [each for each in refunds if each.payment_id == payment.id and each.code != "by_hand"]
                assert seen.refunded_pence == sum(each.amount_pence for each in back if each.state == "made")
        once = [each.purpose for each in paid if not each.surplus]
        assert len(once) == len(set(once)), "nothing is paid twice"
        for surplus in (each for each in paid if each.surplus):
            assert any(each.payment_id == surplus.id for each in refunds)
        days = [london_day(LATE) + timedelta(days=number) for number in range(4)]
        mine = [each for day in days for each in takings_of(day) if each.case_id == playing.case.id]
        posted = [each for day in days for each in postings_of(day) if each.taken.case_id == playing.case.id]
        came = sum(each.amount_pence for each in paid)
        went = sum(each.amount_pence for each in refunds if each.state == "made")
        assert sum(each.pence for each in mine) == sum(each.posting.gross_pence for each in posted) == came - went
        if came == went:
            assert sum(each.posting.vat_pence for each in posted) == 0
        case = Case.objects.get(id=playing.case.id)
        assert case.state != "active" or "opened" in once, "nothing is had that was not paid"
        assert case.state != "unpaid" or not paid, "what was paid is had"
        for day in days:
            compare_day(day=day, council=council, at=playing.at)
        assert [each for each in open_differences() if each.reference == case.reference] == []
