"""How does a stored case stand, and how is a new standing stored? Between the rows of a case and its lifecycle."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from commonhall.cases.due import AD_HOC, NEVER, errands_due, passed_at
from commonhall.cases.models import Case, CaseDeadline, CaseTask, CaseTimer, Entitlement, Payment
from commonhall.cases.refunds import money_of
from commonhall.core.clocks.deadlines import Pause
from commonhall.core.language.effective import Effective
from commonhall.core.lifecycle.standing import (
    BookingStanding,
    CaseStanding,
    DeadlineStanding,
    EntitlementStanding,
    TaskStanding,
)
from commonhall.core.lifecycle.timing import NextTimer
from commonhall.core.values.dates import from_london, london


def last_second(passed: datetime | None) -> str:
    """Return the last second before ``passed`` by London's clock: :func:`passed_at` undone."""
    return london(passed - timedelta(seconds=1)) if passed else ""


def standing_of_case(
    case: Case, effective: Effective, *, deadlines: Sequence[CaseDeadline] | None = None
) -> CaseStanding:
    """Return how ``case`` stands. Asks only for what its pattern can have.

    deadlines: its rows, where they have been read already.
    """
    pattern = effective.pattern.case
    of_pattern = CaseTask.objects.filter(case=case).exclude(kind__startswith=AD_HOC)
    tasks = of_pattern.order_by("opened_at", "id") if pattern.tasks else ()
    entitlements = Entitlement.objects.filter(case=case) if pattern.entitlements else ()
    money = _money(case, effective)
    return CaseStanding(
        state=case.state,
        since=london(case.since_at),
        opened=london(case.opened_at),
        team=case.team,
        closed=london(case.closed_at) if case.closed_at else "",
        kept=case.kept,
        deadlines=tuple(map(_deadline, deadlines_of(case) if deadlines is None else deadlines)),
        tasks=tuple(_task(row) for row in tasks),
        entitlements=tuple(_entitlement(row) for row in entitlements),
        bookings=tuple(_booking(row) for row in case.bookings.all()) if pattern.bookings else (),
        fired=_fired(case) if pattern.timers else frozenset(),
        charged=money.charged,
        paid=money.paid,
        refunded=money.refunded,
    )


@dataclass(frozen=True, slots=True)
class _Money:
    """What a case cost, paid and got back, in pence."""

    charged: int = 0
    paid: int = 0
    refunded: int = 0


def _money(case: Case, effective: Effective) -> _Money:
    pattern = effective.pattern
    moves = any(each.charges for each in pattern.case.transitions)
    if not (pattern.charges or moves):
        return _Money()
    charged = int((case.facts.get("charges") or {}).get("total") or 0)
    for_moves = Payment.objects.filter(case=case, state="paid", surplus=False).exclude(for_transition="")
    if moves:
        charged += sum(for_moves.values_list("amount_pence", flat=True))
    money = money_of(case.id)
    return _Money(charged, money.paid, money.refunded)


def deadlines_of(case: Case) -> tuple[CaseDeadline, ...]:
    """Return the deadlines of ``case``, the next first."""
    return tuple(CaseDeadline.objects.filter(case=case).order_by("due_at", "id"))


def _deadline(row: CaseDeadline) -> DeadlineStanding:
    return DeadlineStanding(
        id=row.kind,
        started=row.started,
        length=row.length,
        nation=row.nation,
        extended=row.extended,
        pauses=tuple(Pause(each["from"], each["to"], each["reason"]) for each in row.pauses),
        missed=row.missed,
        state=row.state,  # type: ignore[arg-type]  # the database allows no other
        due_at=last_second(row.due_at),
        ended_at=london(row.ended_at) if row.ended_at else "",
    )


def _task(row: CaseTask) -> TaskStanding:
    return TaskStanding(
        id=row.kind,
        opened_at=london(row.opened_at),
        team=row.team,
        due_at=last_second(row.due_at),
        state=row.state,  # type: ignore[arg-type]  # the database allows no other
        answers=row.answers,
        ended_at=london(row.ended_at) if row.ended_at else "",
    )


def _entitlement(row: Entitlement) -> EntitlementStanding:
    return EntitlementStanding(
        id=row.kind,
        number=row.number,
        subject=row.subject,
        quantity=row.quantity,
        from_=row.starts_date.isoformat(),
        until=row.until_date.isoformat(),
        renew_from=row.renew_from_date.isoformat() if row.renew_from_date else "",
        renew_until=row.renew_until_date.isoformat() if row.renew_until_date else "",
        uprn=row.uprn,
        state=row.state,  # type: ignore[arg-type]  # the database allows no other
    )


def _booking(row: Any) -> BookingStanding:
    return BookingStanding(row.kind, row.state, row.slot)


def _fired(case: Case) -> frozenset[str]:
    done = CaseTimer.objects.filter(case=case, state="done").values_list("kind", "key")
    return frozenset(f"{kind}@{key}" for kind, key in done)


