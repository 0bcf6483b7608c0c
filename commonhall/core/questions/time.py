"""A time of day in one field: is it one, and is it within its limits?"""

from __future__ import annotations

import re
from typing import Any, ClassVar, Literal

from pydantic import Field, field_validator, model_validator

from commonhall.core.questions.question import Parsed, Setting
from commonhall.core.questions.typed_line import TypedLine
from commonhall.core.values.dates import DateNotRecognised, in_words, parse_time
from commonhall.core.values.typed_text import plain_digits

_CLOCK = re.compile(r"([0-9]{1,2})(?:[:. ]?([0-9]{2}))? ?([a-z.]{0,5})")
_HALVES = {"": None, "am": 0, "pm": 12, "yb": 0, "yp": 12, "yh": 12}
_NAMED = {
    "midday": "12:00",
    "noon": "12:00",
    "midnight": "00:00",
    "hanner dydd": "12:00",
    "canol dydd": "12:00",
    "hanner nos": "00:00",
}


class Time(TypedLine):
    """A time, kept as "17:00". It may be typed as 5pm, 5:30pm, 17.30 or, in Welsh, 5yp. Both limits are allowed."""

    rules: ClassVar[tuple[str, ...]] = ("missing", "wrong_type", "format", "too_early", "too_late")

    type: Literal["time"]
    earliest: str = Field(default="", max_length=5)
    latest: str = Field(default="", max_length=5)

    @field_validator("earliest", "latest")
    @classmethod
    def _is_a_time(cls, limit: str) -> str:
        if limit:
            parse_time(limit)
        return limit

    @model_validator(mode="after")
    def _limits_in_order(self) -> Time:
        if self.earliest and self.latest and self.earliest > self.latest:
            raise ValueError("earliest is after latest: no time can be both")
        return self

    def _parsed(self, line: str, setting: Setting) -> Parsed:
        clock = typed_time(line)
        if clock is None:
            return self.problem("format", setting)
        both = "between" if self.earliest and self.latest else ""
        limits = {
            name: in_words(limit, setting.language) if limit else ""
            for name, limit in (("earliest", self.earliest), ("latest", self.latest))
        }
        if self.earliest and clock < self.earliest:
            return self.problem("too_early", setting, variant=both, **limits)
        if self.latest and clock > self.latest:
            return self.problem("too_late", setting, variant=both, **limits)
        return Parsed(clock)

    def shown(self, answer: Any) -> dict[str, str | list[str]]:
        """Return the time as it is kept, in 24 hours."""
        return {self.id: "" if answer is None else parse_time(answer).isoformat("minutes")}

    def summary(self, answer: Any, setting: Setting) -> list[str]:
        """Return "5:30pm"."""
        return self.not_provided(setting) if answer is None else [in_words(answer, setting.language)]

    def _schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": "^[0-2][0-9]:[0-5][0-9]$"}


def typed_time(line: str) -> str | None:
    """Return "17:30" for a time as people type it, in either language; None where it is none.

    A time without am or pm is read on the clock of 24 hours.
    """
    plain = plain_digits(line[:40]).lower()
    if plain in _NAMED:
        return _NAMED[plain]
    found = _CLOCK.fullmatch(plain)
    half = found[3].replace(".", "") if found else "none"
    if not found or half not in _HALVES or (half == "" and found[2] is None):
        return None
    hour, minute, later = int(found[1]), found[2] or "00", _HALVES[half]
    if later is not None:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + later
    clock = f"{hour:02}:{minute}"
    try:
        parse_time(clock)
    except DateNotRecognised:
        return None
    return clock
