"""What happens to a case after it was opened, step by step as a worked example tells it, and does it come out so?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, Final

from commonhall.core.language.effective import Effective
from commonhall.core.language.expressions import ExpressionFailed, Scope
from commonhall.core.lifecycle.applying import Acting, Applied, apply_move
from commonhall.core.lifecycle.approving import approval_needed
from commonhall.core.lifecycle.checking import failed_checks
from commonhall.core.lifecycle.moves import MoveRefused, messages_on
from commonhall.core.lifecycle.opening import OpenedCase
from commonhall.core.lifecycle.pricing import charges_of_move
from commonhall.core.lifecycle.putting_off import minutes_to_pay, when_down
from commonhall.core.lifecycle.standing import CaseStanding
from commonhall.core.lifecycle.timing import Fired, NextTimer, fire_timer, miss_deadline, next_timers
from commonhall.core.lifecycle.working import TaskNotOpen, do_task
from commonhall.core.verify.example_model import Expect, Then

MOST_BY_ITSELF: Final = 1000
"""How much may happen by itself while one step waits, before it is a pattern that never comes to rest."""
STATES: Final = frozenset({"running", "paused", "met", "breached", "stopped"})


def by_line(records: Iterable[Mapping[str, Any]]) -> dict[str, int]:
    """Return pence by charge line; of several lines with one id, the sum."""
    found: dict[str, int] = {}
    for line in records:
        found[line["id"]] = found.get(line["id"], 0) + line["total"]
    return found


def _number(prefix: str) -> str:
    return f"{prefix}-00000-00000"


@dataclass
class Follow:
    """One case being followed. compare: told what was looked at, what was wanted and what came. note: for the trace.

    sent: the messages of this step; all_sent: of the whole example. published: whether this step published.
    put_off: timers that wait longer than they would, and until when.
    """

    effective: Effective
    standing: CaseStanding
    seen: Scope
    now: str
    compare: Callable[[str, Any, Any], None]
    note: Callable[[str, str], None]
    reached: set[str]
    sent: list[str] = field(default_factory=list)
    all_sent: list[str] = field(default_factory=list)
    published: bool = False
    costs: Mapping[str, int] = field(default_factory=dict)
    total: int = 0
    dispose_date: str | None = None
    put_off: Mapping[str, str] = field(default_factory=dict)

    def send(self, names: tuple[str, ...]) -> None:
        """Keep that messages were sent."""
        self.sent += names
        self.all_sent += names
        self.reached |= {f"message:{name}" for name in names}

    def acting(self, *actors: str, asked: Mapping[str, Any] | None = None) -> Acting:
        """Return who acts now."""
        return Acting(self.seen, actors, self.now, asked or {})

    def timers(self) -> tuple[NextTimer, ...]:
        """Return the timers that wait now."""
        scope = self.acting("timer").scope(self.effective, self.standing)
        found = next_timers(self.effective, self.standing, scope)
        later = (replace(each, due_at=max(each.due_at, self.put_off.get(each.id, ""))) for each in found)
        return tuple(sorted(later, key=lambda each: each.due_at))


def begun(
    effective: Effective,
    opened: OpenedCase,
    seen: Scope,
    now: str,
    *,
    compare: Callable[[str, Any, Any], None],
    note: Callable[[str, str], None],
    reached: set[str],
) -> Follow:
    """Return a case as it was just opened, to be followed."""
    follow = Follow(effective, opened.standing, seen, now, compare, note, reached)
    follow.send(opened.messages)
    _reach(follow)
    return follow


def follow_step(follow: Follow, step: Then, at: str) -> None:
    """Let one step happen at ``at`` (London wall clock) and compare what it expects."""
    follow.sent, follow.published, follow.costs, follow.total = [], False, {}, 0
    by_name = "wait" if step.wait else "unpayable" if step.unpayable else "paid"
    what = f"{step.do or step.task or step.lost or by_name}"
    if step.wait:
        by_itself(follow, at)
    follow.now = at
    try:
        if step.do:
            _take(follow, step)
        elif step.task:
            _do_task(follow, step)
        elif step.lost:
            _lose(follow, step.lost)
        elif step.paid:
            _paid(follow)
        elif step.unpayable:
            _cannot_pay(follow)
    except ExpressionFailed as failure:
        follow.compare(what, "to be worked out", str(failure))
    _reach(follow)
    look_at(follow, step.expect, f"after {what}: ")


def _take(follow: Follow, step: Then) -> None:
    acting = follow.acting(step.by, asked=step.asked)
    try:
        due = charges_of_move(follow.effective, follow.standing, step.do, acting)
        follow.costs, follow.total = by_line(line.record() for line in due.lines), due.total_pence
        _check_asked(follow, step, acting)
        _check_approved(follow, step, acting)
        if due.total_pence and not step.paid:
            follow.note(f"transition {step.do} by {step.by}", f"waits for {due.total_pence} pence")
            return
        old = follow.standing
        paid = replace(old, charged=old.charged + due.total_pence, paid=old.paid + due.total_pence)
        applied = apply_move(follow.effective, paid, step.do, acting, new_number=_number)
    except MoveRefused as refusal:
        follow.compare(f"{step.do} refused", step.refused, refusal.reason)
        return
    if step.refused:
        follow.compare(f"{step.do} refused", step.refused, "")
    _moved(follow, applied, step.by)


def _check_asked(follow: Follow, step: Then, acting: Acting) -> None:
    """Raise MoveRefused where an answer breaks a rule of its question, as the page of the act would not take it."""
    spec = next(each for each in follow.effective.pattern.case.transitions if each.id == step.do)
    scope = acting.scope(follow.effective, follow.standing)
    if failed_checks(follow.effective, spec.ask, step.asked, scope):
        raise MoveRefused(step.do, "check")


def _check_approved(follow: Follow, step: Then, acting: Acting) -> None:
    """Raise MoveRefused where a second person must approve it and nobody has, or nobody who may."""
    wanted = approval_needed(follow.effective, follow.standing, step.do, acting)
    if wanted is not None and set(acting.actors) & {"officer", "lead"} and step.approved not in wanted.by:
        raise MoveRefused(step.do, "approval")


def _moved(follow: Follow, applied: Applied, by: str) -> None:
    follow.standing = applied.standing
    follow.send(applied.messages)
    follow.published |= applied.published is not None
    follow.dispose_date = applied.disposal.date if applied.disposal else follow.dispose_date
    follow.note(f"transition {applied.transition.id} by {by}", applied.standing.state)
    follow.reached |= {f"transition:{applied.transition.id}", f"state:{applied.standing.state}"}
    for what, one in (("entitlement", applied.entitlement), ("booking", applied.booking)):
        if one is not None:
            follow.note(f"  {what} {one.act}", str(getattr(one, "now", None) or one))
    if applied.refund_pence:
        follow.note("  refund", f"{applied.refund_pence} pence")
    if applied.disposal and applied.disposal.rule is not None:
        follow.reached.add(f"retention:{applied.disposal.rule}")


def _do_task(follow: Follow, step: Then) -> None:
    try:
        follow.standing = do_task(follow.standing, step.task, step.asked, follow.now)
    except TaskNotOpen:
        follow.compare(f"task {step.task}", "open", "not open")
        return
    follow.note(f"task {step.task}", "done")


def _lose(follow: Follow, booking: str) -> None:
    """Let the slot of a booking be gone: only its calendar can tell, and a case finds out afterwards."""
    old = follow.standing.booking(booking)
    if old is None:
        follow.compare(f"booking {booking}", "there", "not there")
        return
    follow.standing = follow.standing.with_booking(replace(old, state="lost"))
    follow.note(f"booking {booking}", "lost")


def _paid(follow: Follow) -> None:
    """Let what the journey cost be paid: the transition by ``payment`` follows."""
    standing = replace(follow.standing, paid=follow.standing.paid + follow.standing.charged)
    moves = follow.effective.pattern.case.transitions
    found = next((each.id for each in moves if standing.state in each.from_ and "payment" in each.by), None)
    if found is None:
        follow.compare("paid", "a transition by payment from here", f"none from {standing.state}")
        return
    try:
        applied = apply_move(follow.effective, standing, found, follow.acting("payment"), new_number=_number)
    except MoveRefused as refusal:
        follow.compare("paid", "the transition by payment", f"refused: {refusal.reason}")
        return
    _moved(follow, applied, "payment")
    scope = follow.acting("payment").scope(follow.effective, follow.standing)
    follow.send(tuple(name for name in messages_on(follow.effective, "paid", scope=scope) if name not in follow.sent))


def _cannot_pay(follow: Follow) -> None:
    """Let nobody be there to take the money: there is more time, and the person is told."""
    down = when_down(follow.effective, follow.standing.state)
    if down is None:
        follow.compare("unpayable", "more time to pay", "none")
        return
    scope = follow.acting("resident").scope(follow.effective, follow.standing)
    more = timedelta(minutes=minutes_to_pay(follow.effective, down, scope))
    until = (datetime.fromisoformat(follow.now) + more).isoformat(timespec="seconds")
    follow.seen = {**follow.seen, "case": {**follow.seen["case"], "pay_until": until}}
    follow.put_off = {down.timer: until}
    follow.note("cannot be paid", f"until {until}")
    follow.send((down.message,))


def by_itself(follow: Follow, until: str) -> None:
    """Let timers and missed deadlines happen that come before ``until``, each at its time and in turn."""
    for _ in range(MOST_BY_ITSELF):
        timers = [each for each in follow.timers() if each.due_at <= until]
        late = [each for each in follow.standing.deadlines if each.open and not each.missed and each.due_at]
        passed = [each for each in late if each.due_at < until]
        first = min(passed, key=lambda each: each.due_at, default=None)
        if timers and (first is None or timers[0].due_at <= first.due_at):
            _fire(follow, timers[0])
        elif first is not None:
            _miss(follow, first.id, first.due_at)
        else:
            return
    follow.compare("by itself", "that it comes to rest", f"still going on after {MOST_BY_ITSELF} things")


def _fire(follow: Follow, timer: NextTimer) -> None:
    follow.now = max(follow.now, timer.due_at)
    fired = fire_timer(follow.effective, follow.standing, timer, follow.acting("timer"), new_number=_number)
    follow.note(f"timer {timer.id} at {timer.due_at}", fired.refused or "happens")
    if not fired.refused:
        follow.reached.add(f"timer:{timer.id}")
    _happened(follow, fired)


def _miss(follow: Follow, deadline: str, due_at: str) -> None:
    follow.now = max(follow.now, _after(due_at))
    fired = miss_deadline(follow.effective, follow.standing, deadline, follow.acting("timer"), new_number=_number)
    follow.note(
        f"deadline {deadline}", f"missed at {due_at}" + (f", refused: {fired.refused}" if fired.refused else "")
    )
    _happened(follow, fired)


def _after(moment: str) -> str:
    return (datetime.fromisoformat(moment) + timedelta(seconds=1)).isoformat(timespec="seconds")


def _happened(follow: Follow, fired: Fired) -> None:
    follow.standing = fired.standing
    if fired.applied is not None:
        _moved(follow, fired.applied, "timer")
    follow.send(fired.messages)
    _reach(follow)


def _reach(follow: Follow) -> None:
    standing = follow.standing
    follow.reached |= {f"deadline:{each.id}" for each in standing.deadlines}
    follow.reached |= {f"task:{each.id}" for each in standing.tasks}
    follow.reached |= {f"entitlement:{each.id}" for each in standing.entitlements}
    follow.reached |= {f"state:{standing.state}"}


def look_at(follow: Follow, expect: Expect, place: str = "") -> None:
    """Compare how the case stands with what is expected of it."""
    standing = follow.standing
    compare = follow.compare

    def some(what: str, wanted: Mapping[str, Any], got: Mapping[str, Any]) -> None:
        if wanted:
            compare(f"{place}{what}", dict(wanted), {name: got.get(name) for name in wanted})

    for what, wanted, got in (
        ("state", expect.state, standing.state),
        ("tasks", expect.tasks, tuple(each.id for each in standing.tasks if each.state == "open")),
        ("paid", expect.paid, standing.paid),
        ("refunded", expect.refunded, standing.refunded),
        ("messages sent", expect.sent, tuple(follow.sent if place else follow.all_sent)),
        ("published", expect.published, follow.published),
        ("dispose_date", expect.dispose_date, follow.dispose_date),
    ):
        if wanted is not None:
            compare(f"{place}{what}", wanted, got)
    due = {each.id: (each.due_at, each.state) for each in standing.deadlines}
    some(
        "deadlines",
        expect.deadlines,
        {name: _as_wanted(wanted, due.get(name)) for name, wanted in expect.deadlines.items()},
    )
    if expect.timers:
        some("timers", expect.timers, {each.id: each.due_at for each in reversed(follow.timers())})
    some("kept", expect.kept, standing.kept)
    scope = follow.acting("officer").scope(follow.effective, standing)["case"]
    for kind, held in (("entitlements", expect.entitlements), ("bookings", expect.bookings)):
        for name, fields in held.items():
            some(f"{kind} {name}", fields, scope[kind].get(name, {}))
    if place:  # of the journey itself they are compared when it ends
        some("charges", expect.charges, follow.costs)
        if expect.total is not None:
            compare(f"{place}total", expect.total, follow.total)


def _as_wanted(wanted: str | None, found: tuple[str, str] | None) -> str | None:
    """Return of a deadline what the example speaks of: its state, its moment or its day."""
    if found is None:
        return None
    due_at, state = found
    if wanted in STATES:
        return state
    return due_at if wanted and "T" in wanted else due_at[:10]
