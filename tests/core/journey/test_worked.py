"""Computed values, tables and charges follow the answers; what is not answered yet is no mistake."""

from __future__ import annotations

from commonhall.core.journey.worked import circles
from tests.core.journey.family import GROUP, family, route_of

COMPUTED = """
computed:
  rate: {value: "answers.earned > 100 ? 2 : 1", title: Rate}
  due: {value: "computed.rate * 50", title: What is due, shown: true, money: true}
  later: {value: "answers.second + computed.rate"}
tables:
  band:
    title: Band
    inputs: {due: {title: Due, value: computed.due, type: int}}
    outputs: {name: text}
    rows: [{when: {due: "> 60"}, then: {name: high}}, {then: {name: low}}]
charges:
  - {id: fee, label: Fee, amount: computed.due}
pages:
  - id: one
    questions: [{id: earned, type: number, label: How much?}]
  - id: high_only
    show_when: tables.band.name == 'high'
    questions: [{id: why, type: text, required: false, label: Why?}]
  - id: paying
    show_when: charges.total > 99
    questions: [{id: second, type: number, label: How much more?}]
  - id: late
    show_when: computed.later > 5 || computed.due == 50
    questions: [{id: third, type: text, required: false, label: Anything else?}]
"""


def test_values_are_worked_out_over_the_answers_so_far() -> None:
    route = route_of(family(COMPUTED), {"earned": 500, "why": None, "second": 4})
    assert (route.walked, route.stop.page) == (("one", "high_only", "paying"), "late")
    assert (route.scope["computed"]["due"], route.scope["tables"]["band"]["name"]) == (100, "high")
    assert (route.scope["computed"]["later"], route.scope["charges"]["total"]) == (6, 100)
    assert not route.failures


def test_what_waits_for_an_answer_is_absorbed_where_the_other_side_decides() -> None:
    route = route_of(family(COMPUTED), {"earned": 5})
    assert (route.walked, route.stop.page) == (("one",), "late")
    assert not route.failures


def test_a_value_read_too_early_is_worked_out_again() -> None:
    parts = COMPUTED.replace(
        "pages:\n", "pages:\n  - id: zero\n    show_when: computed.due > 0\n    "
        "questions: [{id: never, type: text, label: Never}]\n", 1
    )  # fmt: skip
    route = route_of(family(parts), {"earned": 500})
    assert "zero" not in route.pages
    assert (route.stop.page, route.scope["computed"]["due"]) == ("high_only", 100)


def test_a_mistake_in_a_value_is_kept_with_its_place() -> None:
    parts = COMPUTED.replace('"answers.earned > 100 ? 2 : 1"', "answers.earned / 0")
    route = route_of(family(parts), {"earned": 500})
    assert [failure.place for failure in route.failures] == ["computed.rate"]


def test_a_value_that_depends_on_itself_fails_and_is_found() -> None:
    parts = COMPUTED.replace('"answers.earned > 100 ? 2 : 1"', "computed.due + 1")
    effective = family(parts)
    route = route_of(effective, {"earned": 500})
    assert {failure.reason for failure in route.failures} == {"it depends on itself"}
    assert circles(effective.pattern) == ("computed.rate", "computed.due")


def test_a_long_chain_of_values_needs_no_deep_stack() -> None:
    chain = "".join(f'  c{n}: {{value: "computed.c{n - 1} + 1"}}\n' for n in range(1, 1500))
    parts = f'computed:\n  c0: {{value: "answers.has_partner ? 1 : 0"}}\n{chain}' + GROUP
    route = route_of(family(parts), {"has_partner": True})
    assert route.scope["computed"]["c1499"] == 1500


def test_sums_over_items() -> None:
    parts = 'computed:\n  earned: {value: "sum(answers.people.filter(p, has(p.earns)).map(p, p.earns))"}\n' + GROUP
    people = [
        {"id": "a", "person_name": "Ann", "person_age": 30, "earns": 200},
        {"id": "b", "person_name": "Ben", "person_age": 9, "school_kind": "school"},
        {"id": "c", "person_name": "Cat", "person_age": 40, "earns": 300},
    ]
    route = route_of(family(parts), {"has_partner": True, "people": people, "@household": True})
    assert route.scope["computed"]["earned"] == 500
