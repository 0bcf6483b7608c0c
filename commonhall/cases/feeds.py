"""Who reads the council's bookings in a calendar program? Members, each by a secret address that they can end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final, Literal
from uuid import UUID

from django.db import transaction

from commonhall.cases.models import Booking, CalendarFeed
from commonhall.cases.visible import cases_visible_to
from commonhall.contacts.models import Person, Property
from commonhall.core.values.dates import london_day
from commonhall.councils.actors import Actor
from commonhall.councils.scope import council_in_scope
from commonhall.journeys.tokens import hash_of, new_token
from commonhall.people.policies import Member
from commonhall.people.queries import find_member
from commonhall.people.throttle import Limit, note_try
from commonhall.record.operations import record_event

Shows = Literal["places", "people"]
MOST_OF_ONE: Final = 5
READS: Final = 30
"""How often a feed is read in a quarter of an hour; programs ask every few minutes at most."""
STRANGERS: Final = 20
"""How often one network asks in a quarter of an hour for feeds that there are not."""
BEFORE, AFTER = timedelta(days=14), timedelta(days=180)
MOST: Final = 2000


class FeedRefused(Exception):
    """The member has enough of them already."""


class FeedUnknown(LookupError):
    """There is no such feed, it has ended, or whose it was has left."""


class TooManyReads(Exception):
    """It was asked for too often. wait: for how long not to."""

    def __init__(self, wait: timedelta) -> None:
        super().__init__("too often")
        self.wait = wait


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed as its member sees it. The secret is not kept."""

    id: UUID
    calendar: str
    shows: Shows
    made_at: datetime
    used_at: datetime | None


@dataclass(frozen=True, slots=True)
class Entry:
    """A booking in a feed. who and address: blank unless the feed shows people. changed: rises when it changes."""

    id: UUID
    reference: str
    calendar: str
    day: date
    start: str
    end: str
    confirmed: bool
    changed: int
    street: str
    who: str = ""
    address: str = ""


@transaction.atomic
def make_feed(*, member: Member, calendar: str, shows: Shows, by: Actor, at: datetime) -> str:
    """Make a feed of the bookings that ``member`` sees and return its secret, which is not kept. Raises FeedRefused.

    calendar: blank for all. shows: ``places``, the reference and the street; ``people``, who it is for besides.
    """
    if CalendarFeed.objects.select_for_update().filter(member_id=member.membership_id, ended_at=None).count() >= (
        MOST_OF_ONE
    ):
        raise FeedRefused
    token = new_token()
    row = CalendarFeed.objects.create(
        token_hash=hash_of(token), calendar=calendar, shows=shows, member_id=member.membership_id, made_by=by.name,
        made_at=at,
    )  # fmt: skip
    facts = {"calendar": calendar, "shows": shows, "feed": str(row.id)}
    record_event(kind="calendar_feed_made", subject=("council", council_in_scope()), facts=facts, by=by, at=at)
    return token


@transaction.atomic
def end_feed(*, feed_id: UUID, member: Member, by: Actor, at: datetime) -> None:
    """End a feed of the member's own: its address answers no more. Raises FeedUnknown."""
    rows = CalendarFeed.objects.select_for_update()
    row = rows.filter(id=feed_id, member_id=member.membership_id, ended_at=None).first()
    if row is None:
        raise FeedUnknown(str(feed_id))
    row.ended_by, row.ended_at = by.name, at
    row.save(update_fields=["ended_by", "ended_at"])
    facts = {"feed": str(row.id)}
    record_event(kind="calendar_feed_ended", subject=("council", council_in_scope()), facts=facts, by=by, at=at)


def feeds_of(member: Member) -> list[Feed]:
    """Return the member's feeds, oldest first."""
    rows = CalendarFeed.objects.filter(member_id=member.membership_id, ended_at=None).order_by("made_at", "id")
    return [Feed(row.id, row.calendar, "people" if row.shows == "people" else "places", row.made_at, row.used_at)
            for row in rows]  # fmt: skip


def read_feed(*, token: str, network: str, at: datetime) -> Sequence[Entry]:
    """Return what is in the feed with this secret: bookings from two weeks ago to half a year ahead, in order of time.

    What its member may see at this moment counts; a member who left sees nothing. network: from where it is asked.
    Raises FeedUnknown and TooManyReads.
    """
    row = CalendarFeed.objects.filter(token_hash=hash_of(token), ended_at=None).first()
    member = find_member(row.member_id, at=at) if row is not None else None
    limit = Limit("feed_network", network, STRANGERS) if member is None else Limit("feed", str(row and row.id), READS)
    tries = note_try(limit, at=at)
    if tries.wait is not None:
        raise TooManyReads(tries.wait)
    if row is None or member is None:
        raise FeedUnknown
    if row.used_at is None or at - row.used_at > timedelta(hours=1):
        CalendarFeed.objects.filter(id=row.id).update(used_at=at)
    return _entries(row, member, london_day(at))


def _entries(feed: CalendarFeed, member: Member, today: date) -> list[Entry]:
    rows = Booking.objects.filter(
        case__in=cases_visible_to(member, "work"), state__in=("held", "confirmed"),
        date__gte=today - BEFORE, date__lte=today + AFTER,
    ).select_related("case")  # fmt: skip
    if feed.calendar:
        rows = rows.filter(calendar=feed.calendar)
    booked = list(rows.order_by("date", "case__reference")[:MOST])
    known = Property.objects.filter(uprn__in={row.uprn or row.case.uprn for row in booked})
    streets = {each.uprn: str((each.record.get("street") or {}).get("en") or "") for each in known}
    named = dict(Person.objects.filter(id__in={row.case.person_id for row in booked}).values_list("id", "name"))
    people = named if feed.shows == "people" else None
    return [_entry(row, streets.get(row.uprn or row.case.uprn, ""), people) for row in booked]


def _entry(row: Booking, street: str, people: Mapping[UUID, str] | None) -> Entry:
    """Return a booking as the feed has it. people: their names, where it shows them."""
    case, slot = row.case, row.slot
    return Entry(
        id=row.id,
        reference=case.reference,
        calendar=row.calendar,
        day=row.date,
        start=str(slot.get("start") or ""),
        end=str(slot.get("end") or ""),
        confirmed=row.state == "confirmed",
        changed=case.version,
        street=street,
        who="" if people is None else people.get(case.person_id, ""),
        address="" if people is None else case.address,
    )
