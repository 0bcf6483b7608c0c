"""Which other programs may search the council's gazetteer? Those with a key, each so many times a minute."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import Case, F, Value, When

from commonhall.contacts.models import GazetteerKey
from commonhall.councils.actors import Actor
from commonhall.councils.queries import CouncilSite
from commonhall.record.operations import record_event

A_MINUTE: Final = 600
"""Calls that one key is good for in a minute, as at OS Places."""
LONGEST_NAME: Final = 100
LONGEST_KEY: Final = 200


class KeyRefused(ValueError):
    """A key needs a name, and there must be such a key to end it."""


class NotAdmitted(Exception):
    """There is no such key in force at this council."""


class TooOften(Exception):
    """The key was used too often in this minute. seconds: until it may be used again."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"Again in {seconds} seconds")
        self.seconds = seconds


@transaction.atomic
def make_gazetteer_key(*, name: str, council: CouncilSite, by: Actor, at: datetime) -> str:
    """Return a new key for the program called ``name``: shown this once, since only its digest is kept.

    Raises KeyRefused for a name that is blank or too long.
    """
    name = " ".join(name.split())
    if not name or len(name) > LONGEST_NAME:
        raise KeyRefused(f"Give a name of 1 to {LONGEST_NAME} characters")
    key = f"{council.slug}_{secrets.token_urlsafe(32)}"
    row = GazetteerKey.objects.create(
        name=name, digest=_digest(key), ending=key[-4:], made_by=by.name, made_at=at
    )  # fmt: skip
    record_event(kind="gazetteer_key_made", subject=("gazetteer_key", row.id), by=by, at=at, facts={"name": name})
    return key


@transaction.atomic
def end_gazetteer_key(*, key_id: UUID, by: Actor, at: datetime) -> None:
    """Let a key open nothing any more. Raises KeyRefused where there is none in force with this id."""
    row = GazetteerKey.objects.select_for_update().filter(id=key_id, ended_at=None).first()
    if row is None:
        raise KeyRefused("There is no such key in force")
    row.ended_at = at
    row.save(update_fields=["ended_at"])
    record_event(kind="gazetteer_key_ended", subject=("gazetteer_key", row.id), by=by, at=at, facts={})


def gazetteer_keys() -> list[GazetteerKey]:
    """Return the keys of the council in scope, the newest first."""
    return list(GazetteerKey.objects.order_by("-made_at", "-id"))


def admit(key: str, *, at: datetime) -> None:
    """Count one use of a key. Its row is locked for the rest of the transaction, which should be short.

    Raises NotAdmitted and TooOften; a use that comes too often is counted too, so that it shows.
    """
    minute = int(at.timestamp()) // 60
    rows = GazetteerKey.objects.filter(digest=_digest(key[:LONGEST_KEY]), ended_at=None)
    counted = Case(When(minute=minute, then=F("calls") + 1), default=Value(1))
    if not key or not rows.update(calls=counted, minute=minute):
        raise NotAdmitted
    if rows.values_list("calls", flat=True)[0] > A_MINUTE:
        raise TooOften(60 - int(at.timestamp()) % 60)


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()
