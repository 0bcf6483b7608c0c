"""What happened to this, and what waits to be delivered? Reads of the council in scope."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Min

from commonhall.councils.actors import Actor
from commonhall.record.models import OPEN_STATES, Event, Outbox


@dataclass(frozen=True, slots=True)
class Happening:
    """An event as read."""

    id: UUID
    kind: str
    subject: tuple[str, UUID]
    by: Actor
    at: datetime
    facts: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """A delivery that was given up."""

    id: UUID
    kind: str
    reason: str
    attempts: int
    created_at: datetime
    finished_at: datetime


@dataclass(frozen=True, slots=True)
class Backlog:
    """How much waits and since when."""

    waiting: int
    oldest_at: datetime | None
    dead: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many deliveries of a kind wait, and since when the oldest does."""

    count: int
    oldest_at: datetime


def events_about(subject: tuple[str, UUID], *, most: int = 500) -> list[Happening]:
    """Return what happened to ``subject``, oldest first; of more than ``most`` the newest."""
    newest = Event.objects.filter(subject_kind=subject[0], subject_id=subject[1]).order_by("-number")[:most]
    rows = reversed(newest)
    return [
        Happening(
            row.id,
            row.kind,
            (row.subject_kind, row.subject_id),
            Actor(row.actor_kind, row.actor_id, row.actor_name),
            row.at,
            row.facts,
        )
        for row in rows
    ]


def dead_letters(*, most: int = 100) -> list[DeadLetter]:
    """Return the deliveries that were given up, newest first."""
    rows = Outbox.objects.filter(state="dead").order_by("-finished_at", "-id")[:most]
    return [DeadLetter(r.id, r.kind, r.last_error, r.attempts, r.created_at, r.finished_at) for r in rows]


@dataclass(frozen=True, slots=True)
class Promised:
    """A delivery as it stands. reason: why the last try failed, blank where none did. run_at: when it is next due."""

    state: str
    attempts: int
    reason: str
    run_at: datetime
    created_at: datetime


def promised(ids: Collection[UUID]) -> dict[UUID, Promised]:
    """Return how the deliveries with these ids stand; those that were made and cleared away are not there."""
    rows = Outbox.objects.filter(id__in=ids)
    return {r.id: Promised(r.state, r.attempts, r.last_error, r.run_at, r.created_at) for r in rows}


def backlog() -> Backlog:
    """Return the state of this council's deliveries."""
    waiting = Outbox.objects.filter(state__in=OPEN_STATES).aggregate(n=Count("id"), oldest=Min("created_at"))
    return Backlog(waiting["n"], waiting["oldest"], Outbox.objects.filter(state="dead").count())


def waiting_by_kind() -> dict[str, Waiting]:
    """Return how much waits of each kind of delivery, and since when."""
    rows = Outbox.objects.filter(state__in=OPEN_STATES).values("kind").annotate(n=Count("id"), oldest=Min("created_at"))
    return {row["kind"]: Waiting(row["n"], row["oldest"]) for row in rows}
