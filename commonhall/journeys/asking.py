"""What was answered to the questions of a page, and what is wrong with it? For pages, and for pages about one item."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from commonhall.contacts.near import elsewhere
from commonhall.contacts.places import find_place
from commonhall.core.journey.questioning import ItemRoute
from commonhall.core.journey.route import scope_over
from commonhall.core.language.expressions import ExpressionFailed, Scope, holds
from commonhall.core.language.model import Page
from commonhall.core.language.wording import fill
from commonhall.core.questions.question import Answer, Parsed, Problem, Question, Setting, record_of
from commonhall.core.values.coordinates import to_grid
from commonhall.core.values.typed_text import one_line
from commonhall.core.values.words import Words
from commonhall.journeys.documents import with_documents
from commonhall.journeys.queries import Standing

ELSEWHERE: Final = Words(
    en="This place is not in the council’s area. Enter one that is",
    cy="Nid yw’r lle hwn yn ardal y cyngor. Rhowch un sydd yn yr ardal",
)
ELSEWHERE_NAMED: Final = Words(
    en="This place is not in the council’s area. It may be in {other}. Enter one that is in the council’s area",
    cy="Nid yw’r lle hwn yn ardal y cyngor. Efallai ei fod yn {other}. Rhowch un sydd yn ardal y cyngor",
)
Posted = Mapping[str, list[str]]
Properties = Mapping[str, Any] | None
"""By UPRN, the addresses that a look-up offered; None where none was asked."""


def read_page(
    standing: Standing, page: Page, posted: Posted, properties: Properties
) -> tuple[dict[str, Answer], tuple[Problem, ...]]:
    """Return the answers that ``posted`` holds to the questions of ``page``, and what is wrong with them."""
    questions = standing.questions_on(page)
    answers, problems = _read(questions, posted, _placed(questions, posted, _with(standing, questions, properties)))
    if any(question.check for question in questions):
        seen = scope_over(standing.effective, standing.known, standing.route, answers)
        problems += _own_checks(standing, questions, seen, problems)
    return answers, _in_order(questions, problems)


def read_item_page(
    standing: Standing, item: ItemRoute, item_page: str, posted: Posted, properties: Properties
) -> tuple[dict[str, Answer], tuple[Problem, ...]]:
    """Return the answers that ``posted`` holds about ``item``, and what is wrong with them."""
    questions = item.asked.get(item_page, ())
    setting = _placed(questions, posted, _with(standing, questions, properties, item))
    answers, problems = _read(questions, posted, setting)
    seen = {**standing.route.scope, "item": {**item.answers, **answers}}
    problems += _own_checks(standing, questions, seen, problems)
    return answers, _in_order(questions, problems)


def _with(
    standing: Standing, questions: Sequence[Question], properties: Properties, item: ItemRoute | None = None
) -> Setting:
    """Return what reading the questions needs to know: options, files, and addresses that were looked up."""
    held = with_documents(
        standing.setting(item), questions, journey_id=standing.journey.id, item=item.id if item else ""
    )
    return held if properties is None else replace(held, properties=properties)


def _placed(questions: Sequence[Question], posted: Posted, setting: Setting) -> Setting:
    """Look up where the places are that were described in words, in the council's own records."""
    described = {one_line(text) for each in questions if each.type == "location" for text in posted.get(each.id, ())}
    found = {text.casefold(): find_place(text) for text in described if text}
    return replace(setting, places={text: point for text, point in found.items() if point}) if found else setting


def _read(questions: Sequence[Question], posted: Posted, setting: Setting) -> tuple[dict[str, Answer], list[Problem]]:
    answers: dict[str, Answer] = {}
    problems: list[Problem] = []
    for question in questions:
        parsed = question.read(posted, setting)
        if question.type == "location" and parsed.answer is not None:
            parsed = _within(question, parsed, setting)
        answers[question.id] = parsed.answer
        if parsed.problem:
            problems.append(parsed.problem)
    return answers, problems


def _within(question: Question, parsed: Parsed, setting: Setting) -> Parsed:
    """Refuse a place that is pointed at beyond the council's edge, and say whose it may be; words alone are taken."""
    place = record_of(parsed.answer)
    if place["lat"] is None or place["lng"] is None:
        return parsed
    other = elsewhere(to_grid(float(place["lat"]), float(place["lng"])))
    if other is None:
        return parsed
    name = other.name.say(setting.language)
    said = ELSEWHERE_NAMED if name else ELSEWHERE
    return Parsed(None, Problem("elsewhere", said.say(setting.language).format(other=name), question.fields()[0]))


def _own_checks(
    standing: Standing, questions: Sequence[Question], scope: Scope, problems: Sequence[Problem]
) -> list[Problem]:
    """Return what the pattern's own rules say of the questions that are answered well otherwise."""
    wrong = {problem.field for problem in problems}
    found: list[Problem] = []
    for question in questions:
        if wrong.isdisjoint(question.fields()):
            found += _own_check(standing, question, scope)
    return found


def _own_check(standing: Standing, question: Question, scope: Scope) -> list[Problem]:
    for check in question.check:
        try:
            good = holds(
                check.when_not, scope, place=f"questions.{question.id}.check", calendar=standing.effective.calendar
            )
        except ExpressionFailed:
            good = False  # what cannot be worked out is not accepted
        if not good:
            return [Problem("check", fill(check.say, scope, standing.known.language), question.fields()[0])]
    return []


def _in_order(questions: Sequence[Question], problems: Sequence[Problem]) -> tuple[Problem, ...]:
    order = {name: place for place, question in enumerate(questions) for name in question.fields()}
    return tuple(sorted(problems, key=lambda problem: order.get(problem.field, 0)))
