"""On which dates is a collection due, and to which is it moved by a bank holiday?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Literal

from commonhall.capabilities.errors import Rejected
from commonhall.core.clocks.calendar import FIRST_YEAR, LAST_YEAR, WorkingCalendar
from commonhall.core.values.dates import parse_date

Nation = Literal["england-wales", "scotland", "northern-ireland"]
Moves = Literal["all", "christmas", "none"]
"""Which bank holidays move collections: every one; those of Christmas and New Year; or none."""

_CHRISTMAS = frozenset({"Christmas Day", "Boxing Day", "New Year's Day", "2nd January"})
_DAY = timedelta(days=1)
_WEEK = timedelta(days=7)
_FURTHEST_MOVE = timedelta(days=14)
LONGEST_CALENDAR = timedelta(days=800)


def week_number(day: date) -> int:
    """Return the number of the week, Monday to Sunday, counted without a break at the new year."""
    return (day.toordinal() - 1) // 7


@dataclass(frozen=True, slots=True)
class Schedule:
    """Collections on ``weekdays`` (0 is Monday) of every ``every``-th week.

    phase: which of those weeks, from 0. begins: the first date that counts, or None for always.
    """

    weekdays: tuple[int, ...]
    every: int
    phase: int = 0
    begins: date | None = None

    def originals(self, first: date, last: date) -> Iterator[date]:
        """Yield the dates before any move, from ``first`` to ``last``."""
        first = max(first, self.begins or first)
        monday = first - timedelta(days=first.weekday())
        while monday <= last:
            if week_number(monday) % self.every == self.phase:
                for weekday in self.weekdays:
                    day = monday + timedelta(days=weekday)
                    if first <= day <= last:
                        yield day
            monday += _WEEK


@dataclass(frozen=True, slots=True)
class Round:
    """A schedule with the bank holidays that move it. A collection is only ever moved to a later date."""

    schedule: Schedule
    nation: Nation
    moves: Moves

    def between(self, first: date, last: date) -> list[tuple[date, date]]:
        """Return (original, moved) of the collections whose moved dates lie from ``first`` to ``last``."""
        originals = self.schedule.originals(first - _FURTHEST_MOVE, last)
        pairs = [(original, moved(original, self.nation, self.moves)) for original in originals]
        return [pair for pair in pairs if first <= pair[1] <= last]

    def last_by(self, today: date) -> tuple[date, date] | None:
        """Return (original, moved) of the last collection on or before ``today``; None before the first."""
        before = self.between(today - _WEEK * (self.schedule.every + 3), today)
        return max(before, key=_moved_then_original, default=None)

    def next_after(self, today: date) -> tuple[date, date]:
        """Return (original, moved) of the next collection after ``today``."""
        first = max(today + _DAY, self.schedule.begins or today)
        return min(self.between(first, first + _WEEK * (self.schedule.every + 3)), key=_moved_then_original)


def _moved_then_original(pair: tuple[date, date]) -> tuple[date, date]:
    return pair[1], pair[0]


def moved(original: date, nation: Nation, moves: Moves) -> date:
    """Return the date to which the collection of ``original`` is moved; usually the same.

    After a bank holiday that counts, each round of that week runs on the next free day, Saturdays included.
    """
    if moves == "none":
        return original
    monday = original - timedelta(days=original.weekday())
    return _week(monday, nation, moves).get(original, original)


@cache
def _week(monday: date, nation: Nation, moves: Moves) -> dict[date, date]:
    """Return where each day of one week is moved to, Monday to Saturday."""
    calendar = _calendar(nation, moves)
    week: dict[date, date] = {}
    free = monday
    for offset in range(6):
        day = monday + timedelta(days=offset)
        free = calendar.next_working_day(max(free, day))
        week[day] = free
        free += _DAY
    return week


@cache
def _calendar(nation: Nation, moves: Moves) -> WorkingCalendar:
    names = _CHRISTMAS if moves == "christmas" else frozenset[str]()
    return WorkingCalendar(nation=nation, saturday_working=True, holiday_names=names)


def working_day_before(today: date, nation: Nation) -> date:
    """Return the last weekday before ``today`` that is no bank holiday."""
    return WorkingCalendar(nation=nation).add_working_days(today, -1)


def parse_range(from_date: str, to_date: str) -> tuple[date, date]:
    """Return the two dates. Raises Rejected: dates_reversed, date_out_of_range or range_too_long."""
    first, last = parse_date(from_date), parse_date(to_date)
    if first.year <= FIRST_YEAR or last.year >= LAST_YEAR:
        raise Rejected("date_out_of_range", why=f"Dates lie between {FIRST_YEAR + 1} and {LAST_YEAR - 1}")
    if last < first:
        raise Rejected("dates_reversed", why=f"{from_date} is after {to_date}")
    if last - first > LONGEST_CALENDAR:
        raise Rejected("range_too_long", why=f"More than {LONGEST_CALENDAR.days} days")
    return first, last
