"""The lifecycle says who may do what from where, and why not; deadlines count by the pattern's clock."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from commonhall.core.journey.route import Known, navigate
from commonhall.core.lifecycle.moves import MoveRefused, check_move, moves_from
from commonhall.core.lifecycle.opening import open_cases, reach_of
from commonhall.core.lifecycle.standing import CaseStanding
from tests.core.language.sample import SAMPLE, sample

ANSWERS: dict[str, Any] = {"@about": True, "place": "High Street", "skip": "small", "days": 3}
FACTS = {"skips": [{"service": "small", "name": {"en": "Small"}}]}


def opened(text: str = SAMPLE, *, today: date = date(2026, 6, 10)) -> Any:
    effective = sample(text=text)
    now = f"{today}T12:00:00"
    route = navigate(effective, Known(answers=ANSWERS, facts=FACTS, now=now, opened=now))
    return open_cases(effective, route, now=now)[0]


def stands(state: str) -> CaseStanding:
    return CaseStanding(state=state, since="2026-06-10T12:00:00", opened="2026-06-10T12:00:00", team="highways")


def test_a_case_opens_with_its_title_team_state_and_deadline() -> None:
    case = opened()
    assert (case.title.en, case.team, case.state) == ("Skip at High Street", "highways", "received")
    assert [(each.id, each.due_at) for each in case.standing.deadlines] == [("decide", "2026-06-15T23:59:59")]


def test_a_case_keeps_the_values_that_the_pattern_names_and_that_there_are() -> None:
    values = "values: {over: "
    kept = 'kept: {over: Over, gone: Gone}\n    values: {gone: "answers.nothing", over: '
    decided = opened(SAMPLE.replace(values, kept)).facts["decided"]
    assert decided == {"allowed": {"outcome": "accept", "row": 1, "values": {"over": -11}}}
    assert opened().facts["decided"]["allowed"]["values"] == {}


@pytest.mark.parametrize(
    ("unit", "today", "due"),
    [
        ("working_days", date(2026, 4, 2), date(2026, 4, 9)),  # Good Friday and Easter Monday lie between
        ("days", date(2026, 4, 2), date(2026, 4, 5)),
        ("months", date(2026, 11, 30), date(2027, 2, 28)),
    ],
)
def test_deadlines_count_in_their_unit(unit: str, today: date, due: date) -> None:
    text = SAMPLE.replace("days: 3, met_by", f"days: 3, unit: {unit}, met_by")
    assert opened(text, today=today).standing.deadlines[0].due_at == f"{due}T23:59:59"


@pytest.mark.parametrize(
    ("state", "actors", "days", "reason"),
    [
        ("received", ("officer",), 3, None),
        ("received", ("viewer",), 3, "actor"),
        ("licensed", ("officer",), 3, "state"),
        ("received", ("officer",), 0, "guard"),
        ("received", ("officer",), None, "guard"),
    ],
)
def test_a_move_needs_its_state_its_actor_and_its_guard(
    state: str, actors: tuple[str, ...], days: int | None, reason: str | None
) -> None:
    scope = {"answers": {"days": days} if days is not None else {}}
    if reason is None:
        assert check_move(sample(), stands(state), "license", actors=actors, scope=scope).to == "licensed"
        return
    with pytest.raises(MoveRefused) as refused:
        check_move(sample(), stands(state), "license", actors=actors, scope=scope)
    assert refused.value.reason == reason


def test_what_cannot_be_done_says_why() -> None:
    moves = moves_from(sample(), stands("received"), actors=("officer",), scope={"answers": {"days": 0}})
    assert [(move.transition.id, move.refused) for move in moves] == [("license", "guard")]


def test_who_and_where_come_from_the_named_questions() -> None:
    text = SAMPLE.replace("  property: place\n", "  property: place\n  contact: {name: place}\n")
    place = {"uprn": "999900000001", "lines": ["1 High Street"], "town": "Wick", "postcode": "DL11 9ZZ"}
    reach = reach_of(sample(text=text), {"place": place})
    assert (reach.uprn, reach.address) == ("999900000001", "1 High Street, Wick, DL11 9ZZ")
