"""Who does something beside the residents, again and again in a thread of their own, until those are through?"""

from __future__ import annotations

import threading
from typing import Final, Self

from bench.proofs.resident import GaveUp

HELD_FOR: Final = 120.0
"""Seconds for which whoever ends is waited for."""


class Beside:
    """Works while ``with`` lasts. What goes wrong with it is raised where a resident asks, and at the end."""

    def __init__(self) -> None:
        self.done = threading.Event()
        self._failure: Exception | None = None
        self._thread = threading.Thread(target=self._run, name=type(self).__name__)

    def play(self) -> None:
        """Do it until ``done`` is set."""
        raise NotImplementedError

    def close(self) -> None:
        """Let go of what is held."""

    def count(self) -> None:
        """A resident asks for something. Raises what went wrong here: then the residents go home."""
        if self._failure is not None:
            raise self._failure

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.done.set()
        self._thread.join(HELD_FOR)
        self.close()
        if self._thread.is_alive():
            raise GaveUp(f"{self._thread.name} does not come to an end")
        self.count()

    def _run(self) -> None:
        try:
            self.play()
        except (GaveUp, OSError) as failure:
            self._failure = failure
