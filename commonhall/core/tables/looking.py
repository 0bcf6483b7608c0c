"""Which row of a table holds, and what does it give? Pure; inputs are worked out only when a row asks for them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final
from weakref import WeakKeyDictionary

from commonhall.core.language.effective import Effective
from commonhall.core.language.expressions import ExpressionFailed, Scope, evaluate, holds, names_read
from commonhall.core.language.table_model import Table
from commonhall.core.language.table_rows import TableNotRead, row_of
from commonhall.core.tables.cells import CellNotRead, Value, as_compared
from commonhall.core.tables.rules import Rule, rules_of
from commonhall.core.tables.saying import decided_by, no_row
from commonhall.core.values.words import Words

_RULES: Final[WeakKeyDictionary[Effective, dict[str, tuple[Rule, ...]]]] = WeakKeyDictionary()


@dataclass(frozen=True, slots=True)
class Hit:
    """One row that held for one thing that was looked up.

    key: names the item of ``each``, else empty. row: counted from 1; 0 when none held. outputs: JSON values, texts in
    two languages as Words. seen: the inputs that were looked at, and what they came to. day: whose rows counted.
    trace: why, in words for officers and residents.
    """

    key: str
    row: int
    outputs: Mapping[str, Any]
    seen: Mapping[str, Any]
    day: str
    trace: tuple[Words, ...]

    def record(self) -> dict[str, Any]:
        """Return the row as expressions and texts read it."""
        keyed = {"key": self.key} if self.key else {}
        return {**keyed, "row": self.row, **{name: _plain(value) for name, value in self.outputs.items()}}

    def kept(self) -> dict[str, Any]:
        """Return what a case keeps, as JSON: with it the same answer can be explained years later."""
        return {
            **self.record(),
            "seen": {name: _plain(value) for name, value in self.seen.items()},
            "day": self.day,
            "why": [_plain(words) for words in self.trace],
        }


@dataclass(frozen=True, slots=True)
class LookedUp:
    """What a table came to. many: it gives a list, because it has ``each`` or collects."""

    table: str
    title: Words
    many: bool
    hits: tuple[Hit, ...]

    @property
    def value(self) -> Any:
        """Return what ``tables.<id>`` stands for: a record with ``row`` and the outputs, or a list of such records."""
        return [hit.record() for hit in self.hits] if self.many else self.hits[0].record()

    def kept(self) -> dict[str, Any]:
        """Return what a case keeps of it, as JSON."""
        return {"title": _plain(self.title), "hits": [hit.kept() for hit in self.hits]}


def _plain(value: Any) -> Any:
    if isinstance(value, Words):
        return {"en": value.en, "cy": value.cy}
    return str(value) if isinstance(value, Decimal) else value


def look_up(effective: Effective, table_id: str, scope: Scope) -> LookedUp:
    """Return what the table comes to over ``scope``.

    First hit: the first row in force whose cells all hold; ``otherwise`` when none does. Collect: every such row.
    Raises ExpressionFailed, with the place, when an input that would decide cannot be worked out or has another type
    than its column, when a row of a setting cannot be read, and (with ``unanswered``) when an answer is not there yet
    that could decide. As with ``&&``, a row that another cell rules out anyway needs no more answers.
    """
    table = effective.pattern.tables[table_id]
    return LookedUp(
        table=table_id,
        title=table.title,
        many=bool(table.each) or table.hit == "collect",
        hits=tuple(_Look(effective, table_id, table, scope).hits()),
    )


def table_rules(effective: Effective, table_id: str, scope: Scope) -> tuple[Rule, ...]:
    """Return the rows of a table at this council, read. Raises ExpressionFailed for rows that cannot be."""
    known = _RULES.setdefault(effective, {})
    if table_id in known:
        return known[table_id]
    table = effective.pattern.tables[table_id]
    place = f"tables.{table_id}"
    try:
        rules = rules_of(table, _rows(effective, table, place, scope))
    except TableNotRead as fault:
        raise ExpressionFailed(f"{place}.{fault.place}", table.rows_from, fault.reason) from None
    if all(name.startswith(("settings.", "council.")) for name in names_read(table.rows_from)):
        known[table_id] = rules
    return rules


def _rows(effective: Effective, table: Table, place: str, scope: Scope) -> Sequence[Any]:
    if not table.rows_from:
        return table.rows
    records = evaluate(table.rows_from, scope, place=f"{place}.rows_from", calendar=effective.calendar)
    return [row_of(table, record, number) for number, record in enumerate(records, 1)]


class _Look:
    """One look-up of one table."""

    def __init__(self, effective: Effective, table_id: str, table: Table, scope: Scope) -> None:
        self.effective = effective
        self.table = table
        self.place = f"tables.{table_id}"
        self.scope = scope

    def _value(self, source: str, scope: Scope, part: str) -> Any:
        return evaluate(source, scope, place=f"{self.place}.{part}", calendar=self.effective.calendar)

    def hits(self) -> list[Hit]:
        asked = self.table.only_when
        if asked and not holds(asked, self.scope, place=f"{self.place}.only_when", calendar=self.effective.calendar):
            return [] if self.table.each or self.table.hit == "collect" else [self._none("", "", {})]
        rules = table_rules(self.effective, self.table_id, self.scope)
        if not self.table.each:
            return self._of_one(rules, self.scope, "")
        found: list[Hit] = []
        for number, item in enumerate(self._value(self.table.each, self.scope, "each"), 1):
            scope = {**self.scope, "item": item}
            key = str(self._value(self.table.key, scope, "key")) if self.table.key else str(number)
            found += self._of_one(rules, scope, key)
        return found

    @property
    def table_id(self) -> str:
        return self.place.partition(".")[2]

    def _of_one(self, rules: Sequence[Rule], scope: Scope, key: str) -> list[Hit]:
        day = str(self._value(self.table.on, scope, "on") if self.table.on else scope.get("today") or "")[:10]
        inputs = _Inputs(self, scope)
        found: list[Hit] = []
        for rule in rules:
            if not rule.counts_on(day) or not inputs.meet(rule):
                continue
            trace = decided_by(self.effective, self.table, rule, inputs.known)
            found.append(Hit(key, rule.number, rule.outputs, dict(inputs.known), day, trace))
            if self.table.hit == "first":
                return found
        return found if self.table.hit == "collect" else [self._none(key, day, dict(inputs.known))]

    def _none(self, key: str, day: str, seen: Mapping[str, Any]) -> Hit:
        trace = no_row(self.effective, self.table, seen)
        return Hit(key, 0, self.table.otherwise or {}, seen, day, trace)


class _Inputs:
    """The inputs of one thing that is looked up, each worked out when a cell first asks for it."""

    def __init__(self, look: _Look, scope: Scope) -> None:
        self._look = look
        self._scope = scope
        self._failed: dict[str, ExpressionFailed] = {}
        self.known: dict[str, Value | None] = {}

    def meet(self, rule: Rule) -> bool:
        """Return whether every cell of ``rule`` holds. Raises ExpressionFailed when what is not known would decide."""
        open_: ExpressionFailed | None = None
        for name, cell in rule.cells.items():
            try:
                if not cell.holds(self._of(name)):
                    return False
            except ExpressionFailed as failure:
                open_ = open_ or failure
        if open_ is not None:
            raise open_
        return True

    def _of(self, name: str) -> Value | None:
        if name in self._failed:
            raise self._failed[name]
        if name not in self.known:
            try:
                self.known[name] = self._worked_out(name)
            except ExpressionFailed as failure:
                self._failed[name] = failure
                raise
        return self.known[name]

    def _worked_out(self, name: str) -> Value | None:
        column = self._look.table.inputs[name]
        value = self._look._value(column.value, self._scope, f"inputs.{name}")
        try:
            return as_compared(value, column.type)
        except CellNotRead as refused:
            place = f"{self._look.place}.inputs.{name}"
            raise ExpressionFailed(place, column.value, str(refused)) from None
