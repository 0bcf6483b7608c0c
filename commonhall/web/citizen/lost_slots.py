"""Was a time that somebody had chosen given to somebody else? Then its page says so, and offers what is free now."""

from __future__ import annotations

from dataclasses import replace

from commonhall.cases.bookings import SlotGone
from commonhall.core.questions.question import Problem
from commonhall.core.questions.slot import Slot
from commonhall.journeys.operations import look
from commonhall.journeys.queries import Standing
from commonhall.web.citizen.drawing import Shown
from commonhall.web.citizen.visit import Visit
from commonhall.web.citizen.where import CHANGE, page_address

GONE = "gone"
"""What the address of a page says besides, when it is shown because a time was lost."""


def lost_slots(shown: Shown) -> tuple[Problem, ...]:
    """Return a problem for every slot question of the page whose kept answer is not on offer any more."""
    setting = shown.standing.setting()
    told = shown.visit.request.GET.get(GONE, "")
    problems = []
    for question in shown.questions:
        answer = shown.standing.journey.answers.get(question.id)
        if not isinstance(question, Slot) or not answer:
            continue
        offered = {option.value for option in question.offered(setting)}
        if told == question.id or not offered.issuperset(question.chosen_values(answer)):
            problems.append(question.problem("gone", setting).problem)
    return tuple(problem for problem in problems if problem)


def asked_afresh(shown: Shown) -> Shown:
    """Return the page as it is now, after what it offered was found to be gone."""
    visit = shown.visit
    standing = look(journey=shown.standing.journey, council=visit.council, language=visit.language, at=visit.at)
    return replace(shown, standing=standing)


def page_of_slot(visit: Visit, standing: Standing, gone: SlotGone) -> str:
    """Return the address at which the lost slot is chosen again."""
    pages = standing.effective.pattern.pages
    page = next(page.id for page in pages if any(question.id == gone.question for question in page.questions))
    return f"{page_address(standing.journey.service, page)}?{CHANGE}=1&{GONE}={gone.question}"
