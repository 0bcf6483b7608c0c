"""How often may an account ask? A bucket for each key and kind of call, as with GOV.UK Pay."""

from __future__ import annotations

import threading
from collections import deque
from dataclasses import dataclass, field
from datetime import datetime

from commonhall.capabilities.payments.simulator.refusals import Refused


@dataclass(frozen=True)
class Limits:
    """Calls in one second."""

    post: int = 15
    get: int = 75


@dataclass
class Buckets:
    """What was asked within the last second."""

    limits: Limits
    _asked: dict[tuple[str, str], deque[float]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def check(self, account: str, kind: str, now: datetime) -> None:
        """Raise Refused when the account asked too often. kind: GET, or POST with the kind of its path."""
        most = self.limits.get if kind == "GET" else self.limits.post
        with self._lock:
            asked = self._asked.setdefault((account, kind), deque())
            while asked and asked[0] <= now.timestamp() - 1:
                asked.popleft()
            if len(asked) >= most:
                raise Refused(429, "P0900", "Too many requests")
            asked.append(now.timestamp())
