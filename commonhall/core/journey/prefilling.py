"""What does a field show before anybody has answered? A value that is known already, if it could be an answer."""

from __future__ import annotations

from commonhall.core.language.effective import Effective
from commonhall.core.language.expressions import ExpressionFailed, Scope, evaluate
from commonhall.core.questions.question import Answer, Question, Setting


def prefilled(effective: Effective, question: Question, scope: Scope, setting: Setting) -> Answer:
    """Return what ``question.prefill`` comes to; None when it cannot be worked out or could not be answered."""
    try:
        known: Answer = evaluate(
            question.prefill, scope, place=f"questions.{question.id}.prefill", calendar=effective.calendar
        )
    except ExpressionFailed:
        return None
    if known is None or question.read_answer(known, setting).problem is not None:
        return None
    return known
