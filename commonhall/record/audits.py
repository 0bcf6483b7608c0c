"""Who did or looked at what, and when? The record as an auditor searches it, page by page, the newest first."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Count, QuerySet

from commonhall.core.values.dates import from_london, london_date
from commonhall.core.values.identifiers import uuid7
from commonhall.councils.actors import Actor
from commonhall.record.models import Event, Read
from commonhall.record.queries import Happening

PAGE = 50
MANY = 100
"""Different cases that one person opens within a day, before an auditor is told."""
AT_A_TIME = 2000
BY_ITSELF = ("document ", "call ")
"""How purposes begin that nobody said: they name what was opened, or in which call."""


@dataclass(frozen=True, slots=True)
class Sought:
    """What an auditor looks for. Empty means all. actor_id: a member. kind: of events, or how somebody looked.

    subject_kind, subject_id: what it is about. since, until: the first and the last day, by London's calendar.
    """

    actor_id: UUID | None = None
    subject_kind: str = ""
    subject_id: UUID | None = None
    kind: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Looked:
    """A read as shown. subject: kind and id; no id for a search."""

    id: UUID
    how: str
    subject: tuple[str, UUID | None]
    by: Actor
    role: str
    purpose: str
    at: datetime


def events_found(sought: Sought, *, before: UUID | None = None, most: int = PAGE) -> list[Happening]:
    """Return the events sought, the newest first, from the one before ``before`` on."""
    return [_happening(row) for row in _events(sought, before)[:most]]


def reads_found(sought: Sought, *, before: UUID | None = None, most: int = PAGE) -> list[Looked]:
    """Return the reads sought, the newest first, from the one before ``before`` on."""
    return [_looked(row) for row in _reads(sought, before)[:most]]


def all_events_found(sought: Sought) -> Iterator[Happening]:
    """Yield every event sought, the newest first, a few at a time from the database."""
    return (_happening(row) for row in _events(sought, None).iterator(AT_A_TIME))


def all_reads_found(sought: Sought) -> Iterator[Looked]:
    """Yield every read sought, the newest first, a few at a time from the database."""
    return (_looked(row) for row in _reads(sought, None).iterator(AT_A_TIME))


def reads_of(subject: tuple[str, UUID], *, most: int = 20) -> list[Looked]:
    """Return who looked at ``subject``, the last first."""
    return reads_found(Sought(subject_kind=subject[0], subject_id=subject[1]), most=most)


def read_today(subject: tuple[str, UUID], *, how: str, member_id: UUID, at: datetime) -> bool:
    """Return whether a member of staff looked at ``subject`` in this way already on the day that it is in London."""
    since = from_london(f"{london_date(at)}T00:00:00")
    rows = Read.objects.filter(subject_kind=subject[0], subject_id=subject[1], actor_id=member_id, how=how)
    return rows.filter(at__gte=since, id__gte=first_id_at(since)).exists()


def purpose_said_today(subject: tuple[str, UUID], *, member_id: UUID, at: datetime) -> bool:
    """Return whether a member of staff said today, in London, why they look at ``subject``."""
    since = from_london(f"{london_date(at)}T00:00:00")
    rows = Read.objects.filter(subject_kind=subject[0], subject_id=subject[1], actor_id=member_id, how="opened")
    said = rows.filter(at__gte=since, id__gte=first_id_at(since)).exclude(purpose="")
    return any(not row.startswith(BY_ITSELF) for row in said.values_list("purpose", flat=True))


def reads_of_any(subjects: dict[str, Collection[UUID]], *, most: int = 200) -> list[Looked]:
    """Return who looked at any of several subjects, given by kind, the last first."""
    rows = [
        row
        for kind, ids in subjects.items()
        for row in Read.objects.filter(subject_kind=kind, subject_id__in=ids).order_by("-id")[:most]
    ]
    return [_looked(row) for row in sorted(rows, key=lambda row: row.id, reverse=True)[:most]]


@dataclass(frozen=True, slots=True)
class Busy:
    """A member of staff who looked at many cases within a day."""

    actor_id: UUID
    name: str
    cases: int


def busy_readers(*, at: datetime) -> list[Busy]:
    """Return who opened more than MANY different cases within the last day, the most first: somebody should ask why."""
    since = at - timedelta(days=1)
    rows = (
        Read.objects.filter(id__gte=first_id_at(since), at__gte=since, subject_kind="case", actor_kind="staff")
        .values("actor_id", "actor_name")
        .annotate(cases=Count("subject_id", distinct=True))
        .filter(cases__gt=MANY)
        .order_by("-cases")[:PAGE]
    )
    return [Busy(row["actor_id"], row["actor_name"], row["cases"]) for row in rows]


def first_id_at(moment: datetime) -> UUID:
    """Return an id that is not after any that was made at ``moment`` or later."""
    return uuid7(int(moment.timestamp() * 1000) * 1_000_000, random_bits=0)


def _events(sought: Sought, before: UUID | None) -> QuerySet[Event]:
    rows = _of_days(Event.objects.all(), sought, before)
    return rows.filter(kind=sought.kind) if sought.kind else rows


def _reads(sought: Sought, before: UUID | None) -> QuerySet[Read]:
    rows = _of_days(Read.objects.all(), sought, before)
    return rows.filter(how=sought.kind) if sought.kind else rows


# Rows of either table:
def _of_days(rows: QuerySet, sought: Sought, before: UUID | None) -> QuerySet:  # type: ignore[type-arg]
    """Keep what fits; ids say when a row was written, which is never before what it tells of."""
    if sought.actor_id:
        rows = rows.filter(actor_id=sought.actor_id)
    if sought.subject_kind:
        rows = rows.filter(subject_kind=sought.subject_kind)
    if sought.subject_id:
        rows = rows.filter(subject_id=sought.subject_id)
    if sought.since:
        first = from_london(f"{sought.since}T00:00:00")
        rows = rows.filter(at__gte=first, id__gte=first_id_at(first))
    if sought.until:
        rows = rows.filter(at__lt=from_london(f"{sought.until + timedelta(days=1)}T00:00:00"))
    return (rows.filter(id__lt=before) if before else rows).order_by("-id")


def _happening(row: Event) -> Happening:
    # The column's check allows these only:
    by = Actor(row.actor_kind, row.actor_id, row.actor_name)  # type: ignore[arg-type]
    return Happening(row.id, row.kind, (row.subject_kind, row.subject_id), by, row.at, row.facts)


def _looked(row: Read) -> Looked:
    # The column's check allows these only:
    by = Actor(row.actor_kind, row.actor_id, row.actor_name)  # type: ignore[arg-type]
    return Looked(row.id, row.how, (row.subject_kind, row.subject_id), by, row.role, row.purpose, row.at)
