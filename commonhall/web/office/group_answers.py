"""What was said of each of several things: people, vehicles, items? A card for each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from commonhall.cases.queries import CasePage
from commonhall.core.journey.hiding import hidden_in
from commonhall.core.journey.saying import item_said
from commonhall.core.language.model import Repeat
from commonhall.core.language.wording import fill
from commonhall.core.values.words import Language
from commonhall.web.components.views.journey import SummaryPart, SummaryRow
from commonhall.web.office.door import Visit


def cards_of(found: CasePage, language: Language, visit: Visit) -> Iterator[SummaryPart]:
    """Yield a card for each thing that was added, in the language of the case."""
    for group, page in found.effective.groups.items():
        given = found.case.answers.get(group)
        if page.repeat is None or not isinstance(given, list):
            continue
        for number, item in enumerate(given, 1):
            name = item_said(found.effective, page.repeat, item, number, found.setting(language), seen=found.fields)
            yield SummaryPart(title=name, rows=tuple(_rows(found, page.repeat, item, language, visit)))


def _rows(
    found: CasePage, group: Repeat, item: Mapping[str, Any], language: Language, visit: Visit
) -> Iterator[SummaryRow]:
    other = language if language != visit.language else ""
    scope = hidden_in(found.effective, {**found.scope, "item": item}, seen=found.fields)
    for page in group.pages:
        for question in page.questions:
            if question.id in item:
                yield SummaryRow(
                    key=fill(question.label, scope, language),
                    key_lang=other,
                    lines=found.shown(question, item[question.id], language),
                    lang=other,
                )
