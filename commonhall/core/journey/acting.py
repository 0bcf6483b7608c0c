"""Which questions does an act on a case ask, and what do they offer? As on a page of a journey, over the case."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from commonhall.core.journey.offers import narrowed_options, offered_options
from commonhall.core.language.effective import Effective
from commonhall.core.language.expressions import ExpressionFailed, Scope, holds
from commonhall.core.questions.question import Answer, Option, Question


def asked_of_act(
    effective: Effective, questions: Iterable[Question], scope: Scope, given: Mapping[str, Answer]
) -> tuple[tuple[Question, ...], dict[str, Sequence[Option]]]:
    """Return those of ``questions`` that an act or a task asks now, and what they offer where that is not fixed.

    scope: what conditions read of the case. given: what was answered to the same questions; a condition sees it as
    ``asked.<question>``, of the questions before its own that are asked. A condition that cannot be worked out hides.
    """
    seen: dict[str, Any] = {}
    over = {**scope, "asked": seen}

    def true(source: str, place: str) -> bool:
        try:
            return holds(source, over, place=place, calendar=effective.calendar)
        except ExpressionFailed:
            return False

    shown: list[Question] = []
    options: dict[str, Sequence[Option]] = {}
    for question in questions:
        if not true(question.show_when, f"questions.{question.id}.show_when"):
            continue
        shown.append(question)
        if question.id in given:
            seen[question.id] = given[question.id]
        if getattr(question, "options_from", ""):
            try:
                options[question.id] = offered_options(effective, question, over, {})
            except ExpressionFailed:
                options[question.id] = ()
        elif any(option.show_when for option in getattr(question, "options", ())):
            options[question.id] = narrowed_options(question, true)
    return tuple(shown), options
