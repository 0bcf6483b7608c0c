"""How is an event recorded and a delivery promised? Both in the caller's transaction, in the council in scope."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final, Literal, Protocol
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection

from commonhall.councils.actors import Actor
from commonhall.councils.ids import new_id
from commonhall.councils.scope import council_in_scope
from commonhall.record.chain import Content
from commonhall.record.models import Outbox, Read

__all__ = [
    "ChainBusy",
    "How",
    "NotDead",
    "enqueue",
    "give_up_dead",
    "record_event",
    "record_read",
    "record_reads",
    "resend",
]

How = Literal["opened", "searched", "exported", "unmasked"]
TRIES: Final = 20
LONGEST_PURPOSE: Final = 500
ADDED: Final = (
    "INSERT INTO record_event (id, council_id, kind, subject_kind, subject_id, actor_kind, actor_id, actor_name, at, "
    "facts, number, hash) SELECT %s, %s, %s, %s, %s, %s, %s::uuid, %s, %s::timestamptz, %s::jsonb, "
    "coalesce(last.number, 0) + 1, sha256(coalesce(last.hash, ''::bytea) || %s) FROM (SELECT) AS one "
    "LEFT JOIN LATERAL (SELECT number, hash FROM record_event WHERE council_id = %s AND subject_kind = %s "
    "AND subject_id = %s ORDER BY number DESC LIMIT 1) AS last ON true "
    "ON CONFLICT (council_id, subject_kind, subject_id, number, is_test) DO NOTHING RETURNING id"
)


class Reader(Protocol):
    """A member of staff who looks: as an actor, and in which role."""

    @property
    def actor(self) -> Actor:
        """The member as the doer of an operation."""

    @property
    def first_role(self) -> str:
        """The role of most weight that the member has."""


class ChainBusy(Exception):
    """Too many wrote events of one subject at the same moment."""


class NotDead(LookupError):
    """This council has no dead letter with that id."""


def record_event(
    *, kind: str, subject: tuple[str, UUID], facts: Mapping[str, Any] | None = None, by: Actor, at: datetime
) -> UUID:
    """Record that something happened; return the event's id.

    ``subject``: what it happened to, as (kind, id), such as ("case", case_id). ``facts``: plain JSON; dates and UUIDs
    are written as text. One statement, which ties the event to the one before it; where another event of the same
    subject is written at the same moment it waits for that one, and is tied to it.
    """
    made = new_id()
    content = Content.of(made, council_in_scope(), kind, subject, by, at, facts or {})
    for _ in range(TRIES):
        with connection.cursor() as cursor:
            cursor.execute(ADDED, [*content.row, content.digest, *content.chain])
            if cursor.fetchone() is not None:
                return made
    raise ChainBusy(f"others wrote of {subject[0]} {subject[1]} at the same moment, {TRIES} times over")


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
            "ON CONFLICT (council_id, key, is_test) DO NOTHING RETURNING id",
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


def give_up_dead(*, entry_id: UUID, by: Actor, at: datetime) -> None:
    """Take a dead letter off the list for good, and record who did. Raises NotDead."""
    if not Outbox.objects.filter(id=entry_id, state="dead").update(state="done", finished_at=at):
        raise NotDead("This council has no dead letter with that id")
    record_event(kind="delivery_given_up", subject=("outbox", entry_id), by=by, at=at)


def record_read(
    *, subject: tuple[str, UUID | None], how: How, purpose: str = "", by: Actor | Reader, at: datetime
) -> None:
    """Record that something was looked at. One statement, in the caller's transaction.

    ``subject``: what, as (kind, id), such as ("case", case_id), ("person", person_id) or, for a search, ("search",
    None). ``purpose``: why or by what, such as the reason for unmasking or the kind of identifier searched for; never
    what was read. ``by``: a member, whose role is kept with it, or another actor. Use :func:`record_reads` for many.
    """
    record_reads(subjects=[subject], how=how, purpose=purpose, by=by, at=at)


def record_reads(
    *, subjects: Sequence[tuple[str, UUID | None]], how: How, purpose: str = "", by: Actor | Reader, at: datetime
) -> None:
    """Record that several things were looked at together, as :func:`record_read` does. One statement."""
    actor, role = (by, "") if isinstance(by, Actor) else (by.actor, by.first_role)
    Read.objects.bulk_create(
        Read(
            how=how,
            subject_kind=kind,
            subject_id=identifier,
            actor_kind=actor.kind,
            actor_id=actor.id,
            actor_name=actor.name,
            role=role,
            purpose=purpose[:LONGEST_PURPOSE],
            at=at,
        )
        for kind, identifier in subjects
    )
