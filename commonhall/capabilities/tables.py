"""What is in a council's CSV file? Reads all of its lines or none, and says which line is wrong."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from commonhall.capabilities.errors import Misconfigured, Unavailable

Row = TypeVar("Row", bound=BaseModel)


def modified_at(path: Path) -> int:
    """Return when the file was last written, in nanoseconds: the key under which to keep what was read.

    Raises Misconfigured where there is no such file, Unavailable where it cannot be reached.
    """
    try:
        return path.stat().st_mtime_ns
    except FileNotFoundError:
        raise Misconfigured(f"There is no file {path.name}. Put it there, or correct the setting.") from None
    except OSError as error:
        raise Unavailable(why=f"{path.name} could not be reached: {error.strerror}") from error


def read_rows(path: Path, model: type[Row]) -> list[tuple[int, Row]]:
    """Return (line number, row) for every line of a UTF-8 CSV file with a header. Empty cells take their defaults.

    Raises Misconfigured for a line that is wrong or a file that is not text, Unavailable where it cannot be read.
    """
    rows: list[tuple[int, Row]] = []
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            for cells in (reader := csv.DictReader(file)):
                try:
                    row = model.model_validate({column: cell for column, cell in cells.items() if column and cell})
                except ValidationError as wrong:
                    raise wrong_line(path, reader.line_num, _first(wrong)) from None
                rows.append((reader.line_num, row))
    except UnicodeDecodeError:
        raise Misconfigured(f"{path.name} is not UTF-8 text. Save it as UTF-8.") from None
    except csv.Error as error:
        raise Misconfigured(f"{path.name} is not a CSV file: {error}. Save it as CSV.") from None
    except OSError as error:
        raise Unavailable(why=f"{path.name} could not be read: {error.strerror}") from error
    return rows


def wrong_line(path: Path, line: int, why: str) -> Misconfigured:
    """Return the error for one line of a file."""
    return Misconfigured(f"Correct line {line} of {path.name}. {why}")


def _first(wrong: ValidationError) -> str:
    error = wrong.errors(include_url=False)[0]
    place = ".".join(str(part) for part in error["loc"])
    return f"{place}: {error['msg']}" if place else error["msg"]
