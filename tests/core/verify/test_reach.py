"""The search finds what no reader does: pages nobody comes to, dead ends, conditions that tell nothing apart."""

from __future__ import annotations

import pytest

from commonhall.core.language.loading import PatternFolder, Profile, read_pattern
from commonhall.core.verify.finding import Finding
from commonhall.core.verify.reach_checks import check_reach
from tests.bench.large_pattern import large_pattern_text

HEAD = """
pattern: try
version: 1.0.0
title: Try
verb: apply
prefix: TR
privacy: {lawful_basis: public_task, purpose: To try}
case:
  title: A thing
  teams: [{team: desk}]
  first: received
  states: {received: {label: Received}, done: {label: Done, phase: closed}}
  transitions: [{id: finish, label: Finish, from: [received], to: done, by: [officer]}]
  retention: {months: 12}
"""


def folder(body: str, **profiles: Profile) -> PatternFolder:
    pattern, _ = read_pattern(HEAD + body)
    return PatternFolder(pattern=pattern, profiles=profiles, examples=())


def found(body: str, **profiles: Profile) -> dict[tuple[str, str], Finding]:
    return {(each.check, each.place): each for each in check_reach(folder(body, **profiles), {})}


AGE = "{id: age, questions: [{id: age, type: number, label: How old?, min: 0, max: 120}]}"
AB = "[{value: a, label: A}, {value: b, label: B}]"
WAY = f"{{id: way, questions: [{{id: way, type: choice, label: Which?, options: {AB}}}]}}"


def note(condition: str, name: str = "more") -> str:
    return f'{{id: {name}, show_when: "{condition}", questions: [{{id: {name}, type: text, label: More?}}]}}'


@pytest.mark.parametrize(
    "condition",
    ["answers.age > 17", "answers.age == 66", "answers.way == 'b' && answers.age >= 120", "!(answers.way in ['a'])"],
)
def test_what_some_answers_reach_is_not_told(condition: str) -> None:
    assert found(f"pages: [{AGE}, {WAY}, {note(condition)}]") == {}


@pytest.mark.parametrize(
    "condition",
    [
        "answers.age > 120",
        "answers.way == 'c'",
        "answers.way == 'a' && answers.way == 'b'",
        "answers.age < 18 && answers.age > 66",
    ],
)
def test_a_page_that_no_answers_reach_is_told(condition: str) -> None:
    told = found(f"pages: [{AGE}, {WAY}, {note(condition)}]")
    assert set(told) == {("unreached", "pages.more"), ("conditions", "pages.more.show_when")}


def test_a_condition_that_always_holds_is_told() -> None:
    told = found(f"pages: [{AGE}, {note('answers.age >= 0')}]")
    assert "true whatever" in told[("conditions", "pages.more.show_when")].reason


def test_a_page_that_earlier_pages_rule_out_is_told() -> None:
    """Each condition alone can hold; together on one way they cannot."""
    pages = f"[{AGE}, {note('answers.age > 60')}, {note('answers.age < 18 && has(answers.more)', 'never')}]"
    told = found(f"pages: {pages}")
    assert ("unreached", "pages.never") in told


def test_settings_of_any_profile_count() -> None:
    body = f"""
settings: {{most: {{type: int, default: 0, min: 0, max: 9, title: Most}}}}
pages: [{WAY}, {note("settings.most > 5 && answers.way == 'a'")}]
"""
    assert ("unreached", "pages.more") in found(body)
    assert found(body, generous=Profile(title="Generous", settings={"most": 6})) == {}


def test_a_check_that_no_answer_passes_is_a_dead_end() -> None:
    body = """
pages:
  - id: age
    questions:
      - {id: age, type: number, label: How old?, min: 0, max: 9, check: [{when_not: answers.age > 10, say: Too young}]}
  - {id: after, questions: [{id: after, type: text, label: What else?}]}
"""
    told = found(body)
    assert told[("reach", "pages.age")].severity == "fail"


def test_nothing_on_offer_is_a_dead_end() -> None:
    body = """
settings: {places: {type: list, of: text, default: [], title: Places}}
pages: [{id: place, questions: [{id: place, type: choice, label: Where?, options_from: settings.places}]}]
"""
    assert found(body)[("reach", "questions.place")].severity == "fail"
    full = found(body, full=Profile(title="Full", settings={"places": ["here"]}))
    assert ("reach", "pages.place") not in full


def test_a_row_that_reads_what_was_not_asked_is_told_with_the_answers() -> None:
    body = f"""
pages: [{WAY},
        {{id: age, show_when: "answers.way == 'a'", questions: [{{id: age, type: number, label: Age?, min: 0}}]}},
        {{id: last, questions: [{{id: last, type: text, label: What else?}}]}}]
decisions: {{old: {{at: last, rows: [{{when: %s, outcome: refused}}, {{outcome: accept}}]}}}}
outcomes: {{refused: {{title: You cannot}}}}
"""
    told = found(body % "answers.age > 60")
    finding = told[("unguarded", "decisions.old.rows.0")]
    assert finding.severity == "fail"
    assert "answers.age" in finding.reason
    assert "way = 'b'" in finding.reason
    assert found(body % "answers.way == 'a' && answers.age > 60") == {}
    assert found(body % "has(answers.age) && answers.age > 60") == {}


def test_an_optional_number_left_blank_is_told() -> None:
    body = f"""
pages: [{{id: age, questions: [{{id: age, type: number, label: Age?, required: false}}]}},
        {note("answers.age + 1 > 60")}]
"""
    assert found(body)[("unguarded", "pages.more.show_when")].severity == "fail"


def test_items_of_a_group_are_tried() -> None:
    body = f"""
pages:
  - id: people
    title: Who lives here?
    repeat:
      id: people
      one: person
      many: people
      item: "{{item.years}}"
      add: Add another person?
      pages: [{{id: years, questions: [{{id: years, type: number, label: How old?, min: 0}}]}}]
  - {note("answers.people.exists(p, p.years > 64)")}
  - {note("answers.people.exists(p, p.years < 0)", "never")}
"""
    told = found(body)
    assert ("unreached", "pages.more") not in told
    assert ("unreached", "pages.never") in told


def test_more_ways_than_are_walked_is_said() -> None:
    pattern, _ = read_pattern(large_pattern_text(10_000))
    told = list(check_reach(PatternFolder(pattern=pattern, profiles={}, examples=()), {}))
    assert [(each.severity, each.check) for each in told] == [("note", "reach")]
    assert "more ways" in told[0].reason


def test_the_same_search_finds_the_same() -> None:
    body = f"pages: [{AGE}, {WAY}, {note('answers.age > 120')}, {note('answers.way == answers.more', 'again')}]"
    assert list(check_reach(folder(body), {})) == list(check_reach(folder(body), {}))
