"""What happens when an answer was wrong? It is corrected, the old one kept; results stand unless an officer says so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, Final, cast
from uuid import UUID

from django.db import transaction

from commonhall.cases.locking import locked_case
from commonhall.cases.models import Case, Correction
from commonhall.cases.queries import effective_of_case, seen_of_case
from commonhall.cases.standings import keep_standing, standing_of_case
from commonhall.cases.titles import retitle
from commonhall.contacts.editing import DetailsRefused, change_details, contact_of
from commonhall.contacts.models import Person
from commonhall.core.journey.acting import asked_of_act
from commonhall.core.language.effective import Effective
from commonhall.core.language.expressions import ExpressionFailed, Scope, holds
from commonhall.core.language.wording import fill
from commonhall.core.lifecycle.applying import Acting
from commonhall.core.lifecycle.opening import reach_of
from commonhall.core.lifecycle.recasting import Reworked, rework, route_over
from commonhall.core.lifecycle.timing import next_timers
from commonhall.core.questions.question import Answer, Problem, Question, Setting
from commonhall.core.values.dates import london
from commonhall.core.values.words import Language
from commonhall.councils.actors import Actor
from commonhall.councils.queries import CouncilSite
from commonhall.record.operations import record_event

NOT_CORRECTED: Final = ("file", "slot", "signature", "items", "property", "location", "declaration")
"""Types whose answers hang on something outside the case: a file, a booking, the gazetteer, what somebody signed."""
LONGEST_REASON: Final = 300


class CorrectionRefused(Exception):
    """An answer cannot be corrected so. reason: ``unknown`` (no such), ``type``, ``why``, ``same`` or ``check``."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def can_correct(question: Question, effective: Effective, scope: Scope) -> bool:
    """Return whether an answer can be given anew without what the journey knew then."""
    if question.type in NOT_CORRECTED:
        return False
    return not getattr(question, "options_from", "") or bool(options_of(question, effective, scope).get(question.id))


def options_of(question: Question, effective: Effective, scope: Scope) -> Mapping[str, Any]:
    """Return what a question offers now, where that is not always the same."""
    _, options = asked_of_act(effective, [question.model_copy(update={"show_when": ""})], scope, {})
    return options


def problem_with(
    question: Question, answer: Answer, case: Case, effective: Effective, setting: Setting, *, at: datetime
) -> Problem | None:
    """Return what the pattern's own rules have against an answer, over the other answers of the case; None if nothing.

    A rule that reads what nobody knows any more is left out.
    """
    route = route_over(
        effective, {**case.answers, question.id: answer}, opened=london(case.opened_at), language=setting.language
    )
    for check in question.check:
        place = f"questions.{question.id}.check"
        try:
            good = holds(check.when_not, route.scope, place=place, calendar=effective.calendar)
        except ExpressionFailed:
            continue
        if not good:
            return Problem("check", fill(check.say, route.scope, setting.language), question.fields()[0])
    return None


def foresee(case: Case, effective: Effective, question: str, answer: Answer) -> Reworked:
    """Return which results would be others with the corrected answer, and which nobody can work out again."""
    return rework(
        effective,
        case.answers,
        {**case.answers, question: answer},
        opened=london(case.opened_at),
        language=cast(Language, case.language),
    )


@transaction.atomic
def correct_answer(
    *,
    case_id: UUID,
    question: str,
    answer: Answer,
    why: str,
    renew: bool = False,
    expect: int | None,
    council: CouncilSite,
    by: Actor,
    at: datetime,
) -> Correction:
    """Put another answer in the place of one that was wrong, and keep the old one with who, when and why.

    answer: already read by the question. renew: take over the results that now differ, computed values, tables and
    decisions, but never what was charged; else they stand as they were. The title follows, and who the person is.
    Raises CaseUnknown, CaseChanged and CorrectionRefused; then nothing has changed.
    """
    reason = " ".join(why.split())
    if not reason or len(reason) > LONGEST_REASON:
        raise CorrectionRefused("why")
    case = locked_case(case_id, expect=expect)
    effective = effective_of_case(case, council=council, at=at)
    _check(case, effective, question, answer, at)
    old = case.answers[question]
    before = _renew(case, effective, question, answer) if renew else {}
    case.answers = {**case.answers, question: answer}
    retitle(case, effective)
    made: Correction = Correction.objects.create(
        case=case, question=question, old=old, new=answer, why=reason, renewed=renew, results_before=before,
        by=by.name, at=at,
    )  # fmt: skip
    _keep(case, effective, at)
    _tell_person(case, effective, question, by, at)
    facts = {"question": question, "correction": str(made.id), "renewed": renew}
    record_event(kind="answer_corrected", subject=("case", case.id), facts=facts, by=by, at=at)
    return made


def _check(case: Case, effective: Effective, question: str, answer: Answer, at: datetime) -> None:
    asked = effective.questions.get(question)
    if asked is None or question not in case.answers:
        raise CorrectionRefused("unknown")
    if case.answers[question] == answer:
        raise CorrectionRefused("same")
    if not can_correct(asked, effective, seen_of_case(case, effective)):
        raise CorrectionRefused("type")
    setting = Setting(language=cast(Language, case.language), today=london(case.opened_at)[:10])
    if problem_with(asked, answer, case, effective, setting, at=at):
        raise CorrectionRefused("check")


def _renew(case: Case, effective: Effective, question: str, answer: Answer) -> dict[str, Any]:
    """Take over the results that differ, and return those that stood before."""
    found = foresee(case, effective, question, answer)
    facts, before = dict(case.facts), {}
    for each in found.differences:
        if each.kind == "charges":
            continue
        held = dict(facts.get(each.kind) or {})
        before[f"{each.kind}.{each.name}"] = held.pop(each.name, None)
        if each.new is not None:
            held[each.name] = each.new
        facts[each.kind] = held
        if each.kind == "decided" and each.new is not None:
            case.kept = {**case.kept, **each.new["values"]}
    case.facts = facts
    return before


def _keep(case: Case, effective: Effective, at: datetime) -> None:
    """Store the case; what happens by itself may now be due at another time."""
    if effective.pattern.case.timers:
        standing = standing_of_case(case, effective)
        acting = Acting(seen_of_case(case, effective), (), london(at))
        timers = next_timers(effective, standing, acting.scope(effective, standing))
        keep_standing(case, effective, standing, standing, timers, at=at)
    case.version += 1
    case.save(update_fields=["answers", "facts", "kept", "title_en", "title_cy", "version"])


def _tell_person(case: Case, effective: Effective, question: str, by: Actor, at: datetime) -> None:
    """Let the corrected name, e-mail address or phone number stand with the person too."""
    contact = effective.pattern.case.contact
    person = Person.objects.filter(id=case.person_id).first()
    if person is None or question not in (contact.name, contact.email, contact.phone):
        return
    reach = reach_of(effective, case.answers)
    known = contact_of(person)
    new = replace(known, name=reach.name or known.name, email=reach.email, phone=reach.phone)
    try:
        change_details(person_id=person.id, contact=new, by=by, at=at)
    except DetailsRefused as refused:
        raise CorrectionRefused("check") from refused


def corrections_of(case_id: UUID) -> tuple[Correction, ...]:
    """Return the corrections of a case, the newest first."""
    return tuple(Correction.objects.filter(case_id=case_id).order_by("-at", "-id"))
