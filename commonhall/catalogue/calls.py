"""How is a council's provider called? Here and nowhere else: behind a breaker of its own, so that no page waits for one
that is known to be down, with how it stands kept, and doing wrong where a demonstration asks for it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime
from typing import Final, TypeVar
from uuid import UUID

from commonhall.capabilities.errors import Misconfigured, Rejected, Unavailable
from commonhall.capabilities.ports import Breaker, guarded
from commonhall.catalogue.faults import forget_faults, with_fault
from commonhall.catalogue.standings import State, forget_standings, note_standing

Result = TypeVar("Result")
_breakers: Final[dict[tuple[UUID, str, str], Breaker]] = {}
_lock: Final = threading.Lock()


def call_provider(
    call: Callable[[], Result],
    *,
    council_id: UUID,
    capability: str,
    provider: str,
    at: datetime,
    seconds: float | None = None,
) -> Result:
    """Return what ``call`` gives, unless the provider has kept failing for this council in this process.

    at: now. seconds: the longest wait, only for a provider that reads nothing from the database in scope; a provider
    over the network has a limit of its own besides. Raises the capability's three errors.
    """
    going = with_fault(call, council_id=council_id, capability=capability, at=at)

    def note(state: State, code: str = "") -> None:
        note_standing(council_id=council_id, capability=capability, provider=provider, state=state, code=code, at=at)

    try:
        result = guarded(going, breaker=_breaker(council_id, capability, provider), clock=lambda: at, seconds=seconds)
    except Unavailable as down:
        note("down", "in_doubt" if down.in_doubt else "unavailable")
        raise
    except Misconfigured:
        note("misconfigured", "misconfigured")
        raise
    except Rejected:
        note("working")
        raise
    note("working")
    return result


def forget_failures() -> None:
    """Close every breaker: after a provider was bound anew in this process, and between tests."""
    with _lock:
        _breakers.clear()
    forget_faults()
    forget_standings()


def _breaker(council_id: UUID, capability: str, provider: str) -> Breaker:
    with _lock:
        return _breakers.setdefault((council_id, capability, provider), Breaker())
