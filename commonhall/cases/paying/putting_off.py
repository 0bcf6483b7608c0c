"""What becomes of a case that cannot be paid, since nobody can be asked for the money? It gets more time."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from django.db import transaction

from commonhall.capabilities.bookings.port import Bookings, Claim
from commonhall.capabilities.bookings.slot import Place
from commonhall.capabilities.errors import Rejected
from commonhall.cases.bookings import slot_id
from commonhall.cases.calendars import NOT_NOW, ask_calendar, calendar_of, service_of
from commonhall.cases.models import Booking, Case, CaseTimer
from commonhall.cases.operations import locked_case, promise_to_tell
from commonhall.cases.queries import effective_of_case, scope_of_case
from commonhall.core.language.charge_model import WhenDown
from commonhall.core.language.effective import Effective
from commonhall.core.lifecycle.putting_off import minutes_to_pay, when_down
from commonhall.core.values.dates import london
from commonhall.councils.actors import SYSTEM
from commonhall.councils.queries import CouncilSite
from commonhall.record.operations import record_event

PUT_OFF = "payment_put_off"


@transaction.atomic
def put_off_payment(*, case_id: UUID, council: CouncilSite, at: datetime) -> str:
    """Give a case the time to be paid that its pattern has for when its provider is down: once, whoever tries again.

    Its slots are held and its end waits so long, and its person is told until when, and how to pay. Returns the London
    wall clock until which it may be paid; blank where it gets no more time. Raises CaseUnknown, and ExpressionFailed.
    """
    case = locked_case(case_id)
    effective = effective_of_case(case, council=council, at=at)
    down = when_down(effective, case.state)
    if down is None:
        return ""
    return str(case.facts.get("pay_until") or "") or _put_off(case, effective, down, at)


def _put_off(case: Case, effective: Effective, down: WhenDown, at: datetime) -> str:
    minutes = minutes_to_pay(effective, down, scope_of_case(case, effective, at=at))
    ends_at = at + timedelta(minutes=minutes)
    until = london(ends_at)
    _hold_longer(case_id=case.id, minutes=minutes, at=at)
    CaseTimer.objects.filter(case=case, kind=down.timer, state="waiting", due_at__lt=ends_at).update(due_at=ends_at)
    case.facts = {**case.facts, "pay_until": until}
    case.save(update_fields=["facts"])
    event = record_event(kind=PUT_OFF, subject=("case", case.id), facts={"until": until}, by=SYSTEM, at=at)
    promise_to_tell(case, PUT_OFF, (down.message,), event, asked={}, at=at)
    return until


def _hold_longer(*, case_id: UUID, minutes: int, at: datetime) -> None:
    """Hold what a case holds for so many minutes from now.

    What its calendar cannot be asked now, or has given to others, stays as it is: it is taken up again with the money.
    """
    for booking in Booking.objects.filter(case_id=case_id, state="held").select_related("case"):
        claim = Claim(
            booking.reference, booking.calendar, slot_id(booking.slot), minutes, booking.units, booking.uprn
        )  # fmt: skip
        try:
            with transaction.atomic():
                bound = calendar_of(booking, service=service_of(booking), at=at)
                place = ask_calendar(bound, partial(_held_again, claim, at), at)
        except (*NOT_NOW, Rejected):
            continue
        Booking.objects.filter(id=booking.id).update(until=place.until, changed_at=at)


def _held_again(claim: Claim, at: datetime, port: Bookings) -> Place:
    return port.hold(claim, at)
