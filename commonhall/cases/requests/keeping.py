"""Whose answer is due? Reminds people of what they were asked for, and does at the limit what was laid down."""

from __future__ import annotations

from datetime import datetime
from typing import Final, cast
from uuid import UUID

from django.db import transaction

from commonhall.capabilities.notifications.port import Channel
from commonhall.cases.correspondence.writing import send_message
from commonhall.cases.due import move_due
from commonhall.cases.models import Case, Request
from commonhall.cases.operations import MoveCosts, move_case
from commonhall.cases.queries import effective_of_case
from commonhall.cases.refusals import CANNOT
from commonhall.cases.requests.asking import (
    RequestRefused,
    asked_by,
    end_request,
    locked_request,
    preview_of,
    release,
    when_of,
)
from commonhall.cases.requests.errands import Wanted, open_task
from commonhall.cases.requests.kinds import DECIDE, ESCALATE, kind_of
from commonhall.core.language.effective import Effective
from commonhall.core.language.expressions import ExpressionFailed
from commonhall.core.lifecycle.asking import steps_of
from commonhall.core.lifecycle.moves import MoveRefused
from commonhall.core.values.dates import london_date
from commonhall.core.values.words import both
from commonhall.councils.actors import SYSTEM
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.record.jobs import job
from commonhall.record.operations import record_event

MOST: Final = 200
NO_ANSWER: Final = both("No answer: {what}", "Dim ateb: {what}")


@job("keep_requests", every_seconds=60, tests=True)
def keep_requests(council: CouncilSite, *, at: datetime) -> None:
    """Take the next step of every request of the council whose moment has come, each in a transaction of its own."""
    with in_council(council, by=SYSTEM, purpose="job"):
        waiting = Request.objects.filter(state="open", next_at__lte=at).order_by("next_at")
        due = list(waiting.values_list("id", flat=True)[:MOST])
    failures: list[Exception] = []
    for request_id in due:
        try:
            with in_council(council, by=SYSTEM, purpose="job"):
                step_request(request_id, council=council, at=at)
        except Exception as failure:  # noqa: BLE001 one case must not stop the others; raised below
            failures.append(failure)
    if failures:
        raise ExceptionGroup("some requests could not be dealt with", failures)


@transaction.atomic
def step_request(request_id: UUID, *, council: CouncilSite, at: datetime) -> None:
    """Remind, or do what follows when nobody answered. Once for each step, however often it is tried."""
    case, request = locked_request(request_id)
    if request.state != "open" or request.next_at is None or request.next_at > at:
        return
    effective = effective_of_case(case, council=council, at=at)
    if case.phase == "closed" or case.merged_into_id is not None:
        end_request(request, "cancelled", at)
        move_due(case)
        return
    steps = steps_of(london_date(request.opened_at), str(request.due_date), effective.calendar)
    # After a long stand-still only the last step that is due is taken: nobody is reminded twice in a minute.
    passed = [step for step in steps if when_of(step) <= at]
    if passed and passed[-1].step == "limit":
        _at_limit(case, request, effective, council=council, at=at)
        return
    if passed:
        _remind(case, request, effective, passed[-1].step, council=council, at=at)
    following = next(step for step in steps if when_of(step) > at)
    request.step, request.next_at = following.step, when_of(following)
    request.save(update_fields=["step", "next_at"])


def _remind(
    case: Case, request: Request, effective: Effective, step: str, *, council: CouncilSite, at: datetime
) -> None:
    asked = asked_by(request)
    if asked is None:
        return
    try:
        finished = preview_of(
            request,
            case,
            effective,
            channel=cast(Channel, asked.channel),
            council=council,
            by=SYSTEM,
            again=True,
            at=at,
        )
    except RequestRefused:
        return  # there is no way to the person any more; the limit is dealt with all the same
    before = case.last_from
    send_message(case, finished, occasion=f"reminded:{request.id}:{step}", kind="reminder", by=SYSTEM, at=at)
    Case.objects.filter(id=case.id).update(last_from=before)
    _record("request_reminded", case, request, at)


def _at_limit(case: Case, request: Request, effective: Effective, *, council: CouncilSite, at: datetime) -> None:
    """Close the request; go on with what there is, close the case, or let a person look at it."""
    end_request(request, "closed", at)
    release(case, effective, request, at=at)
    _record("request_lapsed", case, request, at)
    if request.limit == DECIDE:
        return
    if request.limit != ESCALATE and _moved(case, request, council, at):
        return
    label = kind_of(request.kind).label
    words = both(NO_ANSWER.en.format(what=label.en), NO_ANSWER.cy.format(what=label.cy))
    title = words.say(council.default_language)
    open_task(case_id=case.id, wanted=Wanted(title=title), occasion=f"lapsed:{request.id}", by=SYSTEM, at=at)


def _moved(case: Case, request: Request, council: CouncilSite, at: datetime) -> bool:
    """Take the transition that was laid down, if the case allows it now."""
    try:
        with transaction.atomic():
            move_case(
                case_id=case.id,
                transition=request.limit,
                expect=None,
                actors=("timer", "officer", "lead"),
                council=council,
                by=SYSTEM,
                at=at,
            )
    except (MoveRefused, MoveCosts, ExpressionFailed, *CANNOT):
        return False
    return True


def _record(kind: str, case: Case, request: Request, at: datetime) -> None:
    facts = {"request": str(request.id), "kind": request.kind}
    record_event(kind=kind, subject=("case", case.id), facts=facts, by=SYSTEM, at=at)
