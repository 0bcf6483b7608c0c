"""Which deliveries are due, who has them, and what became of them? The worker's side of the outbox: at least once, with
leases, back-off and, after 48 hours, a dead letter that the council sees."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection, connections

from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.record.models import Outbox

FIRST_PAUSE = timedelta(seconds=5)
LONGEST_PAUSE = timedelta(hours=4)
PATIENCE = timedelta(hours=48)
LEASE = timedelta(minutes=5)
LONGEST_REASON = 200


@dataclass(frozen=True, slots=True)
class Entry:
    """A claimed outbox row. ``attempts`` counts this one; it is also the proof that the claim is still ours."""

    id: UUID
    kind: str
    payload: dict[str, Any]
    key: str
    attempts: int
    first_tried_at: datetime


class LostLease(Exception):
    """The lease ran out and somebody else has the row: what we did may be done twice, what we say no longer counts."""


# The rows are chosen once, apart: as a condition of the update, a plan may choose anew for each row and take more.
_CLAIM = """
WITH due AS MATERIALIZED (
    SELECT id FROM record_outbox
    WHERE council_id = %s AND state IN ('ready', 'leased') AND run_at <= %s
    ORDER BY run_at, id LIMIT %s FOR UPDATE SKIP LOCKED)
UPDATE record_outbox AS entry SET state = 'leased', attempts = attempts + 1, leased_until = %s, run_at = %s,
    first_tried_at = coalesce(first_tried_at, %s)
FROM due WHERE entry.council_id = %s AND entry.id = due.id
RETURNING entry.id, kind, payload::text, key, attempts, first_tried_at
"""


def claim(*, council: CouncilSite, limit: int, at: datetime, lease: timedelta = LEASE) -> list[Entry]:
    """Claim up to ``limit`` due rows of ``council`` until ``at + lease``, oldest first; rows that others hold are
    skipped. Opens the door itself and commits."""
    until = at + lease
    with in_council(council, purpose="job"), connection.cursor() as cursor:
        cursor.execute(_CLAIM, [council.id, at, limit, until, until, at, council.id])
        rows = cursor.fetchall()
    entries = [Entry(row[0], row[1], json.loads(row[2]), row[3], row[4], row[5]) for row in rows]
    return sorted(entries, key=lambda entry: entry.id)


def finish(*, council: CouncilSite, entry: Entry, at: datetime) -> None:
    """Note that the delivery was made. Raises LostLease."""
    _settle(council, entry, state="done", finished_at=at, leased_until=None, last_error="")


def retry_later(
    *, council: CouncilSite, entry: Entry, reason: str, at: datetime, after: timedelta | None = None
) -> datetime | None:
    """Give the row back to be tried again, or make it a dead letter once it has been tried for 48 hours.

    ``after``: how long the provider asked us to wait; without it 5 seconds, doubling to 4 hours. ``reason`` is a code
    or a sentence without personal data. Returns when it is next due, None for a dead letter. Raises LostLease.
    """
    pause: timedelta = max(after or timedelta(0), min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** min(entry.attempts - 1, 20)))
    due = at + pause
    if due > entry.first_tried_at + PATIENCE:
        give_up(council=council, entry=entry, reason=reason, at=at)
        return None
    _settle(council, entry, state="ready", run_at=due, leased_until=None, last_error=reason[:LONGEST_REASON])
    return due


def give_up(*, council: CouncilSite, entry: Entry, reason: str, at: datetime) -> None:
    """Make the row a dead letter, which the council sees and may send again. Raises LostLease."""
    _settle(council, entry, state="dead", finished_at=at, leased_until=None, last_error=reason[:LONGEST_REASON])


def clear_done(*, council: CouncilSite, before: datetime, most: int = 5000) -> int:
    """Remove deliveries that were made before ``before``, at most ``most`` at a time; return how many."""
    with in_council(council, purpose="job"):
        old = Outbox.objects.filter(state="done", finished_at__lt=before).order_by("finished_at")[:most]
        gone, _by_table = Outbox.objects.filter(id__in=old.values("id")).delete()
    return gone


def due_lanes(*, at: datetime, limit: int = 500) -> list[UUID]:
    """Return the ids of the councils that have something due. Sees nothing else, and needs no council in scope."""
    return _due("SELECT * FROM guard.due_lanes(%s, %s)", at, limit)


def due_tests(*, at: datetime, limit: int = 500) -> list[UUID]:
    """Return the ids of the councils that have something due which is only tried."""
    return _due("SELECT * FROM guard.due_tests(%s, %s)", at, limit)


def _due(asked: str, at: datetime, limit: int) -> list[UUID]:
    with connections["control"].cursor() as cursor:
        cursor.execute(asked, [at, limit])
        return [row[0] for row in cursor.fetchall()]


def _settle(council: CouncilSite, entry: Entry, **changes: Any) -> None:
    with in_council(council, purpose="job"):
        held = Outbox.objects.filter(id=entry.id, state="leased", attempts=entry.attempts)
        if not held.update(**changes):
            raise LostLease(f"Somebody else has {entry.kind} {entry.id}")
