"""How does a case stand? Its state, clocks, tasks, entitlements, bookings and money, as the rules of a pattern see it.

Moments are London wall clock, ISO; dates are ISO. Nothing here is stored or read from a clock.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from commonhall.core.clocks.deadlines import Pause
from commonhall.core.language.effective import Effective
from commonhall.core.language.expressions import Scope
from commonhall.core.language.wording import fill
from commonhall.core.lifecycle.kept import put_kept

DeadlineState = Literal["running", "paused", "met", "breached", "stopped"]
TaskState = Literal["open", "done", "dropped"]
EntitlementState = Literal["active", "suspended", "ended"]
BookingState = Literal["held", "confirmed", "released", "lost"]


@dataclass(frozen=True, slots=True)
class DeadlineStanding:
    """One deadline of a case that has begun.

    started: the first day, or the moment where hours are counted. length: in the deadline's unit, as it was when it
    began; extended: what was added since. nation: of another calendar than the case's clock; else empty.
    missed: its time passed before it was met, whatever was done later. due_at: the last second at which it is met,
    empty while it is paused. ended_at: when it was met or stopped.
    """

    id: str
    started: str
    length: int
    nation: str = ""
    extended: int = 0
    pauses: tuple[Pause, ...] = ()
    missed: bool = False
    state: DeadlineState = "running"
    due_at: str = ""
    ended_at: str = ""

    @property
    def open(self) -> bool:
        """Whether it still has to be met."""
        return not self.ended_at


@dataclass(frozen=True, slots=True)
class TaskStanding:
    """One task of a case that has begun. due_at: the last second until which to do it; empty without one."""

    id: str
    opened_at: str
    team: str
    due_at: str = ""
    state: TaskState = "open"
    answers: Mapping[str, Any] = field(default_factory=dict)
    ended_at: str = ""


@dataclass(frozen=True, slots=True)
class EntitlementStanding:
    """A permit, subscription or licence. from_, until: its first and last day.

    renew_from, renew_until: between which days it can be renewed; renew_from is empty where that is any time.
    uprn: the property that it is for; empty where it is for none.
    """

    id: str
    number: str
    subject: str
    quantity: int
    from_: str
    until: str
    renew_from: str = ""
    renew_until: str = ""
    uprn: str = ""
    state: EntitlementState = "active"


@dataclass(frozen=True, slots=True)
class BookingStanding:
    """A slot that the case takes up. slot: the answer to its question: date, start, end."""

    id: str
    state: BookingState
    slot: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CaseStanding:
    """Everything of a case that its lifecycle reads and changes.

    since: when the state was entered. closed: when the case was closed, empty while it is open. fired: timers that
    have happened, as ``id@key``. charged, paid, refunded: pence.
    """

    state: str
    since: str
    opened: str
    team: str
    closed: str = ""
    kept: Mapping[str, Any] = field(default_factory=dict)
    deadlines: tuple[DeadlineStanding, ...] = ()
    tasks: tuple[TaskStanding, ...] = ()
    entitlements: tuple[EntitlementStanding, ...] = ()
    bookings: tuple[BookingStanding, ...] = ()
    fired: frozenset[str] = frozenset()
    charged: int = 0
    paid: int = 0
    refunded: int = 0

    def deadline(self, id: str) -> DeadlineStanding | None:
        """Return the deadline of that id, if it has begun."""
        return next((each for each in self.deadlines if each.id == id), None)

    def task(self, id: str) -> TaskStanding | None:
        """Return the task of that id as it was begun last, if it has begun."""
        return next((each for each in reversed(self.tasks) if each.id == id), None)

    def entitlement(self, id: str) -> EntitlementStanding | None:
        """Return the entitlement of that id, if the case has given it."""
        return next((each for each in self.entitlements if each.id == id), None)

    def booking(self, id: str) -> BookingStanding | None:
        """Return the booking of that id, if there is one."""
        return next((each for each in self.bookings if each.id == id), None)

    def with_deadline(self, deadline: DeadlineStanding) -> CaseStanding:
        """Return the standing with one deadline put in, in place of the one of that id."""
        others = tuple(each for each in self.deadlines if each.id != deadline.id)
        return replace(self, deadlines=(*others, deadline))

    def with_entitlement(self, entitlement: EntitlementStanding) -> CaseStanding:
        """Return the standing with one entitlement put in, in place of the one of that id."""
        others = tuple(each for each in self.entitlements if each.id != entitlement.id)
        return replace(self, entitlements=(*others, entitlement))

    def with_booking(self, booking: BookingStanding) -> CaseStanding:
        """Return the standing with one booking put in, in place of the one of that id."""
        others = tuple(each for each in self.bookings if each.id != booking.id)
        return replace(self, bookings=(*others, booking))

    @property
    def next_due(self) -> DeadlineStanding | None:
        """Return the deadline that is due first of those that still have to be met and are not paused."""
        waiting = [each for each in self.deadlines if each.open and each.due_at]
        return min(waiting, key=lambda each: each.due_at, default=None)


def scope_of_standing(
    effective: Effective,
    standing: CaseStanding,
    *,
    seen: Scope,
    now: str,
    actor: str = "",
    asked: Mapping[str, Any] | None = None,
) -> Scope:
    """Return what expressions and texts may read of a case at the moment ``now``.

    seen: what does not change as the case moves: ``answers``, ``item``, ``values``, and under ``case`` its
    reference, title, item and the like; and what was worked out from the answers. actor: the role of whoever acts.
    asked: their answers to a transition.
    """
    first = standing.next_due
    case = {
        **seen.get("case", {}),
        "state": standing.state,
        "opened_at": standing.opened,
        "opened_date": standing.opened[:10],
        "closed_date": standing.closed[:10] or None,
        "due_date": first.due_at[:10] if first else None,
        "promise": _promise(effective, standing),
        "deadlines": {each.id: each.due_at[:10] or None for each in standing.deadlines},
        "kept": standing.kept,
        "tasks": {each.id: {**each.answers, "state": each.state} for each in standing.tasks},
        "entitlements": {each.id: _entitlement(each) for each in standing.entitlements},
        "bookings": {each.id: {**each.slot, "state": each.state} for each in standing.bookings},
        "charged": standing.charged,
        "paid": standing.paid,
        "refunded": standing.refunded,
    }
    more = {"actor": actor} if actor else {}
    scope = dict(
        effective.scope(**{**seen, **more, "case": case, "asked": dict(asked or {}), "now": now, "today": now[:10]})
    )
    put_kept(effective, scope)
    return scope


def _promise(effective: Effective, standing: CaseStanding) -> dict[str, str]:
    """Return what the pattern promises about the first of its deadlines that runs; nothing where none does."""
    for spec in effective.pattern.case.deadlines if standing.next_due else ():
        due = next((each.due_at[:10] for each in standing.deadlines if each.id == spec.id and each.open), "")
        if spec.promise and due:
            scope = {"case": {"due_date": due}, "settings": effective.settings}
            return {"en": fill(spec.promise, scope, "en"), "cy": fill(spec.promise, scope, "cy")}
    return {"en": "", "cy": ""}


def _entitlement(one: EntitlementStanding) -> dict[str, Any]:
    return {
        "number": one.number,
        "state": one.state,
        "subject": one.subject,
        "quantity": one.quantity,
        "from": one.from_,
        "until": one.until,
        "renew_from": one.renew_from or one.from_,
        "renew_until": one.renew_until or one.until,
    }
