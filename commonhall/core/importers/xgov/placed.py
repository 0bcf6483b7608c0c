"""Where does each field of the form stand in the pattern? What conditions need to know about the questions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

Kept = Literal["text", "number", "yes_no", "choice", "choices", "date", "record"]
"""How the answer is kept, as far as conditions can tell."""


@dataclass(frozen=True)
class Placed:
    """A field on one page, and the question that it became.

    question: its id; empty when nothing in the pattern keeps the answer. keys: for choices, the value in the source
    (as text) to the key of the option. numeric: whether those values are numbers.
    """

    name: str
    section: str
    page: str
    question: str
    kept: Kept
    type: str
    required: bool = True
    keys: Mapping[str, str] = field(default_factory=dict)
    numeric: bool = False

    @property
    def qualified(self) -> str:
        """The name by which conditions call it."""
        return f"{self.section}.{self.name}" if self.section else self.name


@dataclass
class Fields:
    """Every field of the form, by the name by which conditions call it.

    pages_of: the pages of each section, with or without fields.
    """

    pages_of: Mapping[str, tuple[str, ...]]
    placed: list[Placed] = field(default_factory=list)

    def add(self, placed: Placed) -> None:
        """Add a field."""
        self.placed.append(placed)

    def called(self, qualified: str) -> tuple[Placed, ...]:
        """Return the fields of that name; more than one when the form uses a name on several pages."""
        return tuple(each for each in self.placed if each.qualified == qualified)

    def bare(self, name: str) -> tuple[Placed, ...]:
        """Return the fields that would have the name if the section were left out."""
        return tuple(each for each in self.placed if each.name == name)

    def on(self, page: str) -> tuple[Placed, ...]:
        """Return the fields on a page."""
        return tuple(each for each in self.placed if each.page == page)

    def section_of(self, qualified: str) -> str:
        """Return the section that a name begins with, if the form has such a section in use; else nothing."""
        matching = [name for name in self.pages_of if qualified.startswith(f"{name}.")]
        return max(matching, key=len, default="")

    def twice(self) -> Iterator[Placed]:
        """Yield each field whose name an earlier one has."""
        seen: set[str] = set()
        for each in self.placed:
            if each.qualified in seen:
                yield each
            seen.add(each.qualified)
