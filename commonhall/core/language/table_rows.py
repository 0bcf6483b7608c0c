"""How do flat records, of a CSV file or a council's setting, become rows of a table? Each column has its type."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from typing import Any, Final

from pydantic import ValidationError

from commonhall.core.language.table_model import OutputType, Table, TableRow
from commonhall.core.values.words import Words

OTHERS: Final = ("from", "to", "about")
"""Columns that a flat record may have beside its inputs and outputs."""

MOST_ROWS = 5_000


class TableNotRead(ValueError):
    """A row of a table cannot be read. place: below the table, such as ``rows.3.when.income``."""

    def __init__(self, place: str, reason: str) -> None:
        super().__init__(f"{place}: {reason}")
        self.place = place
        self.reason = reason


def row_of(table: Table, record: Mapping[str, Any], number: int = 1) -> TableRow:
    """Return the row that a flat ``record`` writes: a column for each input and output, ``from``, ``to``, ``about``.

    A column that is left out, or None, is an empty cell. ``<name>.cy`` is the Welsh of a column of words.
    number: which row it is, for errors. Raises TableNotRead for a column that the table does not have.
    """
    welsh = {key.removesuffix(".cy"): value for key, value in record.items() if key.endswith(".cy")}
    given = {key: value for key, value in record.items() if not key.endswith(".cy") and value is not None}
    unknown = [key for key in (*given, *welsh) if key not in (*table.inputs, *table.outputs, *OTHERS)]
    if unknown:
        known = ", ".join((*table.inputs, *table.outputs, *OTHERS))
        raise TableNotRead(f"rows.{number}", f"the table has no column {unknown[0]!r}; it has {known}")
    return _row(
        f"rows.{number}",
        when={name: given[name] for name in table.inputs if name in given},
        then={
            name: _written(table.outputs[name], given[name], welsh.get(name), f"rows.{number}.then.{name}")
            for name in table.outputs
            if given.get(name, "") != ""
        },
        about=_written("words", given.get("about", ""), welsh.get("about"), f"rows.{number}.about"),
        **{name: str(given.get(name, "")) for name in ("from", "to")},
    )


def _row(place: str, **written: Any) -> TableRow:
    try:
        return TableRow.model_validate(written)
    except ValidationError as wrong:
        first = wrong.errors(include_url=False)[0]
        where = ".".join([place, *(str(part) for part in first["loc"][:2])])
        raise TableNotRead(where, f"{first['input']!r} cannot stand here") from None


def _written(type_: OutputType, value: Any, welsh: Any, place: str) -> Any:
    """Give a value of a file, which is always text, its type."""
    if type_ == "words":
        return {"en": value, "cy": str(welsh or "")} if isinstance(value, str) else value
    if not isinstance(value, str) or type_ in ("text", "date"):
        return value
    try:
        if type_ == "bool":
            return {"true": True, "false": False}[value.lower()]
        return float(value) if type_ == "decimal" else int(value)
    except (KeyError, ValueError):
        raise TableNotRead(place, f"{value!r} is not a {type_}") from None


def rows_of_csv(table: Table, text: str) -> tuple[TableRow, ...]:
    """Return the rows that ``text`` writes. Its first line names the columns: see :func:`row_of`.

    Raises TableNotRead, whose place says which row (``rows.3``), for what cannot be read.
    """
    reader = csv.reader(io.StringIO(text.removeprefix("\ufeff")), strict=True)
    try:
        lines = [line for line in reader if any(cell.strip() for cell in line)]
    except csv.Error as error:
        raise TableNotRead("rows", f"this is not CSV: {error}") from None
    if not lines:
        raise TableNotRead("rows", "the file is empty; its first line names the columns")
    header = [name.strip() for name in lines[0]]
    if len(set(header)) != len(header):
        raise TableNotRead("rows", "a column stands twice in the first line")
    if len(lines) - 1 > MOST_ROWS:
        raise TableNotRead("rows", f"a table has at most {MOST_ROWS:,} rows")
    rows = []
    for number, line in enumerate(lines[1:], 1):
        if len(line) != len(header):
            raise TableNotRead(f"rows.{number}", f"it has {len(line)} cells, and the first line names {len(header)}")
        rows.append(row_of(table, dict(zip(header, (cell.strip() for cell in line), strict=True)), number))
    return tuple(rows)


def in_two_languages(table: Table) -> Table:
    """Return ``table`` with its outputs of words as two-language texts, so that they can be translated by id."""
    if "words" not in table.outputs.values():
        return table

    def words(outputs: Mapping[str, Any]) -> dict[str, Any]:
        return {
            name: Words(en=value) if table.outputs.get(name) == "words" and isinstance(value, str) else value
            for name, value in outputs.items()
        }

    rows = tuple(row.model_copy(update={"then": words(row.then)}) for row in table.rows)
    otherwise = None if table.otherwise is None else words(table.otherwise)
    return table.model_copy(update={"rows": rows, "otherwise": otherwise})
