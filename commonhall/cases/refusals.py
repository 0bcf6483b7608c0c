"""What can a transition's slot question offer, and what is said when its booking or publication cannot be done?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from commonhall.capabilities.bookings.slot import Slot
from commonhall.capabilities.errors import Misconfigured, Rejected, Unavailable
from commonhall.cases.bookings import DOWN, NothingChanged, SlotGone, asked_for, slots_for
from commonhall.cases.disclosures import PublicationRefused
from commonhall.cases.models import Case
from commonhall.catalogue.queries import BindingMissing
from commonhall.core.journey.offers import offered_options
from commonhall.core.language.case_model import Transition
from commonhall.core.language.effective import Effective
from commonhall.core.language.expressions import ExpressionFailed, Scope, evaluate
from commonhall.core.language.reading import read_through
from commonhall.core.lifecycle.kept import put_kept
from commonhall.core.questions.question import Option, Problem, Question, Setting
from commonhall.core.values.words import Words

SLOTS: Final = "bookings.slots"
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
    options = {slot.id: Option(value=slot.id, label=slot.label()) for slot in slots}
    return {question.id: _by_rule(effective, question, scope, slots, options) for question in asked}


def _by_rule(
    effective: Effective, question: Question, scope: Scope, slots: Sequence[Slot], options: Mapping[str, Option]
) -> list[Option]:
    """Return the slots that the question's own expression lets through, of those that are free."""
    over = {**scope, "facts": {_fact_of(effective, question): [slot.record() for slot in slots]}}
    put_kept(effective, over)
    try:
        offered = offered_options(effective, question, over, {})
    except ExpressionFailed:
        return []
    return [options[each.value] for each in offered if each.value in options]


def _fact_of(effective: Effective, question: Question) -> str:
    """Return the name of the fact from which a slot question takes what it offers."""
    read = read_through(effective.pattern, str(getattr(question, "options_from", "")))
    sources = effective.pattern.facts.items()
    return next((name for name, fact in sources if fact.source == SLOTS and f"facts.{name}" in read), "")


def _free(case: Case, effective: Effective, kind: str, scope: Scope, at: datetime) -> list[Slot]:
    """Return the free slots between the dates from which the journey let choose, counted from today."""
    spec = next(each for each in effective.pattern.case.bookings if each.id == kind)
    name = _fact_of(effective, effective.questions[spec.question])
    source = effective.pattern.facts[name].with_

    def worked(part: str) -> str:
        place = f"facts.{name}.with.{part}"
        return str(evaluate(source[part], scope, place=place, calendar=effective.calendar))[:10]

    asked = None if case.bookings.filter(kind=kind).exists() else asked_for(effective, spec, {}, scope)
    return slots_for(case=case, kind=kind, first=worked("from"), last=worked("to"), asked=asked, at=at)


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
