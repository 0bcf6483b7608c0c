"""What have all simulators of suppliers in common? A page that says so, the controls of faults, keys, and JSON."""

from __future__ import annotations

import hashlib
import json
from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Any, ClassVar, Final

from commonhall.capabilities.simulators.faults import JSON, PATH, Faults
from commonhall.capabilities.simulators.serving import Answer, Request

HTML: Final = "text/html; charset=utf-8"


def key_for(council: str, purpose: str) -> str:
    """Return the key of a demo council at a stand-in. It guards nothing: everything there is made up."""
    return f"{council}.{hashlib.sha256(f'commonhall demo {purpose} {council}'.encode()).hexdigest()[:32]}"


def is_key(key: str, purpose: str) -> bool:
    """Whether ``key`` is that of any demo council."""
    return key == key_for(key.partition(".")[0], purpose)


def in_json(status: int, body: Any) -> Answer:
    """Return an answer in JSON."""
    return Answer(status, json.dumps(body).encode(), JSON)


class StandIn(ABC):
    """All of a simulator but its socket. Faults may be set from within the process as ``faults``.

    name: what it stands in for, as its page says. own: effects of its faults besides the shared ones.
    """

    name: ClassVar[str]
    address = ""

    def __init__(self, own: Sequence[str] = ()) -> None:
        self.faults = Faults(own=own)

    def tick(self) -> None:  # noqa: B027 - most have nothing to do between calls
        """Nothing happens by itself."""

    def close(self) -> None:  # noqa: B027 - most keep nothing open
        """Nothing is open."""

    def page(self) -> str:
        """Return the page at its address, which says that nothing here is real."""
        said = f"This stands in for {self.name}. Nothing here is real."
        return f"<!doctype html><html lang=en><title>Demo</title><p>{said}</p>"

    def answer(self, request: Request) -> Answer:
        """Return the answer to a request."""
        if request.path == PATH:
            return self.faults.control(request)
        if request.path == "/":
            return Answer(200, self.page().encode(), HTML)
        return self.called(request)

    @abstractmethod
    def called(self, request: Request) -> Answer:
        """Return the answer to a call of what it stands in for."""
