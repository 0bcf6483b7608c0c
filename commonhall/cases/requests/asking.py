"""How is a person asked for something, and what happens to their answer? Asked once, answered once, or taken back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any, Final
from uuid import UUID

from django.db import transaction

from commonhall.capabilities.notifications.port import Channel
from commonhall.cases.correspondence.receiving import receive_message
from commonhall.cases.correspondence.wording import site_address
from commonhall.cases.correspondence.writing import Draft, WritingRefused, fill_words, finish_message, send_message
from commonhall.cases.due import move_due, passed_at
from commonhall.cases.inviting.invitations import invite, nonce_of, revoke_invitations, secrets_of
from commonhall.cases.models import Case, Message, Request
from commonhall.cases.operations import locked_case
from commonhall.cases.queries import effective_of_case, seen_of_case
from commonhall.cases.requests.kinds import DECIDE, ESCALATE, Clock, kind_of
from commonhall.cases.requests.wording import answered_text, asking_text
from commonhall.cases.standings import keep_standing, standing_of_case
from commonhall.core.language.effective import Effective
from commonhall.core.lifecycle import asking
from commonhall.core.lifecycle.applying import Acting
from commonhall.core.lifecycle.standing import CaseStanding
from commonhall.core.lifecycle.timing import next_timers
from commonhall.core.values.dates import from_london, london, london_date, london_day
from commonhall.core.values.words import Language
from commonhall.councils.actors import Actor
from commonhall.councils.queries import CouncilSite
from commonhall.record.operations import record_event

LONGEST_TEXT: Final = 4000
MOST_DAYS: Final = 60
MOST_QUESTIONS: Final = 10
LATE_FOR: Final = timedelta(days=28)
"""How long after its last day the link still takes an answer, as a late one."""


class RequestUnknown(LookupError):
    """There is no such request."""


class RequestOver(Exception):
    """It was answered or taken back already. request: as it is now."""

    def __init__(self, request: Request) -> None:
        super().__init__(request.state)
        self.request = request


class RequestRefused(ValueError):
    """It cannot be asked so. reason: ``closed``, ``days``, ``questions``, ``limit``, or of WritingRefused."""

    def __init__(self, reason: str, what: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.what = what


@dataclass(frozen=True, slots=True)
class Asking:
    """What an officer asks. days: working days to answer. limit: ``escalate``, ``decide`` or a transition's id."""

    occasion: str
    kind: str
    text: str
    channel: Channel
    language: Language
    questions: tuple[str, ...] = ()
    days: int = 10
    limit: str = ESCALATE
    clock: Clock = "pause"


def closing_moves(effective: Effective, case: Case) -> dict[str, Any]:
    """Return the transitions that may follow when nobody answers: those that close the case now and ask nothing."""
    states = effective.pattern.case.states
    return {
        taken.id: taken.label
        for taken in effective.pattern.case.transitions
        if case.state in taken.from_
        and states[taken.to].phase == "closed"
        and not taken.ask
        and {"officer", "lead", "timer"} & set(taken.by)
    }


@transaction.atomic
def ask_person(*, case_id: UUID, wanted: Asking, council: CouncilSite, by: Actor, at: datetime) -> Request:
    """Ask the person of a case for something: a message with a link goes out, and the clock waits by kind.

    The same form again asks nothing. Raises CaseUnknown and RequestRefused.
    """
    case = locked_case(case_id)
    known: Request | None = Request.objects.filter(case=case, occasion=wanted.occasion).first()
    if known is not None:
        return known
    effective = effective_of_case(case, council=council, at=at)
    request = drafted(wanted, case, effective, council=council, by=by, at=at)
    first = asking.steps_of(london_date(at), str(request.due_date), effective.calendar)[0]
    request.step, request.next_at = first.step, when_of(first)
    request.save(force_insert=True)
    _tell(request, case, effective, channel=wanted.channel, council=council, by=by, at=at)
    if request.clock != "none":
        old = standing_of_case(case, effective)
        _keep_clocks(case, effective, old, asking.paused_for(effective, old, str(request.id), london(at)), at)
    else:
        move_due(case)
    _record("request_sent", request, by, at, kind=request.kind, due=str(request.due_date))
    return request


