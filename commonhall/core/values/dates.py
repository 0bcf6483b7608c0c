"""How are dates and times kept, converted to London's wall clock, read and put into words?

Kept as ISO text: date "2026-06-10", local date-time "2026-06-10T17:00:00", time "17:00".
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from typing import TypeVar
from zoneinfo import ZoneInfo

from commonhall.core.values.words import Language, Words

LONDON = ZoneInfo("Europe/London")

MONTHS = (
    Words(en="January", cy="Ionawr"),
    Words(en="February", cy="Chwefror"),
    Words(en="March", cy="Mawrth"),
    Words(en="April", cy="Ebrill"),
    Words(en="May", cy="Mai"),
    Words(en="June", cy="Mehefin"),
    Words(en="July", cy="Gorffennaf"),
    Words(en="August", cy="Awst"),
    Words(en="September", cy="Medi"),
    Words(en="October", cy="Hydref"),
    Words(en="November", cy="Tachwedd"),
    Words(en="December", cy="Rhagfyr"),
)
DAYS = (
    Words(en="Monday", cy="dydd Llun"),
    Words(en="Tuesday", cy="dydd Mawrth"),
    Words(en="Wednesday", cy="dydd Mercher"),
    Words(en="Thursday", cy="dydd Iau"),
    Words(en="Friday", cy="dydd Gwener"),
    Words(en="Saturday", cy="dydd Sadwrn"),
    Words(en="Sunday", cy="dydd Sul"),
)
# As they are said after "o" (of) in Welsh: "10 o Fehefin".
_SOFTENED = {"fawrth": 3, "fai": 5, "fehefin": 6, "orffennaf": 7, "fedi": 9, "dachwedd": 11, "ragfyr": 12}
_MONTH_NAMES = _SOFTENED | {
    name.lower(): number for number, month in enumerate(MONTHS, 1) for name in (month.en, month.cy)
}
_Kept = TypeVar("_Kept", date, datetime, time)
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DATE_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(?::[0-9]{2})?")
_TIME = re.compile(r"[0-9]{2}:[0-9]{2}(?::[0-9]{2})?")


class DateNotRecognised(ValueError):
    """What was given is not a date or time in the form that we keep."""


def london(at: datetime) -> str:
    """Return the wall clock in London at the moment ``at`` (aware), to the second: "2026-06-10T17:00:00"."""
    if at.tzinfo is None:
        raise ValueError("A moment must say its time zone")
    return at.astimezone(LONDON).replace(tzinfo=None, microsecond=0).isoformat()


def from_london(local: str) -> datetime:
    """Return the moment (UTC) at which London's wall clock shows ``local``: a date-time or a date.

    A date means its start; the hour that comes twice in October its first coming; the hour left out in March
    the same time an hour later.
    """
    wall = parse_date_time(local if "T" in local else f"{local}T00:00:00")
    return wall.replace(tzinfo=LONDON).astimezone(UTC)


def london_day(at: datetime) -> date:
    """Return the date that a calendar in London shows at the instant ``at`` (aware)."""
    return date.fromisoformat(london_date(at))


def london_date(at: datetime) -> str:
    """Return the date in London at the moment ``at`` (aware): the date of receipt that clocks count from."""
    return london(at)[:10]


def parse_date(text: str) -> date:
    """Return the date kept as "2026-06-10". Raises DateNotRecognised."""
    return _parsed(date.fromisoformat, _DATE, text)


def parse_date_time(text: str) -> datetime:
    """Return the wall-clock date-time kept as "2026-06-10T17:00:00". Raises DateNotRecognised."""
    return _parsed(datetime.fromisoformat, _DATE_TIME, text)


def parse_time(text: str) -> time:
    """Return the time kept as "17:00". Raises DateNotRecognised."""
    return _parsed(time.fromisoformat, _TIME, text)


def _parsed(read: Callable[[str], _Kept], form: re.Pattern[str], text: str) -> _Kept:
    try:
        if form.fullmatch(text):
            return read(text)
    except ValueError:
        pass
    raise DateNotRecognised(f"{text[:40]!r} is not like 2026-06-10, 2026-06-10T17:00:00 or 17:00")


def parse_month(typed: str) -> int | None:
    """Return 1 to 12 for a month typed as a number or as a name in English or Welsh; None if it is neither.

    Names may be cut to three letters or more ("Sept", "Gorff") and end in a full stop.
    """
    name = typed.strip().rstrip(".").lower()
    if name.isascii() and name.isdigit():
        return int(name) if len(name) <= 2 and 1 <= int(name) <= 12 else None
    if len(name) < 3:
        return None
    return next((number for full, number in _MONTH_NAMES.items() if full.startswith(name)), None)


def in_words(value: str, language: Language, *, weekday: bool = True, year: bool = True) -> str:
    """Return a kept date, time or date-time as people say it.

    "Wednesday 10 June 2026", "5:30pm", "5pm on Wednesday 10 June 2026"; in Welsh
    "dydd Mercher 10 Mehefin 2026", "5.30yp", "5yp ddydd Mercher 10 Mehefin 2026". Raises DateNotRecognised.
    """
    if "T" not in value:
        if ":" in value:
            return _time_in_words(parse_time(value), language)
        return _date_in_words(parse_date(value), language, weekday=weekday, year=year)
    moment = parse_date_time(value)
    day = _date_in_words(moment.date(), language, weekday=weekday, year=year)
    if moment.hour == moment.minute == 0:  # "midnight on Friday" is read as either end of Friday
        return f"the start of {day}" if language == "en" else f"dechrau {day}"
    clock = _time_in_words(moment.time(), language)
    if language == "en":
        return f"{clock} on {day}"
    return f"{clock} d{day}" if weekday else f"{clock} ar {day}"


def _date_in_words(day: date, language: Language, *, weekday: bool, year: bool) -> str:
    words = [DAYS[day.weekday()].say(language)] if weekday else []
    words += [str(day.day), MONTHS[day.month - 1].say(language)]
    return " ".join(words + ([str(day.year)] if year else []))


def _time_in_words(clock: time, language: Language) -> str:
    if clock.minute == 0 and clock.hour in (0, 12):
        names = {0: Words(en="midnight", cy="hanner nos"), 12: Words(en="midday", cy="hanner dydd")}
        return names[clock.hour].say(language)
    hour = (clock.hour - 1) % 12 + 1
    if language == "en":
        minutes = f":{clock.minute:02}" if clock.minute else ""
        return f"{hour}{minutes}{'am' if clock.hour < 12 else 'pm'}"
    minutes = f".{clock.minute:02}" if clock.minute else ""
    return f"{hour}{minutes}{'yb' if clock.hour < 12 else 'yp' if clock.hour < 18 else 'yh'}"
