"""Council tax reduction of real councils as tables: the worked examples of rules-and-clocks.md, section 3."""

from __future__ import annotations

from typing import Any

import pytest

from commonhall.core.language.effective import Effective
from commonhall.core.language.expressions import evaluate
from commonhall.core.tables.looking import look_up
from tests.core.tables.small import found, small

HILLINGDON = small("""
settings:
  non_dependant: {type: money, default: 1000, title: Taken off a week for each other adult}
tables:
  reduction:
    title: {en: How much is taken off, cy: Faint sy'n cael ei dynnu}
    inputs:
      capital: {title: {en: Savings, cy: Cynilion}, value: answers.capital, type: money}
      vulnerable: {title: Vulnerable, value: answers.vulnerable, type: bool}
      household: {title: {en: Household, cy: Aelwyd}, value: answers.household}
      children: {title: Children, value: answers.children, type: int}
      income: {title: {en: Weekly income, cy: Incwm wythnosol}, value: answers.income, type: money}
    outputs: {percent: int}
    rows:
      - {when: {capital: ">= £6000"}, then: {percent: 0}, about: "Savings of £6,000 or more"}
      - {when: {vulnerable: true, children: "0", household: single, income: "<= £180"}, then: {percent: 80},
         to: 2026-03-31}
      - {when: {vulnerable: true, children: "0", household: single, income: "<= £180"}, then: {percent: 75},
         from: 2026-04-01}
      - {when: {children: "0", household: single, income: "<= £90.00"}, then: {percent: 75}}
      - {when: {children: "0", household: single, income: "£90.01..£120"}, then: {percent: 55}}
      - {when: {children: "0", household: single, income: "(12000, 15000]"}, then: {percent: 35}}
      - {when: {children: "0", household: single, income: "(15000, 18000]"}, then: {percent: 15}}
      - {when: {children: "0", household: couple, income: "<= 13000"}, then: {percent: 75}}
      - {when: {children: "0", household: couple, income: "<= 17000"}, then: {percent: 55}}
      - {when: {children: "0", household: couple, income: "<= 21000"}, then: {percent: 35}}
      - {when: {children: "0", household: couple, income: "<= 25000"}, then: {percent: 15}}
      - {when: {children: "1", income: "<= 15000"}, then: {percent: 75}}
      - {when: {children: "1", income: "<= 21000"}, then: {percent: 55}}
      - {when: {children: "1", income: "<= 27000"}, then: {percent: 35}}
      - {when: {children: "1", income: "<= 33000"}, then: {percent: 15}}
      - {when: {children: ">= 2", income: "<= 26000"}, then: {percent: 75}}
      - {when: {children: ">= 2", income: "<= 34000"}, then: {percent: 55}}
      - {when: {children: ">= 2", income: "<= 42000"}, then: {percent: 35}}
      - {when: {children: ">= 2", income: "<= 50000"}, then: {percent: 15}}
    otherwise: {percent: 0}
""")

BARKING = small(
    """
settings:
  bands:
    type: table
    title: Bands
    columns: {capital: cell, household: cell, children: cell, income: cell, percent: int, from: date, to: date}
    optional: [capital, household, children, income, from, to]
    default: []
tables:
  reduction:
    title: Reduction
    inputs:
      capital: {title: Savings, value: answers.capital, type: money}
      household: {title: Household, value: answers.household}
      children: {title: Children, value: answers.children, type: int}
      income: {title: Weekly income, value: answers.income, type: money}
    outputs: {percent: int}
    rows_from: settings.bands
    otherwise: {percent: 0}
""",
    own={
        "bands": [
            {"capital": "> £6000.00", "percent": 0},
            *(
                {"household": household, "children": children, "income": f"<= £{most}", "percent": percent}
                for percent, *bounds in (
                    (63, 99, 170, 190, 290, 261, 358),
                    (48, 147, 215, 238, 350, 309, 426),
                    (33, 178, 250, 271, 399, 350, 477),
                    (18, 198, 276, 311, 447, 389, 529),
                    (10, 222, 297, 338, 480, 416, 566),
                )
                for (household, children), most in zip(
                    [
                        ("single", 0),
                        ("couple", 0),
                        ("single", 1),
                        ("single", ">= 2"),
                        ("couple", 1),
                        ("couple", ">= 2"),
                    ],
                    bounds,
                    strict=True,
                )
            ),
        ]
    },
)


def percent(council: Effective, household: str, pounds: float, today: str = "2025-06-10", **more: Any) -> int:
    asked = {"capital": 0, "vulnerable": False, "children": 0, **more}
    answers = {"household": household, "income": round(pounds * 100), **asked}
    value: int = found(council, "reduction", today, **answers)["percent"]
    return value


