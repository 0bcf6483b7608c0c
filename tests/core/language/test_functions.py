"""What the functions of the language give: exact whole numbers, dates as the calendar has them, or a failure."""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonhall.core.language.expressions import Checker, ExpressionFailed, evaluate
from commonhall.core.language.functions import half_up, round_up

SCOPE = {
    "answers": {"people": [{"income": 5}, {"income": 7}], "none": []},
    "settings": {"price": [{"from": "2025-04-01", "pence": 9000}, {"from": "2026-04-01", "pence": 9500}]},
    "today": "2026-06-10",
}


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("sum(answers.people.map(p, p.income))", 12),
        ("sum(answers.none)", 0),
        ("min_of([3, 2, 5])", 2),
        ("max_of([3, 2, 5])", 5),
        ("half_up(5, 2)", 3),
        ("half_up(-5, 2)", -3),
        ("half_up(180000 * 7 * 75, 100 * financial_year_days(today))", 2589),
        ("said(today, 'en')", "10 June 2026"),
        ("said(today, 'cy')", "10 Mehefin 2026"),
        ("pounds(123450)", "£1,234.50"),
        ("round_up(5, 4)", 2),
        ("round_up(8, 4)", 2),
        ("dated(settings.price, date('2026-03-31'))", 9000),
        ("dated(settings.price, date('2026-04-01'))", 9500),
        ("dated(settings.price, today)", 9500),
        ("add_months(date('2026-01-31'), 1)", "2026-02-28"),
        ("add_months(date('2028-02-29'), 12)", "2029-02-28"),
        ("months_between(date('2026-01-31'), date('2026-02-28'))", 1),
        ("months_between(date('2026-01-15'), date('2026-03-14'))", 1),
        ("months_between(date('2026-03-14'), date('2026-01-15'))", -1),
        ("age_on(date('2008-06-10'), today)", 18),
        ("age_on(date('2008-06-11'), today)", 17),
        ("age_on(date('2008-02-29'), date('2026-02-28'))", 17),
        ("age_on(date('2008-02-29'), date('2026-03-01'))", 18),
        ("[year_of(today), month_of(today), day_of(today)]", [2026, 6, 10]),
        ("make_date(year_of(today), 3, 31)", "2026-03-31"),
        ("financial_year_days(date('2028-03-31'))", 366),
        ("financial_year_days(date('2028-04-01'))", 365),
    ],
)
def test_what_it_gives(source: str, expected: Any) -> None:
    assert evaluate(source, SCOPE, place="here") == expected


@pytest.mark.parametrize(
    "source",
    [
        "sum([1.5])",
        "sum(['a'])",
        "sum([true])",
        "min_of([])",
        "max_of(answers.none)",
        "half_up(1, 0)",
        "round_up(1, 0)",
        "dated(settings.price, date('2025-03-31'))",
        "dated([], today)",
        "age_on(date('2027-01-01'), today)",
        "make_date(2026, 2, 29)",
        "sum([9223372036854775807, 1])",
    ],
)
def test_what_it_cannot_give_is_a_failure_never_a_value(source: str) -> None:
    with pytest.raises(ExpressionFailed):
        evaluate(source, SCOPE, place="here")


def test_the_types_are_checked() -> None:
    checker = Checker({"answers.people": "list", "answers.born": "date", "settings.price": "list"})
    assert checker.mistake("sum(answers.people.map(p, p.income)) > 5", gives="bool") is None
    assert checker.mistake("age_on(answers.born, today)", gives="int") is None
    assert checker.mistake("add_months(answers.born, 6)", gives="date") is None
    assert checker.mistake("sum(answers.born)", gives="int") is not None
    assert checker.mistake("half_up(1.5, 2)", gives="int") is not None


@given(st.integers(-(10**9), 10**9), st.integers(1, 10**6))
def test_rounding_is_exact(amount: int, parts: int) -> None:
    exact = Decimal(amount) / Decimal(parts)
    assert half_up(amount, parts) == int(exact.quantize(Decimal(1), ROUND_HALF_UP))
    assert round_up(amount, parts) == int(exact.to_integral_value(ROUND_CEILING))
