"""What did a resident answer, question by question, in the language of the page? For their own copy."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from commonhall.cases.queries import Progress
from commonhall.core.journey.saying import item_said
from commonhall.core.language.wording import fill
from commonhall.core.questions.question import Option, Setting
from commonhall.core.values.dates import london
from commonhall.core.values.words import Language, Words
from commonhall.web.components.views.journey import SummaryRow

Part = tuple[str, tuple[SummaryRow, ...]]


def answers_of(progress: Progress, language: Language) -> Iterator[Part]:
    """Yield what was asked and answered: first what was asked once, then each thing that was added, with its name."""
    effective, case = progress.effective, progress.case
    setting = setting_of(progress, language)
    asked = [question for page in effective.pattern.pages for question in page.questions if question.id in case.answers]
    yield (
        "",
        tuple(
            SummaryRow(
                key=fill(question.label, progress.scope, language),
                lines=tuple(question.summary(case.answers[question.id], setting)),
            )
            for question in asked
        ),
    )
    yield from _groups(progress, setting, language)


def _groups(progress: Progress, setting: Setting, language: Language) -> Iterator[Part]:
    effective, case = progress.effective, progress.case
    for group, page in effective.groups.items():
        given = case.answers.get(group)
        if page.repeat is None or not isinstance(given, list):
            continue
        for number, item in enumerate(given, 1):
            name = item_said(effective, page.repeat, item, number, setting)
            scope = {**progress.scope, "item": item}
            questions = [each for inner in page.repeat.pages for each in inner.questions if each.id in item]
            yield (
                name,
                tuple(
                    SummaryRow(key=fill(each.label, scope, language), lines=tuple(each.summary(item[each.id], setting)))
                    for each in questions
                ),
            )


def setting_of(progress: Progress, language: Language) -> Setting:
    """Return what showing the answers needs to know: the words of the options that were chosen."""
    chosen: Mapping[str, Mapping[str, Any]] = progress.case.facts.get("chosen") or {}
    options = {
        name: [Option(value=value, label=Words.model_validate(label)) for value, label in labels.items()]
        for name, labels in chosen.items()
    }
    return Setting(language=language, today=london(progress.case.opened_at)[:10], options=options)
