"""Which sections of a task list can be opened, are complete, or have to wait? Followed as a walk comes to them."""

from __future__ import annotations

from collections.abc import Callable, Container
from dataclasses import dataclass
from typing import Final, Literal

from commonhall.core.language.model import Pattern, Section

NEW: Final = "new"
"""Stands for an item that is not there yet."""
Status = Literal["completed", "in_progress", "not_started", "cannot_start", "problem", "not_needed"]


@dataclass(frozen=True, slots=True)
class Stop:
    """Where the route ends for now.

    kind: ``page`` to be answered, ``tasks`` when the task list says what is left, ``outcome`` reached, ``check`` when
    complete, ``facts`` that must be found first. item: at a page that lists several things, the one that is not
    complete (``new`` where there must be one and is none), and item_page which of its pages.
    """

    kind: Literal["page", "tasks", "outcome", "check", "facts"]
    page: str = ""
    outcome: str = ""
    facts: tuple[str, ...] = ()
    item: str = ""
    item_page: str = ""


@dataclass(frozen=True, slots=True)
class SectionStanding:
    """How a section of the task list stands.

    first: the page at which it opens, empty when it cannot be opened. stop: where it goes on while it is incomplete.
    """

    id: str
    status: Status
    first: str = ""
    stop: Stop | None = None


class TaskListWalk:
    """The task list of a pattern during one walk. A pattern without one has no ``sections`` here."""

    def __init__(self, pattern: Pattern, holds: Callable[[str, str], bool]) -> None:
        self.sections: dict[str, Section] = {each.id: each for each in pattern.sections} if pattern.task_list else {}
        self._holds = holds
        self._opens: dict[str, Literal["open", "closed", "hidden"]] = {}
        self._asked: dict[str, list[str]] = {}
        self._stops: dict[str, Stop] = {}
        self._spoilt: set[str] = set()
        self._waits = False

    @property
    def incomplete(self) -> bool:
        """Whether some section that is needed is not complete."""
        return bool(self._stops) or "closed" in self._opens.values()

    def comes_to(self, section: str) -> bool:
        """Whether a page of ``section`` is come to now; a page of none waits for the sections before it."""
        if not self.sections:
            return True
        if not section:
            self._waits = self._waits or self.incomplete
            return not self._waits
        if section not in self._opens:
            self._opens[section] = self._opened(self.sections[section])
        return self._opens[section] == "open" and section not in self._stops

    def hides(self, section: str) -> bool:
        """Whether ``section`` is not needed, by its own condition."""
        return self._opens.get(section) == "hidden"

    def _opened(self, section: Section) -> Literal["open", "closed", "hidden"]:
        if section.show_when and not self._holds(section.show_when, f"sections.{section.id}.show_when"):
            return "hidden"
        return "open" if not self._waits and all(map(self._complete, section.after)) else "closed"

    def _complete(self, section: str) -> bool:
        return self._opens.get(section, "closed") != "closed" and section not in self._stops

    def asks(self, section: str, page: str) -> None:
        """Note that ``page`` is asked in its section."""
        if self.sections and section:
            self._asked.setdefault(section, []).append(page)

    def stops(self, section: str, stop: Stop, *, spoilt: bool) -> None:
        """Note where ``section`` stops. spoilt: an answer there no longer stands."""
        self._stops[section] = stop
        if spoilt:
            self._spoilt.add(section)

    def standings(self, walked: Container[str]) -> tuple[SectionStanding, ...]:
        """Return how every section stands at the end of the walk, in the order of the pattern."""
        return tuple(self._standing(section, walked) for section in self.sections)

    def _standing(self, section: str, walked: Container[str]) -> SectionStanding:
        asked = self._asked.get(section, [])
        opens = self._opens.get(section, "closed")
        if opens == "closed":
            return SectionStanding(section, "cannot_start")
        if opens == "hidden" or not asked:
            return SectionStanding(section, "not_needed")
        stop = self._stops.get(section)
        if stop is None:
            return SectionStanding(section, "completed", asked[0])
        if section in self._spoilt:
            return SectionStanding(section, "problem", asked[0], stop)
        begun = any(page in walked for page in asked) or stop.item not in ("", NEW)
        return SectionStanding(section, "in_progress" if begun else "not_started", asked[0], stop)
