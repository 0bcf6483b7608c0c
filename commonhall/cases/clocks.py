"""Whose time is up? Marks deadlines that have passed, and takes the transition that the pattern says follows."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from commonhall.cases.models import Case, CaseDeadline
from commonhall.cases.operations import move_case
from commonhall.cases.queries import effective_of_case
from commonhall.core.lifecycle.moves import MoveRefused
from commonhall.councils.actors import SYSTEM
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.journeys.operations import expire_journeys
from commonhall.record.jobs import job
from commonhall.record.operations import record_event

MOST = 500
"""Deadlines that one turn looks at; the next turn goes on."""


@job("keep_clocks", every_seconds=60)
def keep_clocks(council: CouncilSite, *, at: datetime) -> None:
    """Deal with every deadline of the council that has passed, each in a transaction of its own."""
    with in_council(council, by=SYSTEM, purpose="job"):
        late = CaseDeadline.objects.filter(state="running", due_at__lte=at).order_by("due_at")
        passed = list(late.values_list("id", flat=True)[:MOST])
    failures: list[Exception] = []
    for deadline in passed:
        try:
            with in_council(council, by=SYSTEM, purpose="job"):
                miss_deadline(deadline_id=deadline, council=council, at=at)
        except Exception as failure:  # noqa: BLE001 one case must not stop the clocks of the others; raised below
            failures.append(failure)
    if failures:
        raise ExceptionGroup("some deadlines could not be dealt with", failures)


def miss_deadline(*, deadline_id: UUID, council: CouncilSite, at: datetime) -> None:
    """Mark a deadline as missed and take the transition that follows by the pattern, if the case allows it."""
    found = CaseDeadline.objects.filter(id=deadline_id).first()
    if found is None:
        return
    # The case is locked before its deadlines, as every move does: two that lock in turns would wait for each other.
    case = Case.objects.select_for_update().get(id=found.case_id)
    deadline = CaseDeadline.objects.filter(id=deadline_id, state="running", due_at__lte=at).first()
    if deadline is None:
        return
    CaseDeadline.objects.filter(id=deadline.id).update(state="breached")
    record_event(
        kind="deadline_missed", subject=("case", deadline.case_id), facts={"deadline": deadline.kind}, by=SYSTEM, at=at
    )
    effective = effective_of_case(case, council=council)
    spec = next((each for each in effective.pattern.case.deadlines if each.id == deadline.kind), None)
    if spec is None or spec.when_missed is None:
        return
    try:
        move_case(
            case_id=case.id,
            transition=spec.when_missed.transition,
            expect=None,
            actors=("timer",),
            council=council,
            by=SYSTEM,
            at=at,
        )
    except MoveRefused as refused:
        record_event(
            kind="timer_refused",
            subject=("case", case.id),
            facts={"transition": refused.transition, "reason": refused.reason},
            by=SYSTEM,
            at=at,
        )


@job("expire_journeys", every_seconds=600)
def expire(council: CouncilSite, *, at: datetime) -> None:
    """Delete the answers of journeys that are past their date."""
    with in_council(council, by=SYSTEM, purpose="job"):
        expire_journeys(at=at)
