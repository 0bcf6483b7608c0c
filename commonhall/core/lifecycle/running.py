"""How do the deadlines of a case run? Beginning, pausing, going on, growing, beginning again, being met or missed.

Only what happened is kept; the day on which a deadline is due is worked out from it anew each time.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final, Literal

from commonhall.core.clocks import deadlines as clocks
from commonhall.core.clocks.calendar import CalendarName, WorkingCalendar
from commonhall.core.clocks.deadlines import Pause
from commonhall.core.language.case_model import Deadline, Transition
from commonhall.core.language.effective import Effective
from commonhall.core.language.expressions import Scope
from commonhall.core.lifecycle.amounts import applies, number, text
from commonhall.core.lifecycle.standing import CaseStanding, DeadlineStanding

CALENDARS: Final[Mapping[str, CalendarName]] = {
    "england": "england-wales",
    "wales": "england-wales",
    "scotland": "scotland",
    "northern_ireland": "northern-ireland",
    "uk": "uk",
}
"""Whose bank holidays a nation keeps; ``uk`` is the union of all, as the Freedom of Information Act counts."""


def begun(
    effective: Effective, spec: Deadline, scope: Scope, *, now: str, afresh: bool = False
) -> DeadlineStanding | None:
    """Return ``spec`` as it begins at ``now``; None where its condition does not hold.

    afresh: it begins again, from this very day, whatever first day the pattern gives it otherwise.
    Raises ExpressionFailed and ValueError when its length, its first day or its calendar cannot be worked out.
    """
    place = f"case.deadlines.{spec.id}"
    if not applies(effective, spec.only_when, scope, f"{place}.only_when"):
        return None
    started = "" if afresh else text(effective, spec.begins, scope, f"{place}.begins")
    nation = text(effective, spec.nation, scope, f"{place}.nation")
    if nation and nation not in CALENDARS:
        raise ValueError(f"{place}.nation: there is no calendar {nation!r}; there are {', '.join(CALENDARS)}")
    standing = DeadlineStanding(
        id=spec.id,
        started=_first(spec.unit, started or now),
        length=number(effective, spec.days, scope, f"{place}.days"),
        nation=nation,
    )
    return _due(effective, spec, standing)


def _first(unit: str, moment: str) -> str:
    return moment if unit == "hours" else moment[:10]


def _due(effective: Effective, spec: Deadline, standing: DeadlineStanding) -> DeadlineStanding:
    """Return ``standing`` with the moment at which it is due; none while it is paused."""
    length = standing.length + standing.extended
    if length < 1:  # the same day, which no pause can move
        return replace(standing, due_at=f"{standing.started[:10]}T23:59:59")
    due = clocks.due(_duty(effective, spec, standing, length), standing.started, standing.pauses)
    return replace(standing, due_at=due.due_at if due else "")


def _duty(effective: Effective, spec: Deadline, standing: DeadlineStanding, length: int) -> clocks.Deadline:
    calendar = WorkingCalendar(nation=CALENDARS[standing.nation]) if standing.nation else effective.calendar
    return clocks.Deadline(spec.id, spec.from_, length, spec.unit, calendar, spec.day_one, spec.roll)


def counted(effective: Effective, standing: DeadlineStanding) -> clocks.Due | None:
    """Return how a deadline was counted, day by day; None while it is paused, and where nothing is counted."""
    spec = next((each for each in effective.pattern.case.deadlines if each.id == standing.id), None)
    length = standing.length + standing.extended
    if spec is None or length < 1:
        return None
    return clocks.due(_duty(effective, spec, standing, length), standing.started, standing.pauses)


def going_on(effective: Effective, standing: DeadlineStanding) -> DeadlineStanding:
    """Return a deadline whose last pause has ended, running again, with the moment at which it is due."""
    spec = next(each for each in effective.pattern.case.deadlines if each.id == standing.id)
    return _due(effective, spec, replace(standing, state="running"))


def begun_again(effective: Effective, id: str, scope: Scope, *, now: str) -> DeadlineStanding | None:
    """Return the deadline ``id`` as it begins again at ``now``; None where its condition does not hold.

    Raises ExpressionFailed and ValueError.
    """
    spec = next(each for each in effective.pattern.case.deadlines if each.id == id)
    return begun(effective, spec, scope, now=now, afresh=True)


def is_late(deadline: DeadlineStanding, now: str) -> bool:
    """Return whether the time of a running deadline has passed at ``now``."""
    return bool(deadline.due_at) and now > deadline.due_at


def missed(deadline: DeadlineStanding) -> DeadlineStanding:
    """Return ``deadline`` as missed. It still has to be met."""
    return replace(deadline, missed=True, state="breached")


def ended(deadline: DeadlineStanding, state: Literal["met", "stopped"], now: str) -> DeadlineStanding:
    """Return ``deadline`` as it ends at ``now``: met, stopped, or breached where that is too late."""
    late = deadline.missed or is_late(deadline, now)
    return replace(deadline, state="breached" if late else state, missed=late, ended_at=now)


def moved(effective: Effective, standing: CaseStanding, taken: Transition, scope: Scope, now: str) -> CaseStanding:
    """Return the standing after what ``taken`` does to the deadlines of the case: all but the states that meet them.

    A deadline that was missed stays missed when it is paused or extended afterwards: that cures nothing.
    Raises ExpressionFailed and ValueError.
    """
    for spec in effective.pattern.case.deadlines:
        old = standing.deadline(spec.id)
        new = old if old is None or not old.open else _changed(effective, spec, old, taken, scope, now)
        if spec.from_ == taken.id:
            new = begun(effective, spec, scope, now=now) or new
        elif spec.id in taken.restarts:
            again = begun(effective, spec, scope, now=now, afresh=True)
            cured = old is None or not old.open
            new = replace(again, missed=_was_missed(old, now), state=_state(old, now)) if again and not cured else again
        elif spec.id in taken.recounts:
            new = _recounted(effective, spec, new, scope, now)
        if new is not None and new is not old:
            standing = standing.with_deadline(new)
    return standing


def _recounted(
    effective: Effective, spec: Deadline, old: DeadlineStanding | None, scope: Scope, now: str
) -> DeadlineStanding | None:
    """Return a deadline by what its rules say now; one that had ended begins anew.

    A pause that began before the first day as it is now was a pause of the count before.
    """
    again = begun(effective, spec, scope, now=now)
    if old is None or not old.open or again is None:
        return again or (old and ended(old, "stopped", now))
    late = _was_missed(old, now)
    pauses = tuple(each for each in old.pauses if each.to is None or each.from_ >= again.started)
    new = replace(old, started=again.started, length=again.length, nation=again.nation, pauses=pauses, missed=late)
    if new.state == "paused":
        return new
    return _due(effective, spec, replace(new, state=_state(old, now)))


def _was_missed(old: DeadlineStanding | None, now: str) -> bool:
    return old is not None and (old.missed or is_late(old, now))


def _state(old: DeadlineStanding | None, now: str) -> Literal["running", "breached"]:
    return "breached" if _was_missed(old, now) else "running"


def _changed(
    effective: Effective, spec: Deadline, old: DeadlineStanding, taken: Transition, scope: Scope, now: str
) -> DeadlineStanding:
    new = old
    if spec.id in taken.pauses and not old.missed and not is_late(old, now) and old.state == "running":
        new = replace(new, state="paused", pauses=(*new.pauses, Pause(_first(spec.unit, now), None, taken.id)))
    if spec.id in taken.resumes and new.state == "paused":
        new = replace(
            new, state="running", pauses=(*new.pauses[:-1], replace(new.pauses[-1], to=_first(spec.unit, now)))
        )
    if spec.id in taken.extends:
        more = number(effective, taken.extends[spec.id], scope, f"case.transitions.{taken.id}.extends.{spec.id}")
        late = is_late(old, now)
        new = replace(new, extended=new.extended + more, missed=new.missed or late)
        new = replace(new, state="breached") if late else new
    if spec.id in taken.stops:
        return ended(new, "stopped", now)
    return new if new is old else _due(effective, spec, new)


def settled(effective: Effective, standing: CaseStanding, taken: Transition, now: str) -> CaseStanding:
    """Return the standing after the state that ``taken`` led to has met what it meets; a closed case stops the rest."""
    closed = effective.pattern.case.states[standing.state].phase == "closed"
    for spec in effective.pattern.case.deadlines:
        old = standing.deadline(spec.id)
        if old is None or not old.open:
            continue
        if standing.state in spec.met_by or taken.id in spec.met_on:
            standing = standing.with_deadline(ended(old, "met", now))
        elif closed:
            standing = standing.with_deadline(ended(old, "stopped", now))
    return standing


def opened_again(effective: Effective, standing: CaseStanding, scope: Scope, now: str) -> CaseStanding:
    """Return the standing of a case that was opened again without a word about its clocks: they run afresh.

    Else nothing about it would ever be due.
    """
    for spec in effective.pattern.case.deadlines:
        if standing.deadline(spec.id) is not None:
            again = begun(effective, spec, scope, now=now, afresh=True)
            standing = standing.with_deadline(again) if again else standing
    return standing
