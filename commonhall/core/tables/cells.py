"""Which values does one cell of a table hold for? Cells are parsed once, with their type and their bounds."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final, Literal

from commonhall.core.language.table_model import CellType

Value = int | Decimal | str | bool
"""A value as cells compare it: dates are ISO texts, which sort like dates."""

ORDERED: Final = ("int", "money", "decimal", "date")
"""The types that may have bounds."""

_QUOTED: Final = re.compile(r"'[^']*'|\"[^\"]*\"")
_PIECE: Final = re.compile(rf"((?:{_QUOTED.pattern}|[^|])*)\|")
_COMPARED: Final = re.compile(r"(<=|>=|<|>)\s*(.+)")
_INTERVAL: Final = re.compile(r"([\[(])\s*([^,\[\]()]+?)\s*,\s*([^,\[\]()]+?)\s*([\])])")
_LONGEST: Final = 500


class CellNotRead(ValueError):
    """A cell is not what its column can hold. The message says what is wrong and what would be right."""


@dataclass(frozen=True, slots=True)
class Span:
    """The values from ``low`` to ``high``; None is without end. A single value is its own low and high."""

    low: Value | None
    high: Value | None
    low_included: bool = True
    high_included: bool = True

    def holds(self, value: Value) -> bool:
        """Return whether ``value``, which has the type of the bounds, lies within."""
        # Both ends are of the column's type:
        if self.low is not None and not (self.low <= value if self.low_included else self.low < value):  # type: ignore[operator]
            return False
        if self.high is None:
            return True
        # Both ends are of the column's type:
        return bool(value <= self.high if self.high_included else value < self.high)  # type: ignore[operator]

    @property
    def is_empty(self) -> bool:
        """Whether no value can lie within."""
        if self.low is None or self.high is None:
            return False
        if self.low == self.high:
            return not (self.low_included and self.high_included)
        return bool(self.low > self.high)  # type: ignore[operator]  # both ends are of the column's type


@dataclass(frozen=True, slots=True)
class Cell:
    """A parsed cell. It holds when a span does, or, for a missing value, when ``missing`` says so.

    always: it holds for everything. negated: ``not ...`` holds for a value that is there and that no span takes.
    """

    text: str
    spans: tuple[Span, ...] = ()
    missing: bool = False
    negated: bool = False
    always: bool = False

    def holds(self, value: Value | None) -> bool:
        """Return whether the cell holds for ``value``; None is a missing value, which is never 0 or empty text."""
        if self.always:
            return True
        if value is None:
            return self.missing and not self.negated
        return any(span.holds(value) for span in self.spans) != self.negated


ALWAYS: Final = Cell(text="-", always=True)


def read_cell(written: str | int | bool, type_: CellType) -> Cell:
    """Return what a cell of a column of ``type_`` says. Raises CellNotRead with the reason.

    Money is whole pence, or pounds with a pound sign: ``<= 9000`` is ``<= £90.00``.
    """
    return _read(written, isinstance(written, bool), type_)


@functools.lru_cache(maxsize=50_000)
def _read(written: str | int | bool, is_bool: bool, type_: CellType) -> Cell:
    if is_bool or isinstance(written, int):
        value = read_value(written, type_)
        return Cell(text=str(written), spans=(Span(value, value),))
    text = written.strip()
    if len(text) > _LONGEST:
        raise CellNotRead(f"a cell has at most {_LONGEST} characters")
    if text in ("", "-"):
        return ALWAYS
    negated = text.startswith("not ")
    missing, spans = False, []
    for part in _parts(text.removeprefix("not ")):
        if part == "missing":
            missing = True
        else:
            spans.append(_span(part, type_))
    return Cell(text=text, spans=tuple(spans), missing=missing, negated=negated)


def _parts(text: str) -> list[str]:
    """Split at the bars that stand outside quotes."""
    parts = [part.strip() for part in _PIECE.findall(f"{text}|")]
    if not all(parts):
        raise CellNotRead("between two bars there must be a value")
    return parts


def _span(part: str, type_: CellType) -> Span:
    compared, interval = _COMPARED.fullmatch(part), _INTERVAL.fullmatch(part)
    if compared:
        span = _compared(compared[1], _bound(compared[2], type_))
    elif interval:
        low, high = _bound(interval[2], type_), _bound(interval[3], type_)
        span = Span(low, high, low_included=interval[1] == "[", high_included=interval[4] == "]")
    elif ".." in part and type_ in ORDERED:
        first, _, last = part.partition("..")
        span = Span(_bound(first, type_), _bound(last, type_))
    else:
        value = read_value(part, type_)
        span = Span(value, value)
    if span.is_empty:
        raise CellNotRead(f"nothing can lie within {part!r}; write the lower bound first")
    return span


def _compared(sign: Literal["<=", ">=", "<", ">"] | str, bound: Value) -> Span:
    if sign[0] == "<":
        return Span(None, bound, high_included=sign == "<=")
    return Span(bound, None, low_included=sign == ">=")


def _bound(text: str, type_: CellType) -> Value:
    if type_ not in ORDERED:
        raise CellNotRead(f"a column of type {type_} has no order, so it cannot have bounds")
    return read_value(text.strip(), type_)


def read_value(written: str | int | bool, type_: CellType) -> Value:
    """Return one value written in a cell. Raises CellNotRead."""
    if type_ == "text":
        text = str(written).lower() if isinstance(written, bool) else str(written)
        return text[1:-1] if _QUOTED.fullmatch(text) else text
    if type_ == "bool":
        return _bool(written)
    if isinstance(written, bool):
        raise CellNotRead(f"{str(written).lower()} is not {_CALLED[type_]}")
    return _date(str(written)) if type_ == "date" else _number(written, type_)


def _bool(written: str | int | bool) -> bool:
    if isinstance(written, bool):
        return written
    found = {"true": True, "false": False, "yes": True, "no": False}.get(str(written).lower())
    if found is None:
        raise CellNotRead(f"{written!r} is neither true nor false")
    return found


def _date(text: str) -> str:
    try:
        if len(text) == 10:
            return date.fromisoformat(text).isoformat()
    except ValueError:
        pass
    raise CellNotRead(f"{text!r} is not a date; write it like 2026-04-01")


def _number(written: str | int, type_: CellType) -> int | Decimal:
    text = str(written)
    pounds = re.fullmatch(r"(-?)£(\d{1,12})(?:\.(\d{2}))?", text) if type_ == "money" else None
    if pounds:
        pence = int(pounds[2]) * 100 + int(pounds[3] or 0)
        return -pence if pounds[1] else pence
    if type_ == "decimal" and re.fullmatch(r"-?\d{1,15}(\.\d{1,10})?", text):
        return Decimal(text)
    if type_ != "decimal" and re.fullmatch(r"-?\d{1,15}", text):
        return int(text)
    raise CellNotRead(f"{text!r} is not {_CALLED[type_]}")


_CALLED: Final[dict[CellType, str]] = {
    "int": "a whole number",
    "money": "an amount; write whole pence, or pounds as £90.00",
    "decimal": "a number",
    "text": "a text",
    "bool": "true or false",
    "date": "a date",
}


def as_compared(value: Any, type_: CellType) -> Value | None:
    """Return a value of an expression as cells of a column of ``type_`` compare it; None is missing.

    Raises CellNotRead when it has another type: an input that is wrong must not quietly meet no row.
    """
    if value is None or (value == "" and type_ != "text"):
        return None
    good: Value | None = None
    if type_ == "bool":
        good = value if isinstance(value, bool) else None
    elif type_ == "text":
        good = value if isinstance(value, str) else None
    elif type_ == "date":
        good = _date(value[:10]) if isinstance(value, str) else None
    elif not isinstance(value, bool):
        good = _as_number(value, type_)
    if good is None:
        raise CellNotRead(f"{value!r} is not {_CALLED[type_]}")
    return good


def _as_number(value: Any, type_: CellType) -> int | Decimal | None:
    if type_ != "decimal":
        return value if isinstance(value, int) else None
    if isinstance(value, str) and re.fullmatch(r"-?\d{1,15}(\.\d{1,10})?", value):
        return Decimal(value)
    return Decimal(str(value)) if isinstance(value, int | float) else None
