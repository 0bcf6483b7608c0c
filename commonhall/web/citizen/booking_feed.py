"""How does a calendar program of a member of staff read bookings? From a secret address, without cookies.

Source of the format: RFC 5545, and RFC 7986 for how often to ask.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from math import ceil
from typing import Any, Final

from django.http import Http404, HttpResponse, HttpResponseBase
from django.views.decorators.http import require_safe
from icalendar import Calendar, Event

from commonhall.cases.feeds import Entry, FeedUnknown, TooManyReads, read_feed
from commonhall.core.values.dates import from_london
from commonhall.councils.policies import open_to
from commonhall.people.throttle import network_of
from commonhall.web.citizen import visit as visits
from commonhall.web.citizen.appointment_file import MEDIA_TYPE
from commonhall.web.citizen.visit import council_of

ASK_AGAIN: Final = timedelta(minutes=30)


@open_to("anyone")
@require_safe
def booking_feed_page(request: Any, token: str) -> HttpResponseBase:
    """Answer with the bookings of a feed; with nothing at all where there is no such feed."""
    council, at = council_of(request), visits.clock()
    try:
        entries = read_feed(token=token, network=network_of(request.META.get("REMOTE_ADDR", "")), at=at)
    except FeedUnknown:
        raise Http404("no feed") from None
    except TooManyReads as often:
        response = HttpResponse("Asked too often. Try again later.\n", status=429, content_type="text/plain")
        response["Retry-After"] = str(ceil(often.wait.total_seconds()))
        return response
    response = HttpResponse(feed_file(council.slug, council.name.en, entries, at), content_type=MEDIA_TYPE)
    response["Content-Disposition"] = 'inline; filename="bookings.ics"'
    response["Cache-Control"] = f"private, max-age={int(ASK_AGAIN.total_seconds())}"
    response["Referrer-Policy"] = "no-referrer"
    return response


def feed_file(slug: str, council: str, entries: Sequence[Entry], at: datetime) -> bytes:
    """Return the file. Each booking keeps its name when it moves."""
    calendar = Calendar()
    calendar.add("VERSION", "2.0")
    calendar.add("PRODID", "-//Commonhall//Bookings//EN")
    calendar.add("X-WR-CALNAME", f"Bookings, {council}")
    calendar.add("REFRESH-INTERVAL", ASK_AGAIN, parameters={"VALUE": "DURATION"})
    for entry in entries:
        calendar.add_component(_event(slug, entry, at))
    return bytes(calendar.to_ical())


def _event(slug: str, entry: Entry, at: datetime) -> Event:
    event = Event()
    event.add("UID", f"{entry.id}@{slug}")
    event.add("DTSTAMP", at.astimezone(UTC).replace(microsecond=0))
    event.add("SEQUENCE", entry.changed)
    event.add("SUMMARY", ", ".join(filter(None, (entry.reference, entry.who))))
    event.add("CATEGORIES", [entry.calendar])
    event.add("STATUS", "CONFIRMED" if entry.confirmed else "TENTATIVE")
    if place := entry.address.replace("\n", ", ") or entry.street:
        event.add("LOCATION", place)
    if entry.start and entry.end:
        event.add("DTSTART", from_london(f"{entry.day}T{entry.start}"))
        event.add("DTEND", from_london(f"{entry.day}T{entry.end}"))
    else:
        event.add("DTSTART", entry.day)
        event.add("DTEND", entry.day + timedelta(days=1))
    return event
