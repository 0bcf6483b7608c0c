"""What does a question with options from elsewhere offer now, and what does it refuse and why?"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from commonhall.core.journey.decisions import ACCEPT, Decided
from commonhall.core.language.effective import Effective
from commonhall.core.language.expressions import Scope, evaluate
from commonhall.core.questions.items import MOST_OF_ONE
from commonhall.core.questions.question import Option, Question
from commonhall.core.values.words import Words


def offered_options(
    effective: Effective, question: Question, scope: Scope, decided: Mapping[str, Sequence[Decided]]
) -> tuple[Option, ...]:
    """Return what ``question`` offers: its ``options_from`` worked out, less what a decision on its page refuses.

    Items may be option keys (their words stand in the question's ``options``) or records with ``value``, ``label``,
    ``hint`` and, of a basket, ``max``. Raises ExpressionFailed when ``options_from`` cannot be worked out.
    """
    source = str(getattr(question, "options_from", ""))
    listed = evaluate(source, scope, place=f"questions.{question.id}.options_from", calendar=effective.calendar)
    words = {option.value: option for option in getattr(question, "options", ())}
    options = [_option(entry, words) for entry in listed]
    outcomes = _outcomes(effective, question, decided)
    return tuple(option for option in options if _stands(effective, outcomes.get(option.value, ACCEPT)))


def narrowed_options(question: Question, holds: Callable[[str, str], bool]) -> tuple[Option, ...]:
    """Return the options of ``question`` whose own conditions hold. holds: takes a condition and its place."""
    options: tuple[Option, ...] = getattr(question, "options", ())
    place = f"questions.{question.id}.options"
    return tuple(
        each for each in options if not each.show_when or holds(each.show_when, f"{place}.{each.value}.show_when")
    )


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
    page = effective.page_of.get(question.id, "")
    return [(name, bool(decision.each)) for name, decision in effective.decisions_at.get(page, ())]


def _option(entry: Any, words: Mapping[str, Option]) -> Option:
    if isinstance(entry, Mapping):
        texts = (*_in_both(entry["label"]), *_in_both(entry.get("hint") or ""))
        return _made(str(entry["value"]), *texts, most=_most(entry.get("max")))
    return words.get(str(entry)) or _made(str(entry), str(entry), "", "", "")


@functools.lru_cache(maxsize=10_000)
def _made(value: str, label: str, label_cy: str, hint: str, hint_cy: str, most: int | None = None) -> Option:
    """Make an option once: the same few are offered on every page that is shown."""
    return Option(value=value, label=Words(en=label, cy=label_cy), hint=Words(en=hint, cy=hint_cy), max=most)


def _most(value: Any) -> int | None:
    """Return how many of an item can be had; nought, or nothing, is no limit of its own."""
    return min(int(value), MOST_OF_ONE) if isinstance(value, int | float) and value > 0 else None


def _in_both(value: Any) -> tuple[str, str]:
    return (str(value["en"]), str(value.get("cy") or "")) if isinstance(value, Mapping) else (str(value), "")
