"""How does somebody answer a form at random? Valid answers of every type, page by page, to one of its ends."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from commonhall.core.importers.traces import COUNCIL, TODAY
from commonhall.core.journey.route import Known, Route, navigate
from commonhall.core.language.effective import Effective, effective_pattern
from commonhall.core.language.model import Page, Pattern
from commonhall.core.questions.date import bound
from commonhall.core.questions.question import Answer, Question, Setting
from tests.core.questions.cases import GOOD

NOW = f"{TODAY.isoformat()}T12:00:00"


def effective_of(pattern: Pattern) -> Effective:
    """Return ``pattern`` as an invented council runs it."""
    return effective_pattern(pattern, council=COUNCIL, day=TODAY)


def walked_at_random(effective: Effective, seed: int) -> tuple[Route, dict[str, Answer]]:
    """Return the route of somebody who answers at random, and what was answered; it goes to an end."""
    dice = random.Random(seed)
    answers: dict[str, Answer] = {}
    most = 3 * len(effective.pattern.pages) + 20
    for _ in range(most):
        route = navigate(effective, Known(answers=answers, now=NOW, opened=NOW))
        if route.stop.kind != "page":
            return route, answers
        page = effective.pages[route.stop.page]
        bounds = route.bounds.get(page.repeat.id) if page.repeat else None
        entries = dice.randint(bounds.least, min(bounds.most, bounds.least + 2)) if bounds else 0
        given = dict(_on_page(page, route.asked.get(page.id, ()), dice, answers, entries))
        assert given.keys() - answers.keys(), f"{page.id} asks again and again"
        answers |= given
    raise AssertionError(f"no end after {most} pages")


def _on_page(
    page: Page, shown: tuple[Question, ...], dice: random.Random, known: Mapping[str, Answer], entries: int
) -> Iterator[tuple[str, Answer]]:
    if page.repeat:
        yield page.repeat.id, [_record(page, number, dice) for number in range(entries)]
    if page.repeat or not page.questions:
        yield f"@{page.id}", True
    for question in shown:
        if question.id not in known:
            yield question.id, answer_to(question, dice)


def _record(page: Page, number: int, dice: random.Random) -> dict[str, Any]:
    assert page.repeat
    asked = [question for each in page.repeat.pages for question in each.questions]
    return {"id": f"item{number}", **{question.id: answer_to(question, dice) for question in asked}}


def answer_to(question: Question, dice: random.Random) -> Answer:
    """Return an answer that ``question`` takes; none, now and then, where it may be left blank."""
    if not question.required and dice.random() < 0.3:
        return None
    answer = _chosen(question, dice)
    if question.type not in ("text", "long_text"):  # a text may have a pattern, which navigation does not look at
        parsed = question.read_answer(answer, Setting(language="en", today=TODAY.isoformat()))
        assert parsed.problem is None, (question, answer, parsed.problem)
    return answer


def _chosen(question: Question, dice: random.Random) -> Answer:
    options = [option.value for option in getattr(question, "options", ()) if not option.show_when]
    if question.type in ("choice", "choices"):
        return dice.choice(options) if question.type == "choice" else _several(question, options, dice)
    if question.type == "number":
        return _number(question, dice)
    if question.type == "date":
        return _date(question, dice)
    if question.type == "yes_no":
        return dice.random() < 0.5
    if question.type == "address" and getattr(question, "international", False):
        return {"lines": ["1 Rue de la Paix"], "country": "France"}
    if question.type in ("text", "long_text"):
        return dice.choice(["A text", "Another", "20", "MoJ"])
    if question.type == "file":
        # Rows of differing shapes:
        return [GOOD["file"][0][2][0]] * getattr(question, "min_files", 1)  # type: ignore[index]
    return GOOD[question.type][0][2]


def _several(question: Question, options: list[str], dice: random.Random) -> Answer:
    alone = [each.value for each in getattr(question, "options", ()) if each.exclusive and not each.show_when]
    others = [value for value in options if value not in alone]
    if alone and dice.random() < 0.2:
        return [dice.choice(alone)]
    least = min(getattr(question, "min_chosen", 1), len(others))
    most = min(getattr(question, "max_chosen", None) or len(others), len(others))
    chosen = set(dice.sample(others, dice.randint(least, max(least, most))))
    return [value for value in others if value in chosen]


def _number(question: Question, dice: random.Random) -> Answer:
    low = getattr(question, "min", None)
    high = getattr(question, "max", None)
    first = low if low is not None else Decimal(0) if high is None or high >= 0 else high
    number = first + (Decimal(dice.choice([0, 1, 5, 20, 100])) if high is None else 0)
    if high is not None and dice.random() < 0.5:
        number = high
    return f"{number:f}" if getattr(question, "decimals", 0) else int(number)


def _date(question: Question, dice: random.Random) -> Answer:
    today = TODAY.isoformat()
    low = bound(getattr(question, "earliest", ""), today)
    high = bound(getattr(question, "latest", ""), today)
    return low or high or dice.choice([today, "2001-02-03", "2026-12-24"])
