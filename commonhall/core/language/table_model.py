"""What is a decision or price table? Typed inputs, cells with bounds, outputs, and the dates from which rows hold."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from commonhall.core.language.parts import NONE, Expression, Identifier, Part
from commonhall.core.values.words import Words

CellType = Literal["int", "money", "decimal", "text", "bool", "date"]
OutputType = Literal["int", "money", "decimal", "text", "bool", "date", "words"]
Output = int | float | bool | str | Words


class TableInput(Part):
    """One column that is looked at. value: the expression that is compared with the cells; title: for officers."""

    title: Words
    value: Expression
    type: CellType = "text"


class TableRow(Part):
    """One row. It holds when every cell does; a cell that is left out, or is ``-``, always holds.

    Cells: ``<= 9000``, ``> 100``, ``101..140`` (both included), ``[100, 200)`` (an interval with its bounds),
    ``a | b`` (any of these), ``missing`` (there is no value). from and to: the first and the last day on which the
    row counts, ISO; empty is without end. about: the row in words, for officers.
    """

    when: dict[Identifier, str | int | bool] = Field(default_factory=dict)
    then: dict[Identifier, Output] = Field(default_factory=dict)
    from_: str = Field(default="", alias="from")
    to: str = ""
    about: Words = NONE


class Table(Part):
    """A table of rules or prices.

    hit: ``first`` takes the first row that holds; ``collect`` all that do. on: the date whose rows count, today when
    blank (the price date). each: a list, and every ``item`` of it is looked up for itself; key names an item.
    rows: inline. rows_from: an expression, usually ``settings.x``, that gives rows as flat records: a column for each
    input (a cell) and each output, and ``from``, ``to``, ``about`` if wanted. file: a CSV of the folder ``tables``
    with the same columns. Just one of the three is given.
    complete: claims that there is a row for everything: publishing checks it. otherwise: the outputs when no row
    holds.
    """

    title: Words
    inputs: dict[Identifier, TableInput] = Field(min_length=1)
    outputs: dict[Identifier, OutputType] = Field(min_length=1)
    hit: Literal["first", "collect"] = "first"
    on: Expression = ""
    only_when: Expression = ""
    each: Expression = ""
    key: Expression = ""
    rows: tuple[TableRow, ...] = ()
    rows_from: Expression = ""
    file: str = Field(default="", pattern=r"^([a-z0-9_-]+\.csv)?$")
    complete: bool = False
    otherwise: dict[Identifier, Output] | None = None
