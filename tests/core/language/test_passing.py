"""Are only those answers called needless that the route came past and did not ask for?"""

from __future__ import annotations

from typing import Any

from commonhall.core.journey.passing import passed_over
from commonhall.core.journey.route import Known, navigate
from tests.core.language.sample import sample

FACTS = {"skips": [{"service": "small", "name": {"en": "Small"}}]}
NOW = "2026-06-10T12:00:00"


def passed(answers: dict[str, Any]) -> tuple[str, ...]:
    effective = sample()
    route = navigate(effective, Known(answers=answers, facts=FACTS, now=NOW, opened=NOW))
    return passed_over(effective, route, answers)


ALL = {"@about": True, "place": "High Street", "skip": "small", "days": 10, "why": "Building work"}


def test_an_answer_on_the_route_is_needed() -> None:
    assert passed(ALL) == ()


def test_an_answer_on_a_page_that_is_now_left_out_is_not() -> None:
    assert passed({**ALL, "days": 3}) == ("why",)


def test_an_answer_behind_the_page_where_the_route_stops_may_still_be_needed() -> None:
    assert passed({name: answer for name, answer in ALL.items() if name != "days"}) == ()


def test_nothing_is_said_where_nothing_more_is_asked() -> None:
    assert passed({**ALL, "days": 99}) == ()
