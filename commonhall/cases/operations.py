"""Moving a case, giving it to somebody, and noting something on it: each checks, writes, records and promises."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from django.db import transaction
from django.db.models import Min

from commonhall.cases.intake import NEVER, end_of_day
from commonhall.cases.models import Case, CaseDeadline, Note
from commonhall.cases.queries import CaseUnknown, effective_of_case, scope_of_case
from commonhall.core.language.case_model import Transition
from commonhall.core.language.effective import Effective
from commonhall.core.lifecycle.moves import check_move, messages_on
from commonhall.core.lifecycle.opening import due_date
from commonhall.core.questions.question import Question, Setting
from commonhall.core.values.dates import london, london_day
from commonhall.core.values.words import Language
from commonhall.councils.actors import Actor
from commonhall.councils.queries import CouncilSite
from commonhall.people.queries import MemberUnknown, get_colleague
from commonhall.record.operations import enqueue, record_event

LONGEST_NOTE = 5000


class CaseChanged(Exception):
    """Somebody changed the case since it was read. case: as it is now."""

    def __init__(self, case: Case) -> None:
        super().__init__(f"{case.reference} was changed by somebody else")
        self.case = case


class NoteRefused(ValueError):
    """A note must have words, and at most LONGEST_NOTE characters."""


@transaction.atomic
def move_case(
    *,
    case_id: UUID,
    transition: str,
    asked: Mapping[str, Any] | None = None,
    expect: int | None,
    actors: Sequence[str],
    council: CouncilSite,
    by: Actor,
    at: datetime,
) -> Case:
    """Take ``transition`` on a case, and promise the messages that go with it.

    asked: the answers to the transition's questions, already read by them. expect: the version that the person saw;
    None for the timer and the resident, whom the lifecycle itself protects. actors: the roles of whoever acts.
    Raises CaseUnknown, CaseChanged, and MoveRefused with the reason.
    """
    case = _locked(case_id)
    if expect is not None and case.version != expect:
        raise CaseChanged(case)
    effective = effective_of_case(case, council=council)
    scope = {**scope_of_case(case, effective), "asked": dict(asked or {}), "now": london(at), "today": london(at)[:10]}
    taken = check_move(effective, transition, state=case.state, actors=actors, scope=scope)
    before = case.state
    _enter(case, taken.to, effective, at)
    event = record_event(
        kind="case_moved",
        subject=("case", case.id),
        facts={"transition": transition, "from": before, "to": taken.to, "asked": dict(asked or {})},
        by=by,
        at=at,
    )
    if messages_on(effective, transition, taken):
        _promise_to_tell(case, taken, asked or {}, event, at)
    return case


def _enter(case: Case, state: str, effective: Effective, at: datetime) -> None:
    """Put the case into ``state``, with its clocks."""
    was_closed = case.phase == "closed"
    case.state = state
    case.phase = effective.pattern.case.states[state].phase
    case.closed_at = at if case.phase == "closed" else None
    case.version += 1
    if was_closed and case.phase != "closed":
        _begin_deadlines_again(case, effective, at)
    _end_deadlines(case, effective, at)
    case.save(update_fields=["state", "phase", "closed_at", "version", "due_at"])


def _promise_to_tell(case: Case, taken: Transition, asked: Mapping[str, Any], event: UUID, at: datetime) -> None:
    payload = {
        "case_id": str(case.id),
        "occasion": taken.id,
        "event_id": str(event),
        "asked": in_plain_words(taken.ask, asked, case),
    }
    enqueue(kind="tell", payload=payload, key=f"tell:{case.id}:{event}", at=at)


def in_plain_words(questions: Sequence[Question], asked: Mapping[str, Any], case: Case) -> dict[str, str]:
    """Return an officer's answers as the resident reads them, in the language of the case."""
    setting = Setting(language=cast(Language, case.language), today=london(case.opened_at)[:10])
    return {
        question.id: "\n".join(question.summary(asked[question.id], setting))
        for question in questions
        if asked.get(question.id) is not None
    }


def _locked(case_id: UUID) -> Case:
    case: Case | None = Case.objects.select_for_update().filter(id=case_id).first()
    if case is None:
        raise CaseUnknown(str(case_id))
    return case


def _end_deadlines(case: Case, effective: Effective, at: datetime) -> None:
    """Mark the deadlines that the new state meets; a closed case stops the others. Then the next one is due."""
    running = CaseDeadline.objects.filter(case=case, state="running")
    met = [each.id for each in effective.pattern.case.deadlines if case.state in each.met_by]
    missed = CaseDeadline.objects.filter(case=case, state="breached", ended_at=None)
    running.filter(kind__in=met).update(state="met", ended_at=at)
    missed.filter(kind__in=met).update(ended_at=at)
    if case.phase == "closed":
        running.exclude(kind__in=met).update(state="stopped", ended_at=at)
        missed.update(ended_at=at)
    case.due_at = next_due(case)


def _begin_deadlines_again(case: Case, effective: Effective, at: datetime) -> None:
    """Let the clocks of a case that is opened again run afresh from today: else it would never be due."""
    scope = scope_of_case(case, effective)
    begun = set(case.deadlines.values_list("kind", flat=True))
    for spec in (each for each in effective.pattern.case.deadlines if each.id in begun):
        last = due_date(effective, spec, scope, begins=london_day(at))
        CaseDeadline.objects.filter(case=case, kind=spec.id).update(
            due_date=last, due_at=end_of_day(last), state="running", ended_at=None
        )


def next_due(case: Case) -> datetime:
    """Return when the next deadline of ``case`` that has not ended is due; far in the future without one."""
    first = case.deadlines.filter(state__in=("running", "breached"), ended_at=None).aggregate(first=Min("due_at"))
    return first["first"] or datetime.fromisoformat(NEVER)


@transaction.atomic
def assign_case(*, case_id: UUID, to: UUID | None, expect: int | None = None, by: Actor, at: datetime) -> Case:
    """Give a case to a member of staff, or to nobody; to whom has it already changes nothing.

    expect: the version that the person saw. Raises CaseUnknown, CaseChanged, and MemberUnknown, also for a colleague
    who has left.
    """
    case = _locked(case_id)
    if case.owner_id == to:
        return case
    if expect is not None and case.version != expect:
        raise CaseChanged(case)
    colleague = get_colleague(to) if to else None
    if colleague is not None and not colleague.active:
        raise MemberUnknown("This colleague has left")
    name = colleague.name if colleague else ""
    case.owner_id = to
    case.version += 1
    case.save(update_fields=["owner_id", "version"])
    record_event(
        kind="case_assigned",
        subject=("case", case.id),
        facts={"to": str(to) if to else None, "name": name},
        by=by,
        at=at,
    )
    return case


@transaction.atomic
def add_note(*, case_id: UUID, text: str, by: Actor, at: datetime) -> Note:
    """Write a note for colleagues on a case. Raises CaseUnknown and NoteRefused."""
    words = text.strip().replace("\r\n", "\n")
    if not words:
        raise NoteRefused("Enter a note")
    if len(words) > LONGEST_NOTE:
        raise NoteRefused(f"Note must be {LONGEST_NOTE:,} characters or less")
    case = _locked(case_id)
    note: Note = Note.objects.create(case=case, text=words, written_by_id=by.id, written_by=by.name, written_at=at)
    record_event(kind="note_added", subject=("case", case.id), facts={"note": str(note.id)}, by=by, at=at)
    return note
