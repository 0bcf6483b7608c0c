"""Do calendars know the same bookings as we do? Everything to come is compared once a day, and what differs is kept."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from commonhall.capabilities.bookings.port import LONGEST_DAYS
from commonhall.capabilities.bookings.slot import Place
from commonhall.capabilities.errors import Rejected
from commonhall.cases.bookings import slot_id
from commonhall.cases.books.differing import keep_difference
from commonhall.cases.calendars import NOT_NOW, OVER, ask_calendar
from commonhall.cases.models import Booking, Comparison, Difference
from commonhall.catalogue.queries import BindingMissing, Bound, get_binding, get_bound
from commonhall.core.values.dates import london_day
from commonhall.councils.actors import SYSTEM
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.record.jobs import job

SETTLES: Final = timedelta(hours=1)
"""What changed so lately is left for the next time: it may be on its way to the calendar."""


@dataclass
class _Calendars:
    """What one provider says, from every set of settings under which we know it, and what we booked with it."""

    provider: str
    bound: list[Bound] = field(default_factory=list)
    ours: dict[str, Booking] = field(default_factory=dict)
    theirs: dict[str, Place] = field(default_factory=dict)


def compare_calendars(*, again: bool = True, at: datetime) -> tuple[Exception, ...]:
    """Compare every booking to come of the council in scope with the calendars that have it.

    again: also those that were compared today and agreed. A calendar that cannot be asked keeps nobody from comparing
    the others: what each of them raised is returned.
    """
    today = london_day(at)
    failures: list[Exception] = []
    for calendars in _calendars(today):
        if again or _is_due(calendars.provider, today):
            try:
                _compare(calendars, today, at)
            except (*NOT_NOW, Rejected) as failure:
                failures.append(failure)
    return tuple(failures)


def _is_due(provider: str, today: date) -> bool:
    about = {"capability": "bookings", "provider": provider}
    differs: bool = Difference.objects.filter(**about, gone_at=None, settled_at=None).exists()
    return differs or not Comparison.objects.filter(**about, day=today).exists()


def last_compared() -> tuple[Comparison, ...]:
    """Return how the calendars of the council in scope were compared last, by provider."""
    latest = Comparison.objects.filter(capability="bookings").order_by("provider", "-made_at")
    return tuple(latest.distinct("provider"))


def _calendars(today: date) -> list[_Calendars]:
    """Return the providers that are in force, or that have a booking of ours to come."""
    found: dict[str, _Calendars] = {}
    known: dict[UUID | None, Bound] = {}
    try:
        known[None] = get_binding("bookings")
        _of(found, known[None])
    except BindingMissing:
        pass
    booked = Booking.objects.filter(case__isnull=False, state="confirmed", date__gte=today).select_related("case")
    for booking in booked.order_by("id"):
        if booking.binding_id not in known:
            known[booking.binding_id] = get_bound(booking.binding_id)
        bound = known[booking.binding_id]
        _of(found, bound).ours[booking.reference] = booking
    return [found[name] for name in sorted(found)]


def _of(found: dict[str, _Calendars], bound: Bound) -> _Calendars:
    calendars = found.setdefault(bound.provider, _Calendars(bound.provider))
    if bound.id not in [each.id for each in calendars.bound]:
        calendars.bound.append(bound)
    return calendars


def _compare(calendars: _Calendars, today: date, at: datetime) -> None:
    last = today + timedelta(days=LONGEST_DAYS)
    for bound in calendars.bound:
        listed = ask_calendar(bound, lambda port: port.listed(today.isoformat(), last.isoformat(), at), at)
        calendars.theirs.update({place.reference: place for place in listed if place.state == "confirmed"})
    differs = {**_ours_elsewhere(calendars), **_theirs_unknown(calendars)}
    settling = _settling(set(differs), at)
    for reference, (kind, booking) in differs.items():
        if reference not in settling:
            _keep(calendars, kind, reference, booking, at)
    gone = Difference.objects.filter(capability="bookings", provider=calendars.provider, gone_at=None)
    gone.exclude(provider_id__in=differs).update(gone_at=at)
    for reference, (kind, _) in differs.items():
        gone.filter(provider_id=reference).exclude(kind=kind).update(gone_at=at)
    Comparison.objects.update_or_create(
        capability="bookings", day=today, provider=calendars.provider,
        defaults={"counted": len(calendars.theirs), "made_at": at},
    )  # fmt: skip


def _ours_elsewhere(calendars: _Calendars) -> dict[str, tuple[str, Booking | None]]:
    """Return what we booked that the calendar has not, or has at another time."""
    found: dict[str, tuple[str, Booking | None]] = {}
    for reference, booking in calendars.ours.items():
        place = calendars.theirs.get(reference)
        if place is None:
            found[reference] = ("missing_there", booking)
        elif place.slot.id != slot_id(booking.slot):
            found[reference] = ("time", booking)
    return found


def _theirs_unknown(calendars: _Calendars) -> dict[str, tuple[str, Booking | None]]:
    """Return what the calendar has that we have not booked, or have given back, or have for a day that is over.

    What is held here was promised to be booked, or waits for its money: then it is known.
    """
    found: dict[str, tuple[str, Booking | None]] = {}
    others = set(calendars.theirs) - set(calendars.ours)
    known = {row.reference: row for row in Booking.objects.filter(reference__in=others).select_related("case")}
    for reference in others:
        booking = known.get(reference)
        if booking is None or booking.state in OVER:
            found[reference] = ("unknown_here", booking)
        elif booking.state == "confirmed" and calendars.theirs[reference].slot.id != slot_id(booking.slot):
            found[reference] = ("time", booking)
    return found


def _settling(references: set[str], at: datetime) -> set[str]:
    lately = Booking.objects.filter(reference__in=references, changed_at__gt=at - SETTLES)
    return set(lately.values_list("reference", flat=True))


def _keep(calendars: _Calendars, kind: str, reference: str, booking: Booking | None, at: datetime) -> None:
    place = calendars.theirs.get(reference)
    keep_difference(
        "bookings", kind, provider=calendars.provider, provider_id=reference,
        reference=booking.case.reference if booking and booking.case else "",
        ours=slot_id(booking.slot) if booking and booking.state not in OVER else "",
        theirs=place.slot.id if place else "", at=at,
    )  # fmt: skip


@job("compare_calendars", every_seconds=3600)
def compare_daily(council: CouncilSite, *, at: datetime) -> None:
    """Compare each calendar once a day; one that gave no answer, or where something differs, every hour."""
    with in_council(council, by=SYSTEM, purpose="job"):
        failures = compare_calendars(again=False, at=at)
    if failures:
        raise ExceptionGroup("some calendars could not be compared", failures)
