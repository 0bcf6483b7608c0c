"""Which keys does the council in scope have? Made when first needed, renewed by command, destroyed when it leaves."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable
from datetime import datetime
from typing import Final
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction

from commonhall.councils.models import CouncilKey
from commonhall.councils.scope import council_in_scope
from commonhall.councils.sealing import KEY_BYTES, CouncilKeys, RootKeys

KEPT_SECONDS: Final = 300.0
"""How long an opened key stays in memory."""

Reseal = Callable[[CouncilKeys], int]
_reseals: dict[str, Reseal] = {}
_opened: dict[tuple[UUID, int, str], tuple[float, bytes]] = {}
_lock: Final = threading.Lock()


class KeysDestroyed(Exception):
    """The council's keys were destroyed when it left: what they sealed cannot be read any more."""


class KeyInUse(Exception):
    """The key cannot be retired: it is the newest."""


def council_keys(*, at: datetime | None = None) -> CouncilKeys:
    """Return the keys of the council in scope, making the first where it has none. Raises KeysDestroyed.

    at: now, UTC; None where something is only to be opened, so that no key is made. The row of a key is read each
    time, so a key that was destroyed or retired elsewhere opens nothing here either.
    """
    rows = list(CouncilKey.objects.order_by("number"))
    if not rows and at is None:
        return CouncilKeys(council_in_scope(), {})
    if not rows and at is not None:
        rows = [_make(1, at)]
    if all(row.destroyed_at for row in rows):
        raise KeysDestroyed("The keys of this council were destroyed")
    return CouncilKeys(council_in_scope(), {row.number: _open(row) for row in rows if row.wrapped})


@transaction.atomic
def rotate_keys(*, at: datetime) -> int:
    """Make a new key for the council in scope and seal again, under it, what registered parts keep.

    Returns how many values were sealed again. What is left under older keys can still be opened. Raises KeysDestroyed.
    """
    newest = max(council_keys(at=at).keys)
    _make(newest + 1, at)
    keys = council_keys(at=at)
    return sum(reseal(keys) for reseal in _reseals.values())


@transaction.atomic
def retire_key(*, number: int, at: datetime) -> None:
    """Forget an old key of the council in scope: what is still sealed under it is lost. Raises KeyInUse for the
    newest."""
    newest = CouncilKey.objects.order_by("-number").first()
    if newest is None or newest.number <= number:
        raise KeyInUse(f"Key {number} is the newest, or there is none with that number")
    CouncilKey.objects.filter(number=number).update(wrapped="", retired_at=at)


@transaction.atomic
def destroy_keys(*, at: datetime) -> int:
    """Destroy every key of the council in scope, for good: its sealed values, and those in backups, are lost.

    Returns how many there were. For a council that has left and has its export.
    """
    return int(CouncilKey.objects.filter(destroyed_at=None).update(wrapped="", destroyed_at=at))


@transaction.atomic
def wrap_again() -> int:
    """Seal the keys of the council in scope under the first key of the installation; return how many moved."""
    root = _root()
    moved = 0
    for row in CouncilKey.objects.exclude(wrapped="").exclude(root=root.first):
        row.wrapped = root.wrap(_open(row), council_id=row.council_id, number=row.number)
        row.root = root.first
        row.save(update_fields=["wrapped", "root"])
        moved += 1
    return moved


def reseals(part: str) -> Callable[[Reseal], Reseal]:
    """Let the decorated function seal the values of ``part`` again when the council in scope gets a new key.

    It is given the keys and returns how many values it sealed again.
    """

    def register(reseal: Reseal) -> Reseal:
        _reseals[part] = reseal
        return reseal

    return register


def _make(number: int, at: datetime) -> CouncilKey:
    root = _root()
    council_id = council_in_scope()
    wrapped = root.wrap(os.urandom(KEY_BYTES), council_id=council_id, number=number)
    made: CouncilKey
    made, _ = CouncilKey.objects.get_or_create(
        council_id=council_id, number=number, defaults={"wrapped": wrapped, "root": root.first, "made_at": at}
    )
    return made


def _open(row: CouncilKey) -> bytes:
    cached = (row.council_id, row.number, row.wrapped)
    now = time.monotonic()
    with _lock:
        for each in [each for each, (until, _) in _opened.items() if until < now]:
            del _opened[each]
        if cached in _opened:
            return _opened[cached][1]
    key = _root().unwrap(row.wrapped, root=row.root, council_id=row.council_id, number=row.number)
    with _lock:
        _opened[cached] = (now + KEPT_SECONDS, key)
    return key


def _root() -> RootKeys:
    keys: RootKeys | None = settings.ROOT_KEYS
    if keys is None:
        raise ImproperlyConfigured("Set COMMONHALL_KEYS_FILE to the file of the installation's keys")
    return keys
