"""Which functions may an expression call? Dates, times and working days, over ISO text as patterns store it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from commonhall.core.clocks.calendar import WorkingCalendar


@dataclass(frozen=True, slots=True)
class Function:
    """A function of the language: its name, the types it takes and gives, and the work.

    needs_calendar: the work gets the council's working calendar as its first argument.
    """

    name: str
    takes: tuple[str, ...]
    gives: str
    work: Callable[..., Any]
    about: str
    needs_calendar: bool = False


def _date(text: str) -> date:
    return date.fromisoformat(text[:10])


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text if "T" in text else f"{text}T00:00:00")


def _iso(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")


def as_date(text: str) -> str:
    """Return the date that ``text`` writes, or raise ValueError."""
    return date.fromisoformat(text).isoformat()


def as_moment(text: str) -> str:
    """Return the wall-clock moment that ``text`` writes, or raise ValueError."""
    return _iso(datetime.fromisoformat(text))


def as_time(text: str) -> str:
    """Return the time of day that ``text`` writes, or raise ValueError."""
    return time.fromisoformat(text).isoformat(timespec="minutes")


def at(day: str, clock: str) -> str:
    """Return the moment on ``day`` when the clock shows ``clock``."""
    return _iso(datetime.combine(_date(day), time.fromisoformat(clock)))


def add_days(day: str, count: int) -> str:
    """Return the date ``count`` calendar days after ``day``."""
    return (_date(day) + timedelta(days=count)).isoformat()


def add_minutes(moment: str, count: int) -> str:
    """Return the wall-clock moment ``count`` minutes after ``moment``."""
    return _iso(_moment(moment) + timedelta(minutes=count))


def days_between(first: str, last: str) -> int:
    """Return how many calendar days ``last`` is after ``first``."""
    return (_date(last) - _date(first)).days


def add_working_days(calendar: WorkingCalendar, day: str, count: int) -> str:
    """Return the ``count``-th working day after ``day``, which need not be one itself."""
    return calendar.add_working_days(_date(day), count).isoformat()


def working_days_between(calendar: WorkingCalendar, first: str, last: str) -> int:
    """Return how many working days lie after ``first`` up to and including ``last``."""
    return calendar.working_days_between(_date(first), _date(last))


def is_working_day(calendar: WorkingCalendar, day: str) -> bool:
    """Return whether ``day`` is a working day of the council."""
    return calendar.is_working_day(_date(day))


FUNCTIONS: Final = (
    Function("date", ("string",), "date", as_date, "A date written as 2026-06-10"),
    Function("datetime", ("string",), "datetime", as_moment, "A moment written as 2026-06-10T17:00:00"),
    Function("time", ("string",), "time", as_time, "A time of day written as 17:00"),
    Function("at", ("date", "time"), "datetime", at, "The moment on a date when the clock shows a time"),
    Function("end_of", ("date",), "datetime", lambda day: f"{day[:10]}T23:59:59", "The last second of a date"),
    Function("date_of", ("datetime",), "date", lambda moment: moment[:10], "The date of a moment"),
    Function("add_days", ("date", "int"), "date", add_days, "The date so many calendar days later"),
    Function("add_minutes", ("datetime", "int"), "datetime", add_minutes, "The moment so many minutes later"),
    Function("days_between", ("date", "date"), "int", days_between, "Calendar days from the first to the second"),
    Function("weekday", ("date",), "int", lambda day: _date(day).isoweekday(), "1 for Monday to 7 for Sunday"),
    Function("later_of", ("datetime", "datetime"), "datetime", max, "The later of two moments"),
    Function("earlier_of", ("datetime", "datetime"), "datetime", min, "The earlier of two moments"),
    Function(
        "add_working_days",
        ("date", "int"),
        "date",
        add_working_days,
        "The date so many working days later",
        True,
    ),
    Function(
        "working_days_between",
        ("date", "date"),
        "int",
        working_days_between,
        "Working days after the first date, up to and including the second",
        True,
    ),
    Function("is_working_day", ("date",), "bool", is_working_day, "Whether the council works on a date", True),
)
