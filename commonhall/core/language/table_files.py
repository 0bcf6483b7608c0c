"""Which rows do the tables of a pattern get from the CSV files beside it? They are put into the pattern itself."""

from __future__ import annotations

from pathlib import Path

from commonhall.core.language.model import Pattern
from commonhall.core.language.table_model import Table
from commonhall.core.language.table_rows import TableNotRead, in_two_languages, rows_of_csv
from commonhall.core.language.yaml_text import LARGEST, Fault, PatternNotRead


def with_table_files(pattern: Pattern, folder: Path) -> Pattern:
    """Return ``pattern`` with the rows of every table that names a ``file`` of ``folder``/tables.

    A published version so holds everything. Raises PatternNotRead with every mistake found, and its line.
    """
    faults: list[Fault] = []
    tables: dict[str, Table] = {}
    for name, table in pattern.tables.items():
        path = folder / "tables" / table.file
        try:
            tables[name] = in_two_languages(_with_rows(table, path) if table.file else table)
        except TableNotRead as fault:
            faults.append(Fault(str(path), _line(fault.place), f"tables.{name}.{fault.place}", fault.reason))
    if faults:
        raise PatternNotRead(faults)
    return pattern.model_copy(update={"tables": tables}) if pattern.tables else pattern


def _with_rows(table: Table, path: Path) -> Table:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise TableNotRead("file", "there is no such file. Write it, or mend its name.") from None
    except UnicodeDecodeError:
        raise TableNotRead("file", "this is not UTF-8 text. Save it as UTF-8.") from None
    if len(text) > LARGEST:
        raise TableNotRead("file", f"the file is too large. Keep it under {LARGEST:,} bytes.")
    return table.model_copy(update={"rows": rows_of_csv(table, text)})


def _line(place: str) -> int:
    """Return the line of a row in its file: the first names the columns."""
    parts = place.split(".")
    return int(parts[1]) + 1 if len(parts) > 1 and parts[1].isdigit() else 1
