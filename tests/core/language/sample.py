"""A small pattern that the tests of the language share."""

from __future__ import annotations

from datetime import date
from typing import Any

from commonhall.core.language.effective import Effective, effective_pattern
from commonhall.core.language.loading import read_pattern
from commonhall.core.language.settings import OwnValue

SAMPLE = """
pattern: skip-licence
version: 1.0.0
title: {en: Apply for a skip licence, cy: Gwneud cais am drwydded sgip}
verb: apply
prefix: SK
settings:
  longest_days: {type: days, default: 14, min: 1, max: 28, title: Longest stay}
  zones: {type: list, of: text, default: [a, b], title: Zones}
privacy: {lawful_basis: public_task, purpose: To license skips}
facts:
  skips: {from: waste.collections, with: {property: answers.place}, when_unavailable: ask}
pages:
  - id: about
    title: Before you start
    body: You can keep a skip for {settings.longest_days} days.
  - id: where
    questions: [{id: place, type: text, label: Where is the skip?}]
  - id: which
    title: Which skip?
    questions:
      - id: skip
        type: choice
        label: Which skip?
        options_from: "facts.skips.map(s, {'value': s.service, 'label': s.name})"
      - {id: told, type: text, when_missing: skips, label: What does it look like?}
  - id: stay
    questions: [{id: days, type: number, label: How many days?, min: 1}]
  - id: reason
    show_when: answers.days > 7
    questions: [{id: why, type: text, required: false, label: Why so long?}]
decisions:
  allowed:
    at: reason
    values: {over: "answers.days - settings.longest_days"}
    rows:
      - {when: values.over > 0, outcome: too_long}
      - {outcome: accept}
outcomes:
  too_long: {title: That is too long, body: "The longest is {settings.longest_days} days."}
case:
  title: "Skip at {answers.place}"
  property: place
  teams: [{team: highways}]
  first: received
  states:
    received: {label: Received}
    licensed: {label: Licensed, phase: closed}
  transitions:
    - {id: license, label: License it, from: [received], to: licensed, by: [officer], when: "answers.days > 0"}
  deadlines:
    - {id: decide, label: Decide, days: 3, met_by: [licensed]}
  retention: {months: 12}
"""


def sample(own: dict[str, Any] | None = None, text: str = SAMPLE) -> Effective:
    """Return the sample pattern as an English council runs it on 10 June 2026."""
    pattern, _ = read_pattern(text)
    return effective_pattern(
        pattern,
        council={"nation": "england", "slug": "example", "name": {"en": "Example", "cy": ""}},
        own=[OwnValue(name, value, date(2026, 1, 1)) for name, value in (own or {}).items()],
        day=date(2026, 6, 10),
    )
