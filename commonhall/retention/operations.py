"""Holding, keeping longer, and disposal as people decide it: proposing a run, approving it, calling it off."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from commonhall.cases.models import Case
from commonhall.cases.scopes import effective_of_case
from commonhall.cases.visible import cases_visible_to
from commonhall.core.lifecycle.retaining import rule_of
from commonhall.core.values.dates import london_day
from commonhall.councils.actors import Actor
from commonhall.councils.ids import new_id
from commonhall.councils.queries import CouncilSite
from commonhall.people.policies import Member
from commonhall.record.operations import enqueue, record_event
from commonhall.retention.erasing import hash_of_case
from commonhall.retention.held import asking_for_access, held_now, kept_back, wait_for_disposals
from commonhall.retention.models import Hold, Item, Lengthening, Run
from commonhall.retention.policies import (
    LONGEST_HOLD,
    LONGEST_REASON,
    MOST_IN_RUN,
    MOST_LONGER_MONTHS,
    needs_second_person,
)
from commonhall.retention.queries import due_rows, lengthenings


class HoldRefused(ValueError):
    """A hold needs a reason, and a day within a year on which somebody looks again. field: which of them is wrong."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


class LengtheningRefused(ValueError):
    """Cases can be kept longer only: by 1 to MOST_LONGER_MONTHS months, with a reason."""


class NothingDue(LookupError):
    """No case of the kind may go now: somebody else proposed them, or something keeps them."""


class RunSettled(Exception):
    """The run is no longer waiting for approval."""


class SamePerson(Exception):
    """Whoever proposed a run that deletes cannot approve it."""


@transaction.atomic
def place_hold(
    *,
    scope: str,
    subject_id: UUID | None = None,
    pattern: str = "",
    reason: str,
    review_date: date,
    restricted: bool = False,
    by: Actor,
    at: datetime,
) -> Hold:
    """Keep a ``person``, a ``case`` or a ``pattern`` from disposal from this moment on.

    A disposal that is under way ends its case first. review_date: when somebody looks whether the hold is still
    needed. Raises HoldRefused.
    """
    _check_hold(reason, review_date, at)
    wait_for_disposals()
    hold: Hold = Hold.objects.create(
        scope=scope,
        subject_id=subject_id,
        pattern=pattern,
        restricted=restricted,
        reason=reason.strip(),
        placed_by=by.name,
        placed_by_id=by.id,
        placed_at=at,
        review_date=review_date,
    )
    record_event(kind="hold_placed", subject=_about(hold), facts={"hold": str(hold.id)}, by=by, at=at)
    return hold


def _check_hold(reason: str, review_date: date, at: datetime) -> None:
    if not reason.strip() or len(reason) > LONGEST_REASON:
        raise HoldRefused("reason")
    if not london_day(at) < review_date <= london_day(at) + LONGEST_HOLD:
        raise HoldRefused("review_date")


def _about(hold: Hold) -> tuple[str, UUID]:
    return (hold.scope, hold.subject_id) if hold.subject_id else ("hold", hold.id)


@transaction.atomic
def review_hold(*, hold_id: UUID, reason: str, review_date: date, by: Actor, at: datetime) -> None:
    """Keep a hold, with the reason as it is now, until it is looked at again. Raises HoldRefused."""
    _check_hold(reason, review_date, at)
    hold = Hold.objects.select_for_update().get(id=hold_id, released_at=None)
    Hold.objects.filter(id=hold_id).update(reason=reason.strip(), review_date=review_date)
    record_event(kind="hold_reviewed", subject=_about(hold), facts={"hold": str(hold_id)}, by=by, at=at)


@transaction.atomic
def release_hold(*, hold_id: UUID, reason: str, by: Actor, at: datetime) -> None:
    """Let disposal go on with what a hold kept; released twice it stays released. Raises HoldRefused."""
    if not reason.strip() or len(reason) > LONGEST_REASON:
        raise HoldRefused("reason")
    hold = Hold.objects.select_for_update().filter(id=hold_id, released_at=None).first()
    if hold is None:
        return
    Hold.objects.filter(id=hold_id).update(released_at=at, released_by=by.name, release_reason=reason.strip())
    record_event(kind="hold_released", subject=_about(hold), facts={"hold": str(hold_id)}, by=by, at=at)


