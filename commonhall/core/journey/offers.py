"""What does a question with options from elsewhere offer now, and what does it refuse and why?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from commonhall.core.journey.decisions import ACCEPT, Decided
from commonhall.core.language.effective import Effective
from commonhall.core.language.expressions import Scope, evaluate
from commonhall.core.questions.question import Option, Question
from commonhall.core.values.words import Words


def offered_options(
    effective: Effective, question: Question, scope: Scope, decided: Mapping[str, Sequence[Decided]]
) -> tuple[Option, ...]:
    """Return what ``question`` offers: its ``options_from`` worked out, less what a decision on its page refuses.

    Items may be option keys (their words stand in the question's ``options``) or records with ``value``, ``label``
    and ``hint``. Raises ExpressionFailed when ``options_from`` cannot be worked out.
    """
    source = str(getattr(question, "options_from", ""))
    listed = evaluate(source, scope, place=f"questions.{question.id}.options_from", calendar=effective.calendar)
    words = {option.value: option for option in getattr(question, "options", ())}
    options = [_option(entry, words) for entry in listed]
    outcomes = _outcomes(effective, question, decided)
    return tuple(option for option in options if _stands(effective, outcomes.get(option.value, ACCEPT)))


def refused_items(
    effective: Effective, question: Question, decided: Mapping[str, Sequence[Decided]]
) -> tuple[Decided, ...]:
    """Return the items that a decision on the question's page refuses: shown with their reason, not to be chosen."""
    items = [one for name, each in _deciding(effective, question) if each for one in decided.get(name, ())]
    return tuple(one for one in worth_telling(effective, items) if not _stands(effective, one.outcome))


def worth_telling(effective: Effective, decided: Sequence[Decided]) -> tuple[Decided, ...]:
    """Return ``decided`` without the items whose outcome is quiet, unless nothing else is left."""
    outcomes = effective.pattern.outcomes
    told = tuple(one for one in decided if one.outcome not in outcomes or not outcomes[one.outcome].quiet)
    return told or tuple(decided)


def _stands(effective: Effective, outcome: str) -> bool:
    designed = effective.pattern.outcomes.get(outcome)
    return outcome == ACCEPT or (designed is not None and designed.continues)


def _outcomes(effective: Effective, question: Question, decided: Mapping[str, Sequence[Decided]]) -> dict[str, str]:
    return {
        one.key: one.outcome for name, each in _deciding(effective, question) if each for one in decided.get(name, ())
    }


def _deciding(effective: Effective, question: Question) -> list[tuple[str, bool]]:
    page = next(page.id for page in effective.pattern.pages if any(q.id == question.id for q in page.questions))
    return [(name, bool(decision.each)) for name, decision in effective.decisions_at.get(page, ())]


def _option(entry: Any, words: Mapping[str, Option]) -> Option:
    if isinstance(entry, Mapping):
        hint = entry.get("hint")
        return Option(
            value=str(entry["value"]),
            label=_words(entry["label"]),
            hint=_words(hint) if hint else Words(en=""),
        )
    return words.get(str(entry)) or Option(value=str(entry), label=Words(en=str(entry)))


def _words(value: Any) -> Words:
    return Words(en=value["en"], cy=value.get("cy") or "") if isinstance(value, Mapping) else Words(en=str(value))
