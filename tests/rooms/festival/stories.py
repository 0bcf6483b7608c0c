"""Which ways through services does the festival play, and how is each played while a provider does wrong?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final
from uuid import UUID

from commonhall.capabilities.errors import Misconfigured, Rejected, Unavailable
from commonhall.capabilities.payments.till import press
from commonhall.cases.intake import submit
from commonhall.cases.models import Case, Message, Payment
from commonhall.cases.paying.payments import PaymentNotPossible
from commonhall.cases.paying.receiving import settle_payment
from commonhall.cases.tables.booked import Booking, Place
from commonhall.cases.tables.money import TillPayment
from commonhall.catalogue.faults import Effect, clear_faults, set_fault
from commonhall.catalogue.operations import LIBRARY, adopt, bind_provider, import_pattern
from commonhall.catalogue.queries import get_service
from commonhall.core.language.loading import read_folder
from commonhall.councils.actors import SYSTEM
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.record.worker import serve_lane
from commonhall.upkeep.demo import enquiries, requests, residents
from tests.rooms.work import paying, slots

AT: Final = datetime.fromisoformat("2026-06-08T11:00:00+00:00")
DOWN: Final = (Unavailable, Misconfigured, Rejected, PaymentNotPossible, enquiries.EnquiryNotSent)


@dataclass(frozen=True)
class Story:
    """A way through a service. uses: the capabilities that it meets. send: sends it and returns its case."""

    name: str
    uses: tuple[str, ...]
    prepare: Callable[[CouncilSite], None]
    send: Callable[[CouncilSite, datetime], UUID]
    costs_pence: int = 0
    books: bool = False


def _library(slug: str) -> Callable[[CouncilSite], None]:
    def prepare(council: CouncilSite) -> None:
        pattern = read_folder(LIBRARY / slug).pattern
        own = import_pattern(pattern=pattern, report={}, by=SYSTEM, at=AT)
        adopt(council=council, slug=slug, origin="own", version_id=own.id, by=SYSTEM, at=AT)

    return prepare


def _enquiry(enquiry: residents.Enquiry) -> Callable[[CouncilSite, datetime], UUID]:
    def send(council: CouncilSite, at: datetime) -> UUID:
        answers = {"when_known": str(at.date() - timedelta(days=3)), **enquiry.answers}
        return enquiries.send(council, service=enquiry.service, answers=answers, language="en", at=at).case_ids[0]

    return send


def _told(enquiry: residents.Enquiry) -> Story:
    return Story(enquiry.service, ("notifications",), _library(enquiry.service), _enquiry(enquiry))


def _adopt_bins(council: CouncilSite) -> None:
    paying.adopt_bins(council, at=AT)


def _send_bins(council: CouncilSite, at: datetime) -> UUID:
    return paying.send(council, get_service("garden-bin", council=council, day=at.date()), at=at).id


def _adopt_visits(council: CouncilSite) -> None:
    slots.adopt_visits(council, at=AT)


def _send_visit(council: CouncilSite, at: datetime) -> UUID:
    journey = slots.begin(get_service("van-visit", council=council, day=at.date()), at=at)
    standing = slots.fill_in(journey, council, at=at)
    if standing.route.stop.kind != "check":
        raise Unavailable(why="The journey waits for the slots")
    return submit(standing=standing, at=at).case_ids[0]


_ASKED: Final = {one.enquiry.service: one.enquiry for one in reversed((*requests.EVERYWHERE, *requests.FIRST))}
STORIES: Final = {
    story.name: story
    for story in (
        _told(residents.ENQUIRIES[0]),
        *(_told(_ASKED[name]) for name in ("report-a-problem", "complaints", "freedom-of-information", "data-rights")),
        Story("a service that costs", ("payments", "notifications"), _adopt_bins, _send_bins, costs_pence=8000),
        Story("a service with a slot", ("bookings",), _adopt_visits, _send_visit, books=True),
    )
}


@dataclass(frozen=True)
class Ended:
    """How it went. at_once: the reference was given while the provider did wrong. waited: messages that had to wait.

    paid_at_once: the money came while the provider did wrong. told: messages in the end. booked: a slot is booked.
    """

    at_once: bool
    waited: int
    paid_at_once: bool
    told: int
    booked: bool


class Stage:
    """A council with providers of its own, where one story is played once."""

    def __init__(self, council: CouncilSite, folder: Path, story: Story) -> None:
        self.council, self.outbox, self.story = council, folder / "outbox", story
        self.now = AT
        with in_council(council):
            for capability, provider, settings in (
                ("notifications", "outbox_folder", {"folder": str(self.outbox)}),
                ("files", "folder", {"folder": str(folder / "files")}),
                ("addresses", "gazetteer", {}),
                ("waste", "rounds", {"seed": council.slug}),
            ):
                bind_provider(capability=capability, provider=provider, settings=settings, by=SYSTEM, at=AT)
            story.prepare(council)

    def play(self, capability: str, effect: Effect) -> Ended:
        """Play the story while ``capability`` does wrong, let it work again, and play what is left of the story."""
        with in_council(self.council):
            set_fault(capability=capability, effect=effect, by=SYSTEM, at=self.now)
        case_id = self._try_to_send()
        at_once, paid = case_id is not None, False
        if case_id is not None:
            paid = self._try_to_pay(case_id)
            self._deliver(timedelta(minutes=5))
        with in_council(self.council):
            waited = Message.objects.filter(state="queued").count()
            clear_faults()
        self.now += timedelta(minutes=5)
        case_id = case_id or self._try_to_send()
        assert case_id is not None, "the journey does not go on when the provider works again"
        assert paid or self._try_to_pay(case_id) or not self.story.costs_pence, "it cannot be paid afterwards"
        self._deliver(timedelta(hours=8))
        told, booked = self._check_once(case_id)
        return Ended(at_once, waited, paid and bool(self.story.costs_pence), told, booked)

    def _try_to_send(self) -> UUID | None:
        try:
            with in_council(self.council):
                return self.story.send(self.council, self.now)
        except DOWN:
            return None

    def _try_to_pay(self, case_id: UUID) -> bool:
        """Pay what is due as a payer would, coming back again and again; whether it is paid in the end."""
        for _ in range(4):
            if not self.story.costs_pence:
                return False
            self.now += timedelta(seconds=45)
            try:
                with in_council(self.council):
                    if Payment.objects.filter(case_id=case_id, state="paid").exists():
                        return True
                    payment = paying.begin(self.council, Case.objects.get(id=case_id), at=self.now)
                    press(payment.provider_id, "pay", self.now)
                with in_council(self.council):
                    settle_payment(payment_id=payment.id, council=self.council, at=self.now)
            except DOWN:
                continue
        with in_council(self.council):
            return Payment.objects.filter(case_id=case_id, state="paid").exists()

    def _deliver(self, during: timedelta) -> None:
        until = self.now + during
        while self.now < until:
            served = serve_lane(self.council, clock=lambda: self.now)
            self.now += timedelta(seconds=20) if served else timedelta(minutes=20)

    def _check_once(self, case_id: UUID) -> tuple[int, bool]:
        """Assert that case, messages, money and slot are there exactly once; return how many messages went, and whether
        a slot is booked."""
        with in_council(self.council):
            assert list(Case.objects.values_list("id", flat=True)) == [case_id]
            messages = list(Message.objects.all())
            assert {one.state for one in messages} <= {"sent", "delivered"}
            assert len({(one.occasion, one.channel) for one in messages}) == len(messages)
            written = sorted(path.stem for path in self.outbox.iterdir()) if self.outbox.exists() else []
            assert written == sorted(str(one.id) for one in messages)
            paid = list(Payment.objects.filter(state="paid").values_list("amount_pence", flat=True))
            assert paid == ([self.story.costs_pence] if self.story.costs_pence else [])
            taken = TillPayment.objects.filter(state="paid").values_list("wanted__amount_pence", flat=True)
            assert sum(taken) == self.story.costs_pence
            booked = list(Booking.objects.filter(state="confirmed"))
            assert len(booked) <= 1
            assert sorted(one.reference for one in Place.objects.filter(until=None)) == [
                one.reference for one in booked
            ]
        return len(messages), bool(booked)


def in_words(ended: Ended, story: Story) -> str:
    """Return how it went as the table says it."""
    parts = ["Reference at once" if ended.at_once else "Answers kept; sent when it worked again"]
    if story.costs_pence:
        parts.append("paid at once" if ended.paid_at_once else "paid later by the same reference")
    if story.books:
        parts.append("the slot is booked" if ended.booked else "the council agrees a slot afterwards")
    if ended.told:
        parts.append("messages waited, then went once" if ended.waited else "messages went once")
    return "; ".join(parts)
