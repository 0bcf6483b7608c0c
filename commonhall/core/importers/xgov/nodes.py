"""What is a condition made of? The tree that both ways of writing conditions, structures and text, are read into."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Operator = Literal[
    "is", "is_not", "contains", "contains_not", "less", "at_most", "more", "at_least",
    "longer", "shorter", "has_length", "before", "after",
]  # fmt: skip
Unit = Literal["days", "months", "years"]


@dataclass(frozen=True, slots=True)
class FromToday:
    """A date so many days, months or years from today; negative for the past."""

    count: int
    unit: Unit


Value = str | float | bool | FromToday


@dataclass(frozen=True, slots=True)
class Leaf:
    """A comparison of one field. said_type: the type that the source says the field has; empty in text conditions."""

    field: str
    operator: Operator
    value: Value
    said_type: str = ""


@dataclass(frozen=True, slots=True)
class Joined:
    """Two conditions, read from left to right."""

    word: Literal["and", "or"]
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Negated:
    """The opposite of a condition."""

    inner: Node


@dataclass(frozen=True, slots=True)
class Named:
    """Another condition by its name."""

    name: str


@dataclass(frozen=True, slots=True)
class Unread:
    """A condition that could not be understood, which fails as it would have in the source. reason: why."""

    reason: str


@dataclass(frozen=True, slots=True)
class Always:
    """A condition that reads nothing."""

    holds: bool


Node = Leaf | Joined | Negated | Named | Unread | Always


def parts_of(node: Node) -> Iterator[Node]:
    """Yield every part of the tree, left to right."""
    waiting = [node]
    while waiting:
        part = waiting.pop()
        yield part
        if isinstance(part, Joined):
            waiting += [part.right, part.left]
        elif isinstance(part, Negated):
            waiting.append(part.inner)


def leaves_of(node: Node) -> Iterator[Leaf]:
    """Yield every comparison of the tree."""
    return (part for part in parts_of(node) if isinstance(part, Leaf))


def names_of(node: Node) -> Iterator[str]:
    """Yield the names of the other conditions that the tree reads."""
    return (part.name for part in parts_of(node) if isinstance(part, Named))
