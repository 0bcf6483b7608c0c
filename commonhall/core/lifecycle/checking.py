"""Do the answers to an act on a case keep to the rules that its questions have of the pattern's own?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from commonhall.core.language.effective import Effective
from commonhall.core.language.expressions import ExpressionFailed, Scope, holds
from commonhall.core.lifecycle.kept import put_kept
from commonhall.core.questions.question import Answer, Check, Question


def failed_checks(
    effective: Effective, questions: Iterable[Question], answers: Mapping[str, Answer], scope: Scope
) -> tuple[tuple[Question, Check], ...]:
    """Return the first rule of the pattern's own that each of ``answers`` breaks. One left blank breaks none.

    scope: what conditions read of the case. Values that are computed from what is asked are worked out over
    ``answers``; a rule that cannot be worked out is broken.
    """
    checking = [each for each in questions if each.check and answers.get(each.id) is not None]
    if not checking:
        return ()
    over = {**scope, "asked": dict(answers)}
    put_kept(effective, over)
    found = []
    for question in checking:
        broken = next((check for check in question.check if not _kept_to(effective, question, check, over)), None)
        if broken is not None:
            found.append((question, broken))
    return tuple(found)


def _kept_to(effective: Effective, question: Question, check: Check, scope: Scope) -> bool:
    place = f"questions.{question.id}.check"
    try:
        return holds(check.when_not, scope, place=place, calendar=effective.calendar)
    except ExpressionFailed:
        return False
