"""Which places have the council's own calendars given out? The records that the booking providers count in."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from django.db import connection
from django.db.models import Q

from commonhall.capabilities.bookings import slot as port
from commonhall.cases.models import Closure, Place
from commonhall.core.values.dates import parse_date
from commonhall.councils.scope import council_in_scope


class OwnPlaces:
    """The places of the council in scope, as the providers ask for them (see capabilities.bookings.port)."""

    def lock(self, days: Sequence[tuple[str, str]]) -> None:
        """Take the lock of each (calendar, date), in the order given, until the transaction ends.

        The lock is PostgreSQL's advisory one: also the first place of a day has nothing else to lock. What is counted
        after it is a new statement, which sees what the holder before has committed.
        """
        with connection.cursor() as cursor:
            for calendar, day in days:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_key(calendar, day)])

    def taken(self, calendar: str, first: str, last: str, at: datetime) -> Sequence[port.Place]:
        """Return the places that stand at the moment ``at``, of the dates from ``first`` to ``last``."""
        rows = Place.objects.filter(calendar=calendar, date__gte=parse_date(first), date__lte=parse_date(last))
        return [_place(row) for row in rows.filter(Q(until__isnull=True) | Q(until__gt=at))]

    def find(self, reference: str) -> port.Place | None:
        """Return the place with this reference, whether it stands or not."""
        row = Place.objects.filter(reference=reference).first()
        return None if row is None else _place(row)

    def keep(self, place: port.Place) -> None:
        """Store ``place``, in the room of what was kept with its reference."""
        slot = place.slot
        Place.objects.update_or_create(
            reference=place.reference,
            defaults={
                "calendar": slot.calendar,
                "slot": slot.id,
                "date": parse_date(slot.date),
                "start": slot.start,
                "end": slot.end,
                "units": place.units,
                "uprn": place.uprn,
                "until": place.until,
            },
        )

    def drop(self, reference: str) -> None:
        """Forget the place with this reference, if there is one."""
        Place.objects.filter(reference=reference).delete()

    def closed(self, calendar: str, first: str, last: str) -> Collection[str]:
        """Return the dates from ``first`` to ``last`` on which people of the council have closed the calendar."""
        begins, ends = parse_date(first), parse_date(last)
        found: set[str] = set()
        for row in Closure.objects.filter(
            calendar=calendar, ended_at=None, first_date__lte=ends, last_date__gte=begins
        ):
            day = max(row.first_date, begins)
            while day <= min(row.last_date, ends):
                found.add(day.isoformat())
                day += timedelta(days=1)
        return found


def _key(calendar: str, day: str) -> int:
    """Return the number of a lock: that of one day of one calendar of one council."""
    named = hashlib.sha256(f"{council_in_scope()}/{calendar}/{day}".encode()).digest()
    return int.from_bytes(named[:8], "big", signed=True)


def _place(row: Place) -> port.Place:
    slot = port.Slot(row.calendar, row.slot, row.date.isoformat(), row.start, row.end)
    return port.Place(row.reference, slot, row.units, row.uprn, row.until)
