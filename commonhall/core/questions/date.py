"""A date in three fields: is it whole, real, and within its limits?"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Literal

from pydantic import Field, field_validator

from commonhall.core.questions.messages import DATE_PARTS
from commonhall.core.questions.question import Answer, Parsed, Question, Setting, ValueType, first, text_of
from commonhall.core.values.dates import DateNotRecognised, in_words, parse_date, parse_month
from commonhall.core.values.typed_text import plain_digits

PARTS = ("day", "month", "year")
_BOUND = re.compile(r"(today)(?:([+-])([0-9]{1,5}))?|[0-9]{4}-[0-9]{2}-[0-9]{2}")
_LONGEST_PART = 40


class Bounded(Question):
    """A question about dates between two limits, each a date or so many days from today."""

    earliest: str = Field(default="", max_length=20)
    latest: str = Field(default="", max_length=20)

    @field_validator("earliest", "latest")
    @classmethod
    def _is_a_bound(cls, bound: str) -> str:
        if bound and not _BOUND.fullmatch(bound):
            raise ValueError(f"{bound!r} is not a date like 2026-04-01, nor today, today-1 or today+28")
        if bound and not bound.startswith("today"):
            parse_date(bound)
        return bound


class Date(Bounded):
    """A date, kept as ISO text. Months may be typed as names in either language.

    earliest, latest: "2026-04-01", "today", "today-1" or "today+28"; both days are allowed.
    """

    seen_as: ClassVar[ValueType] = "date"
    rules: ClassVar[tuple[str, ...]] = (
        "missing",
        "wrong_type",
        "part_missing",
        "not_real",
        "year",
        "too_early",
        "too_late",
    )

    type: Literal["date"]

    def fields(self) -> tuple[str, ...]:
        """Return the names of the three fields."""
        return tuple(f"{self.id}-{part}" for part in PARTS)

    def read(self, posted: Mapping[str, Sequence[str]], setting: Setting) -> Parsed:
        """Read the parts; then missing, part missing, real, year of four numbers, too early, too late."""
        return read_date(self, self.id, posted, setting)

    def shown(self, answer: Answer) -> dict[str, str | list[str]]:
        """Return day, month and year as numbers."""
        if answer is None:
            return dict.fromkeys(self.fields(), "")
        day = parse_date(text_of(answer))
        return dict(zip(self.fields(), (str(day.day), str(day.month), str(day.year)), strict=True))

    def summary(self, answer: Answer, setting: Setting) -> list[str]:
        """Return "10 June 2026"."""
        if answer is None:
            return self.not_provided(setting)
        return [in_words(text_of(answer), setting.language, weekday=False)]

    def _schema(self) -> dict[str, Any]:
        return {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}


def read_date(
    question: Bounded, field: str, posted: Mapping[str, Sequence[str]], setting: Setting, **called: str
) -> Parsed:
    """Read the three fields that begin with ``field``. called: what messages call the date, if not the question."""
    typed = {part: plain_digits(first(posted, f"{field}-{part}")[: _LONGEST_PART + 1]) for part in PARTS}
    absent = tuple(part for part in PARTS if not typed[part])
    if len(absent) == len(PARTS):
        return question.blank(setting)
    if absent:
        parts = DATE_PARTS[absent].say(setting.language)
        return question.problem("part_missing", setting, at=f"{field}-{absent[0]}", parts=parts, **called)
    numbers = {
        "day": _number(typed["day"], 2),
        "month": parse_month(typed["month"]),
        "year": _number(typed["year"], 4),
    }
    wrong = next((part for part in PARTS if numbers[part] is None), None)
    if wrong:
        return question.problem("not_real", setting, at=f"{field}-{wrong}", **called)
    day, month, year = (numbers[part] or 0 for part in PARTS)
    short = year < 1000  # a year of one to three numbers: judge day and month in a leap year
    try:
        found = datetime.date(2000 if short else year, month, day)
    except ValueError:
        return question.problem("not_real", setting, at=f"{field}-day", **called)
    if short:
        return question.problem("year", setting, at=f"{field}-year", **called)
    return _limited(question, f"{field}-day", found.isoformat(), setting, called)


def _limited(question: Bounded, at: str, answer: str, setting: Setting, called: Mapping[str, str]) -> Parsed:
    earliest, latest = bound(question.earliest, setting.today), bound(question.latest, setting.today)
    words = {
        **called,
        "earliest": in_words(earliest, setting.language, weekday=False) if earliest else "",
        "latest": in_words(latest, setting.language, weekday=False) if latest else "",
    }
    between = "between" if earliest and latest else ""
    if earliest and answer < earliest:
        variant = {"today": "today", "today+1": "future"}.get(question.earliest, between)
        return question.problem("too_early", setting, variant=variant, at=at, **words)
    if latest and answer > latest:
        variant = {"today": "today", "today-1": "past"}.get(question.latest, between)
        return question.problem("too_late", setting, variant=variant, at=at, **words)
    return Parsed(answer)


def bound(limit: str, today: str) -> str:
    """Return the ISO date that a limit means on ``today``; nothing for no limit."""
    found = _BOUND.fullmatch(limit)
    if not found or not found[1]:
        return limit
    days = int(found[3] or 0) * (-1 if found[2] == "-" else 1)
    return (parse_date(today) + datetime.timedelta(days=days)).isoformat()


def _number(typed: str, digits: int) -> int | None:
    plain = typed.isascii() and typed.isdigit() and len(typed.lstrip("0")) <= digits
    return int(typed) if plain and int(typed) > 0 else None


__all__ = ["Bounded", "Date", "DateNotRecognised", "bound", "read_date"]