@pytest.mark.parametrize(
    ("example", "given", "expected"),
    [
        ("W45", percent(HILLINGDON, "single", 90.00), 75),
        ("W45", percent(HILLINGDON, "single", 90.01), 55),
        ("W46", percent(HILLINGDON, "single", 180.00), 15),
        ("W46", percent(HILLINGDON, "single", 180.01), 0),
        ("W47", percent(HILLINGDON, "couple", 160), 55),
        ("W47", percent(BARKING, "couple", 160), 63),
        ("W48", percent(HILLINGDON, "single", 100), 55),
        ("W48", percent(BARKING, "single", 100), 48),
        ("W49", percent(HILLINGDON, "couple", 210, children=1), 55),
        ("W49", percent(HILLINGDON, "couple", 500.01, children=2), 0),
        ("W50", percent(HILLINGDON, "single", 170, "2026-03-31", vulnerable=True), 80),
        ("W50", percent(HILLINGDON, "single", 170, "2026-04-01", vulnerable=True), 75),
        ("W51", percent(BARKING, "single", 99.00), 63),
        ("W51", percent(BARKING, "single", 99.01), 48),
        ("W52", percent(BARKING, "couple", 310, children=1), 33),
        ("W52", percent(BARKING, "single", 400, children=2), 18),
        ("W52", percent(BARKING, "couple", 566.00, children=4), 10),
        ("W52", percent(BARKING, "couple", 566.01, children=4), 0),
        ("W53", percent(HILLINGDON, "single", 80, capital=600000), 0),
        ("W53", percent(HILLINGDON, "single", 80, capital=599999), 75),
        ("W53", percent(BARKING, "single", 80, capital=600000), 63),
        ("W53", percent(BARKING, "single", 80, capital=600001), 0),
    ],
)
def test_the_percentage(example: str, given: int, expected: int) -> None:
    assert given == expected, example


def test_hartlepool_refuses_at_just_ten_thousand_and_leaves_out_the_first_25_pounds_of_earnings() -> None:
    scheme = small("""
tables:
  savings:
    title: Savings
    inputs: {capital: {title: Savings, value: answers.capital, type: money}}
    outputs: {allowed: bool}
    complete: true
    rows:
      - {when: {capital: "< £10000"}, then: {allowed: true}}
      - {when: {capital: ">= £10000"}, then: {allowed: false}}
""")
    assert found(scheme, "savings", capital=1_000_000) == {"row": 2, "allowed": False}  # W54
    assert found(scheme, "savings", capital=999_999) == {"row": 1, "allowed": True}
    assert worked_out("max_of([0, answers.earnings - 2500])", earnings=14_000) == 11_500  # W61


def test_ealing_changed_two_settings_together() -> None:
    scheme = small("""
tables:
  lowest:
    title: Lowest band
    inputs: {income: {title: Income, value: answers.income, type: money}}
    outputs: {percent: int}
    rows:
      - {when: {income: "<= £124.33"}, then: {percent: 75}, to: 2023-03-31}
      - {when: {income: "<= £136.89"}, then: {percent: 80}, from: 2023-04-01}
""")
    assert found(scheme, "lowest", "2023-03-31", income=12_000) == {"row": 1, "percent": 75}  # W62
    assert found(scheme, "lowest", "2023-03-31", income=13_000) == {"row": 0}
    assert found(scheme, "lowest", "2023-04-01", income=13_000) == {"row": 2, "percent": 80}


AWARD = """
tables.reduction.percent == 0 ? 0 : max_of([0, half_up(
  min_of([answers.liability, settings.cap]) * 7 * tables.reduction.percent
  - answers.others * settings.each * 100 * financial_year_days(today), 100 * financial_year_days(today))])
"""
BEFORE = """
max_of([0, half_up((min_of([answers.liability, settings.cap]) * 7
  - answers.others * settings.each * financial_year_days(today)) * tables.reduction.percent,
  100 * financial_year_days(today))])
"""


def worked_out(source: str, today: str = "2025-06-10", percent: int = 0, **answers: Any) -> Any:
    scope = {
        "answers": {"others": 0, **answers},
        "settings": {"cap": 180_000, "each": 1000},
        "tables": {"reduction": {"percent": percent}},
        "today": today,
    }
    return evaluate(source, scope, place="award")


@pytest.mark.parametrize(
    ("example", "given", "expected"),
    [
        ("W55", worked_out(AWARD, percent=75, liability=180_000), 2589),
        ("W56 after", worked_out(AWARD, percent=55, liability=180_000, others=1), 899),
        ("W56 before", worked_out(BEFORE, percent=55, liability=180_000, others=1), 1349),
        ("W57", worked_out(AWARD, percent=15, liability=90_000), 259),
        ("W58", worked_out(AWARD, percent=15, liability=180_000, others=1), 0),
        ("W59", worked_out(AWARD, percent=75, liability=260_000), 2589),
        ("W60", worked_out("half_up(answers.liability * 7, financial_year_days(today))", "2027-06-01",
                           liability=180_000), 3443),
        ("W63", worked_out("3000 - half_up(answers.above * 20, 100)", above=5000), 2000),
    ],
)  # fmt: skip
def test_the_award(example: str, given: int, expected: int) -> None:
    assert given == expected, example


def test_why_is_said_in_both_languages() -> None:
    scope = HILLINGDON.scope(
        answers={"capital": 0, "vulnerable": False, "children": 0, "household": "single", "income": 8000},
        today="2025-06-10",
    )
    hit = look_up(HILLINGDON, "reduction", scope).hits[0]
    assert [words.en for words in hit.trace] == [
        "Children: 0",
        "Household: I live alone",
        "Weekly income: £80 (at most £90)",
        "Row 4 of “How much is taken off” applies",
    ]
    assert hit.trace[2].cy == "Incwm wythnosol: £80 (dim mwy na £90)"
    assert hit.trace[3].cy == "Mae rhes 4 o “Faint sy'n cael ei dynnu” yn berthnasol"
    assert hit.kept()["seen"] == {
        "capital": 0, "vulnerable": False, "household": "single", "children": 0, "income": 8000,
    }  # fmt: skip
