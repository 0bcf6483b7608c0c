"""A task list: sections in any order that they allow, and nothing is sent before all that are needed are complete."""

from __future__ import annotations

from typing import Any

from tests.core.journey.family import family, route_of

PARTS = """
task_list: {title: Your application}
sections:
  - {id: you, title: About you}
  - {id: home, title: Your home}
  - {id: money, title: Your money, after: [you, home]}
  - {id: extra, title: More about your home, show_when: "answers.owner"}
pages:
  - id: before
    questions: [{id: old, type: yes_no, label: Are you 18 or over?}]
  - id: name
    section: you
    questions: [{id: full_name, type: text, label: What is your name?}]
  - id: age
    section: you
    questions: [{id: age, type: number, label: How old are you?}]
  - id: rooms
    section: home
    questions: [{id: rooms, type: number, label: How many rooms?}]
  - id: owner
    section: home
    questions: [{id: owner, type: yes_no, label: Do you own it?}]
  - id: income
    section: money
    show_when: answers.age > 15
    questions: [{id: income, type: number, label: What is your income?}]
  - id: deeds
    section: extra
    questions: [{id: deeds, type: text, label: Where are the deeds?}]
  - id: last
    questions: [{id: agreed, type: yes_no, label: Is all of this true?}]
"""
YOU = {"old": True, "full_name": "Ann", "age": 30}
HOME = {"rooms": 3, "owner": False}


def statuses(answers: dict[str, Any]) -> list[str]:
    return [section.status for section in route_of(family(PARTS), answers).sections]


def test_pages_before_the_list_come_first() -> None:
    route = route_of(family(PARTS), {})
    assert (route.stop.kind, route.stop.page) == ("page", "before")
    assert {section.status for section in route.sections} == {"cannot_start"}


def test_sections_can_be_opened_in_any_order_but_for_those_that_wait() -> None:
    route = route_of(family(PARTS), {"old": True})
    assert route.stop.kind == "tasks"
    assert route.pages == ("before", "name", "rooms")
    assert statuses({"old": True}) == ["not_started", "not_started", "cannot_start", "not_needed"]
    assert statuses({"old": True, "rooms": 3}) == ["not_started", "in_progress", "cannot_start", "not_needed"]


def test_a_section_opens_once_those_before_it_are_complete() -> None:
    assert statuses({**YOU, **HOME}) == ["completed", "completed", "not_started", "not_needed"]
    assert statuses({**YOU, **HOME, "age": 9}) == ["completed", "completed", "not_needed", "not_needed"]


def test_a_section_is_needed_or_not_by_what_was_answered() -> None:
    assert statuses({**YOU, **HOME, "owner": True, "income": 5}) == ["completed"] * 3 + ["not_started"]


def test_what_follows_the_list_waits_until_all_is_complete() -> None:
    assert route_of(family(PARTS), {**YOU, **HOME, "agreed": True}).stop.kind == "tasks"
    answers = {**YOU, **HOME, "income": 5}
    assert route_of(family(PARTS), answers).stop.page == "last"
    assert route_of(family(PARTS), {**answers, "agreed": True}).stop.kind == "check"


def test_an_answer_that_no_longer_stands_is_a_problem() -> None:
    text = PARTS.replace("id: rooms, type: number, label: How many rooms?}", "id: rooms, type: number, label: Rooms?, "
                         "check: [{when_not: answers.rooms < 10, say: That is a lot}]}")  # fmt: skip
    route = route_of(family(text), {**YOU, "rooms": 40})
    assert next(section.status for section in route.sections if section.id == "home") == "problem"


def test_without_a_list_sections_are_only_parts_of_the_way() -> None:
    text = PARTS.replace("task_list: {title: Your application}\n", "")
    route = route_of(family(text), {"old": True})
    assert (route.stop.page, route.sections) == ("name", ())
