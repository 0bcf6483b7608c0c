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
from commonhall.councils.scope import is_testing

Result = TypeVar("Result")
Key = tuple[UUID, str, str, str]
_breakers: Final[dict[Key, Breaker]] = {}
_lock: Final = threading.Lock()


def call_provider(
    call: Callable[[], Result],
    *,
    council_id: UUID,
    capability: str,
    provider: str,
    at: datetime,
    seconds: float | None = None,
    counts: bool = True,
) -> Result:
    """Return what ``call`` gives, unless the provider has kept failing for this council in this process.

    at: now. seconds: the longest wait, only for a provider that reads nothing from the database in scope; a provider
    over the network has a limit of its own besides. counts: whether the provider is the one in use, so that how it went
    says how the service stands; what a test does never does. Raises the capability's three errors.
    """
    mode = "test" if is_testing() else "live" if counts else "aside"
    going = with_fault(call, council_id=council_id, capability=capability, at=at)

    def note(state: State, code: str = "") -> None:
        if mode == "live":
            note_standing(
                council_id=council_id, capability=capability, provider=provider, state=state, code=code, at=at
            )

    breaker = _breaker((council_id, capability, provider, mode))
    try:
        result = guarded(going, breaker=breaker, clock=lambda: at, seconds=seconds)
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


def _breaker(key: Key) -> Breaker:
    with _lock:
        return _breakers.setdefault(key, Breaker())
