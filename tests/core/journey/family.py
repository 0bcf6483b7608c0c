"""A pattern with a group, a task list, computed values and a table, that the tests of journeys share."""

from __future__ import annotations

from datetime import date
from typing import Any

from commonhall.core.journey.route import Known, Route, navigate
from commonhall.core.language.effective import Effective, effective_pattern
from commonhall.core.language.loading import read_pattern

NOW = "2026-06-10T12:00:00"
HEAD = """
pattern: family-help
version: 1.0.0
title: {en: Get help with costs, cy: Cael help gyda chostau}
verb: apply
prefix: FH
settings:
  most_people: {type: int, default: 3, min: 1, max: 9, title: Most people}
privacy: {lawful_basis: public_task, purpose: To help families}
case:
  title: Help
  teams: [{team: benefits}]
  first: received
  states: {received: {label: Received}, done: {label: Done, phase: closed}}
  transitions: [{id: finish, label: Finish, from: [received], to: done, by: [officer]}]
  retention: {months: 12}
"""
GROUP = """
pages:
  - id: start
    questions: [{id: has_partner, type: yes_no, label: Do you live with a partner?}]
  - id: household
    title: Who lives with you?
    repeat:
      id: people
      min: "answers.has_partner ? 1 : 0"
      max: settings.most_people
      one: person
      many: people
      item: "{item.person_name}"
      add: Do you need to add another person?
      first: Does anybody else live with you?
      pages:
        - id: who
          questions:
            - {id: person_name, type: text, label: What is their name?}
            - {id: person_age, type: number, label: How old are they?}
        - id: work
          show_when: item.person_age >= 16 && answers.has_partner
          questions: [{id: earns, type: money, label: What do they earn in a week?}]
        - id: school
          show_when: item.person_age < 18
          questions:
            - id: school_kind
              type: choice
              label: Where do they learn?
              options:
                - {value: school, label: At school}
                - {value: college, label: At a college, show_when: item.person_age >= 16}
  - id: children
    show_when: answers.people.exists(p, p.person_age < 18)
    questions: [{id: child_benefit, type: yes_no, label: Do you get Child Benefit?}]
  - id: last
    questions: [{id: note, type: text, required: false, label: Anything else?}]
"""


def family(parts: str, council: dict[str, Any] | None = None) -> Effective:
    """Return the pattern that HEAD and ``parts`` make, as an English council runs it on 10 June 2026."""
    pattern, _ = read_pattern(HEAD + parts)
    about = {"nation": "england", "slug": "example", "name": {"en": "Example", "cy": ""}, **(council or {})}
    return effective_pattern(pattern, council=about, day=date(2026, 6, 10))


def route_of(effective: Effective, answers: dict[str, Any], **more: Any) -> Route:
    """Return where ``answers`` lead at noon on 10 June 2026."""
    return navigate(effective, Known(answers=answers, now=NOW, opened=NOW, **more))
