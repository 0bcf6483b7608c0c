"""Which options does a decision refuse on a question's page, and why? Shown with the question, not to be chosen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from commonhall.core.journey.offers import refused_items
from commonhall.core.language.effective import Effective
from commonhall.core.questions.question import Question
from commonhall.core.values.words import Language
from commonhall.journeys.queries import Standing
from commonhall.web.components.filled import plain
from commonhall.web.components.views.questions import RefusedOption


def refused_options(standing: Standing, question: Question, language: Language) -> tuple[RefusedOption, ...]:
    """Return what a decision on the question's page refuses, each with its reason: shown, not to be chosen."""
    effective: Effective = standing.effective
    shown = []
    for one in refused_items(effective, question, standing.route.decided):
        outcome = effective.pattern.outcomes.get(one.outcome)
        if outcome is None:
            continue
        scope = {**standing.route.scope, "item": one.item, "values": one.values}
        shown.append(
            RefusedOption(
                label=_name_of(one.item, one.key, language),
                text=plain(outcome.short or outcome.title, scope, language),
            )
        )
    return tuple(shown)


def _name_of(item: Mapping[str, Any], key: str, language: Language) -> str:
    name = item.get("name")
    if isinstance(name, Mapping):
        return str((name.get("cy") if language == "cy" else "") or name.get("en") or key)
    return str(name or key)
