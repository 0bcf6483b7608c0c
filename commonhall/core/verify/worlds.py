"""In which circumstances is a pattern searched? At the moments, with the facts and the people of its examples."""

from __future__ import annotations

from datetime import date
from typing import Final

from commonhall.core.language.loading import PatternFolder
from commonhall.core.verify.examples import Example, moment, read_examples
from commonhall.core.verify.search import World
from commonhall.core.verify.written import expressions_of

DAY: Final = date(2026, 6, 10)
"""An ordinary Wednesday."""

MOST_WORLDS: Final = 12


def worlds_of(folder: PatternFolder) -> list[World]:
    """Return a few circumstances that differ: with facts of the examples, and without facts; each time the same ones.

    A pattern that reads neither facts nor the time is the same in all; it needs but one.
    """
    pattern = folder.pattern
    plain = World(now=f"{DAY}T12:00:00", missing=frozenset(pattern.facts))
    staff = [World(now=plain.now, missing=plain.missing, actor="officer")] if _asks_who(folder) else []
    if not pattern.facts:
        return [plain, *staff]
    known: dict[str, World] = {}
    for example in _examples(folder):
        if example.facts:
            missing = frozenset(set(pattern.facts) - set(example.facts))
            known.setdefault(repr(example.facts), World(moment(example.now), example.facts, missing))
    spread = list(known.values())
    step = max(1, -(-len(spread) // MOST_WORLDS))
    return [plain, *staff, *spread[::step]]


def _examples(folder: PatternFolder) -> list[Example]:
    try:
        return [example for example, _ in read_examples(folder)]
    except ValueError:
        return []  # the check of examples says so


def _asks_who(folder: PatternFolder) -> bool:
    """Whether anything depends on who fills the journey in."""
    asked = any(question.audience == "office" for page in folder.pattern.pages for question in page.questions)
    return asked or any("actor" in each.source for each in expressions_of(folder.pattern))
