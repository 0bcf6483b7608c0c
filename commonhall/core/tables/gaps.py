"""Does a table have a row for everything, and do its rows overlap? Looks at every combination that cells tell apart."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final, Literal

from commonhall.core.language.table_model import Table, TableInput
from commonhall.core.tables.cells import Cell, Value
from commonhall.core.tables.rules import Rule

MOST_STATES: Final = 50_000
"""How many sets of rows are followed before the search gives up and says so."""

MOST_FOUND: Final = 10

OTHER: Final = "(anything else)"
"""Stands for a text that no cell names."""


@dataclass(frozen=True, slots=True)
class Domain:
    """What an input can be, where something outside the table says so: the question that it reads, mostly.

    values: just these. low, high: bounds of a number or a date. missing: whether there may be no value.
    """

    values: tuple[Value, ...] = ()
    low: Value | None = None
    high: Value | None = None
    missing: bool = False


@dataclass(frozen=True, slots=True)
class TableFinding:
    """Something that the search found.

    kind: ``gap`` (no row holds), ``overlap`` (two rows hold that give something else), ``never`` (a row that earlier
    rows always forestall), ``unsearched`` (there were too many combinations to look at all).
    rows: their numbers, from 1. example: an input to reproduce it; ``on`` is the day. None is a missing value.
    """

    kind: Literal["gap", "overlap", "never", "unsearched"]
    rows: tuple[int, ...] = ()
    example: Mapping[str, Any] | None = None


def gaps_and_overlaps(
    table: Table, rules: Sequence[Rule], domains: Mapping[str, Domain] | None = None
) -> tuple[TableFinding, ...]:
    """Return the gaps of ``rules`` and their overlaps, each with an example: at most MOST_FOUND of a kind.

    domains: what inputs can be, by id. Without one: a number begins at 0 unless a cell goes below; a text may be
    anything; a value may be missing only where some cell of the column asks for that.
    A table of first hits may overlap on purpose, as order decides; whoever calls judges that.
    """
    columns = [
        _Column(name, rules, _points(column, [rule.cells[name] for rule in rules if name in rule.cells], domain))
        for name, column in table.inputs.items()
        for domain in [(domains or {}).get(name)]
    ]
    days = _days(rules)
    first = _Column("on", (), days)
    first.masks = {day: _mask(rule.counts_on(str(day)) for rule in rules) for day in days}
    search = _Search([first, *columns], len(rules))
    found = list(search.findings(rules))
    return tuple(found)


def _mask(holds: Iterator[bool]) -> int:
    return sum(1 << place for place, held in enumerate(holds) if held)


class _Column:
    """One input with the points at which its cells differ, and for each set of rows that hold there one point."""

    def __init__(self, name: str, rules: Sequence[Rule], points: Sequence[Value | None]) -> None:
        self.name = name
        self.masks: dict[Value | None, int] = {
            point: _mask(name not in rule.cells or rule.cells[name].holds(point) for rule in rules) for point in points
        }

    @property
    def told_apart(self) -> dict[int, Value | None]:
        """Return one point for each different set of rows."""
        apart: dict[int, Value | None] = {}
        for point, mask in self.masks.items():
            apart.setdefault(mask, point)
        return apart


class _Search:
    """Follows the sets of rows that still hold, column by column; the same set is followed once."""

    def __init__(self, columns: Sequence[_Column], rows: int) -> None:
        self._columns = columns
        self._rows = rows

    def _leaves(self) -> tuple[dict[int, dict[str, Any]], bool]:
        """Return every set of rows that some input meets, with an example, and whether all were looked at."""
        reached: dict[int, dict[str, Any]] = {(1 << self._rows) - 1: {}}
        steps = 0
        for column in self._columns:
            after: dict[int, dict[str, Any]] = {}
            for (mask, example), (own, point) in itertools.product(reached.items(), column.told_apart.items()):
                steps += 1
                if steps > MOST_STATES * 10 or len(after) > MOST_STATES:
                    return after, False
                after.setdefault(mask & own, {**example, column.name: point})
            reached = after
        return reached, True

    def findings(self, rules: Sequence[Rule]) -> Iterator[TableFinding]:
        leaves, complete = self._leaves()
        if not complete:
            yield TableFinding("unsearched")
            return
        if 0 in leaves:
            yield TableFinding("gap", example=leaves[0])
        yield from itertools.islice(self._overlaps(rules, leaves), MOST_FOUND)
        first = {(mask & -mask).bit_length() for mask in leaves}
        for rule in rules:
            if rule.number not in first:
                yield TableFinding("never", rows=(rule.number,))

    @staticmethod
    def _overlaps(rules: Sequence[Rule], leaves: Mapping[int, Mapping[str, Any]]) -> Iterator[TableFinding]:
        told: set[tuple[int, int]] = set()
        for mask, example in leaves.items():
            held = [rule for place, rule in enumerate(rules) if mask >> place & 1]
            for one, other in itertools.pairwise(held):
                pair = (one.number, other.number)
                if pair not in told and one.outputs != other.outputs:
                    told.add(pair)
                    yield TableFinding("overlap", rows=pair, example=example)


def _days(rules: Sequence[Rule]) -> list[Value | None]:
    """Return a day of each period that rows tell apart, from the first on which any is in force."""
    ends = {(date.fromisoformat(rule.ends) + timedelta(days=1)).isoformat() for rule in rules if rule.ends < "9999"}
    begins = {rule.begins for rule in rules if rule.begins}
    changes = sorted(begins | ends)
    if not changes:
        return ["2000-01-01"]
    if all(rule.begins for rule in rules):
        return list(changes)
    before = (date.fromisoformat(changes[0]) - timedelta(days=1)).isoformat()
    return [before, *changes]


def _points(column: TableInput, cells: Sequence[Cell], domain: Domain | None) -> list[Value | None]:
    """Return values of a column, one at least between any two that its cells tell apart."""
    points: set[Value] = set(domain.values) if domain else set()
    if not points:
        bounds = [bound for cell in cells for span in cell.spans for bound in (span.low, span.high)]
        known = [bound for bound in bounds if bound is not None]
        points = _between(column, known, domain) if column.type not in ("text", "bool") else _named(column, known)
    may_miss = domain.missing if domain else any(cell.missing for cell in cells)
    return [*sorted(points, key=str), *([None] if may_miss else [])]


def _named(column: TableInput, known: Sequence[Value]) -> set[Value]:
    return {True, False} if column.type == "bool" else {*known, OTHER}


def _between(column: TableInput, known: Sequence[Any], domain: Domain | None) -> set[Value]:
    low: Any = domain.low if domain else None
    high: Any = domain.high if domain else None
    if low is None and column.type != "date":
        zero: Any = Decimal(0) if column.type == "decimal" else 0
        low = zero if all(bound >= zero for bound in known) else None
    around = {near for bound in known for near in _near(bound)} | {bound for bound in (low, high) if bound is not None}
    if column.type == "date" and not around:
        around = {"2000-01-01"}
    return {each for each in around if (low is None or each >= low) and (high is None or each <= high)}


def _near(bound: Any) -> tuple[Any, Any, Any]:
    if isinstance(bound, str):
        day = date.fromisoformat(bound)
        return ((day - timedelta(days=1)).isoformat(), bound, (day + timedelta(days=1)).isoformat())
    step = Decimal("0.0000000001") if isinstance(bound, Decimal) else 1
    return (bound - step, bound, bound + step)
