"""Which questions does an act ask? By what the case says, and by what was answered before on the same page."""

from __future__ import annotations

from typing import Any

import yaml

from commonhall.core.journey.acting import asked_of_act
from tests.core.journey.family import GROUP, family

ACT = """
ask:
  - id: reason
    type: choice
    label: Why
    options: [{value: late, label: Late}, {value: moved, label: Moved, show_when: answers.has_partner}]
  - {id: when, type: text, label: When, show_when: asked.reason == 'late'}
"""


def asked(given: dict[str, Any], *, partner: bool = False) -> tuple[list[str], list[str]]:
    effective = family(GROUP)
    head = effective.pattern.case.transitions[0].model_dump(by_alias=True, exclude_defaults=True)
    act = type(effective.pattern.case.transitions[0]).model_validate({**head, **yaml.safe_load(ACT)})
    questions, options = asked_of_act(effective, act.ask, {"answers": {"has_partner": partner}}, given)
    return [question.id for question in questions], [option.value for option in options["reason"]]


def test_a_question_waits_for_the_answer_before_it() -> None:
    assert asked({}) == (["reason"], ["late"])
    assert asked({"reason": "late"}) == (["reason", "when"], ["late"])
    assert asked({"reason": "moved"}, partner=True) == (["reason"], ["late", "moved"])
