"""The tables that the documentation shows do what it says; the counting rules of rules-and-clocks.md fit its shape."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from commonhall.core.charges.lines import lines_of
from commonhall.core.journey.worked import with_worked
from commonhall.core.language.effective import Effective
from commonhall.core.language.expressions import evaluate
from commonhall.core.tables.gaps import gaps_and_overlaps
from commonhall.core.tables.looking import table_rules
from commonhall.core.tables.rules import faults_of
from tests.core.tables.small import found, small

PAGE = (Path(__file__).parents[3] / "docs/how-to/write-a-table.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)


def read(number: int, **settings: Any) -> Effective:
    return small("\n" + BLOCKS[number], settings)


@pytest.mark.parametrize("number", range(3))
def test_what_is_shown_can_be_read(number: int) -> None:
    effective = read(number)
    for table in effective.pattern.tables.values():
        assert list(faults_of(table, table.rows)) == []


def test_the_price_of_a_permit() -> None:
    effective = read(0)

    def pence(day: str, co2: int | None, engine: int | None = None, known: bool = True) -> int:
        price: int = found(effective, "price", day, known=known, co2=co2, engine=engine)["pence"]
        return price

    assert [pence("2022-04-13", 120), pence("2022-04-14", 120)] == [7500, 7600]
    assert [pence("2022-05-01", None, 1600), pence("2022-05-01", None)] == [7600, 10200]
    assert pence("2022-05-01", None, known=False) == 13000
    findings = gaps_and_overlaps(effective.pattern.tables["price"], table_rules(effective, "price", {}))
    assert [each.kind for each in findings if each.kind in ("gap", "never")] == []


def test_the_bands_of_a_council() -> None:
    effective = read(1)
    scope = dict(effective.scope(answers={"household": "single", "income": 9900, "liability": 180_000},
                                 today="2026-06-10"))  # fmt: skip
    with_worked(effective, scope)
    assert evaluate("tables.reduction.percent", scope, place="x") == 63
    assert evaluate("computed.award", scope, place="x") == 2175


def counted(of: dict[str, int], **things: int) -> int:
    rows = [*({"what": name, "of": n} for name, n in of.items()), {"what": "-", "of": 1}]
    effective = read(2, counts=rows)
    answers = {"things": [{"value": name, "quantity": number} for name, number in things.items()]}
    scope = dict(effective.scope(answers=answers, today="2026-06-10"))
    with_worked(effective, scope)
    assert lines_of(effective, scope).lines[0].quantity == -(-evaluate("computed.count", scope, place="x") // 3)
    count: int = evaluate("computed.count", scope, place="x")
    return count


@pytest.mark.parametrize(
    ("example", "given", "expected"),
    [
        ("W84 Charnwood", counted({}, suite_seat=3, table=1), 4),
        ("W89 Hillingdon", counted({"black_bag": 3}, chair=5, black_bag=3), 6),
        ("W89 Hillingdon", counted({"black_bag": 3}, chair=6, black_bag=1), 7),
        ("W91 Cheshire East", counted({}, table=1, dining_chair=4), 5),
        ("W91 Braintree", counted({"dining_chair": 12}, table=1, dining_chair=4), 2),
        ("W91 Swindon", counted({"dining_chair": 6}, table=1, dining_chair=4), 2),
    ],
)
def test_how_things_are_counted(example: str, given: int, expected: int) -> None:
    assert given == expected, example


@pytest.mark.parametrize(
    ("example", "source", "more", "expected"),
    [
        ("W82", "days_between(answers.last, today) >= 30", {"last": "2026-09-01", "today": "2026-09-30"}, False),
        ("W82", "days_between(answers.last, today) >= 30", {"last": "2026-09-01", "today": "2026-10-01"}, True),
        ("W86", "sum(answers.things.filter(t, t.group == 'upholstered').map(t, t.quantity)) <= 1",
         {"things": [{"group": "upholstered", "quantity": 1}, {"group": "upholstered", "quantity": 1}]}, False),
        ("W88", "!answers.things.exists(t, t.value == 'fridge') || size(answers.things) == 1",
         {"things": [{"value": "fridge"}, {"value": "chair"}]}, False),
        ("W90", "now <= add_minutes(at(answers.day, time('07:00')), -1440)",
         {"day": "2026-09-10", "now": "2026-09-09T06:59:00"}, True),
        ("W90", "now <= add_minutes(at(answers.day, time('07:00')), -1440)",
         {"day": "2026-09-10", "now": "2026-09-09T07:01:00"}, False),
    ],
)  # fmt: skip
def test_rules_that_are_conditions(example: str, source: str, more: dict[str, Any], expected: bool) -> None:
    scope = {"answers": more, "today": more.get("today"), "now": more.get("now")}
    assert evaluate(source, scope, place=example) is expected
