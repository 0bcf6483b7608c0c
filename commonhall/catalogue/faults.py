"""What is a provider made to do wrong, and what follows? In demonstrations and tests only, for one council."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from time import monotonic, sleep
from typing import Final, Literal, TypeVar, get_args
from uuid import UUID

from django.conf import settings
from django.db import transaction

from commonhall.capabilities.errors import Unavailable
from commonhall.capabilities.ports import providers_of
from commonhall.catalogue.models import Fault
from commonhall.councils.actors import SYSTEM, Actor
from commonhall.councils.scope import council_in_scope, find_scope, in_council

Result = TypeVar("Result")
Effect = Literal["slow", "failing", "lying", "duplicating", "reordering"]
EFFECTS: Final[tuple[Effect, ...]] = get_args(Effect)
SLOW_SECONDS: Final = 2.0
REMEMBERED_SECONDS: Final = 1.0
"""How long a process may go on without asking what faults are set."""

_remembered: Final[dict[UUID, tuple[float, dict[str, tuple[Effect, datetime | None]]]]] = {}
_turns: Final[dict[tuple[UUID, str], int]] = {}
_lock: Final = threading.Lock()


class FaultsNotAllowed(Exception):
    """Only demonstrations and tests have faults."""


@dataclass(frozen=True, slots=True)
class FaultSet:
    """A fault that is set. until_at: None until it is cleared."""

    capability: str
    effect: Effect
    set_by: str
    set_at: datetime
    until_at: datetime | None


@transaction.atomic
def set_fault(*, capability: str, effect: Effect, lasts: timedelta | None = None, by: Actor, at: datetime) -> None:
    """Make every provider of ``capability`` at the council in scope do wrong, in place of what it did wrong before.

    effect: ``slow`` answers after SLOW_SECONDS; ``failing`` does nothing and does not answer; ``lying`` does it and
    gives an answer that cannot be read; ``duplicating`` is asked twice; ``reordering`` puts every other call off, so
    that later ones overtake it. Raises FaultsNotAllowed in production, Misconfigured for an unknown capability.
    """
    if not settings.FAULTS_ALLOWED:
        raise FaultsNotAllowed("Faults are for demonstrations and tests. This installation is in production.")
    providers_of(capability)
    Fault.objects.update_or_create(
        capability=capability,
        defaults={"effect": effect, "set_by": by.name, "set_at": at, "until_at": at + lasts if lasts else None},
    )
    forget_faults()


@transaction.atomic
def clear_faults(*, capability: str = "") -> int:
    """Let the providers of ``capability``, or of all, work again at the council in scope; return how many did wrong."""
    rows = Fault.objects.filter(capability=capability) if capability else Fault.objects.all()
    count, _ = rows.delete()
    forget_faults()
    return int(count)


def faults_set(*, at: datetime) -> list[FaultSet]:
    """Return the faults that hold at the council in scope, by capability."""
    rows = Fault.objects.exclude(until_at__lte=at).order_by("capability")
    return [FaultSet(row.capability, row.effect, row.set_by, row.set_at, row.until_at) for row in rows]


def forget_faults() -> None:
    """Ask again which faults are set."""
    with _lock:
        _remembered.clear()
        _turns.clear()


def with_fault(call: Callable[[], Result], *, council_id: UUID, capability: str, at: datetime) -> Callable[[], Result]:
    """Return ``call``, doing wrong where a fault is set."""
    effect = _effect_of(council_id, capability, at) if settings.FAULTS_ALLOWED else None
    return call if effect is None else lambda: _wrong(effect, call, council_id, capability)


def _wrong(effect: Effect, call: Callable[[], Result], council_id: UUID, capability: str) -> Result:
    if effect == "failing":
        raise Unavailable(why="A fault is set: failing")
    if effect == "reordering" and _turn(council_id, capability) % 2 == 0:
        raise Unavailable(why="A fault is set: this call is put off")
    if effect == "slow":
        sleep(SLOW_SECONDS)
    result = call()
    if effect == "lying":
        raise Unavailable(why="A fault is set: the answer cannot be read", in_doubt=True)
    return call() if effect == "duplicating" else result


def _turn(council_id: UUID, capability: str) -> int:
    with _lock:
        turn = _turns.get((council_id, capability), 0)
        _turns[council_id, capability] = turn + 1
        return turn


def _effect_of(council_id: UUID, capability: str, at: datetime) -> Effect | None:
    now = monotonic()
    with _lock:
        remembered = _remembered.get(council_id)
    if remembered is None or remembered[0] < now:
        with _inside(council_id):
            faults = {row.capability: (row.effect, row.until_at) for row in Fault.objects.all()}
        remembered = (now + REMEMBERED_SECONDS, faults)
        with _lock:
            _remembered[council_id] = remembered
    effect, until = remembered[1].get(capability, (None, None))
    return None if effect is None or (until is not None and until <= at) else effect


@contextmanager
def _inside(council_id: UUID) -> Iterator[None]:
    scope = find_scope()
    if scope is not None and council_in_scope() == council_id:
        yield
        return
    with in_council(council_id, by=SYSTEM, purpose="job"):
        yield
