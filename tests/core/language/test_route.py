"""Answers lead along the route: conditions, facts, decisions, and answers that no longer stand."""

from __future__ import annotations

from typing import Any

from commonhall.core.journey.route import Known, navigate, next_page, page_before
from commonhall.core.language.reading import dependants
from tests.core.language.sample import SAMPLE, sample

NOW = "2026-06-10T12:00:00"
SKIPS = [{"service": "small", "name": {"en": "Small skip"}}, {"service": "large", "name": {"en": "Large skip"}}]


def known(answers: dict[str, Any], **more: Any) -> Known:
    return Known(answers=answers, now=NOW, opened=NOW, **{"facts": {"skips": SKIPS}, **more})


def test_it_stops_at_the_first_page_without_answers() -> None:
    route = navigate(sample(), known({}))
    assert (route.walked, route.stop.kind, route.stop.page) == ((), "page", "about")
    route = navigate(sample(), known({"@about": True}))
    assert route.stop.page == "where"


def test_a_fact_is_asked_for_when_it_is_needed_and_not_before() -> None:
    assert navigate(sample(), known({"@about": True}, facts={})).stop.kind == "page"
    route = navigate(sample(), known({"@about": True, "place": "12 High Street"}, facts={}))
    assert (route.stop.kind, route.stop.facts) == ("facts", ("skips",))


def test_a_missing_fact_is_asked_of_the_resident() -> None:
    answers = {"@about": True, "place": "here"}
    route = navigate(sample(), known(answers, facts={}, missing=frozenset({"skips"})))
    assert route.stop.page == "which"
    route = navigate(sample(), known({**answers, "told": "yellow"}, facts={}, missing=frozenset({"skips"})))
    assert route.stop.page == "stay"


def test_a_page_is_left_out_and_its_answers_are_not_seen() -> None:
    answers = {"@about": True, "place": "here", "skip": "small", "days": 3, "why": "stale"}
    route = navigate(sample(), known(answers))
    assert route.stop.kind == "check"
    assert "reason" not in route.walked
    assert "why" not in route.answers


def test_a_choice_that_is_no_longer_offered_has_to_be_made_again() -> None:
    answers = {"@about": True, "place": "here", "skip": "huge", "days": 3}
    assert navigate(sample(), known(answers)).stop.page == "which"


def test_the_same_answers_end_differently_under_other_settings() -> None:
    answers = {"@about": True, "place": "here", "skip": "small", "days": 10, "why": None}
    assert navigate(sample(), known(answers)).stop.kind == "check"
    route = navigate(sample({"longest_days": 7}), known(answers))
    assert (route.stop.kind, route.stop.outcome) == ("outcome", "too_long")
    assert route.decided["allowed"][0].values == {"over": 3}


def test_a_failing_condition_hides_its_page_and_is_kept_with_its_place() -> None:
    text = SAMPLE.replace("show_when: answers.days > 7", "show_when: answers.place > 7")
    route = navigate(sample(text=text), known({"@about": True, "place": "here", "skip": "small", "days": 9}))
    assert route.stop.kind == "check"
    assert [failure.place for failure in route.failures] == ["pages.reason.show_when"]


def test_back_and_forward_follow_the_route() -> None:
    answers = {"@about": True, "place": "here", "skip": "small", "days": 3}
    route = navigate(sample(), known(answers))
    assert page_before(route, "which") == "where"
    assert page_before(route, "about") == ""
    assert next_page(route, "where", changing=False) == "which"
    assert next_page(route, "where", changing=True) == ""
    assert next_page(route, "stay", changing=False) == ""


def test_what_depends_on_an_answer_is_declared() -> None:
    assert dependants(sample().pattern, "place") == (frozenset({"skips"}), frozenset({"skip"}))
    assert dependants(sample().pattern, "days") == (frozenset(), frozenset())


def test_a_decision_is_made_without_a_fact_only_where_it_says_so() -> None:
    reads = SAMPLE.replace("- {when: values.over > 0,", "- {when: values.over > 0 || !has(facts.skips),")
    says = reads.replace("    at: reason\n    values", "    at: reason\n    without: [skips]\n    values")
    answers = {"@about": True, "place": "here", "told": "yellow", "days": 3}
    missing: dict[str, Any] = {"facts": {}, "missing": frozenset({"skips"})}
    route = navigate(sample(text=reads), known(answers, **missing))
    assert (route.stop.kind, route.unchecked) == ("check", ("allowed",))
    route = navigate(sample(text=says), known(answers, **missing))
    assert (route.stop.kind, route.stop.outcome, route.unchecked) == ("outcome", "too_long", ())
