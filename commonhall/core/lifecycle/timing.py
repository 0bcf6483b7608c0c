"""What happens to a case by itself, and when? Its timers, and what follows when a deadline is missed."""

from __future__ import annotations

from dataclasses import dataclass, replace

from commonhall.core.language.case_model import Timer
from commonhall.core.language.effective import Effective
from commonhall.core.language.expressions import ExpressionFailed, Scope
from commonhall.core.lifecycle import running
from commonhall.core.lifecycle.amounts import applies, not_there_yet, number, text
from commonhall.core.lifecycle.applying import Acting, Applied, apply_move
from commonhall.core.lifecycle.holding import NewNumber
from commonhall.core.lifecycle.moves import MoveRefused, later, messages_on
from commonhall.core.lifecycle.standing import CaseStanding

MORNING = "08:00:00"
"""When a timer that has a date, and no time, happens: while people are awake to read what it sends."""


@dataclass(frozen=True, slots=True)
class NextTimer:
    """A timer that waits. key: what makes this time of it another than the last. due_at: London wall clock."""

    id: str
    key: str
    due_at: str

    @property
    def name(self) -> str:
        """The name under which it is remembered that it has happened."""
        return f"{self.id}@{self.key}"


@dataclass(frozen=True, slots=True)
class Fired:
    """What became of a timer or a missed deadline.

    applied: the transition that was taken. refused: why the one that should follow was not, else empty. messages: to
    send without a transition.
    """

    standing: CaseStanding
    applied: Applied | None = None
    refused: str = ""
    messages: tuple[str, ...] = ()


def next_timers(effective: Effective, standing: CaseStanding, scope: Scope) -> tuple[NextTimer, ...]:
    """Return the timers that wait while the case stands so, soonest first.

    One whose moment reads what is not there yet does not wait. Raises ExpressionFailed.
    """
    waiting = []
    for spec in effective.pattern.case.timers:
        if standing.state in spec.in_:
            timer = _next(effective, spec, standing, scope)
            if timer is not None and timer.name not in standing.fired:
                waiting.append(timer)
    return tuple(sorted(waiting, key=lambda each: (each.due_at, each.id)))


def _next(effective: Effective, spec: Timer, standing: CaseStanding, scope: Scope) -> NextTimer | None:
    place = f"case.timers.{spec.id}"
    try:
        if spec.on:
            moment = text(effective, spec.on, scope, f"{place}.on")
            if not moment:
                return None
            moment = moment if "T" in moment else f"{moment}T{MORNING}"
            return NextTimer(spec.id, moment, moment)
        count = number(effective, spec.after or 0, scope, f"{place}.after")
    except ExpressionFailed as failure:
        if not_there_yet(failure):
            return None
        raise
    return NextTimer(spec.id, standing.since, later(effective, standing.since, count, spec.unit))


def fire_timer(
    effective: Effective, standing: CaseStanding, timer: NextTimer, acting: Acting, *, new_number: NewNumber
) -> Fired:
    """Return what a timer does at its time. Whatever comes of it, it has happened.

    A transition that is refused sends no message. Raises ExpressionFailed.
    """
    spec = next(each for each in effective.pattern.case.timers if each.id == timer.id)
    standing = replace(standing, fired=standing.fired | {timer.name})
    scope = acting.scope(effective, standing)
    if not applies(effective, spec.only_when, scope, f"case.timers.{spec.id}.only_when"):
        return Fired(standing, refused="only_when")
    if spec.transition:
        fired = _followed(effective, standing, spec.transition, acting, new_number)
        if fired.applied is None:
            return fired
        more = messages_on(effective, "", named=spec.message, scope=acting.scope(effective, fired.standing))
        return replace(fired, messages=tuple(name for name in more if name not in fired.applied.messages))
    return Fired(standing, messages=tuple(messages_on(effective, "", named=spec.message, scope=scope)))


def miss_deadline(
    effective: Effective, standing: CaseStanding, deadline: str, acting: Acting, *, new_number: NewNumber
) -> Fired:
    """Return the standing once ``deadline`` has passed, with the transition that follows by the pattern."""
    late = standing.deadline(deadline)
    if late is None or not late.open or late.missed or not running.is_late(late, acting.now):
        return Fired(standing)
    standing = standing.with_deadline(running.missed(late))
    spec = next(each for each in effective.pattern.case.deadlines if each.id == deadline)
    if spec.when_missed is None:
        return Fired(standing)
    return _followed(effective, standing, spec.when_missed.transition, acting, new_number)


def _followed(
    effective: Effective, standing: CaseStanding, transition: str, acting: Acting, new_number: NewNumber
) -> Fired:
    try:
        applied = apply_move(effective, standing, transition, acting, new_number=new_number)
    except MoveRefused as refused:
        return Fired(standing, refused=refused.reason)
    return Fired(applied.standing, applied=applied)
