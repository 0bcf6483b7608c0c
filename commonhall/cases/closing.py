"""On which days are the council's own calendars closed besides what their settings say, and what is booked on them all
the same? Nothing is cancelled by closing a day: people see the list and move each booking."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, Literal
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from commonhall.capabilities.bookings.slot import Calendar
from commonhall.capabilities.errors import Rejected
from commonhall.cases.calendars import NOT_NOW, ask_calendar, is_in_step
from commonhall.cases.models import Booking, Closure, Place
from commonhall.cases.visible import cases_visible_to
from commonhall.catalogue.bound import get_bound, held_bindings
from commonhall.core.values.dates import london_day
from commonhall.councils.actors import Actor
from commonhall.councils.scope import council_in_scope
from commonhall.people.policies import Member
from commonhall.record.operations import record_event

LONGEST_DAYS: Final = 366
MOST: Final = 500


class ClosureRefused(Exception):
    """The days cannot be closed. reason: ``order``, ``past``, ``too_long`` or ``calendar``."""

    def __init__(self, reason: Literal["order", "past", "too_long", "calendar"]) -> None:
        super().__init__(reason)
        self.reason = reason


class ClosureUnknown(LookupError):
    """There is no such closure, or its days were opened again."""


@dataclass(frozen=True, slots=True)
class Closed:
    """Days on which a calendar is closed, both included."""

    id: UUID
    calendar: str
    first_date: date
    last_date: date
    reason: str
    closed_by: str


@dataclass(frozen=True, slots=True)
class BookedAnyway:
    """A case's booking on a day on which its calendar is closed."""

    reference: str
    calendar: str
    date: date
    start: str


def own_calendars(at: datetime) -> tuple[Calendar, ...]:
    """Return the calendars in force that the council keeps itself, by id. Those of suppliers are closed there."""
    found: dict[str, Calendar] = {}
    for held in held_bindings("bookings"):
        if held.state != "in_force":
            continue
        try:
            bound = get_bound(held.id)
            if is_in_step(bound):
                found |= {each.id: each for each in ask_calendar(bound, lambda port: port.calendars(), at)}
        except (*NOT_NOW, Rejected):
            continue  # what is wrong with it stands on the page of providers
    return tuple(found[name] for name in sorted(found))


@transaction.atomic
def close_days(*, calendar: str, first_date: date, last_date: date, reason: str, by: Actor, at: datetime) -> UUID:
    """Close an own calendar on days, both included, and return the closure's id. What is booked on them stays.

    reason: for colleagues. Raises ClosureRefused.
    """
    if last_date < first_date:
        raise ClosureRefused("order")
    if last_date < london_day(at):
        raise ClosureRefused("past")
    if (last_date - first_date).days >= LONGEST_DAYS:
        raise ClosureRefused("too_long")
    if calendar not in {each.id for each in own_calendars(at)}:
        raise ClosureRefused("calendar")
    row: Closure = Closure.objects.create(
        calendar=calendar, first_date=first_date, last_date=last_date, reason=reason, closed_by=by.name, closed_at=at
    )
    _record("calendar_closed", row, by, at)
    return row.id


@transaction.atomic
def open_days(*, closure_id: UUID, by: Actor, at: datetime) -> None:
    """Open closed days again. Raises ClosureUnknown."""
    row = Closure.objects.select_for_update().filter(id=closure_id, ended_at=None).first()
    if row is None:
        raise ClosureUnknown(str(closure_id))
    row.ended_by, row.ended_at = by.name, at
    row.save(update_fields=["ended_by", "ended_at"])
    _record("calendar_opened", row, by, at)


def closures(day: date) -> list[Closed]:
    """Return the closures of ``day`` and later, in order of their days."""
    rows = Closure.objects.filter(ended_at=None, last_date__gte=day).order_by("first_date", "calendar", "id")
    return [
        Closed(row.id, row.calendar, row.first_date, row.last_date, row.reason, row.closed_by) for row in rows[:MOST]
    ]


def booked_on_closed_days(member: Member, day: date) -> tuple[Sequence[BookedAnyway], int]:
    """Return the bookings of ``day`` and later on closed days, in order of time, of the cases that the member sees;
    and how many more there are."""
    rows = _on_closed_days(day)
    shown = rows.filter(case__in=cases_visible_to(member)).select_related("case").order_by("date", "case__reference")
    found = [
        BookedAnyway(row.case.reference, row.calendar, row.date, str(row.slot.get("start") or ""))
        for row in shown[:MOST]
    ]
    return found, rows.count() - len(found)


def _on_closed_days(day: date) -> QuerySet[Booking]:
    closed = Closure.objects.filter(
        calendar=OuterRef("calendar"), ended_at=None, first_date__lte=OuterRef("date"), last_date__gte=OuterRef("date")
    )
    ours = Place.objects.filter(reference=OuterRef("reference"))
    standing = Booking.objects.filter(case__isnull=False, date__gte=day, state__in=("held", "confirmed"))
    return standing.filter(Exists(closed), Exists(ours))


def _record(kind: str, row: Closure, by: Actor, at: datetime) -> None:
    facts = {"calendar": row.calendar, "first": row.first_date.isoformat(), "last": row.last_date.isoformat()}
    record_event(kind=kind, subject=("council", council_in_scope()), facts=facts, by=by, at=at)
