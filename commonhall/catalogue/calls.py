"""How is a council's provider called? Behind a breaker of its own, so that no page waits for one known to be down."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime
from typing import Final, TypeVar
from uuid import UUID

from commonhall.capabilities.ports import Breaker, guarded

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
    return guarded(call, breaker=_breaker(council_id, capability, provider), clock=lambda: at, seconds=seconds)


def forget_failures() -> None:
    """Close every breaker: after a provider was bound anew in this process, and between tests."""
    with _lock:
        _breakers.clear()


def _breaker(council_id: UUID, capability: str, provider: str) -> Breaker:
    with _lock:
        return _breakers.setdefault((council_id, capability, provider), Breaker())
