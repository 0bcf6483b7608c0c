"""How is an event tied to the one before it? Its hash covers its own content and the hash of the event before."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder

from commonhall.councils.actors import Actor

_written = DjangoJSONEncoder().encode
_packed = json.JSONEncoder(sort_keys=True, separators=(",", ":")).encode
NOTHING = b""
"""What stands before the first event of a subject."""


@dataclass(frozen=True, slots=True)
class Content:
    """What an event says, and the digest of it. row: the columns before number and hash. facts: as JSON text."""

    row: tuple[Any, ...]
    digest: bytes

    @classmethod
    def of(
        cls,
        identifier: UUID,
        council_id: UUID,
        kind: str,
        subject: tuple[str, UUID],
        by: Actor,
        at: datetime,
        facts: Mapping[str, Any],
    ) -> Content:
        """Return the content of an event that is about to be recorded."""
        written = _written(facts)
        row = (identifier, council_id, kind, *subject, by.kind, by.id, by.name, at, written)
        return cls(row, digest_of(row[:-1], json.loads(written)))

    @property
    def chain(self) -> tuple[Any, ...]:
        """Council and subject: which chain the event belongs to."""
        return self.row[1], self.row[3], self.row[4]

    def first_row(self) -> dict[str, Any]:
        """Return the whole row of a subject's first event, as JSON that PostgreSQL reads."""
        names = ("id", "council_id", "kind", "subject_kind", "subject_id", "actor_kind", "actor_id", "actor_name", "at")
        texts = (each if each is None or isinstance(each, str) else _text(each) for each in self.row[:-1])
        hashed = "\\x" + tied(NOTHING, self.digest).hex()
        return {**dict(zip(names, texts, strict=True)), "facts": json.loads(self.row[-1]), "number": 1, "hash": hashed}


def digest_of(columns: tuple[Any, ...], facts: Any, forgotten: bytes | None = None) -> bytes:
    """Return the digest of an event's content: id, council, kind, subject, actor, time, and the digest of its facts.

    forgotten: the digest of the facts as they were, where some of them were removed since (see forgetting.py): the
    rest of the event is proved as before.
    """
    said = [None if each is None else _text(each) for each in columns]
    of_facts = (digest_of_facts(facts) if forgotten is None else bytes(forgotten)).hex()
    return sha256(_packed([said, of_facts]).encode()).digest()


def digest_of_facts(facts: Any) -> bytes:
    """Return the digest of the facts of an event as they are stored."""
    return sha256(_packed(_plain(facts)).encode()).digest()


def tied(before: bytes, digest: bytes) -> bytes:
    """Return the hash of an event: of the hash before it and its own digest."""
    return sha256(before + digest).digest()


def _text(value: Any) -> str:
    return value.astimezone(UTC).isoformat() if isinstance(value, datetime) else str(value)


def _plain(value: Any) -> Any:
    """Return ``value`` so that it reads alike before and after PostgreSQL kept it, which writes 1e2 as 100."""
    if isinstance(value, Mapping):
        return {name: _plain(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_plain(each) for each in value]
    if isinstance(value, float):
        number = Decimal(repr(value))
        return {"number": format(number.normalize(), "f") if number else "0"}
    if isinstance(value, int) and not isinstance(value, bool):
        return {"number": str(value)}
    return value


def root_of(leaves: list[bytes]) -> bytes:
    """Return the Merkle root over ``leaves``: pairs are hashed together until one is left; an odd one goes up alone.

    Leaves and branches are hashed with another first byte each, so that neither passes for the other (RFC 6962, 2.1).
    """
    level = [sha256(b"\x00" + leaf).digest() for leaf in leaves]
    if not level:
        return sha256(NOTHING).digest()
    while len(level) > 1:
        pairs = [sha256(b"\x01" + level[n] + level[n + 1]).digest() for n in range(0, len(level) - 1, 2)]
        level = pairs + (level[-1:] if len(level) % 2 else [])
    return level[0]