@transaction.atomic
def keep_longer(*, pattern: str, months: int, reason: str, by: Actor, at: datetime) -> None:
    """Add ``months`` to the time of every rule of a pattern; 0 goes back to the pattern's own.

    It holds at once for cases that are closed already, also for those in a run. Raises LengtheningRefused.
    """
    if not 0 <= months <= MOST_LONGER_MONTHS or not reason.strip() or len(reason) > LONGEST_REASON:
        raise LengtheningRefused(pattern)
    wait_for_disposals()
    if months:
        Lengthening.objects.update_or_create(
            pattern=pattern,
            defaults={"months": months, "reason": reason.strip(), "set_by": by.name, "set_at": at},
        )
    else:
        Lengthening.objects.filter(pattern=pattern).delete()
    record_event(
        kind="kept_longer", subject=("hold", new_id()), facts={"pattern": pattern, "months": months}, by=by, at=at
    )


@transaction.atomic
def propose_disposal(
    *, member: Member, pattern: str, rule: int | None, then: str, council: CouncilSite, at: datetime
) -> Run:
    """Propose that all cases go which one rule of a pattern lets go today, the oldest first, at most MOST_IN_RUN.

    Only those that ``member`` may dispose of, that nothing keeps and that no other run has. Raises NothingDue.
    """
    today = london_day(at)
    rows = due_rows(cases_visible_to(member, "dispose"), today=today)
    rows = rows.filter(pattern=pattern, dispose_rule=rule, dispose_then=then)
    rows = rows.exclude(held_now().rows).exclude(id__in=Item.objects.filter(state="waiting").values("case_id"))
    rows = rows.exclude(id__in=kept_back(rows, asking=asking_for_access(), today=today).values("id"))
    cases = list(rows.order_by("closed_at", "id").select_for_update()[:MOST_IN_RUN])
    if not cases:
        raise NothingDue(pattern)
    run = _run_of(cases[-1], member, council, at)
    Item.objects.bulk_create(_items(run, cases))
    record_event(
        kind="disposal_proposed",
        subject=("run", run.id),
        facts={"pattern": pattern, "then": then, "cases": len(cases)},
        by=member.actor,
        at=at,
    )
    return run


def _run_of(case: Case, member: Member, council: CouncilSite, at: datetime) -> Run:
    effective = effective_of_case(case, council=council, at=at)
    rule = rule_of(effective, case.dispose_rule)
    why = rule.why or effective.pattern.case.retention.why
    added = lengthenings().get(case.pattern)
    run: Run = Run.objects.create(
        pattern=case.pattern,
        restricted=case.restricted,
        rule=case.dispose_rule,
        then=case.dispose_then,
        why_en=why.en,
        why_cy=why.cy,
        law=effective.pattern.privacy.law.en,
        months=rule.months + (added.months if added else 0),
        proposed_by=member.name,
        proposed_by_id=member.membership_id,
        proposed_at=at,
    )
    return run


def _items(run: Run, cases: Iterable[Case]) -> Iterable[Item]:
    for case in cases:
        assert case.closed_at is not None
        yield Item(
            run=run,
            case_id=case.id,
            reference=case.reference,
            hash=hash_of_case(case),
            closed_date=london_day(case.closed_at),
        )


@transaction.atomic
def approve_disposal(*, run_id: UUID, by: Actor, at: datetime) -> Run:
    """Let the worker dispose of a run's cases. Raises SamePerson where a run that deletes is its proposer's own, and
    RunSettled when somebody approved it or called it off.
    """
    run: Run = Run.objects.select_for_update().get(id=run_id)
    if run.state != "proposed":
        raise RunSettled(run.state)
    if needs_second_person(run.then) and by.id == run.proposed_by_id:
        raise SamePerson(str(run_id))
    Run.objects.filter(id=run_id).update(state="running", approved_by=by.name, approved_by_id=by.id, approved_at=at)
    record_event(kind="disposal_approved", subject=("run", run_id), by=by, at=at)
    enqueue(kind="dispose", payload={"run": str(run_id)}, key=f"dispose:{run_id}:0", at=at)
    return run


@transaction.atomic
def cancel_disposal(*, run_id: UUID, by: Actor, at: datetime) -> None:
    """Call a run off before it is approved. Nothing has gone. Raises RunSettled."""
    run = Run.objects.select_for_update().get(id=run_id)
    if run.state != "proposed":
        raise RunSettled(run.state)
    Run.objects.filter(id=run_id).update(state="cancelled", ended_at=at)
    Item.objects.filter(run_id=run_id).delete()
    record_event(kind="disposal_cancelled", subject=("run", run_id), by=by, at=at)
