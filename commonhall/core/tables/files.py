"""How does a CSV file of a pattern become the rows of a table? The columns are typed by the table."""

from __future__ import annotations

import csv
import io

from commonhall.core.language.table_model import Table, TableRow
from commonhall.core.tables.rules import TableNotRead, row_of

MOST_ROWS = 5_000


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
