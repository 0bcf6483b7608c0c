"""Conditions come to true or false or fail with their place; hostile ones are stopped; types are checked."""

from __future__ import annotations

import contextlib
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest

from commonhall.core.clocks.calendar import WorkingCalendar
from commonhall.core.language.expressions import Checker, ExpressionFailed, evaluate, holds, names_read

ROOT = Path(__file__).parents[3]
ENGLAND = WorkingCalendar(nation="england-wales")


def test_dates_compare_as_wall_clock() -> None:
    scope = {"facts": {"collected": "2026-06-10"}, "now": "2026-06-10T16:59:59", "settings": {"opens": "17:00"}}
    assert not holds("now >= at(facts.collected, settings.opens)", scope, place="p")
    assert holds("now >= at(facts.collected, settings.opens)", {**scope, "now": "2026-06-10T17:00:00"}, place="p")
    assert holds("now <= end_of(facts.collected)", {**scope, "now": "2026-06-10T23:59:59"}, place="p")


def test_working_days_use_the_councils_calendar() -> None:
    source = "add_working_days(date('2026-04-02'), 2)"
    assert evaluate(source, {}, place="p", calendar=ENGLAND) == "2026-04-08"
    closed = WorkingCalendar(nation="england-wales", extra_non_working=frozenset({date(2026, 4, 8)}))
    assert evaluate(source, {}, place="p", calendar=closed) == "2026-04-09"


@pytest.mark.parametrize(
    "source",
    [
        "answers.missing == 'x'",
        "answers.text > 3",
        "1 / 0 == 1",
        "answers.text",
        "facts.list[9] == 'a'",
        "add_days('no date', 2) == date('2026-01-01')",
        "nonsense(",
    ],
)
def test_a_failure_is_never_true(source: str) -> None:
    with pytest.raises(ExpressionFailed) as failed:
        holds(source, {"answers": {"text": "a"}, "facts": {"list": []}}, place="pages.x.show_when")
    assert failed.value.place == "pages.x.show_when"


@pytest.mark.parametrize(
    "source",
    [
        "(" * 400 + "true" + ")" * 400,
        "[1,2,3,4,5,6,7,8,9,10].all(a, " * 6 + "true" + ")" * 6,
        "answers.text.matches('^(a+)+$')",
        "'" + "x" * 5000 + "' == ''",
    ],
)
def test_hostile_expressions_end_soon(source: str) -> None:
    begun = time.monotonic()
    with contextlib.suppress(ExpressionFailed):
        holds(source, {"answers": {"text": "a" * 5000 + "b"}}, place="p")
    assert time.monotonic() - begun < 1


def test_unanswered_values_can_be_guarded() -> None:
    assert not holds("has(answers.days) && answers.days > 3", {"answers": {}}, place="p")
    assert holds("!has(answers.days) || answers.days > 3", {"answers": {"days": 4}}, place="p")


def test_names_in_quotes_are_not_read() -> None:
    assert names_read("answers.a == 'answers.b' && facts.c.d") == {"answers.a", "facts.c"}


@pytest.mark.parametrize(
    ("source", "gives", "reason"),
    [
        ("answers.days > 3", "bool", None),
        ("has(answers.days) && answers.days > 3", "bool", None),
        ("item.last.date < today", "bool", None),
        ("at(item.last.date, settings.opens) <= now", "bool", None),
        ("answers.day == 3", "bool", "undeclared"),
        ("answers.days > 'x'", "bool", "no matching overload"),
        ("item.last.date > '2026-06-10'", "bool", "no matching overload"),
        ("now + settings.opens > now", "bool", "no matching overload"),
        ("answers.days", "bool", "gives int"),
        ("answers.days >", "bool", "Syntax error"),
    ],
)
def test_types_are_checked_when_a_pattern_is(source: str, gives: str, reason: str | None) -> None:
    checker = Checker({"answers.days": "int", "item.last.date": "date", "settings.opens": "time"})
    mistake = checker.mistake(source, gives=gives)
    assert (mistake is None) if reason is None else (mistake is not None and reason in mistake.reason)


NULLS = """
from commonhall.core.language.expressions import evaluate
for _ in range(200_000):
    assert evaluate("answers.who", {"answers": {"who": None}}, place="here") is None
print("still there")
"""


def test_no_number_of_nulls_takes_the_process_down() -> None:
    """The engine loses a reference to None with each: some tens of thousands used to be enough (before Python 3.12)."""
    run = [sys.executable, "-P", "-c", NULLS]
    done = subprocess.run(run, cwd=ROOT, env={"PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.strip()) == (0, "still there"), done.stderr
