"""What is in the calendar file of a property's bin days? An iCalendar file that a telephone can subscribe
to.

Source of the format: RFC 5545 and RFC 7986. It holds dates and names of collections, and nothing about
people.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256

from icalendar import Calendar, Event, vDuration, vText, vUri

from commonhall.capabilities.waste.collection import CollectionDay
from commonhall.core.values.words import Language, Words

MEDIA_TYPE = "text/calendar; charset=utf-8"

_TITLE = Words(en="Bin collections: {council}", cy="Casgliadau biniau: {council}")
_SUMMARY = Words(en="{name} collection", cy="Casgliad {name}")
_MOVED = Words(
    en="This collection is usually on another day. It has been moved.",
    cy="Mae'r casgliad hwn ar ddiwrnod arall fel arfer. Mae wedi'i symud.",
)
_REFRESH = timedelta(days=1)


def calendar_file(
    council_slug: str,
    council_name: Words,
    uprn: str,
    days: Iterable[CollectionDay],
    language: Language,
    url: str,
    at: datetime,
) -> bytes:
    """Return the file. It is the same for everyone who asks for this property, so it may be cached for a
    day.

    days: the collections to show, any order. url: the address of this file. at: now, aware; the time stamp
    of every event. Each event keeps its UID when a bank holiday moves it: its SEQUENCE rises by the days it
    was moved. Raises ValueError for an ``at`` without a time zone.
    """
    if at.tzinfo is None:
        raise ValueError("A moment must say its time zone")
    stamp = at.astimezone(UTC).replace(microsecond=0)
    calendar = _empty(council_name, language, url)
    for day in sorted(days, key=_key):
        calendar.add_component(_event(council_slug, uprn, day, language, stamp))
    return bytes(calendar.to_ical())


def _empty(council_name: Words, language: Language, url: str) -> Calendar:
    title = _TITLE.say(language).format(council=council_name.say(language))
    calendar = Calendar()
    calendar.add("VERSION", "2.0")
    calendar.add("PRODID", f"-//Commonhall//Bin days//{language.upper()}")
    calendar.add("METHOD", "PUBLISH")
    calendar.add("CALSCALE", "GREGORIAN")
    calendar.add("NAME", vText(title))
    calendar.add("X-WR-CALNAME", vText(title))
    calendar.add("REFRESH-INTERVAL", vDuration(_REFRESH), parameters={"VALUE": "DURATION"})
    calendar.add("X-PUBLISHED-TTL", vDuration(_REFRESH))
    calendar.add("SOURCE", vUri(url), parameters={"VALUE": "URI"})
    calendar.add("URL", vUri(url))
    return calendar


def _event(council_slug: str, uprn: str, day: CollectionDay, language: Language, stamp: datetime) -> Event:
    original, moved_to = date.fromisoformat(day.original_date), date.fromisoformat(day.date)
    event = Event()
    event.add("UID", event_uid(council_slug, uprn, day.service, day.original_date))
    event.add("DTSTAMP", stamp)
    event.add("SEQUENCE", (moved_to - original).days)
    event.add("DTSTART", moved_to)
    event.add("DTEND", moved_to + timedelta(days=1))
    name = day.name.say(language)
    event.add("SUMMARY", _SUMMARY.say(language).format(name=name if language == "en" else name.lower()))
    event.add("TRANSP", "TRANSPARENT")
    lines = [day.container.say(language)]
    if day.changed:
        lines.append(_MOVED.say(language))
    event.add("DESCRIPTION", "\n".join(lines))
    return event


def event_uid(council_slug: str, uprn: str, service: str, original_date: str) -> str:
    """Return the name of an event for ever: a hash, so that the file does not list properties."""
    seed = "\x1f".join((council_slug, uprn, service, original_date))
    return f"{sha256(seed.encode()).hexdigest()[:32]}@bins.commonhall"


def _key(day: CollectionDay) -> tuple[str, str]:
    return day.date, day.service
