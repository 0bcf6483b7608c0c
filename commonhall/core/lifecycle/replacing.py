"""Which answers were given anew? What a transition asks and keeps by a question's own name stands from then on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from commonhall.core.language.effective import Effective


def replaced_answers(effective: Effective, kept: Mapping[str, Any]) -> dict[str, Any]:
    """Return the answers of the journey in whose place others stand, by question, with those others.

    kept: what the case keeps. An answer is replaced by what a transition keeps as it was asked, under the name of the
    question and by a question of the same type: ``keeps: {items: asked.items}``.
    """
    return {name: kept[name] for name in sorted(_asked_again(effective) & set(kept)) if kept[name] is not None}


def _asked_again(effective: Effective) -> set[str]:
    again: set[str] = set()
    other: set[str] = set()
    for transition in effective.pattern.case.transitions:
        types = {each.id: each.type for each in transition.ask}
        for name, source in transition.keeps.items():
            question = effective.questions.get(name)
            as_asked = question is not None and source == f"asked.{name}" and types.get(name) == question.type
            (again if as_asked else other).add(name)
    return again - other
