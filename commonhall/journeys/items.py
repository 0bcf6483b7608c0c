"""Adding several things to a journey, answering about one of them, and taking one out again."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from commonhall.core.journey.questioning import ItemRoute
from commonhall.core.journey.route import item_route
from commonhall.core.journey.sections import NEW
from commonhall.core.language.model import Page, Repeat
from commonhall.core.questions.question import Answer, Problem
from commonhall.core.values.words import Language
from commonhall.councils.queries import CouncilSite
from commonhall.journeys.asking import Posted, Properties, read_item_page
from commonhall.journeys.hooks import follow, problems_with
from commonhall.journeys.keeping import AnsweredElsewhere, PageNotAsked, check_open, forget_dependants, store_answers
from commonhall.journeys.models import Journey
from commonhall.journeys.queries import Standing
from commonhall.journeys.tokens import hash_of

LETTERS: Final = "23456789abcdefghjkmnpqrstvwxyz"
"""What the ids of items are made of: nothing that is taken for something else, nothing that makes words."""
ID_LENGTH: Final = 5


class ItemUnknown(LookupError):
    """The journey holds no such item, or may hold no more of them."""


@dataclass(frozen=True)
class AnsweredItem:
    """What posting a page about an item gave.

    item: the item's id, new or not. problems: one for each question that is wrong; nothing is stored when there are
    any. standing: how the journey stands after it.
    """

    item: str
    problems: tuple[Problem, ...]
    standing: Standing
    posted: Mapping[str, Answer] = field(default_factory=dict)


def find_item(standing: Standing, page: Page, item: str) -> ItemRoute:
    """Return the way through the questions about one item of the group on ``page``; ``new`` for one not there yet.

    Raises ItemUnknown when there is none, and for a new one when there are as many already as there may be.
    """
    group = _group(page)
    if item == NEW:
        if len(standing.route.items.get(group.id, ())) >= standing.route.bounds[group.id].most:
            raise ItemUnknown(f"{group.id} holds as many as it may")
        return item_route(standing.effective, standing.known, standing.route, page, {})
    for each in standing.route.items.get(group.id, ()):
        if each.id == item:
            return each
    raise ItemUnknown(f"{group.id} has no {item}")


def answer_item(
    *,
    journey: Journey,
    page: Page,
    item: str,
    item_page: str,
    posted: Posted,
    properties: Properties = None,
    seen: str = "",
    standing: Standing,
    council: CouncilSite,
    language: Language,
    at: datetime,
) -> AnsweredItem:
    """Read what was posted about ``item`` and keep it when every question is answered well.

    item: its id, or ``new``. seen: the mark (see ``mark_of_item``) of the answers that the page showed. standing: how
    the journey stands, looked at with the same lock, language and moment. A new item that was posted twice with the
    same answers is added once. Raises JourneyOver, PageNotAsked, ItemUnknown and AnsweredElsewhere.
    """
    check_open(journey, at)
    route = _item_on(standing, page, item)
    if item_page not in route.pages:
        raise PageNotAsked(item_page, standing)
    answers, problems = read_item_page(standing, route, item_page, posted, properties)
    if problems:
        return AnsweredItem(item, problems, standing, answers)
    records = _records(journey, page)
    changed = seen and seen != mark_of_item(journey, page, item, item_page)
    if changed and (twice := _posted_twice(records, item, answers)):
        return AnsweredItem(twice, (), standing, answers)
    if problems := problems_with(journey, standing, answers, at):
        return AnsweredItem(item, problems, standing, answers)
    kept = _new_id(records) if item == NEW else item
    _put(journey, page, kept, answers, new=item == NEW)
    forget_dependants(journey, standing.effective.pattern, _group(page).id)
    standing = store_answers(journey, council, language, at)
    follow(standing, at)
    return AnsweredItem(kept, (), standing, answers)


def add_item(
    *, journey: Journey, page: Page, standing: Standing, council: CouncilSite, language: Language, at: datetime
) -> str:
    """Add an item about which nothing is answered yet to the group on ``page``, and return its id.

    Raises JourneyOver, PageNotAsked, and ItemUnknown when there are as many already as there may be.
    """
    check_open(journey, at)
    _item_on(standing, page, NEW)
    kept = _new_id(_records(journey, page))
    _put(journey, page, kept, {}, new=True)
    store_answers(journey, council, language, at)
    return kept


def remove_item(
    *,
    journey: Journey,
    page: Page,
    item: str,
    standing: Standing,
    council: CouncilSite,
    language: Language,
    at: datetime,
) -> Standing:
    """Take ``item`` out of the group on ``page`` with all its answers; return how the journey stands then.

    Taking out one that is gone changes nothing. Raises JourneyOver and PageNotAsked.
    """
    check_open(journey, at)
    if page.id not in standing.route.pages or page.id in standing.route.sign_in:
        raise PageNotAsked(page.id, standing)
    records = _records(journey, page)
    left = [record for record in records if record["id"] != item]
    if len(left) == len(records):
        return standing
    journey.answers[_group(page).id] = left
    journey.answers.pop(f"@{page.id}", None)
    forget_dependants(journey, standing.effective.pattern, _group(page).id)
    standing = store_answers(journey, council, language, at)
    follow(standing, at)
    return standing


def end_group(
    *, journey: Journey, page: Page, standing: Standing, council: CouncilSite, language: Language, at: datetime
) -> Standing:
    """Keep that there is nothing more to add to the group on ``page``; return how the journey stands then.

    Whether there are enough is for the caller to ask: the route stops at the page until there are. Raises JourneyOver
    and PageNotAsked.
    """
    check_open(journey, at)
    if page.id not in standing.route.pages or page.id in standing.route.sign_in:
        raise PageNotAsked(page.id, standing)
    journey.answers.setdefault(_group(page).id, [])
    journey.answers[f"@{page.id}"] = True
    standing = store_answers(journey, council, language, at)
    follow(standing, at)
    return standing


def mark_of_item(journey: Journey, page: Page, item: str, item_page: str) -> str:
    """Return a short mark of what is kept on one page about an item; of a new one, of which items there are."""
    records = _records(journey, page)
    if item == NEW:
        return hash_of(repr([record["id"] for record in records])).hex()[:16]
    asked = next((each.questions for each in _group(page).pages if each.id == item_page), ())
    record = _record(records, item)
    return hash_of(repr([(question.id, record.get(question.id)) for question in asked])).hex()[:16]


def kept_of_item(journey: Journey, page: Page, item: str) -> Mapping[str, Any]:
    """Return every answer kept of an item, also those that are off its way now; nothing of a new one."""
    return _record(_records(journey, page), item)


def _group(page: Page) -> Repeat:
    if page.repeat is None:
        raise ItemUnknown(f"the page {page.id} asks for one thing only")
    return page.repeat


def _item_on(standing: Standing, page: Page, item: str) -> ItemRoute:
    if page.id not in standing.route.pages or page.id in standing.route.sign_in:
        raise PageNotAsked(page.id, standing)
    return find_item(standing, page, item)


def _records(journey: Journey, page: Page) -> list[dict[str, Any]]:
    given = journey.answers.get(_group(page).id)
    return list(given) if isinstance(given, list) else []


def _record(records: list[dict[str, Any]], item: str) -> dict[str, Any]:
    return next((record for record in records if record["id"] == item), {})


def _posted_twice(records: list[dict[str, Any]], item: str, answers: Mapping[str, Answer]) -> str:
    """Return the new item that was added by the same post before; nothing if there is none.

    Raises AnsweredElsewhere when an item has other answers by now.
    """
    if item == NEW:
        return str(records[-1]["id"]) if records and _agrees(records[-1], answers) else ""
    saved = {name: _record(records, item).get(name) for name in answers}
    if saved != answers:
        raise AnsweredElsewhere(saved)
    return ""


def _agrees(record: Mapping[str, Any], answers: Mapping[str, Answer]) -> bool:
    return all(record.get(name) == answer for name, answer in answers.items())


def _new_id(records: list[dict[str, Any]]) -> str:
    taken = {record["id"] for record in records} | {NEW}
    while (drawn := "".join(secrets.choice(LETTERS) for _ in range(ID_LENGTH))) in taken:
        pass
    return drawn


def _put(journey: Journey, page: Page, item: str, answers: Mapping[str, Answer], *, new: bool) -> None:
    records = [*_records(journey, page), {"id": item}] if new else _records(journey, page)
    journey.answers[_group(page).id] = [{**record, **answers} if record["id"] == item else record for record in records]
    if new:
        journey.answers.pop(f"@{page.id}", None)  # whether there are more is asked again
