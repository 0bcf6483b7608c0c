"""How is a pattern played while a provider that it meets does wrong, and what is left of it once that works again?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.db.models import Min

from commonhall.capabilities.errors import Misconfigured, Rejected, Unavailable
from commonhall.capabilities.identity.documents import PUBLISHED
from commonhall.capabilities.payments.till import press
from commonhall.cases.addressing import check_typed_addresses
from commonhall.cases.models import Booking, Case, Message, Payment
from commonhall.cases.operations import MoveCosts, move_case
from commonhall.cases.paying.owing import dues_of
from commonhall.cases.paying.payments import PaymentNotPossible, ask_payment
from commonhall.cases.paying.receiving import settle_payment
from commonhall.cases.queries import effective_of_case
from commonhall.cases.requests.files_again import ask_for_files_again
from commonhall.catalogue.calls import forget_failures
from commonhall.catalogue.faults import Effect, clear_faults, set_fault
from commonhall.connect.finding import hand_over_what_is_due
from commonhall.connect.models import Sending
from commonhall.councils.actors import RESIDENT, SYSTEM
from commonhall.councils.scope import in_council
from commonhall.journeys.models import Document
from commonhall.journeys.scanning import scan_waiting
from commonhall.record.models import Outbox
from commonhall.record.worker import serve_lane
from tests.rooms.festival.chatting import Talk
from tests.rooms.festival.counting import check_once
from tests.rooms.festival.hands import send_again
from tests.rooms.festival.preparing import Around
from tests.rooms.festival.walking import Walk
from tests.rooms.work import paying

AGREED: Final = "2026-06-16"
DOWN: Final = (Unavailable, Misconfigured, Rejected, PaymentNotPossible)


@dataclass
class Ended:
    """How it went. at_once: the reference was given while the provider did wrong. paid_at_once: so was the money.

    waited, waited_over: messages, and what was to go to the back office, that had to wait. first: how the files stood
    when they were sent. seen: how the page went that asked the provider. agreed: the slot was agreed afterwards.
    missing: the facts that were not looked up. chatted_at_once: the chat began at once.
    """

    at_once: bool = False
    paid_at_once: bool = False
    costs_pence: int = 0
    waited: int = 0
    waited_over: int = 0
    told: int = 0
    first: frozenset[str] = frozenset()
    sent_again: bool = False
    seen: str = ""
    agreed: bool = False
    booked: bool = False
    missing: tuple[str, ...] = ()
    chatted_at_once: bool = False


class Stage:
    """A council where one pattern is played once. wrong: the capabilities that do wrong, at the same time."""

    def __init__(self, walk: Walk, wrong: Sequence[str], around: Around) -> None:
        self.walk, self.council, self.way = walk, walk.council, walk.way
        self.wrong, self.around = wrong, around
        self.clock, self.ended, self.works = around.clock, Ended(), False
        self.talk = Talk(self.council, self.way.slug, around.chats, self.clock) if "chat" in wrong else None

    def play(self, effect: Effect) -> Ended:
        """Play it, let the provider work again, and play what is left. Asserts that all is there exactly once."""
        with in_council(self.council):
            for capability in self.wrong:
                set_fault(capability=capability, effect=effect, by=SYSTEM, at=self.clock.at)
        ended, paid = self.ended, False
        if self.talk:
            ended.chatted_at_once = self.talk.begin()
        case_id = self._try_to_send()
        ended.at_once = case_id is not None
        if case_id is not None:
            paid = self._try_to_pay(case_id)
            self._deliver(timedelta(minutes=5))
        self._look_at_what_waits()
        self.works = True
        self.clock.at += timedelta(minutes=5)
        case_id = case_id or self._send_now()
        self._mend(case_id)
        assert paid or self._try_to_pay(case_id), "it cannot be paid afterwards"
        ended.paid_at_once = paid
        self._deliver(timedelta(hours=8))
        ended.told = check_once(
            self.council, case_id, self.around, costs_pence=ended.costs_pence, files=self.walk.files
        )
        self._look_back(case_id)
        if self.talk:
            self.talk.check_once()
        return ended

    def _look_back(self, case_id: UUID) -> None:
        with in_council(self.council):
            self.ended.booked = Booking.objects.filter(case_id=case_id, state="confirmed").exists()
            self.ended.missing = tuple(self.walk.journey().missing)
        self.ended.seen = self.walk.seen

    def _try_to_send(self) -> UUID | None:
        try:
            return self.walk.send()
        except DOWN:
            return None

    def _send_now(self) -> UUID:
        """Send what could not be sent: the page is answered again where its provider could not be asked."""
        self.walk.go_back()
        case_id = self._try_to_send()
        assert case_id is not None, "the journey does not go on when the provider works again"
        return case_id

    def _look_at_what_waits(self) -> None:
        with in_council(self.council):
            self.ended.waited = Message.objects.filter(state="queued").count()
            self.ended.waited_over = Sending.objects.exclude(state="done").count()
            self.ended.first = frozenset(Document.objects.values_list("standing", flat=True))
            clear_faults()
        forget_failures()
        PUBLISHED.forget()

    def _mend(self, case_id: UUID) -> None:
        """Let happen what follows once the provider works again: what nobody sees, and what the resident is asked."""
        check_typed_addresses(self.council, at=self.clock.at)
        if self.walk.files:
            for _ in range(2):
                scan_waiting(self.council, at=self.clock.at)
                ask_for_files_again(self.council, at=self.clock.at)
            self.ended.sent_again = send_again(self.walk)
            scan_waiting(self.council, at=self.clock.at)
        if self.talk and not self.ended.chatted_at_once:
            assert self.talk.begin(), "the chat does not begin when the provider works again"

    def _try_to_pay(self, case_id: UUID) -> bool:
        """Pay what is due as a payer would, coming back again and again; whether nothing is due in the end."""
        for _ in range(4):
            self.clock.at += timedelta(seconds=45)
            try:
                self._act(case_id)
                with in_council(self.council):
                    case = Case.objects.get(id=case_id)
                    effective = effective_of_case(case, council=self.council, at=self.clock.at)
                    dues = dues_of(case, effective, at=self.clock.at)
                if not dues:
                    return bool(case.state != effective.pattern.case.unbooked)
                self.ended.costs_pence = sum(due.amount_pence for due in dues)
                self._pay(case, dues[0].purpose)
            except DOWN:
                continue
        return False

    def _pay(self, case: Case, purpose: str) -> None:
        with in_council(self.council):
            payment = paying.begin(self.council, case, purpose=purpose, at=self.clock.at)
            press(payment.provider_id, "pay", self.clock.at)
        with in_council(self.council):
            settle_payment(payment_id=payment.id, council=self.council, at=self.clock.at)

    def _act(self, case_id: UUID) -> None:
        """Do what comes before the money: what officers do, and what the resident does then and pays for."""
        for transition, asked in self.way.acts:
            self._move(case_id, transition, asked, actor="officer")
        if self.way.pays:
            self._move(case_id, self.way.pays, {}, actor="resident")
        elif self.works:
            self._agree(case_id)

    def _agree(self, case_id: UUID) -> None:
        """Agree a slot, where none could be chosen."""
        with in_council(self.council):
            case = Case.objects.get(id=case_id)
            pattern = effective_of_case(case, council=self.council, at=self.clock.at).pattern
        if not pattern.case.unbooked or case.state != pattern.case.unbooked:
            return
        act = next(each for each in pattern.case.transitions if case.state in each.from_ and each.booking)
        slot = {"value": AGREED, "date": AGREED, "start": "", "end": ""}
        self._move(case_id, act.id, {act.ask[0].id: slot}, actor="resident")
        self.ended.agreed = True

    def _move(self, case_id: UUID, transition: str, asked: Mapping[str, Any], *, actor: str) -> None:
        """Take a transition where the case stands before it; one that costs something waits for the money."""
        moved: dict[str, Any] = {
            "case_id": case_id, "transition": transition, "asked": asked, "actors": (actor,), "council": self.council,
            "by": RESIDENT if actor == "resident" else SYSTEM, "at": self.clock.at,
        }  # fmt: skip
        with in_council(self.council):
            case = Case.objects.get(id=case_id)
            effective = effective_of_case(case, council=self.council, at=self.clock.at)
            wanted = next(each for each in effective.pattern.case.transitions if each.id == transition)
            if case.state not in wanted.from_ or Payment.objects.filter(for_transition=transition).exists():
                return
            try:
                move_case(**moved, expect=None)
            except MoveCosts as costs:
                ask_payment(**moved, charges=costs.charges)

    def _deliver(self, during: timedelta) -> None:
        """Let the worker do what is due, and what becomes due within the time."""
        until = self.clock.at + during
        hand_over_what_is_due(self.council, at=self.clock.at)
        while self.clock.at < until:
            if serve_lane(self.council, clock=lambda: self.clock.at):
                self.clock.at += timedelta(seconds=1)
                continue
            with in_council(self.council):
                due: datetime | None = Outbox.objects.filter(state="ready").aggregate(due=Min("run_at"))["due"]
            self.clock.at = min(until, max(due, self.clock.at + timedelta(seconds=1))) if due else until
