"""What has to be done for a case that no pattern foresaw? Tasks for a colleague, a team, or somebody outside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID, uuid5

from django.db import transaction

from commonhall.cases.correspondence.receiving import attach_documents
from commonhall.cases.due import AD_HOC, move_due
from commonhall.cases.inviting.invitations import revoke_invitations
from commonhall.cases.models import Case
from commonhall.cases.models import CaseTask as CaseTask
from commonhall.cases.operations import locked_case
from commonhall.core.values.dates import london
from commonhall.councils.actors import Actor
from commonhall.people.queries import get_colleague, teams
from commonhall.record.operations import record_event

LONGEST_TITLE: Final = 120
LONGEST_TEXT: Final = 4000
LINK_FOR: Final = timedelta(days=28)
"""How long somebody outside can come in who was asked to do a task without a date."""


class TaskUnknown(LookupError):
    """There is no such task of an officer's making."""


class TaskRefused(ValueError):
    """It cannot be done to this task. reason: ``title``, ``over`` (done or dropped), ``open``, ``reason``, ``who``."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an officer wants done. questions: what whoever does it must answer. shared: what somebody outside may see.

    shared: ``documents`` (ids) and ``text``. to_email: of somebody outside. due_at: the first moment at which it is
    too late.
    """

    title: str
    text: str = ""
    team: str = ""
    owner_id: UUID | None = None
    due_at: datetime | None = None
    questions: tuple[str, ...] = ()
    to_email: str = ""
    shared: Mapping[str, Any] = field(default_factory=dict)


@transaction.atomic
def open_task(*, case_id: UUID, wanted: Wanted, occasion: str, by: Actor, at: datetime) -> CaseTask:
    """Begin a task of an officer's making; the same form again begins none. Raises CaseUnknown and TaskRefused.

    team: blank is the case's own. Raises MemberUnknown where the owner has left.
    """
    title = " ".join(wanted.title.split())[:LONGEST_TITLE]
    if not title:
        raise TaskRefused("title")
    case = locked_case(case_id)
    task_id = uuid5(case.id, f"task:{occasion}")
    known: CaseTask | None = CaseTask.objects.filter(id=task_id).first()
    if known is not None:
        return known
    _check_who(wanted)
    task: CaseTask = CaseTask.objects.create(
        id=task_id,
        case=case,
        kind=f"{AD_HOC}{task_id}",
        team=wanted.team or case.team,
        opened_at=at,
        due_at=wanted.due_at,
        title=title,
        text=wanted.text[:LONGEST_TEXT],
        owner_id=wanted.owner_id,
        opened_by=by.name,
        to_email=wanted.to_email,
        questions=list(wanted.questions),
        shared=dict(wanted.shared),
    )
    move_due(case)
    _record("task_opened", task, by, at)
    return task


def _check_who(wanted: Wanted) -> None:
    if wanted.owner_id is not None and not get_colleague(wanted.owner_id).active:
        raise TaskRefused("who")
    if wanted.team and wanted.team not in {team.slug for team in teams()}:
        raise TaskRefused("who")


def _record(kind: str, task: CaseTask, by: Actor, at: datetime, **facts: Any) -> None:
    record_event(
        kind=kind,
        subject=("case", task.case_id),
        facts={"task": str(task.id), "title": task.title, **facts},
        by=by,
        at=at,
    )


@transaction.atomic
def finish_errand(
    *, task_id: UUID, answers: Mapping[str, Any], documents: Sequence[UUID] = (), by: Actor, at: datetime
) -> CaseTask:
    """Keep that a task was done, with its answers and files. Raises TaskUnknown and TaskRefused when it is over."""
    case, task = _locked(task_id)
    if task.state != "open":
        raise TaskRefused("over")
    files = attach_documents(case, documents)
    task.state, task.ended_at, task.done_by = "done", at, by.name
    task.answers = {**dict(answers), **({"files": files} if files else {})}
    task.save(update_fields=["state", "ended_at", "done_by", "answers"])
    move_due(case)
    _record("errand_done", task, by, at)
    return task


@transaction.atomic
def reassign_task(*, task_id: UUID, team: str, owner_id: UUID | None, by: Actor, at: datetime) -> CaseTask:
    """Give a task to another team or colleague; a link that let somebody in is taken back. Raises as open_task does."""
    _case, task = _locked(task_id)
    if task.state != "open":
        raise TaskRefused("over")
    _check_who(Wanted(title=task.title, team=team, owner_id=owner_id))
    revoke_invitations(target_id=task.id, at=at)
    task.team, task.owner_id, task.to_email = team or task.team, owner_id, ""
    task.save(update_fields=["team", "owner_id", "to_email"])
    name = get_colleague(owner_id).name if owner_id else ""
    _record("task_reassigned", task, by, at, to=name or task.team)
    return task


@transaction.atomic
def drop_task(*, task_id: UUID, reason: str, by: Actor, at: datetime) -> CaseTask:
    """Keep that a task need not be done, and why; a link to it works no longer. Raises TaskUnknown, TaskRefused."""
    words = " ".join(reason.split())[:500]
    if not words:
        raise TaskRefused("reason")
    case, task = _locked(task_id)
    if task.state != "open":
        raise TaskRefused("over")
    revoke_invitations(target_id=task.id, at=at)
    task.state, task.ended_at, task.reason, task.done_by = "dropped", at, words, by.name
    task.save(update_fields=["state", "ended_at", "reason", "done_by"])
    move_due(case)
    _record("task_dropped", task, by, at, reason=words)
    return task


@transaction.atomic
def reopen_task(*, task_id: UUID, by: Actor, at: datetime) -> CaseTask:
    """Let a task that is over be done again; what was answered stays beside it. Raises TaskUnknown and TaskRefused."""
    case, task = _locked(task_id)
    if task.state == "open":
        raise TaskRefused("open")
    task.state, task.ended_at, task.reason = "open", None, ""
    task.save(update_fields=["state", "ended_at", "reason"])
    move_due(case)
    _record("task_reopened", task, by, at)
    return task


@transaction.atomic
def note_on_task(*, task_id: UUID, text: str, by: Actor, at: datetime) -> CaseTask:
    """Write a note for colleagues on a task. Raises TaskUnknown, and TaskRefused without words."""
    words = text.strip()[:LONGEST_TEXT]
    if not words:
        raise TaskRefused("reason")
    _case, task = _locked(task_id)
    task.notes = [*task.notes, {"text": words, "by": by.name, "at": london(at)}]
    task.save(update_fields=["notes"])
    _record("task_noted", task, by, at)
    return task


def _locked(task_id: UUID) -> tuple[Case, CaseTask]:
    found: CaseTask | None = CaseTask.objects.filter(id=task_id, kind__startswith=AD_HOC).first()
    if found is None:
        raise TaskUnknown(str(task_id))
    # The case is locked before what hangs on it, as every act does.
    case = locked_case(found.case_id)
    task: CaseTask = CaseTask.objects.select_for_update().get(id=task_id)
    return case, task


def errands_of(case_id: UUID) -> list[CaseTask]:
    """Return the tasks of a case that officers made, open ones first, then the newest."""
    rows = CaseTask.objects.filter(case_id=case_id, kind__startswith=AD_HOC).order_by("-opened_at")
    return sorted(rows, key=lambda task: task.state != "open")


def find_errand(task_id: UUID, *, case_id: UUID) -> CaseTask | None:
    """Return a task that an officer made for this case, or None."""
    found: CaseTask | None = CaseTask.objects.filter(id=task_id, case_id=case_id, kind__startswith=AD_HOC).first()
    return found
