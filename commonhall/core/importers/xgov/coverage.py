"""Do the conditions of a page's links cover every answer, and do two of them ever hold at once? Tried, not argued."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import prod
from typing import Any, Final

from commonhall.core.importers.logic import Logic
from commonhall.core.importers.xgov.comparing import number_in
from commonhall.core.importers.xgov.nodes import FromToday, Leaf
from commonhall.core.importers.xgov.placed import Placed
from commonhall.core.language.expressions import ExpressionFailed, holds

MOST_TRIES: Final = 3000
ABSENT: Final = "\x00absent"


@dataclass(frozen=True, slots=True)
class Covered:
    """What the trial showed. tried: whether it could be tried at all; gap, overlap: answers that show it, in words."""

    tried: bool
    gap: str = ""
    overlap: str = ""

    @property
    def complete(self) -> bool:
        """Whether every answer that can be given is covered."""
        return self.tried and not self.gap


def covered(conditions: Sequence[Logic], fields: Sequence[tuple[Placed, bool]], leaves: Sequence[Leaf]) -> Covered:
    """Try ``conditions`` on all answers that they can tell apart.

    fields: the fields that they read, and whether each is always on the route. leaves: the comparisons they make.
    """
    if any(isinstance(leaf.value, FromToday) for leaf in leaves):
        return Covered(tried=False)
    domains = {placed.question: _domain(placed, always, leaves) for placed, always in fields if placed.question}
    if not domains or prod(len(domain) for domain in domains.values()) > MOST_TRIES:
        return Covered(tried=False)
    gap = overlap = ""
    printed = [condition.printed() for condition in conditions]
    for answers in _combined(domains):
        try:
            count = sum(holds(source, {"answers": answers}, place="goto") for source in printed)
        except ExpressionFailed:
            return Covered(tried=False)
        if count == 0 and not gap:
            gap = _in_words(answers)
        if count > 1 and not overlap:
            overlap = _in_words(answers)
    return Covered(True, gap, overlap)


def _combined(domains: Mapping[str, Sequence[Any]]) -> Any:
    for values in itertools.product(*domains.values()):
        yield {name: value for name, value in zip(domains, values, strict=True) if value != ABSENT}


def _domain(placed: Placed, always: bool, leaves: Sequence[Leaf]) -> list[Any]:
    wanted = [leaf.value for leaf in leaves if leaf.field in (placed.name, placed.qualified)]
    values = _values(placed, wanted, leaves)
    return values + ([] if placed.required else [None]) + ([] if always else [ABSENT])


def _values(placed: Placed, wanted: Sequence[Any], leaves: Sequence[Leaf]) -> list[Any]:
    if placed.kept == "yes_no":
        return [True, False]
    if placed.kept == "choice":
        return list(placed.keys.values())
    if placed.kept == "number":
        return _around(wanted)
    if placed.kept == "choices":
        keys = [placed.keys[str(value)] for value in dict.fromkeys(wanted) if str(value) in placed.keys]
        others = [key for key in placed.keys.values() if key not in keys][:1]
        sets = [list(some) for size in range(len(keys) + 1) for some in itertools.combinations(keys, size)]
        return [some + others for some in sets if some + others] + [some for some in sets if some and others]
    if placed.kept == "date":
        return [*(str(value) for value in wanted), "1000-01-01", "9999-12-31"]
    lengths = [
        "x" * max(0, int(number) + step)
        for leaf in leaves
        if leaf.operator in ("longer", "shorter", "has_length") and (number := number_in(leaf.value)) is not None
        for step in (-1, 0, 1)
        if number < 200
    ]
    return [*dict.fromkeys([*(str(value) for value in wanted), "something else", *lengths])]


def _around(wanted: Sequence[Any]) -> list[Any]:
    numbers = {number for value in wanted if (number := number_in(value)) is not None} or {0.0}
    steps = (-1.0, -0.5, 0.0, 0.5, 1.0)
    tried = sorted({number + step for number in numbers for step in steps})
    return [f"{number:.10f}".rstrip("0").rstrip(".") for number in tried]


def _in_words(answers: Mapping[str, Any]) -> str:
    return ", ".join(f"{name} = {value!r}" for name, value in answers.items())[:300]
