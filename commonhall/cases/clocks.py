"""Whose time is up? Lets timers happen, marks deadlines that have passed, and takes the transitions that follow."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from commonhall.cases.models import Case, CaseDeadline, CaseTimer
from commonhall.cases.moving import keep_applied, new_number, promise_to_tell
from commonhall.cases.operations import locked_case
from commonhall.cases.queries import effective_of_case, seen_of_case
from commonhall.cases.standings import keep_deadlines, standing_of_case
from commonhall.cases.stilled import RIGHTS_PATTERN, stilled_people
from commonhall.core.language.effective import Effective
from commonhall.core.lifecycle.applying import Acting
from commonhall.core.lifecycle.standing import CaseStanding
from commonhall.core.lifecycle.timing import Fired, NextTimer, fire_timer
from commonhall.core.lifecycle.timing import miss_deadline as miss
from commonhall.core.values.dates import london
from commonhall.councils.actors import SYSTEM
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.journeys.operations import expire_journeys
from commonhall.record.jobs import job
from commonhall.record.operations import record_event

MOST = 500
"""Deadlines, and timers, that one turn looks at; the next turn goes on."""


@job("keep_clocks", every_seconds=60, tests=True)
def keep_clocks(council: CouncilSite, *, at: datetime) -> None:
    """Deal with every timer and every deadline of the council whose time is up, each in a transaction of its own."""
    with in_council(council, by=SYSTEM, purpose="job"):
        still = Q(case__person_id__in=stilled_people()) & ~Q(case__pattern=RIGHTS_PATTERN)
        due = CaseTimer.objects.filter(state="waiting", due_at__lte=at).exclude(still).order_by("due_at")
        timers = list(due.values_list("id", flat=True)[:MOST])
        late = CaseDeadline.objects.filter(state="running", due_at__lte=at).order_by("due_at")
        passed = list(late.values_list("id", flat=True)[:MOST])
    failures = [*_each(timers, ring_timer, council, at), *_each(passed, miss_deadline, council, at)]
    if failures:
        raise ExceptionGroup("some clocks could not be dealt with", failures)


def _each(ids: Iterable[UUID], deal: Callable[..., None], council: CouncilSite, at: datetime) -> list[Exception]:
    failures: list[Exception] = []
    for one in ids:
        try:
            with in_council(council, by=SYSTEM, purpose="job"):
                deal(one, council=council, at=at)
        except Exception as failure:  # noqa: BLE001 one case must not stop the clocks of the others; raised above
            failures.append(failure)
    return failures


def miss_deadline(deadline_id: UUID, *, council: CouncilSite, at: datetime) -> None:
    """Mark a deadline as missed and take the transition that follows by the pattern, if the case allows it."""
    found = CaseDeadline.objects.filter(id=deadline_id).first()
    if found is None:
        return
    # The case is locked before its deadlines, as every move does: two that lock in turns would wait for each other.
    case = locked_case(found.case_id)
    deadline = CaseDeadline.objects.filter(id=deadline_id, state="running", due_at__lte=at).first()
    if deadline is None:
        return
    record_event(kind="deadline_missed", subject=("case", case.id), facts={"deadline": deadline.kind}, by=SYSTEM, at=at)
    effective = effective_of_case(case, council=council, at=at)
    standing = standing_of_case(case, effective)
    acting = _acting(case, effective, at)
    fired = miss(effective, standing, deadline.kind, acting, new_number=new_number)
    if fired.applied is None:
        keep_deadlines(case, standing, fired.standing)
    spec = next(each for each in effective.pattern.case.deadlines if each.id == deadline.kind)
    _keep(
        case, effective, standing, fired, acting, spec.when_missed.transition if spec.when_missed else "", council, at
    )


def ring_timer(timer_id: UUID, *, council: CouncilSite, at: datetime) -> None:
    """Let a timer happen: its transition, its message, or both. It happens once, whatever comes of it."""
    found = CaseTimer.objects.filter(id=timer_id).first()
    if found is None:
        return
    case = locked_case(found.case_id)
    row = CaseTimer.objects.filter(id=timer_id, state="waiting", due_at__lte=at).first()
    if row is None:
        return
    effective = effective_of_case(case, council=council, at=at)
    standing = standing_of_case(case, effective)
    acting = _acting(case, effective, at)
    timer = NextTimer(row.kind, row.key, london(row.due_at))
    fired = fire_timer(effective, standing, timer, acting, new_number=new_number)
    CaseTimer.objects.filter(id=row.id).update(state="done", fired_at=at)
    spec = next(each for each in effective.pattern.case.timers if each.id == row.kind)
    _keep(case, effective, standing, fired, acting, spec.transition or "", council, at)
    if fired.messages:
        event = record_event(kind="timer_rang", subject=("case", case.id), facts={"timer": row.kind}, by=SYSTEM, at=at)
        promise_to_tell(case, f"timer:{row.kind}", fired.messages, event, asked={}, at=at)


def _acting(case: Case, effective: Effective, at: datetime) -> Acting:
    return Acting(seen_of_case(case, effective), ("timer",), london(at))


def _keep(
    case: Case,
    effective: Effective,
    standing: CaseStanding,
    fired: Fired,
    acting: Acting,
    transition: str,
    council: CouncilSite,
    at: datetime,
) -> None:
    """Store what followed by itself; record a transition that was refused."""
    if fired.applied is not None:
        keep_applied(case, effective, standing, fired.applied, acting, council=council, by=SYSTEM, at=at)
    elif fired.refused and transition and fired.refused != "only_when":
        record_event(
            kind="timer_refused",
            subject=("case", case.id),
            facts={"transition": transition, "reason": fired.refused},
            by=SYSTEM,
            at=at,
        )


@job("expire_journeys", every_seconds=600, tests=True)
def expire(council: CouncilSite, *, at: datetime) -> None:
    """Delete the answers of journeys that are past their date."""
    with in_council(council, by=SYSTEM, purpose="job"):
        expire_journeys(at=at)
