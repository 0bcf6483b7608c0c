"""A first and a last day: are both whole and real, in order, and within their limits?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any, ClassVar, Literal

from pydantic import Field

from commonhall.core.questions.date import PARTS, Bounded, read_date
from commonhall.core.questions.question import Answer, Parsed, Setting, ValueType, first, record_of
from commonhall.core.values.dates import in_words, parse_date
from commonhall.core.values.typed_text import one_line
from commonhall.core.values.words import Words

ENDS = ("from", "to")


class DateRange(Bounded):
    """Two dates, kept as ``{"from": "2026-06-10", "to": "2026-06-12"}``; they may be the same day.

    earliest bounds the first day and latest the last, as for a date. max_days: how many days at most, both counted.
    from_label, to_label: what the two dates are called on the page and in messages.
    """

    seen_as: ClassVar[ValueType] = "record"
    rules: ClassVar[tuple[str, ...]] = (
        "missing",
        "wrong_type",
        "end_missing",
        "part_missing",
        "not_real",
        "year",
        "too_early",
        "too_late",
        "wrong_order",
        "too_many_days",
    )

    type: Literal["date_range"]
    from_label: Words = Words(en="Start date", cy="Dyddiad dechrau")
    to_label: Words = Words(en="End date", cy="Dyddiad gorffen")
    max_days: int | None = Field(default=None, ge=1, le=3660)

    def fields(self) -> tuple[str, ...]:
        """Return the names of the six fields."""
        return tuple(f"{self.id}-{end}-{part}" for end in ENDS for part in PARTS)

    def read(self, posted: Mapping[str, Sequence[str]], setting: Setting) -> Parsed:
        """Read each date; then missing, what a date asks for, in order, not too many days."""
        blank = {
            end: not any(one_line(first(posted, f"{self.id}-{end}-{part}")[:100]) for part in PARTS) for end in ENDS
        }
        if all(blank.values()):
            return self.blank(setting)
        found: dict[str, str] = {}
        for end in ENDS:
            if blank[end]:
                return self.problem("end_missing", setting, at=f"{self.id}-{end}-day", **self._called(end, setting))
            parsed = read_date(self, f"{self.id}-{end}", posted, setting, **self._called(end, setting))
            if parsed.problem:
                return parsed
            found[end] = str(parsed.answer)
        return self._in_order(found, setting)

    def _called(self, end: str, setting: Setting) -> dict[str, str]:
        words = (self.from_label if end == "from" else self.to_label).say(setting.language).rstrip("?: ")
        return {"X": words[:1].upper() + words[1:], "x": words[:1].lower() + words[1:]}

    def _in_order(self, found: dict[str, str], setting: Setting) -> Parsed:
        at, called = f"{self.id}-to-day", self._called("to", setting)
        if found["to"] < found["from"]:
            start = in_words(found["from"], setting.language, weekday=False)
            return self.problem("wrong_order", setting, at=at, start=start, **called)
        last = parse_date(found["from"]) + timedelta(days=(self.max_days or 1) - 1)
        if self.max_days is not None and found["to"] > last.isoformat():
            variant = "one" if self.max_days == 1 else ""
            return self.problem("too_many_days", setting, variant=variant, at=at, max=self.max_days)
        return Parsed(dict(found))

    def shown(self, answer: Answer) -> dict[str, str | list[str]]:
        """Return day, month and year of both as numbers."""
        if answer is None:
            return dict.fromkeys(self.fields(), "")
        dates = record_of(answer)
        days = [parse_date(str(dates[end])) for end in ENDS]
        numbers = [str(number) for day in days for number in (day.day, day.month, day.year)]
        return dict(zip(self.fields(), numbers, strict=True))

    def summary(self, answer: Answer, setting: Setting) -> list[str]:
        """Return "10 June 2026 to 12 June 2026"."""
        if answer is None:
            return self.not_provided(setting)
        dates = record_of(answer)
        start, end = (in_words(str(dates[name]), setting.language, weekday=False) for name in ENDS)
        return [start if start == end else f"{start} {'hyd' if setting.language == 'cy' else 'to'} {end}"]

    def _schema(self) -> dict[str, Any]:
        day = {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
        return {
            "type": "object",
            "properties": {"from": day, "to": day},
            "required": ["from", "to"],
            "additionalProperties": False,
        }