def _check(wanted: Asking, case: Case, effective: Effective) -> None:
    if case.phase == "closed" or case.merged_into_id is not None:
        raise RequestRefused("closed")
    if not 1 <= wanted.days <= MOST_DAYS:
        raise RequestRefused("days")
    if len(wanted.questions) > MOST_QUESTIONS or (kind_of(wanted.kind).gives == "answers" and not wanted.questions):
        raise RequestRefused("questions")
    if wanted.limit not in (ESCALATE, DECIDE, *closing_moves(effective, case)):
        raise RequestRefused("limit")


def when_of(due: asking.Due) -> datetime:
    """Return the instant of a step: a limit is the first moment after its day."""
    return passed_at(due.at) if due.step == "limit" else from_london(due.at)


def _tell(
    request: Request,
    case: Case,
    effective: Effective,
    *,
    channel: Channel,
    council: CouncilSite,
    by: Actor,
    at: datetime,
) -> None:
    """Promise the message that asks, with the link and the code that open the request."""
    finished = preview_of(request, case, effective, channel=channel, council=council, by=by, at=at)
    invite(
        case=case,
        kind="request",
        target_id=request.id,
        nonce=nonce_of(request.occasion, case.id),
        until_at=_last_moment(request.due_date),
        at=at,
    )
    send_message(case, finished, occasion=f"asked:{request.id}", kind="request", by=by, at=at)


def _last_moment(due: date) -> datetime:
    return passed_at(f"{due}T23:59:59") + LATE_FOR


def preview_of(
    request: Request,
    case: Case,
    effective: Effective,
    *,
    channel: Channel,
    council: CouncilSite,
    by: Actor,
    again: bool = False,
    at: datetime,
) -> Any:
    """Return the message that asks, as it goes out. Nothing is stored. Raises RequestRefused."""
    opens = secrets_of("request", nonce_of(request.occasion, case.id))
    subject, body = asking_text(
        request, channel=channel, reference=case.reference, site=site_address(council), opens=opens, again=again
    )
    language: Language = "cy" if request.language == "cy" else "en"
    draft = Draft(request.occasion, channel, language, subject, body, kind="request")
    try:
        return finish_message(draft, case, effective=effective, council=council, by=by, at=at)
    except WritingRefused as refused:
        raise RequestRefused(refused.reason, refused.what) from refused


def drafted(
    wanted: Asking, case: Case, effective: Effective, *, council: CouncilSite, by: Actor, at: datetime
) -> Request:
    """Return a request as it would be, with its gaps filled. Nothing is stored. Raises RequestRefused."""
    _check(wanted, case, effective)
    due = effective.calendar.add_working_days(london_day(at), wanted.days)
    words = partial(fill_words, case=case, effective=effective, council=council, language=wanted.language, by=by, at=at)
    try:
        text, questions = words(wanted.text[:LONGEST_TEXT]), [words(one) for one in wanted.questions]
    except WritingRefused as refused:
        raise RequestRefused(refused.reason, refused.what) from refused
    return Request(
        case=case, kind=wanted.kind, occasion=wanted.occasion, text=text, questions=questions,
        language=wanted.language, clock=wanted.clock, limit=wanted.limit, due_date=due, opened_at=at, opened_by=by.name,
    )  # fmt: skip


@transaction.atomic
def answer_request(
    *,
    request_id: UUID,
    answers: Mapping[str, Any],
    documents: Sequence[UUID] = (),
    council: CouncilSite,
    by: Actor,
    at: datetime,
) -> Request:
    """Keep what the person answered, already read by the questions, and let the clock go on.

    An answer after the end is kept as late, and moves no clock. Raises RequestUnknown, and RequestOver for one that
    was answered or taken back.
    """
    case, request = locked_request(request_id)
    if request.answered_at is not None or request.state == "cancelled":
        raise RequestOver(request)
    late = request.state != "open" or case.phase == "closed"
    was_open = request.state == "open"
    request.answers, request.answered_at, request.late = dict(answers), at, late
    if was_open:
        request.state, request.ended_at, request.next_at = "answered", at, None
    request.save(update_fields=["answers", "answered_at", "late", "state", "ended_at", "next_at"])
    text = answered_text(request.kind, request.questions, answers, _language(request), london_date(at))
    receive_message(
        case_id=case.id,
        text=text[:10_000] or ("" if documents else "."),
        documents=documents,
        channel="web",
        subject=kind_of(request.kind).title.say(_language(request)),
        occasion=f"answered:{request.id}",
        by=by,
        at=at,
    )
    if was_open:
        effective = effective_of_case(case, council=council, at=at)
        release(case, effective, request, restart=request.clock == "restart", at=at)
    _record("request_answered_late" if late else "request_answered", request, by, at, kind=request.kind)
    return request


