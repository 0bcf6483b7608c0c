"""Which number does a new row get? UUIDs of version 7, made where the row is made."""

from __future__ import annotations

import time
from uuid import UUID

from commonhall.core.values.identifiers import uuid7


def new_id() -> UUID:
    """Return a fresh UUID of version 7. Ids say when the row was written, so this is where the clock is read."""
    return uuid7(time.time_ns() // 1_000_000)
