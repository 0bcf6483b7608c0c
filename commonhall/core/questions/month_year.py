"""A month of a year in two fields: is it whole, real, and within its limits?"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Literal

from pydantic import Field, field_validator

from commonhall.core.questions.messages import DATE_PARTS
from commonhall.core.questions.question import Answer, Parsed, Question, Setting, first, text_of
from commonhall.core.values.dates import MONTHS, parse_month
from commonhall.core.values.typed_text import plain_digits
from commonhall.core.values.words import Language

PARTS = ("month", "year")
_KEPT = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])")
_BOUND = re.compile(r"(today)(?:([+-])([0-9]{1,4}))?|[0-9]{4}-(?:0[1-9]|1[0-2])")
_LONGEST_PART = 40


class MonthYear(Question):
    """A month, kept as "2026-06". Its name may be typed in either language.

    earliest, latest: "2026-04", "today", "today-3" or "today+12", counted in months; both are allowed.
    """

    rules: ClassVar[tuple[str, ...]] = (
        "missing",
        "wrong_type",
        "part_missing",
        "not_real",
        "year",
        "too_early",
        "too_late",
    )

    type: Literal["month_year"]
    earliest: str = Field(default="", max_length=20)
    latest: str = Field(default="", max_length=20)

    @field_validator("earliest", "latest")
    @classmethod
    def _is_a_bound(cls, bound: str) -> str:
        if bound and not _BOUND.fullmatch(bound):
            raise ValueError(f"{bound!r} is not a month like 2026-04, nor today, today-3 or today+12")
        return bound

    def fields(self) -> tuple[str, ...]:
        """Return the names of the two fields."""
        return tuple(f"{self.id}-{part}" for part in PARTS)

    def read(self, posted: Mapping[str, Sequence[str]], setting: Setting) -> Parsed:
        """Read the parts; then missing, part missing, real, year of four numbers, too early, too late."""
        typed = {part: plain_digits(first(posted, f"{self.id}-{part}")[: _LONGEST_PART + 1]) for part in PARTS}
        absent = tuple(part for part in PARTS if not typed[part])
        if len(absent) == len(PARTS):
            return self.blank(setting)
        if absent:
            parts = DATE_PARTS[absent].say(setting.language)
            return self.problem("part_missing", setting, at=f"{self.id}-{absent[0]}", parts=parts)
        month = parse_month(typed["month"])
        if month is None:
            return self.problem("not_real", setting, at=f"{self.id}-month")
        if not re.fullmatch(r"[1-9][0-9]{3}", typed["year"]):
            return self.problem("year", setting, at=f"{self.id}-year")
        return self._limited(f"{typed['year']}-{month:02}", setting)

    def _limited(self, answer: str, setting: Setting) -> Parsed:
        earliest, latest = _month(self.earliest, setting.today), _month(self.latest, setting.today)
        words = {
            "earliest": month_in_words(earliest, setting.language) if earliest else "",
            "latest": month_in_words(latest, setting.language) if latest else "",
        }
        between = "between" if earliest and latest else ""
        if earliest and answer < earliest:
            variant = {"today": "today", "today+1": "future"}.get(self.earliest, between)
            return self.problem("too_early", setting, variant=variant, **words)
        if latest and answer > latest:
            variant = {"today": "today", "today-1": "past"}.get(self.latest, between)
            return self.problem("too_late", setting, variant=variant, **words)
        return Parsed(answer)

    def shown(self, answer: Answer) -> dict[str, str | list[str]]:
        """Return month and year as numbers."""
        if answer is None:
            return dict.fromkeys(self.fields(), "")
        year, month = _parts(text_of(answer))
        return {f"{self.id}-month": str(month), f"{self.id}-year": str(year)}

    def summary(self, answer: Answer, setting: Setting) -> list[str]:
        """Return "June 2026"."""
        if answer is None:
            return self.not_provided(setting)
        return [month_in_words(text_of(answer), setting.language)]

    def _schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": "^[1-9][0-9]{3}-(0[1-9]|1[0-2])$"}


def month_in_words(kept: str, language: Language) -> str:
    """Return "June 2026" for "2026-06". Raises ValueError for anything else."""
    year, month = _parts(kept)
    return f"{MONTHS[month - 1].say(language)} {year}"


def _parts(kept: str) -> tuple[int, int]:
    found = _KEPT.fullmatch(kept)
    if not found:
        raise ValueError(f"{kept[:20]!r} is not a month like 2026-06")
    return int(found[1]), int(found[2])


def _month(limit: str, today: str) -> str:
    found = _BOUND.fullmatch(limit)
    if not found or not found[1]:
        return limit
    year, month = _parts(today[:7])
    months = year * 12 + month - 1 + int(found[3] or 0) * (-1 if found[2] == "-" else 1)
    return f"{months // 12:04}-{months % 12 + 1:02}"
