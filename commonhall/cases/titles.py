"""What is a case called? As its answers stand now, those included that were given anew since it was opened."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, cast

from commonhall.cases.hidden import setting_of_case
from commonhall.cases.models import Case
from commonhall.core.language.effective import Effective
from commonhall.core.lifecycle.opening import titled
from commonhall.core.lifecycle.recasting import route_over
from commonhall.core.lifecycle.replacing import replaced_answers
from commonhall.core.questions.question import Answer, Option
from commonhall.core.values.dates import london
from commonhall.core.values.words import Language

NAMED: tuple[str, ...] = ("facts", "title_en", "title_cy")
"""The columns that these functions set."""


def retitle(case: Case, effective: Effective) -> None:
    """Let the title say what the answers say now; nothing is stored."""
    opened, language = london(case.opened_at), cast(Language, case.language)
    answers = {**case.answers, **replaced_answers(effective, case.kept)}
    route = replace(
        route_over(effective, answers, opened=opened, language=language),
        options=setting_of_case(case, language).options,
    )
    scope = {**route.scope, "item": case.facts.get("item") or {}, "values": case.kept}
    title = titled(effective, route, scope, opened)
    case.title_en, case.title_cy = title.en, title.cy


def name_chosen(case: Case, chosen: Mapping[str, tuple[Sequence[Option], Answer]]) -> None:
    """Remember what the options were called that were chosen anew, by question; nothing is stored.

    chosen: what was on offer, and the answer.
    """
    called = dict(case.facts.get("chosen") or {})
    for name, (offered, answer) in chosen.items():
        called[name] = {**called.get(name, {}), **called_now(offered, answer)}
    case.facts = {**case.facts, "chosen": called}


def called_now(offered: Sequence[Option], answer: Answer) -> dict[str, Any]:
    """Return what the options of an answer are called, by value, as a case keeps it: nothing else will know later."""
    records = answer if isinstance(answer, list) else [answer]
    values = [each.get("value") if isinstance(each, Mapping) else each for each in records]
    return {
        option.value: {"en": option.label.en, "cy": option.label.cy} for option in offered if option.value in values
    }
