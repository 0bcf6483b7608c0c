"""How is an event recorded and a delivery promised? Both in the caller's transaction, in the council in scope."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection

from commonhall.councils.actors import Actor
from commonhall.councils.ids import new_id
from commonhall.councils.scope import council_in_scope
from commonhall.record.models import Event, Outbox

__all__ = ["NotDead", "enqueue", "record_event", "resend"]


class NotDead(LookupError):
    """This council has no dead letter with that id."""


def record_event(
    *, kind: str, subject: tuple[str, UUID], facts: Mapping[str, Any] | None = None, by: Actor, at: datetime
) -> UUID:
    """Record that something happened; return the event's id.

    ``subject``: what it happened to, as (kind, id), such as ("case", case_id). ``facts``: plain JSON; dates and UUIDs
    are written as text. One statement.
    """
    event = Event(
        kind=kind,
        subject_kind=subject[0],
        subject_id=subject[1],
        actor_kind=by.kind,
        actor_id=by.id,
        actor_name=by.name,
        at=at,
        facts=dict(facts or {}),
    )
    event.save(force_insert=True)
    return UUID(str(event.id))


def enqueue(
    *, kind: str, payload: Mapping[str, Any], key: str, run_at: datetime | None = None, at: datetime
) -> UUID | None:
    """Promise a delivery, to be made after this transaction commits; return its id, or None where ``key`` was there.

    ``kind`` names the delivery (see deliveries.py); ``key`` makes it happen once for the council, however often it is
    promised; ``run_at`` delays it. ``payload`` is plain JSON.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO record_outbox (id, council_id, kind, payload, key, state, attempts, run_at, last_error, "
            "created_at) VALUES (%s, %s, %s, %s::jsonb, %s, 'ready', 0, %s, '', %s) "
            "ON CONFLICT (council_id, key) DO NOTHING RETURNING id",
            [
                new_id(),
                council_in_scope(),
                kind,
                json.dumps(payload, cls=DjangoJSONEncoder),
                key,
                run_at or at,
                at,
            ],
        )
        made = cursor.fetchone()
    return None if made is None else UUID(str(made[0]))


def resend(*, entry_id: UUID, by: Actor, at: datetime) -> None:
    """Put a dead letter back in the queue with fresh patience, and record who did. Raises NotDead."""
    changed = Outbox.objects.filter(id=entry_id, state="dead").update(
        state="ready", run_at=at, attempts=0, first_tried_at=None, last_error="", finished_at=None
    )
    if not changed:
        raise NotDead("This council has no dead letter with that id")
    record_event(kind="delivery_resent", subject=("outbox", entry_id), by=by, at=at)
