"""How many requests may a key make in a minute, and how many messages a day?"""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from datetime import datetime

from commonhall.capabilities.notifications.simulator.accounts import Caller, TemplateKind
from commonhall.capabilities.notifications.simulator.refusals import Refused


def _daily() -> dict[TemplateKind, int]:
    return {"email": 250_000, "sms": 250_000, "letter": 20_000}


@dataclass(frozen=True)
class Limits:
    """The numbers of a live service. per_second refills the bucket of a key, burst is its size."""

    per_second: float = 50.0
    burst: float = 1000.0
    daily: dict[TemplateKind, int] = field(default_factory=_daily)


def rate_limited(caller: Caller) -> Refused:
    """Return the refusal of one request too many."""
    message = f"Exceeded rate limit for key type {caller.kind.upper()} of 3000 requests per 60 seconds"
    return Refused(429, ("RateLimitError", message))


def check_daily(limits: Limits, channel: TemplateKind, sent_today: int) -> None:
    """Raise Refused when the day's messages are used up. A day ends at midnight UTC."""
    limit = limits.daily[channel]
    if sent_today >= limit:
        raise Refused(429, ("TooManyRequestsError", f"Exceeded send limits ({channel}: {limit}) for today"))


class Buckets:
    """A bucket of tokens for every key."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._left: dict[Caller, tuple[float, float]] = {}
        self._lock = threading.Lock()

    def check_rate(self, caller: Caller, now: datetime) -> None:
        """Take a token. Raises Refused when the caller's bucket is empty."""
        moment = now.timestamp()
        with self._lock:
            left, last = self._left.get(caller, (self._limits.burst, moment))
            left = min(self._limits.burst, left + max(0.0, moment - last) * self._limits.per_second)
            if left < 1:
                self._left[caller] = (left, moment)
                raise rate_limited(caller)
            self._left[caller] = (left - 1, moment)
