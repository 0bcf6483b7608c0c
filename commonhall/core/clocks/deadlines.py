"""When is something due? Counts days, months or hours from an event, leaving out pauses, and shows its counting."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Literal

from commonhall.core.clocks.calendar import WorkingCalendar
from commonhall.core.values.dates import from_london, london, parse_date

Unit = Literal["working_days", "days", "months", "hours"]
State = Literal["not_started", "running", "paused", "met", "breached", "stopped"]

PAUSED = "paused"
ROLLED = "next working day"
_DAY = timedelta(days=1)


class PausesOverlap(ValueError):
    """Two pauses of one clock overlap, or one ends before it begins."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """How long something may take.

    starts: the event from whose London date it counts. day_one: "next" counts the day after the event as day 1;
    "same" the day itself, which the law calls "beginning with" (in working days: the next one, where the event
    falls on another day).
    roll: an end in days or months that is no working day moves to the next one.
    """

    id: str
    starts: str
    length: int
    unit: Unit
    calendar: WorkingCalendar
    day_one: Literal["next", "same"] = "next"
    roll: bool = False

    def __post_init__(self) -> None:
        if self.length < 1:
            raise ValueError(f"Deadline {self.id!r} must be at least 1 long")

    def extended(self, length: int) -> Deadline:
        """Return the deadline ``length`` longer, in its own unit."""
        return replace(self, length=self.length + length)


@dataclass(frozen=True, slots=True)
class Pause:
    """Time that does not count. Both its days are left out; an open one (``to`` None) lasts until it is ended.

    from_, to: ISO dates, or local date-times where hours are counted.
    """

    from_: str
    to: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class CountedDay:
    """One day of a count: its number, or 0 and why it did not count: "weekend", "paused", a holiday."""

    date: str
    number: int
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class Due:
    """When something is due, and how that was counted.

    due_at: the last second, local: "2026-03-31T23:59:59". trace: every day looked at, in order.
    """

    due_at: str
    trace: tuple[CountedDay, ...]

    @property
    def due_date(self) -> str:
        """Return the date on which it is due."""
        return self.due_at[:10]


def due(deadline: Deadline, started: str, pauses: Sequence[Pause] = ()) -> Due | None:
    """Return when ``deadline`` falls due; None while a pause is open.

    started: the London date of the event; for hours its local date-time. A duty that starts again after a
    question to the person is given the day of the answer as ``started``. Raises PausesOverlap.
    """
    _check_pauses(pauses)
    if any(pause.to is None for pause in pauses):
        return None
    if deadline.unit == "hours":
        return _due_after_hours(deadline.length, started, pauses)
    paused = _paused_days(pauses)
    count = {"working_days": _count_working_days, "days": _count_days, "months": _count_months}[deadline.unit]
    trace = count(deadline, parse_date(started[:10]), paused)
    return Due(f"{trace[-1].date}T23:59:59", tuple(trace))


def add_months(day: date, months: int) -> date:
    """Return the same day so many months later (earlier if negative), or the last of a month without that day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _count_working_days(deadline: Deadline, start: date, paused: frozenset[date]) -> list[CountedDay]:
    trace: list[CountedDay] = []
    day, number = start if deadline.day_one == "same" else start + _DAY, 0
    while True:
        why_not = PAUSED if day in paused else deadline.calendar.why_not(day)
        number += not why_not
        trace.append(CountedDay(day.isoformat(), 0 if why_not else number, why_not))
        if number == deadline.length:
            return trace
        day += _DAY


def _count_days(deadline: Deadline, start: date, paused: frozenset[date]) -> list[CountedDay]:
    first = start if deadline.day_one == "same" else start + _DAY
    return _calendar_days(deadline, first, first + timedelta(days=deadline.length - 1), paused)


def _count_months(deadline: Deadline, start: date, paused: frozenset[date]) -> list[CountedDay]:
    end = add_months(start, deadline.length)
    if deadline.day_one == "same":  # a month beginning with 8 September ends with 7 October
        return _calendar_days(deadline, start, end - _DAY, paused)
    return _calendar_days(deadline, start + _DAY, end, paused)


