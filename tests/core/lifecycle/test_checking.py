"""Do the rules that an act's questions have of the pattern's own see what is asked, and values computed from it?"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from commonhall.core.language.effective import Effective, effective_pattern
from commonhall.core.language.loading import read_pattern
from commonhall.core.lifecycle.checking import failed_checks
from commonhall.core.lifecycle.standing import CaseStanding, scope_of_standing

BAGS = """
pattern: bags
version: 1.0.0
title: Bags
verb: request
prefix: BB
privacy: {lawful_basis: public_task, purpose: To fetch bags}
computed:
  bags: {value: "has(asked.bags) ? asked.bags : (has(case.kept.bags) ? case.kept.bags : answers.bags)"}
  boxes: {value: "round_up(computed.bags, 2)"}
pages:
  - {id: bags, questions: [{id: bags, type: number, label: How many bags?, min: 1, max: 99}]}
case:
  title: Bags
  teams: [{team: waste}]
  first: open
  states: {open: {label: Open}, shut: {label: Shut, phase: closed}}
  transitions:
    - id: more
      label: More bags
      from: [open]
      to: open
      by: [resident]
      keeps: {bags: asked.bags}
      ask:
        - id: bags
          type: number
          label: How many bags now?
          required: false
          min: 1
          max: 99
          check:
            - {when_not: "asked.bags != (has(case.kept.bags) ? case.kept.bags : answers.bags)", say: As before}
            - {when_not: "computed.boxes <= 3", say: Too many boxes}
            - {when_not: "asked.bags != 5 || facts.nothing", say: Cannot be told}
  retention: {months: 1}
"""


def made() -> Effective:
    pattern, _ = read_pattern(BAGS)
    council = {"nation": "england", "slug": "example", "name": {"en": "Example", "cy": "Enghraifft"}}
    return effective_pattern(pattern, council=council, day=date(2026, 6, 10))


def said(bags: int | None, *, kept: dict[str, Any] | None = None) -> list[str]:
    effective = made()
    at = "2026-06-10T10:00:00"
    standing = CaseStanding(state="open", since=at, opened=at, team="waste", kept=kept or {})
    seen = {"answers": {"bags": 2}, "computed": {"bags": 2, "boxes": 1}}
    scope = scope_of_standing(effective, standing, seen=seen, now=at)
    questions = effective.pattern.case.transitions[0].ask
    return [check.say.en for _, check in failed_checks(effective, questions, {"bags": bags}, scope)]


@pytest.mark.parametrize(
    ("bags", "kept", "expected"),
    [
        (3, {}, []),
        (2, {}, ["As before"]),
        (2, {"bags": 4}, []),
        (4, {"bags": 4}, ["As before"]),
        (6, {}, []),
        (7, {}, ["Too many boxes"]),
        (5, {}, ["Cannot be told"]),
        (None, {}, []),
    ],
)
def test_the_first_rule_that_is_broken_is_told(bags: int | None, kept: dict[str, Any], expected: list[str]) -> None:
    assert said(bags, kept=kept) == expected
