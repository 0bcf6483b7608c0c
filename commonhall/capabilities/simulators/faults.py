"""How does a simulator fail on purpose, so that a demo or a test can see what happens then? One vocabulary for all."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from commonhall.capabilities.simulators.serving import Answer, Request

PATH: Final = "/_sim/faults"
JSON: Final = "application/json"
EFFECTS: Final = (
    "timeout_before", "timeout_after", "reset", "truncated_json", "html_error_page", "rate_limit",
    "duplicate_callback", "drop_callback", "reorder_callbacks", "bad_signature", "stale_search",
)  # fmt: skip
WITH_VALUE: Final = ("status", "body", "slow")
"""Effects that say more after a colon: a status, the JSON of an answer, milliseconds."""
FOREVER: Final = 1_000_000


@dataclass
class Fault:
    """One thing that goes wrong. times: how often still; after: how many matching requests go well before."""

    effect: str
    value: str = ""
    method: str = ""
    path: str = ""
    contains: str = ""
    times: int = FOREVER
    after: int = 0

    def matches(self, request: Request) -> bool:
        """Whether the fault is for this request."""
        return (
            (not self.method or self.method == request.method)
            and request.path.startswith(self.path)
            and self.contains.encode() in request.body
        )


@dataclass
class Faults:
    """The faults that hold now, in the order in which they were asked for; forgotten when the simulator stops.

    own: effects of this provider besides the shared ones; the simulator asks for those with :meth:`takes`.
    """

    own: Sequence[str] = ()
    _held: list[Fault] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def control(self, request: Request) -> Answer:
        """Answer a request to PATH: POST adds a fault, GET lists them, DELETE clears all. Only this machine may ask,
        and no page of a browser can: the type of the body sees to that."""
        if not request.from_loopback:
            return Answer(404, b"{}", JSON)
        if request.method == "DELETE":
            with self._lock:
                self._held.clear()
        elif request.method == "POST":
            if request.headers.get("content-type", "").split(";")[0] != JSON:
                return Answer(415, b"{}", JSON)
            wrong = self._add(request.body)
            if wrong:
                return Answer(422, json.dumps({"wrong": wrong}).encode(), JSON)
        with self._lock:
            held = [{"effect": each.effect, "times": each.times, "after": each.after} for each in self._held]
        return Answer(200, json.dumps({"faults": held}).encode(), JSON)

    def set(self, effect: str, **parts: Any) -> None:
        """Add a fault from within this process. Raises ValueError for one that there is not."""
        wrong = self._add(json.dumps({"effect": effect, **parts}).encode())
        if wrong:
            raise ValueError(wrong)

    def _add(self, body: bytes) -> str:
        try:
            asked = json.loads(body)
            match = asked.get("match", {})
            effect, _, value = str(asked["effect"]).partition(":")
            fault = Fault(
                effect=effect,
                value=value,
                times=int(asked.get("times", FOREVER)),
                after=int(asked.get("after", 0)),
                **{name: str(match[name]) for name in ("method", "path", "contains") if name in match},
            )
        except (ValueError, KeyError, TypeError, AttributeError):
            return "Give an effect, and if wanted match, times and after"
        if fault.effect not in (*EFFECTS, *WITH_VALUE, *self.own) or bool(value) != (effect in WITH_VALUE):
            return f"effect is not one of {', '.join((*EFFECTS, *(f'{one}:…' for one in WITH_VALUE), *self.own))}"
        if effect in ("status", "slow") and not value.isdigit():
            return f"{effect} takes a number"
        with self._lock:
            self._held.append(fault)
        return ""

    def takes(self, effect: str, request: Request | None = None) -> bool:
        """Whether ``effect`` happens now; counts it."""
        return self._next(request, lambda fault: fault.effect == effect) is not None

    def _next(self, request: Request | None, wanted: Callable[[Fault], bool]) -> Fault | None:
        with self._lock:
            for fault in self._held:
                if not wanted(fault) or (request is not None and not fault.matches(request)):
                    continue
                if fault.after > 0:
                    fault.after -= 1
                    continue
                fault.times -= 1
                if fault.times <= 0:
                    self._held.remove(fault)
                return fault
        return None

    def around(self, request: Request, answer: Callable[[], Answer]) -> Answer:
        """Return what ``answer`` gives, or what becomes of it by a fault for this request."""
        fault = self._next(request, lambda each: each.effect in _ON_ANSWERS)
        if fault is None:
            return answer()
        if fault.effect in _INSTEAD:
            return _INSTEAD[fault.effect](fault)
        return _changed(answer(), fault)


def _changed(answer: Answer, fault: Fault) -> Answer:
    if fault.effect == "timeout_after":
        return replace(answer, cut="silence")
    if fault.effect == "slow":
        return replace(answer, delay=int(fault.value) / 1000)
    return replace(answer, cut="short")


_INSTEAD: Final[Mapping[str, Callable[[Fault], Answer]]] = {
    "timeout_before": lambda _: Answer(504, b"", "text/html", cut="silence"),
    "reset": lambda _: Answer(502, b"", "text/html", cut="reset"),
    "status": lambda fault: Answer(int(fault.value), b"{}", JSON),
    "body": lambda fault: Answer(200, fault.value.encode(), JSON),
    "rate_limit": lambda _: Answer(429, b'{"code":"P0900","description":"Too many requests"}', JSON),
    "html_error_page": lambda _: Answer(502, b"<html><body><h1>502 Bad Gateway</h1></body></html>", "text/html"),
}
_ON_ANSWERS: Final = (*_INSTEAD, "timeout_after", "truncated_json", "slow")