def _language(request: Request) -> Language:
    return "cy" if request.language == "cy" else "en"


@transaction.atomic
def cancel_request(*, request_id: UUID, council: CouncilSite, by: Actor, at: datetime) -> Request:
    """Take a request back: its link works no longer, and the clock goes on from now. Raises as answer_request does."""
    case, request = locked_request(request_id)
    if request.state != "open":
        raise RequestOver(request)
    end_request(request, "cancelled", at)
    revoke_invitations(target_id=request.id, at=at)
    release(case, effective_of_case(case, council=council, at=at), request, at=at)
    _record("request_cancelled", request, by, at, kind=request.kind)
    return request


def end_request(request: Request, state: str, at: datetime) -> None:
    """Store that a locked request is over."""
    request.state, request.ended_at, request.next_at = state, at, None
    request.save(update_fields=["state", "ended_at", "next_at"])


def locked_request(request_id: UUID) -> tuple[Case, Request]:
    """Return a request and its case with locks, the case first. Raises RequestUnknown."""
    found: Request | None = Request.objects.filter(id=request_id).first()
    if found is None:
        raise RequestUnknown(str(request_id))
    case = locked_case(found.case_id)
    request: Request = Request.objects.select_for_update().get(id=request_id)
    return case, request


def release(case: Case, effective: Effective, request: Request, *, restart: bool = False, at: datetime) -> None:
    """Let the clocks of a locked case go on that waited for ``request``, unless another one waits too."""
    if request.clock == "none":
        move_due(case)
        return
    now, name = london(at), str(request.id)
    old = standing_of_case(case, effective)
    others = Request.objects.filter(case=case, state="open").exclude(id=request.id).exclude(clock="none")
    other = others.order_by("opened_at").first()
    if restart and other is None:
        scope = Acting(seen_of_case(case, effective), (), now).scope(effective, old)
        new = asking.restarted_from(effective, old, name, now, scope=scope)
    else:
        new = asking.released_from(effective, old, name, now, waits_for=str(other.id) if other else "")
    _keep_clocks(case, effective, old, new, at)


def _keep_clocks(case: Case, effective: Effective, old: CaseStanding, new: CaseStanding, at: datetime) -> None:
    acting = Acting(seen_of_case(case, effective), (), london(at))
    timers = next_timers(effective, new, acting.scope(effective, new)) if effective.pattern.case.timers else None
    keep_standing(case, effective, old, new, timers, at=at)
    case.version += 1
    case.save(update_fields=["due_date", "due_at", "version"])


def _record(event: str, request: Request, by: Actor, at: datetime, **facts: Any) -> None:
    record_event(
        kind=event, subject=("case", request.case_id), facts={"request": str(request.id), **facts}, by=by, at=at
    )


def requests_of(case_id: UUID) -> list[Request]:
    """Return what the person of a case was asked for, open ones first, then the newest."""
    return sorted(Request.objects.filter(case_id=case_id).order_by("-opened_at"), key=lambda one: one.state != "open")


def find_request(request_id: UUID) -> Request | None:
    """Return a request with its case, or None."""
    found: Request | None = Request.objects.select_related("case").filter(id=request_id).first()
    return found


def asked_by(request: Request) -> Message | None:
    """Return the message that asked, for the way it went."""
    found: Message | None = Message.objects.filter(occasion=f"asked:{request.id}").first()
    return found