def keep_standing(
    case: Case,
    effective: Effective,
    old: CaseStanding,
    new: CaseStanding,
    timers: Iterable[NextTimer] | None,
    *,
    done_by: str = "",
    at: datetime,
) -> None:
    """Store ``new`` in place of ``old``: the rows that differ, and the case's own columns, but not the bookings.

    timers: those that wait from now on; None leaves them as they are. done_by: who did the task that was done.
    """
    keep_deadlines(case, old, new)
    _keep_tasks(case, old, new, done_by)
    _keep_entitlements(case, old, new, at)
    if timers is not None:
        _keep_timers(case, timers)
    case.state = new.state
    case.phase = effective.pattern.case.states[new.state].phase
    case.since_at = at if new.since != old.since else case.since_at
    case.closed_at = (case.closed_at or at) if new.closed else None
    case.kept = dict(new.kept)
    case.due_date, due_at = due_of(new)
    case.due_at = min((due_at, *errands_due(case.id)))


def due_of(standing: CaseStanding) -> tuple[date | None, datetime]:
    """Return the last day of the deadline that is due first, and the instant at which that or a task is due."""
    first = standing.next_due
    due = [(each.due_at, each.ended_at) for each in standing.deadlines]
    due += [(each.due_at, each.ended_at) for each in standing.tasks]
    moments = [due_at for due_at, ended_at in due if due_at and not ended_at]
    next_at = passed_at(min(moments)) if moments else datetime.fromisoformat(NEVER)
    return date.fromisoformat(first.due_at[:10]) if first else None, next_at


def keep_deadlines(case: Case, old: CaseStanding, new: CaseStanding) -> None:
    """Store the deadlines of ``new`` that differ from ``old``."""
    for each in new.deadlines:
        before = old.deadline(each.id)
        if before is None:
            CaseDeadline.objects.create(case=case, kind=each.id, **deadline_row(each))
        elif before != each:
            CaseDeadline.objects.filter(case=case, kind=each.id).update(**deadline_row(each))


def deadline_row(each: DeadlineStanding) -> dict[str, Any]:
    """Return the columns of a deadline."""
    return {
        "started": each.started,
        "length": each.length,
        "nation": each.nation,
        "extended": each.extended,
        "pauses": [{"from": pause.from_, "to": pause.to, "reason": pause.reason} for pause in each.pauses],
        "missed": each.missed,
        "due_date": date.fromisoformat(each.due_at[:10]) if each.due_at else None,
        "due_at": passed_at(each.due_at) if each.due_at else None,
        "state": each.state,
        "ended_at": from_london(each.ended_at) if each.ended_at else None,
    }


def task_row(each: TaskStanding) -> dict[str, Any]:
    """Return the columns of a new task of the pattern, but not who did it."""
    blank = dict.fromkeys(("title", "text", "opened_by", "reason", "to_email"), "")
    return {**blank, "owner_id": None, "questions": [], "shared": {}, "notes": [], **_task_moved(each)}


def _task_moved(each: TaskStanding) -> dict[str, Any]:
    """Return the columns of a task that the lifecycle changes."""
    return {
        "team": each.team,
        "state": each.state,
        "answers": dict(each.answers),
        "opened_at": from_london(each.opened_at),
        "due_at": passed_at(each.due_at) if each.due_at else None,
        "ended_at": from_london(each.ended_at) if each.ended_at else None,
    }


def _keep_tasks(case: Case, old: CaseStanding, new: CaseStanding, done_by: str) -> None:
    known = {(each.id, each.opened_at): each for each in old.tasks}
    for each in new.tasks:
        before = known.get((each.id, each.opened_at))
        if before is None:
            CaseTask.objects.create(case=case, kind=each.id, **task_row(each))
        elif before != each:
            more = {"done_by": done_by} if each.state == "done" else {}
            CaseTask.objects.filter(case=case, kind=each.id, state="open").update(**_task_moved(each), **more)


def _keep_entitlements(case: Case, old: CaseStanding, new: CaseStanding, at: datetime) -> None:
    for each in new.entitlements:
        if old.entitlement(each.id) != each:
            Entitlement.objects.update_or_create(
                case=case, kind=each.id, defaults={**entitlement_row(each), "pattern": case.pattern, "changed_at": at}
            )


def entitlement_row(each: EntitlementStanding) -> Mapping[str, Any]:
    """Return the columns of an entitlement."""
    return {
        "number": each.number,
        "state": each.state,
        "subject": each.subject,
        "quantity": each.quantity,
        "starts_date": each.from_,
        "until_date": each.until,
        "renew_from_date": each.renew_from or None,
        "renew_until_date": each.renew_until or None,
        "uprn": each.uprn,
    }


def _keep_timers(case: Case, timers: Iterable[NextTimer]) -> None:
    """Let just ``timers`` wait. One that has happened stays, so that it does not happen again."""
    wanted = {(each.id, each.key): each for each in timers}
    waiting = CaseTimer.objects.filter(case=case, state="waiting")
    for row in waiting:
        each = wanted.pop((row.kind, row.key), None)
        if each is None:
            row.delete()
        elif row.due_at != from_london(each.due_at):
            CaseTimer.objects.filter(id=row.id).update(due_at=from_london(each.due_at))
    for each in wanted.values():
        CaseTimer.objects.create(case=case, kind=each.id, key=each.key, due_at=from_london(each.due_at))
