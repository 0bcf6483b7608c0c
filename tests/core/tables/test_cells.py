"""A cell says which values its row is for, with its bounds; what it cannot mean is refused with the reason."""

from __future__ import annotations

import contextlib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonhall.core.language.table_model import CellType
from commonhall.core.tables.cells import CellNotRead, as_compared, read_cell


@pytest.mark.parametrize(
    ("written", "type_", "holds", "not_"),
    [
        ("-", "int", [0, -5, None], []),
        ("", "text", ["a", "", None], []),
        ("<= 9000", "money", [9000, 0, -1], [9001, None]),
        ("<= £90.00", "money", [9000], [9001]),
        ("£90.01..£120", "money", [9001, 12000], [9000, 12001]),
        ("> 100", "int", [101], [100, None]),
        (">= 1850 | missing", "int", [1850, None], [1849]),
        ("101..140", "int", [101, 140], [100, 141]),
        ("[100, 200)", "int", [100, 199], [99, 200]),
        ("(100, 200]", "int", [101, 200], [100, 201]),
        ("1 | 3 | 7..9", "int", [1, 3, 8], [2, 6, None]),
        (5, "int", [5], [4, None]),
        ("< 0.5", "decimal", [0.4, 0, "0.49"], [0.5, 1]),
        ("0.1", "decimal", [0.1], [0.2]),
        ("petrol | diesel", "text", ["petrol", "diesel"], ["electric", None, ""]),
        ("'missing' | 'a|b'", "text", ["missing", "a|b"], ["a", None]),
        ("not petrol | diesel", "text", ["electric", ""], ["petrol", None]),
        ("not missing", "text", ["a"], [None]),
        ("missing", "bool", [None], [True, False]),
        (True, "bool", [True], [False, None]),
        ("no", "bool", [False], [True]),
        ("< 2015-09-01", "date", ["2015-08-31", "2015-08-31T23:59:59"], ["2015-09-01", None]),
        ("2001-03-01..2006-03-22", "date", ["2001-03-01", "2006-03-22"], ["2001-02-28", "2006-03-23"]),
    ],
)
def test_what_a_cell_holds_for(written: str | int | bool, type_: CellType, holds: list[Any], not_: list[Any]) -> None:
    cell = read_cell(written, type_)
    assert [value for value in holds if not cell.holds(as_compared(value, type_))] == []
    assert [value for value in not_ if cell.holds(as_compared(value, type_))] == []


@pytest.mark.parametrize(
    ("written", "type_", "reason"),
    [
        ("<= ninety", "money", "not an amount"),
        ("<= £90.5", "money", "not an amount"),
        ("90.00", "money", "not an amount"),
        ("1.5", "int", "whole number"),
        ("> b", "text", "no order"),
        ("140..101", "int", "lower bound first"),
        ("(5, 5)", "int", "lower bound first"),
        ("1 || 2", "int", "between two bars"),
        ("2026-02-30", "date", "not a date"),
        ("maybe", "bool", "neither true nor false"),
        (1, "bool", "neither true nor false"),
        (True, "int", "not a whole number"),
        ("x" * 501, "text", "at most 500"),
    ],
)
def test_a_cell_that_says_nothing_is_refused(written: str | int | bool, type_: CellType, reason: str) -> None:
    with pytest.raises(CellNotRead, match=reason):
        read_cell(written, type_)


@pytest.mark.parametrize(
    ("value", "type_"),
    [(True, "int"), ("5", "int"), (1.5, "money"), (5, "text"), ("yes", "bool"), ("x", "decimal"), ("soon", "date")],
)
def test_an_input_of_another_type_is_a_mistake_and_meets_no_row(value: Any, type_: CellType) -> None:
    with pytest.raises(CellNotRead):
        as_compared(value, type_)


@given(st.text(max_size=40), st.sampled_from(["int", "money", "decimal", "text", "bool", "date"]))
def test_whatever_is_written_is_read_or_refused(written: str, type_: CellType) -> None:
    with contextlib.suppress(CellNotRead):
        assert read_cell(written, type_).holds(None) in (True, False)


@given(st.integers(-1000, 1000), st.integers(-1000, 1000), st.integers(-1000, 1000))
def test_neighbouring_cells_meet_without_gap_or_overlap(low: int, high: int, value: int) -> None:
    below, above = read_cell(f"<= {low}", "int"), read_cell(f"> {low}", "int")
    assert below.holds(value) != above.holds(value)
    if low < high:
        assert read_cell(f"[{low}, {high})", "int").holds(value) == (low <= value < high)
