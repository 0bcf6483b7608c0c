"""Which number does a new row get? UUIDs of version 7, made where the row is made."""

from __future__ import annotations

import threading
import time
from uuid import UUID

from commonhall.core.values.identifiers import uuid7

_lock = threading.Lock()
_last_ns = 0
STEP_NS = 250  # one 4096th of a millisecond: what the id can tell apart


def new_id() -> UUID:
    """Return a fresh UUID of version 7, later than every earlier one of this process.

    Ids say when the row was written, so this is where the clock is read.
    """
    global _last_ns
    with _lock:
        _last_ns = max(time.time_ns(), _last_ns + STEP_NS)
        return uuid7(_last_ns)
