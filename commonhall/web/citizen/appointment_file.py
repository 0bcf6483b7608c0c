"""What is in the calendar file of a booked time? One appointment, as telephones and mail programs read it.

Source of the format: RFC 5545.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

from icalendar import Calendar, Event

from commonhall.core.values.dates import from_london

MEDIA_TYPE: Final = "text/calendar; charset=utf-8"


def appointment_file(
    *, name: str, title: str, reference: str, slot: Mapping[str, Any], changed: int, at: datetime
) -> bytes:
    """Return the file. name: stays the same when the appointment moves; changed: rises when it does.

    slot: its ``date`` and, unless it is the whole day, ``start`` and ``end`` by London's clock. Nothing in it tells
    who has the appointment.
    """
    event = Event()
    event.add("UID", name)
    event.add("DTSTAMP", at.astimezone(UTC).replace(microsecond=0))
    event.add("SEQUENCE", changed)
    event.add("SUMMARY", f"{title} ({reference})")
    if slot.get("start") and slot.get("end"):
        event.add("DTSTART", from_london(f"{slot['date']}T{slot['start']}"))
        event.add("DTEND", from_london(f"{slot['date']}T{slot['end']}"))
    else:
        day = date.fromisoformat(str(slot["date"]))
        event.add("DTSTART", day)
        event.add("DTEND", day + timedelta(days=1))
    calendar = Calendar()
    calendar.add("VERSION", "2.0")
    calendar.add("PRODID", "-//Commonhall//Bookings//EN")
    calendar.add_component(event)
    return bytes(calendar.to_ical())
