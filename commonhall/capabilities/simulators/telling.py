"""How does a stand-in tell a council what happened? By signed webhooks, again when they are not taken."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import uuid4

import httpx

from commonhall.capabilities.signed_webhooks import signature_headers
from commonhall.capabilities.simulators.faults import Faults

WAITS: Final = (timedelta(0), timedelta(seconds=5), timedelta(minutes=5), timedelta(minutes=30))
"""How long after each failure it tells us again; then it gives up."""
WRONG_SECRET: Final = "whsec_" + "d3Jvbmctd3Jvbmctd3Jvbmctd3Jvbmctd3Jvbmc="


@dataclass
class Told:
    """One webhook on its way."""

    address: str
    secret: str
    kind: str
    data: dict[str, Any]
    id: str = field(default_factory=lambda: f"msg_{uuid4().hex}")
    tries: int = 0
    due_at: datetime | None = None


def _on_this_computer(address: str, headers: dict[str, str]) -> tuple[str, dict[str, str]]:
    """Return an address below localhost as the computer's own, with the host in a header: not every computer knows
    such names."""
    url = httpx.URL(address)
    if not url.host.endswith(".localhost"):
        return address, headers
    return str(url.copy_with(host="127.0.0.1")), {**headers, "host": url.netloc.decode()}


class Teller:
    """Keeps the webhooks that are due and sends them in their order, or out of it by a fault."""

    def __init__(self, clock: Callable[[], datetime], faults: Faults) -> None:
        self._clock = clock
        self._faults = faults
        self._waiting: list[Told] = []
        self._lock = threading.Lock()
        self._sending = threading.Lock()

    def tell(self, told: Told) -> None:
        """Take a webhook to be sent."""
        if self._faults.takes("drop_callback"):
            return
        told.due_at = self._clock()
        with self._lock:
            self._waiting.append(told)
            if self._faults.takes("duplicate_callback"):
                self._waiting.append(Told(told.address, told.secret, told.kind, told.data, told.id, 0, told.due_at))
            if len(self._waiting) > 1 and self._faults.takes("reorder_callbacks"):
                self._waiting.reverse()

    def tell_due(self) -> None:
        """Send what is due; what is not taken waits for its next try."""
        with self._sending:
            now = self._clock()
            with self._lock:
                due = [each for each in self._waiting if each.due_at is not None and each.due_at <= now]
                self._waiting = [each for each in self._waiting if each not in due]
            again = [each for each in due if not self._sent(each, now)]
            with self._lock:
                self._waiting[:0] = [each for each in again if self._try_again(each, now)]

    def _sent(self, told: Told, now: datetime) -> bool:
        secret = WRONG_SECRET if self._faults.takes("bad_signature") else told.secret
        body = json.dumps({"type": told.kind, "timestamp": now.isoformat(), "data": told.data}).encode()
        headers = {
            "content-type": "application/json",
            **signature_headers(body, message_id=told.id, secrets=[secret], at=now),
        }
        address, headers = _on_this_computer(told.address, headers)
        try:
            answer = httpx.post(address, content=body, headers=headers, timeout=5, trust_env=False)
        except httpx.HTTPError:
            return False
        return answer.is_success

    def _try_again(self, told: Told, now: datetime) -> bool:
        told.tries += 1
        if told.tries >= len(WAITS):
            return False
        told.due_at = now + WAITS[told.tries]
        return True
