"""How does the simulator misbehave on purpose, so that a demo or a test can see what happens then?"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal, get_args

from commonhall.capabilities.notifications.simulator.refusals import invalid

Mode = Literal["ok", "down", "slow", "reject", "rate_limit"]
MODES: tuple[Mode, ...] = get_args(Mode)
LONGEST = 86_400  # seconds


@dataclass(frozen=True)
class Fault:
    """One way to misbehave. until: None for as long as nobody changes it. delay: seconds, of slow."""

    mode: Mode = "ok"
    until: datetime | None = None
    delay: float = 5.0


class Faults:
    """The fault that holds now. It is forgotten when the simulator stops."""

    def __init__(self) -> None:
        self._fault = Fault()
        self._lock = threading.Lock()

    def current(self, now: datetime) -> Fault:
        """Return the fault that holds at ``now``."""
        with self._lock:
            if self._fault.until is not None and now >= self._fault.until:
                self._fault = Fault()
            return self._fault

    def choose(self, body: Mapping[str, Any], now: datetime) -> Fault:
        """Take ``{"mode": ..., "seconds": ..., "delay": ...}``. Raises Refused for anything else."""
        unknown = sorted(set(body) - {"mode", "seconds", "delay"})
        if unknown:
            raise invalid(f"Additional properties are not allowed ({', '.join(unknown)})")
        mode = next((known for known in MODES if known == body.get("mode")), None)
        if mode is None:
            raise invalid(f"mode is not one of [{', '.join(MODES)}]")
        seconds, delay = _number("seconds", body.get("seconds", 0)), _number("delay", body.get("delay", 5))
        fault = Fault(mode, now + timedelta(seconds=seconds) if seconds else None, delay)
        with self._lock:
            self._fault = fault
        return fault


def _number(name: str, value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= LONGEST:
        raise invalid(f"{name} is not a number from 0 to {LONGEST}")
    return float(value)