def _calendar_days(deadline: Deadline, first: date, end: date, paused: frozenset[date]) -> list[CountedDay]:
    trace: list[CountedDay] = []
    day, number = first, 0
    while day <= end:
        if day in paused:
            end += _DAY
        number += day not in paused
        trace.append(CountedDay(day.isoformat(), 0, PAUSED) if day in paused else CountedDay(day.isoformat(), number))
        day += _DAY
    return trace + (_rolled(deadline, trace) if deadline.roll else [])


def _rolled(deadline: Deadline, trace: list[CountedDay]) -> list[CountedDay]:
    """Return the days after an end on a non-working day, up to the next working day, none of them counted."""
    added: list[CountedDay] = []
    day = parse_date(trace[-1].date)
    while deadline.calendar.why_not(day):
        day += _DAY
        added.append(CountedDay(day.isoformat(), 0, deadline.calendar.why_not(day) or ROLLED))
    return added


def _due_after_hours(hours: int, started: str, pauses: Sequence[Pause]) -> Due:
    end = from_london(started) + timedelta(hours=hours)
    for pause in sorted(pauses, key=lambda pause: pause.from_):
        begin, finish = from_london(pause.from_), _pause_end(pause)
        begin = max(begin, from_london(started))
        if begin <= end and finish > begin:
            end += finish - begin
    return Due(london(end), ())


def _pause_end(pause: Pause) -> datetime:
    assert pause.to is not None  # due() has no end while a pause is open
    if "T" in pause.to:
        return from_london(pause.to)
    return from_london((parse_date(pause.to) + _DAY).isoformat())


def _paused_days(pauses: Sequence[Pause]) -> frozenset[date]:
    days: set[date] = set()
    for pause in pauses:
        first, last = parse_date(pause.from_[:10]), parse_date((pause.to or pause.from_)[:10])
        days |= {first + timedelta(days=number) for number in range((last - first).days + 1)}
    return frozenset(days)


def _check_pauses(pauses: Sequence[Pause]) -> None:
    ordered = sorted(pauses, key=lambda pause: pause.from_)
    for pause in ordered:
        if pause.to is not None and pause.to < pause.from_:
            raise PausesOverlap(f"The pause from {pause.from_} ends before it begins, on {pause.to}")
    for earlier, later in pairwise(ordered):
        if earlier.to is None or later.from_ < earlier.to:
            raise PausesOverlap(f"The pause from {later.from_} begins before the one from {earlier.from_} has ended")


@dataclass(frozen=True, slots=True)
class Clock:
    """One running of a deadline for a case. All moments are local ISO text.

    started: None until its event happens. met_at: when the thing was done. stopped_at: when it no longer
    had to be done (merged, withdrawn).
    """

    deadline: Deadline
    started: str | None = None
    pauses: tuple[Pause, ...] = ()
    met_at: str | None = None
    stopped_at: str | None = None

    def due(self) -> Due | None:
        """Return when it is due; None before it starts and while a pause is open."""
        return due(self.deadline, self.started, self.pauses) if self.started else None

    def state(self, now: str) -> State:
        """Return how the clock stands at ``now`` (local date-time). Done too late stays breached."""
        if self.started is None:
            return "stopped" if self.stopped_at else "not_started"
        until = self.met_at or self.stopped_at or now
        breached = self._is_late(until)
        if self.met_at:
            return "breached" if breached else "met"
        if self.stopped_at:
            return "stopped"
        if breached:
            return "breached"
        return "paused" if any(_covers(pause, now) for pause in self.pauses) else "running"

    def _is_late(self, at: str) -> bool:
        """Return whether ``at`` is after the due moment; an open pause stops the clock from its first day on."""
        assert self.started is not None
        end = due(self.deadline, self.started, [pause for pause in self.pauses if pause.to is not None])
        assert end is not None
        begins = min((pause.from_ for pause in self.pauses if pause.to is None), default=None)
        return min(at, begins) > end.due_at if begins else at > end.due_at


def _covers(pause: Pause, now: str) -> bool:
    first = pause.from_ if "T" in pause.from_ else f"{pause.from_}T00:00:00"
    last = pause.to if pause.to is None or "T" in pause.to else f"{pause.to}T23:59:59"
    return first <= now and (last is None or now <= last)
