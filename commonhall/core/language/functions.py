"""Which functions may an expression call? Dates, times, working days and exact sums, over ISO text and integers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from commonhall.core.clocks import deadlines
from commonhall.core.clocks.calendar import WorkingCalendar
from commonhall.core.values import dates, money


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


def add_months(day: str, count: int) -> str:
    """Return the same day ``count`` months after ``day``, or the last of that month where it has no such day."""
    return deadlines.add_months(_date(day), count).isoformat()


def months_between(first: str, last: str) -> int:
    """Return how many whole months ``last`` is after ``first``; before it, as many below zero."""
    begun, ended = _date(first), _date(last)
    if ended < begun:
        return -months_between(last, first)
    months = (ended.year - begun.year) * 12 + ended.month - begun.month
    return months - 1 if deadlines.add_months(begun, months) > ended else months


def age_on(born: str, day: str) -> int:
    """Return the age in years on ``day`` of somebody born on ``born``.

    Whoever was born on 29 February is a year older on 1 March of the years without one.
    Raises ValueError for a day before the birth.
    """
    birth, on = _date(born), _date(day)
    if on < birth:
        raise ValueError(f"{day[:10]} is before the birth on {born[:10]}")
    return on.year - birth.year - ((on.month, on.day) < (birth.month, birth.day))


def make_date(year: int, month: int, day: int) -> str:
    """Return the date of these numbers, or raise ValueError where there is none."""
    return date(year, month, day).isoformat()


def financial_year_days(day: str) -> int:
    """Return 365 or 366: the days of the financial year, 1 April to 31 March, in which ``day`` lies."""
    on = _date(day)
    begun = on.year if on.month >= 4 else on.year - 1
    return (date(begun + 1, 4, 1) - date(begun, 4, 1)).days


def _whole(numbers: list[Any]) -> list[int]:
    for number in numbers:
        if not isinstance(number, int) or isinstance(number, bool):
            raise TypeError(f"{number!r} is not a whole number")
    return numbers


def total_of(numbers: list[Any]) -> int:
    """Return the sum of whole numbers; 0 of none."""
    return sum(_whole(numbers))


def least_of(numbers: list[Any]) -> int:
    """Return the least of whole numbers. Raises ValueError for none."""
    if not numbers:
        raise ValueError("there is no least of nothing")
    return min(_whole(numbers))


def most_of(numbers: list[Any]) -> int:
    """Return the greatest of whole numbers. Raises ValueError for none."""
    if not numbers:
        raise ValueError("there is no greatest of nothing")
    return max(_whole(numbers))


def half_up(amount: int, parts: int) -> int:
    """Return ``amount / parts`` rounded to the nearest whole number, a half away from zero.

    Rounding comes once, at the end: multiply first, then divide by everything at once.
    """
    if parts < 0:
        amount, parts = -amount, -parts
    if parts == 0:
        raise ValueError("nothing can be divided by 0")
    rounded = (2 * abs(amount) + parts) // (2 * parts)
    return rounded if amount >= 0 else -rounded


def round_up(amount: int, parts: int) -> int:
    """Return ``amount / parts`` rounded up to a whole number: how many groups of ``parts`` hold ``amount``."""
    if parts == 0:
        raise ValueError("nothing can be divided by 0")
    return -(-amount // parts)


def dated(amounts: list[Any], day: str) -> int:
    """Return the pence in force on ``day`` of a list of ``{from, pence}``: the latest that has begun by then."""
    begun = [each for each in amounts if each["from"] <= day[:10]]
    if not begun:
        raise ValueError(f"no amount is in force on {day[:10]}")
    return int(max(begun, key=lambda each: str(each["from"]))["pence"])


def said(day: str, language: str) -> str:
    """Return the date ``day`` in words: "10 June 2026", "10 Mehefin 2026"."""
    return dates.in_words(day[:10], "cy" if language == "cy" else "en", weekday=False)


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
    Function("add_months", ("date", "int"), "date", add_months, "The same day so many months later"),
    Function("months_between", ("date", "date"), "int", months_between, "Whole months from the first to the second"),
    Function("age_on", ("date", "date"), "int", age_on, "Age in years, from a date of birth, on a date"),
    Function("year_of", ("date",), "int", lambda day: _date(day).year, "The year of a date"),
    Function("month_of", ("date",), "int", lambda day: _date(day).month, "The month of a date, 1 to 12"),
    Function("day_of", ("date",), "int", lambda day: _date(day).day, "The day of the month of a date"),
    Function("make_date", ("int", "int", "int"), "date", make_date, "The date of a year, a month and a day"),
    Function("financial_year_days", ("date",), "int", financial_year_days, "Days of the financial year of a date"),
    Function("said", ("date", "string"), "string", said, "A date in words, in the language 'en' or 'cy'"),
    Function("pounds", ("int",), "string", money.in_words, "An amount in pence, as £12.50"),
    Function("sum", ("list",), "int", total_of, "The sum of a list of whole numbers; 0 of none"),
    Function("min_of", ("list",), "int", least_of, "The least of a list of whole numbers"),
    Function("max_of", ("list",), "int", most_of, "The greatest of a list of whole numbers"),
    Function("half_up", ("int", "int"), "int", half_up, "The first divided by the second, a half rounded up"),
    Function("round_up", ("int", "int"), "int", round_up, "The first divided by the second, rounded up"),
    Function("dated", ("list", "date"), "int", dated, "The pence in force on a date, of dated amounts"),
)
