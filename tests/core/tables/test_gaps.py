"""The search finds what no row is for, what two rows are for, and the rows that never come to anything."""

from __future__ import annotations

import time
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from commonhall.core.language.table_model import Table
from commonhall.core.tables.gaps import Domain, TableFinding, gaps_and_overlaps
from commonhall.core.tables.rules import rules_of


def table(inputs: dict[str, str], *rows: dict[str, Any]) -> Table:
    """Return a table whose rows each give their own number."""
    return Table.model_validate(
        {
            "title": "T",
            "inputs": {
                name: {"title": name, "value": f"answers.{name}", "type": kind} for name, kind in inputs.items()
            },
            "outputs": {"n": "int"},
            "rows": [
                {"when": {k: v for k, v in row.items() if k not in ("from", "to")}, "then": {"n": number},
                 **{k: v for k, v in row.items() if k in ("from", "to")}}
                for number, row in enumerate(rows)
            ],
        }
    )  # fmt: skip


def searched(each: Table, **domains: Domain) -> list[TableFinding]:
    return list(gaps_and_overlaps(each, rules_of(each, each.rows), domains))


def test_a_gap_between_two_bands_has_an_example() -> None:
    (finding,) = searched(table({"co2": "int"}, {"co2": "<= 100"}, {"co2": ">= 102"}))
    assert (finding.kind, finding.example) == ("gap", {"on": "2000-01-01", "co2": 101})


def test_bands_that_meet_have_none() -> None:
    assert searched(table({"co2": "int"}, {"co2": "0..100"}, {"co2": "(100, 200)"}, {"co2": ">= 200"})) == []


def test_numbers_begin_at_nothing_unless_the_table_goes_below() -> None:
    assert searched(table({"n": "int"}, {"n": ">= 0"})) == []
    assert searched(table({"n": "int"}, {"n": ">= -5"}))[0].example == {"on": "2000-01-01", "n": -6}


def test_an_overlap_names_both_rows() -> None:
    (finding,) = searched(table({"co2": "int"}, {"co2": "<= 100"}, {"co2": ">= 100"}))
    assert (finding.kind, finding.rows) == ("overlap", (1, 2))
    assert finding.example == {"on": "2000-01-01", "co2": 100}


def test_a_row_that_earlier_rows_forestall_is_never_reached() -> None:
    findings = searched(table({"n": "int"}, {"n": "<= 10"}, {"n": "5..10"}, {"n": "> 10"}))
    assert [each.rows for each in findings if each.kind == "never"] == [(2,)]


def test_texts_may_be_anything_but_for_what_a_question_offers() -> None:
    homes = table({"home": "text"}, {"home": "house"}, {"home": "flat | boat"})
    assert searched(homes)[0].kind == "gap"
    assert searched(homes, home=Domain(values=("house", "flat", "boat"))) == []
    assert searched(homes, home=Domain(values=("house", "flat", "boat"), missing=True))[0].example == {
        "on": "2000-01-01",
        "home": None,
    }


def test_a_period_without_rows_is_a_gap() -> None:
    (finding,) = searched(table({"n": "int"}, {"to": "2026-03-31"}, {"from": "2026-04-02"}))
    assert finding.example is not None
    assert finding.example["on"] == "2026-04-01"


def test_a_large_table_is_searched_in_time() -> None:
    bands = [f"[{n * 10}, {n * 10 + 10})" for n in range(40)]
    rows = [{"a": a, "b": b} for a in bands for b in bands[:10]]
    began = time.process_time()
    findings = searched(table({"a": "int", "b": "int", "c": "bool"}, *rows))
    assert time.process_time() - began < 3
    assert [each.kind for each in findings] == ["gap"]


def test_too_much_to_look_at_is_said() -> None:
    names = [f"i{n}" for n in range(17)]
    rows = [{name: True} for name in names] + [{}]
    (finding,) = searched(table(dict.fromkeys(names, "bool"), *rows))
    assert finding.kind == "unsearched"


@settings(deadline=None, max_examples=60)
@given(
    st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9), st.booleans()), min_size=1, max_size=6),
)
def test_the_search_agrees_with_trying_everything(bounds: list[tuple[int, int, bool]]) -> None:
    rows = [{"n": f"{min(low, high)}..{max(low, high)}", "b": flag} for low, high, flag in bounds]
    made = table({"n": "int", "b": "bool"}, *rows)
    held = {
        (n, b): [i for i, (low, high, flag) in enumerate(bounds) if min(low, high) <= n <= max(low, high) and flag == b]
        for n in range(12)
        for b in (True, False)
    }
    found = searched(made)
    assert any(each.kind == "gap" for each in found) == any(not rows for rows in held.values())
    reached = {rows[0] + 1 for rows in held.values() if rows}
    assert {each.rows[0] for each in found if each.kind == "never"} == set(range(1, len(bounds) + 1)) - reached
