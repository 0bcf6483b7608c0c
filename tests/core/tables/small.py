"""A pattern that holds nothing but the tables, charges and computed values of a test."""

from __future__ import annotations

from datetime import date
from typing import Any

from commonhall.core.language.effective import Effective, effective_pattern
from commonhall.core.language.loading import read_pattern
from commonhall.core.language.settings import OwnValue
from commonhall.core.tables.looking import look_up

FRAME = """
pattern: small
version: 1.0.0
title: Small
verb: apply
prefix: SM
privacy: {lawful_basis: public_task, purpose: To test}
pages:
  - id: one
    questions:
      - id: household
        type: choice
        label: Who lives with you?
        options:
          - {value: single, label: {en: I live alone, cy: Rwy'n byw ar fy mhen fy hun}}
          - {value: couple, label: {en: We are a couple, cy: Rydym yn gwpl}}
case:
  title: Small
  teams: [{team: team}]
  first: open
  states: {open: {label: Open}, done: {label: Done, phase: closed}}
  retention: {months: 12}
"""


def small(text: str, own: dict[str, Any] | None = None) -> Effective:
    """Return the pattern with ``text`` (YAML: tables, charges, settings ...) as an English council runs it."""
    pattern, _ = read_pattern(FRAME + text)
    return effective_pattern(
        pattern,
        council={"nation": "england"},
        own=[OwnValue(name, value, date(2020, 1, 1)) for name, value in (own or {}).items()],
        day=date(2026, 6, 10),
    )


def found(effective: Effective, table: str, today: str = "2026-06-10", **answers: Any) -> Any:
    """Return what the table comes to for these answers on ``today``."""
    return look_up(effective, table, effective.scope(answers=answers, today=today, now=f"{today}T09:00:00")).value
