"""What can a transition's slot question offer, and what is said when its booking or publication cannot be done?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from commonhall.capabilities.bookings.slot import Slot
from commonhall.capabilities.errors import Misconfigured, Rejected, Unavailable
from commonhall.cases.bookings import DOWN, NothingChanged, SlotGone, slots_for
from commonhall.cases.disclosures import PublicationRefused
from commonhall.cases.models import Case
from commonhall.catalogue.queries import BindingMissing
from commonhall.core.language.case_model import Transition
from commonhall.core.language.effective import Effective
from commonhall.core.language.expressions import ExpressionFailed, Scope, evaluate, names_read
from commonhall.core.questions.question import Option, Problem, Question, Setting
from commonhall.core.values.words import Words

CANNOT: Final = (SlotGone, NothingChanged, PublicationRefused, Unavailable, Misconfigured, BindingMissing)
"""What stands against a transition that the lifecycle itself allows."""

_SAME: Final = Words(
    en="You have this time already. Select another time", cy="Mae’r amser hwn gennych eisoes. Dewiswch amser arall"
)
_PUBLISHED: Final[Mapping[str, Words]] = {
    "personal": Words(
        en="This is to be published, and it tells of a person: {found}. Take it out",
        cy="Bydd hwn yn cael ei gyhoeddi, ac mae’n sôn am berson: {found}. Tynnwch ef allan",
    ),
    "empty": Words(
        en="This is to be published, and its {field} is empty. Write it",
        cy="Bydd hwn yn cael ei gyhoeddi, ac mae rhan ohono ({field}) yn wag. Ysgrifennwch hi",
    ),
    "too_long": Words(
        en="This is to be published, and its {field} is too long. Shorten it",
        cy="Bydd hwn yn cael ei gyhoeddi, ac mae rhan ohono ({field}) yn rhy hir. Gwnewch hi’n fyrrach",
    ),
}


def slot_options(
    case: Case, effective: Effective, taken: Transition, *, scope: Scope, at: datetime
) -> dict[str, list[Option]]:
    """Return what each slot question of ``taken`` offers, by question id: what is free now by the rules of the journey.

    scope: what the case's expressions read. Its own slot is among them. Nothing is offered while the calendar is down.
    """
    asked = [question for question in taken.ask if question.type == "slot"]
    if not asked or taken.booking is None:
        return {}
    try:
        slots = _free(case, effective, taken.booking.id, scope, at)
    except (LookupError, Rejected, Unavailable, Misconfigured, BindingMissing, ExpressionFailed):
        slots = []
    options = [Option(value=slot.id, label=slot.label()) for slot in slots]
    return {question.id: options for question in asked}


def _free(case: Case, effective: Effective, kind: str, scope: Scope, at: datetime) -> list[Slot]:
    """Return the free slots between the dates from which the journey let choose, counted from today."""
    spec = next(each for each in effective.pattern.case.bookings if each.id == kind)
    read = names_read(str(getattr(effective.questions[spec.question], "options_from", "")))
    name = next(name for name in effective.pattern.facts if f"facts.{name}" in read)
    source = effective.pattern.facts[name].with_

    def worked(part: str) -> str:
        place = f"facts.{name}.with.{part}"
        return str(evaluate(source[part], scope, place=place, calendar=effective.calendar))[:10]

    return slots_for(case=case, kind=kind, first=worked("from"), last=worked("to"), at=at)


def with_slots(setting: Setting, options: Mapping[str, list[Option]]) -> Setting:
    """Return ``setting`` with what slot questions offer."""
    return replace(setting, options={**setting.options, **options}) if options else setting


def problem_of(refused: Exception, taken: Transition, setting: Setting) -> Problem | None:
    """Return what to say at which question of ``taken``; None where it asks nothing that could be answered otherwise.

    refused: one of CANNOT.
    """
    question = _concerned(refused, taken)
    if question is None:
        return None
    at = question.fields()[0]
    if isinstance(refused, SlotGone):
        return question.problem("gone", setting).problem
    if isinstance(refused, NothingChanged):
        return Problem("nothing_changed", _SAME.say(setting.language), at)
    if isinstance(refused, PublicationRefused):
        return Problem("published", _said(refused, setting), at)
    return Problem("down", DOWN.say(setting.language), at)


def _concerned(refused: Exception, taken: Transition) -> Question | None:
    if isinstance(refused, PublicationRefused):
        long = [question for question in taken.ask if question.type == "long_text"]
        return next(iter((*long, *taken.ask)), None)
    return next((question for question in taken.ask if question.type == "slot"), None)


def _said(refused: PublicationRefused, setting: Setting) -> str:
    gaps: dict[str, Any] = {"field": refused.field, "found": ", ".join(trace.text for trace in refused.traces)}
    return _PUBLISHED[refused.reason].say(setting.language).format(**gaps)
