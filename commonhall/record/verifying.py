"""Is the record still as it was written? Chains are counted again from their first event, and seals over them are set
every night, so that neither a changed event nor a missing one passes unseen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final
from uuid import UUID

from django.db import transaction

from commonhall.record.audits import first_id_at
from commonhall.record.chain import NOTHING, digest_of, root_of, tied
from commonhall.record.models import Event, Seal

SETTLED: Final = timedelta(hours=1)
"""Nothing written longer ago than this is still in a transaction of its own: it can be sealed."""
AT_A_TIME: Final = 2000
COLUMNS: Final = (
    "id", "council_id", "kind", "subject_kind", "subject_id", "actor_kind", "actor_id", "actor_name", "at",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Broken:
    """The first thing that is not as it was written. what: ``changed``, ``missing`` or ``seal``.

    event_id: the event that does not fit, or before which some are missing. seal: the number of the seal.
    """

    what: str
    subject: tuple[str, UUID] | None = None
    number: int = 0
    event_id: UUID | None = None
    seal: int = 0
    until_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Verified:
    """What was looked at, and what was found first, if anything."""

    events: int
    subjects: int
    seals: int
    broken: Broken | None = None


@dataclass(frozen=True, slots=True)
class SealShown:
    """A seal as an auditor keeps it elsewhere: its hash stands for everything up to ``until_at``."""

    number: int
    until_at: datetime
    events: int
    hash: str


def verify_record() -> Verified:
    """Count every chain and every seal of the council in scope again, and return what is wrong first, if anything."""
    events, subjects, broken = _verify_chains()
    if broken:
        return Verified(events, subjects, 0, broken)
    seals, broken = _verify_seals()
    return Verified(events, subjects, seals, broken)


def _verify_chains() -> tuple[int, int, Broken | None]:
    rows = Event.objects.order_by("subject_kind", "subject_id", "number")
    events = subjects = number = 0
    subject: tuple[str, UUID] | None = None
    before = NOTHING
    for row in rows.iterator(AT_A_TIME):
        events += 1
        if (row.subject_kind, row.subject_id) != subject:
            subject, number, before = (row.subject_kind, row.subject_id), 0, NOTHING
            subjects += 1
        number += 1
        if row.number != number:
            return events, subjects, Broken("missing", subject, row.number, row.id)
        before = tied(before, _digest(row))
        if bytes(row.hash) != before:
            return events, subjects, Broken("changed", subject, row.number, row.id)
    return events, subjects, None


def _digest(row: Event) -> bytes:
    """Count the digest of an event again: of its facts as they are, or as they were before some had to go."""
    forgotten = None if row.forgotten is None else bytes(row.forgotten)
    return digest_of(tuple(getattr(row, name) for name in COLUMNS), row.facts, forgotten)


def _verify_seals() -> tuple[int, Broken | None]:
    before, seals, since = NOTHING, 0, None
    for seal in Seal.objects.order_by("number"):
        seals += 1
        heads, events = _heads(since, seal.until_at)
        root = root_of(heads)
        fits = (
            seal.number == seals
            and seal.from_at == since
            and (seal.events, bytes(seal.root)) == (events, root)
            and bytes(seal.hash) == _seal_hash(before, seal.number, seal.until_at, events, root)
        )
        if not fits:
            return seals, Broken("seal", seal=seal.number, until_at=seal.until_at)
        before, since = bytes(seal.hash), seal.until_at
    return seals, None


def seal_record(*, at: datetime) -> bool:
    """Seal the events of the council in scope written since the last seal and settled; return whether any were.

    Safe to call at any moment and again: a seal covers each stretch of time once.
    """
    until = at - SETTLED
    last = Seal.objects.order_by("-number").first()
    if last is not None and last.until_at >= until:
        return False
    since = last.until_at if last else None
    heads, events = _heads(since, until)
    if not events:
        return False
    number, root = (last.number if last else 0) + 1, root_of(heads)
    hashed = _seal_hash(bytes(last.hash) if last else NOTHING, number, until, events, root)
    with transaction.atomic():
        Seal.objects.create(
            number=number, from_at=since, until_at=until, events=events, subjects=len(heads), root=root, hash=hashed,
            sealed_at=at,
        )  # fmt: skip
    return True


def newest_seal() -> SealShown | None:
    """Return the last seal of the council in scope."""
    seal = Seal.objects.order_by("-number").first()
    return SealShown(seal.number, seal.until_at, seal.events, bytes(seal.hash).hex()) if seal else None


def _heads(since: datetime | None, until: datetime) -> tuple[list[bytes], int]:
    """Return the last hash of every chain that grew in a stretch of time, in the order of the chains, and how much."""
    heads: dict[tuple[str, UUID], tuple[int, bytes]] = {}
    events = 0
    for row in _written(since, until):
        events += 1
        key = (row[0], row[1])
        if heads.get(key, (0, b""))[0] < row[2]:
            heads[key] = (row[2], bytes(row[3]))
    leaves = [f"{kind}:{identifier}:".encode() + hashed for (kind, identifier), (_, hashed) in sorted(heads.items())]
    return leaves, events


def _written(since: datetime | None, until: datetime) -> Iterator[tuple[str, UUID, int, bytes]]:
    rows = Event.objects.filter(id__lt=first_id_at(until))
    if since is not None:
        rows = rows.filter(id__gte=first_id_at(since))
    return rows.order_by().values_list("subject_kind", "subject_id", "number", "hash").iterator(AT_A_TIME)


def _seal_hash(before: bytes, number: int, until: datetime, events: int, root: bytes) -> bytes:
    return sha256(before + f"{number}|{until.timestamp():.6f}|{events}|".encode() + root).digest()
