"""What did a resident answer, and what follows from it? The cards of check-your-answers and of what was sent."""

from __future__ import annotations

from commonhall.core.journey.questioning import ItemRoute
from commonhall.core.journey.saying import item_said
from commonhall.core.journey.worked import shown_values
from commonhall.core.language.model import Page, Repeat
from commonhall.core.language.wording import said
from commonhall.core.values.money import in_words
from commonhall.journeys.queries import Standing
from commonhall.web.citizen.groups import things
from commonhall.web.citizen.texts import SAID
from commonhall.web.citizen.visit import Visit
from commonhall.web.citizen.where import caption_of, item_address, page_address
from commonhall.web.components.filled import plain
from commonhall.web.components.views.journey import SummaryPart, SummaryRow


def answer_parts(visit: Visit, standing: Standing) -> tuple[SummaryPart, ...]:
    """Return every answer on the route, in the parts that captions and sections name, and a card for each item."""
    parts: dict[str, list[SummaryRow]] = {}
    cards: dict[str, list[SummaryPart]] = {}
    for name in standing.route.walked:
        page = standing.effective.pages[name]
        caption = caption_of(standing, page, visit.language)
        if page.repeat is not None:
            parts.setdefault(caption, []).append(_count_row(visit, standing, page, page.repeat))
            cards.setdefault(caption, []).extend(_cards(visit, standing, page, page.repeat))
        elif page.questions:
            parts.setdefault(caption, []).extend(_rows(visit, standing, page))
    found: list[SummaryPart] = []
    for caption, rows in parts.items():
        found += [SummaryPart(title=caption, rows=tuple(rows)), *cards.get(caption, ())]
    return tuple(found)


def _rows(visit: Visit, standing: Standing, page: Page) -> list[SummaryRow]:
    scope, setting = standing.route.scope, standing.setting()
    rows = []
    for question in standing.questions_on(page):
        label = plain(question.label, scope, visit.language)
        rows.append(
            SummaryRow(
                key=label,
                lines=tuple(question.summary(standing.route.answers.get(question.id), setting)),
                change_url=page_address(standing.journey.service, page.id, changing=True),
                change_hidden=label,
            )
        )
    return rows


def _count_row(visit: Visit, standing: Standing, page: Page, group: Repeat) -> SummaryRow:
    named = things(group, visit)["Many"]
    items = standing.route.items.get(group.id, ())
    return SummaryRow(
        key=named,
        lines=(str(len(items)),),
        change_url=page_address(standing.journey.service, page.id, changing=True),
        change_hidden=named,
    )


def _cards(visit: Visit, standing: Standing, page: Page, group: Repeat) -> list[SummaryPart]:
    found = []
    for number, item in enumerate(standing.route.items.get(group.id, ()), 1):
        name = item_said(standing.effective, group, item.answers, number, standing.setting(item))
        found.append(SummaryPart(title=name, rows=_item_rows(visit, standing, page, item, name)))
    return found


def _item_rows(visit: Visit, standing: Standing, page: Page, item: ItemRoute, name: str) -> tuple[SummaryRow, ...]:
    scope, setting = {**standing.route.scope, "item": item.answers}, standing.setting(item)
    rows = []
    for item_page in item.walked:
        for question in item.asked[item_page]:
            label = plain(question.label, scope, visit.language)
            rows.append(
                SummaryRow(
                    key=label,
                    lines=tuple(question.summary(item.answers.get(question.id), setting)),
                    change_url=item_address(standing.journey.service, page.id, item.id, item_page, changing=True),
                    change_hidden=f"{label} ({name})",
                )
            )
    return tuple(rows)


def worked_out_parts(visit: Visit, standing: Standing) -> tuple[SummaryPart, ...]:
    """Return the values that were worked out from the answers and that the pattern shows."""
    rows = tuple(
        SummaryRow(
            key=plain(one.computed.title, standing.route.scope, visit.language),
            lines=(in_words(one.value) if one.computed.money else said(one.value, visit.language),),
        )
        for one in shown_values(standing.effective, standing.route.scope)
    )
    return (SummaryPart(title=visit.say(SAID["worked_out"]), rows=rows),) if rows else ()
