"""Which rows does a table have? Inline, from a file or from a council's settings: read once, typed, or refused."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from commonhall.core.language.parts import NONE
from commonhall.core.language.table_model import OutputType, Table, TableRow
from commonhall.core.language.table_rows import OTHERS, TableNotRead
from commonhall.core.tables.cells import ALWAYS, Cell, CellNotRead, read_cell
from commonhall.core.values.words import Words

_NO_END: Final = "9999-12-31"


@dataclass(frozen=True, slots=True)
class Rule:
    """A row, read. number: from 1, in the order of the table. begins, ends: ISO, both included.

    outputs: JSON values; texts in two languages are Words.
    """

    number: int
    cells: Mapping[str, Cell]
    outputs: Mapping[str, Any]
    begins: str = ""
    ends: str = _NO_END
    about: Words = NONE

    def counts_on(self, day: str) -> bool:
        """Return whether the row is in force on ``day``, ISO."""
        return self.begins <= day <= self.ends


def rules_of(table: Table, rows: Sequence[TableRow]) -> tuple[Rule, ...]:
    """Return ``rows`` read with the types of ``table``. Raises TableNotRead for the first that cannot be."""
    return tuple(_rule(table, number, row) for number, row in enumerate(rows, 1))


def faults_of(table: Table, rows: Sequence[TableRow]) -> Iterator[TableNotRead]:
    """Yield everything that is wrong with ``rows``, and with what stands when none of them holds."""
    for number, row in enumerate(rows, 1):
        for name, written in row.when.items():
            try:
                _cell(table, name, written, f"rows.{number}")
            except TableNotRead as fault:
                yield fault
        yield from _output_faults(table, row.then, f"rows.{number}.then")
        try:
            _period(row, f"rows.{number}")
        except TableNotRead as fault:
            yield fault
    if table.otherwise is not None:
        yield from _output_faults(table, table.otherwise, "otherwise")
    for name in (each for each in table.inputs if each in table.outputs or each in OTHERS):
        yield TableNotRead(f"inputs.{name}", "an input has the name of an output, or of from, to or about")


def _rule(table: Table, number: int, row: TableRow) -> Rule:
    place = f"rows.{number}"
    cells = {name: _cell(table, name, written, place) for name, written in row.when.items()}
    fault = next(_output_faults(table, row.then, f"{place}.then"), None)
    if fault is not None:
        raise fault
    begins, ends = _period(row, place)
    return Rule(
        number=number,
        cells={name: cell for name, cell in cells.items() if cell is not ALWAYS},
        outputs=row.then,
        begins=begins,
        ends=ends,
        about=row.about,
    )


def _cell(table: Table, name: str, written: str | int | bool, place: str) -> Cell:
    if name not in table.inputs:
        raise TableNotRead(f"{place}.when.{name}", f"the table has no such input; it has {', '.join(table.inputs)}")
    try:
        return read_cell(written, table.inputs[name].type)
    except CellNotRead as refused:
        raise TableNotRead(f"{place}.when.{name}", str(refused)) from None


def _period(row: TableRow, place: str) -> tuple[str, str]:
    for name, day in (("from", row.from_), ("to", row.to)):
        try:
            good = not day or date.fromisoformat(day).isoformat() == day
        except ValueError:
            good = False
        if not good:
            raise TableNotRead(f"{place}.{name}", f"{day!r} is not a date; write it like 2026-04-01")
    if row.to and row.from_ > row.to:
        raise TableNotRead(f"{place}.to", f"the row ends on {row.to}, before it begins on {row.from_}")
    return row.from_, row.to or _NO_END


_KINDS: Final[Mapping[OutputType, tuple[type, ...]]] = {
    "int": (int,),
    "money": (int,),
    "decimal": (int, float),
    "text": (str,),
    "bool": (bool,),
    "date": (str,),
    "words": (str, Words),
}


def _output_faults(table: Table, outputs: Mapping[str, Any], place: str) -> Iterator[TableNotRead]:
    for name in table.outputs:
        if name not in outputs:
            yield TableNotRead(f"{place}.{name}", "every output needs a value")
    for name, value in outputs.items():
        if name not in table.outputs:
            yield TableNotRead(f"{place}.{name}", f"there is no such output; the table has {', '.join(table.outputs)}")
        elif not _is(table.outputs[name], value):
            yield TableNotRead(f"{place}.{name}", f"{value!r} is not a {table.outputs[name]}")


def _is(type_: OutputType, value: Any) -> bool:
    if isinstance(value, bool) != (type_ == "bool") or not isinstance(value, _KINDS[type_]):
        return False
    if type_ != "date":
        return True
    try:
        return date.fromisoformat(str(value)).isoformat() == value
    except ValueError:
        return False
