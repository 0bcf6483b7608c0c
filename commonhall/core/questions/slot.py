"""When? One of the times that a calendar has free."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Literal

from commonhall.core.questions.choosing import Choosing
from commonhall.core.questions.question import Answer, Parsed, Setting, ValueType, first, record_of, text_of
from commonhall.core.values.dates import DateNotRecognised, in_words, parse_date, parse_time
from commonhall.core.values.words import Words

_SLOT = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:T([0-9]{2}:[0-9]{2})/([0-9]{2}:[0-9]{2}))?(#.{1,60})?")


class Slot(Choosing):
    """A slot, kept as ``{"value", "date", "start", "end"}``; without times it is the whole day.

    An option's value is the slot: "2026-06-12", or "2026-06-12T07:00/12:00", and after "#" anything by which the
    calendar knows it. Its label may be left to the question: see :func:`slot_label`.
    """

    seen_as: ClassVar[ValueType] = "record"
    rules: ClassVar[tuple[str, ...]] = ("missing", "wrong_type", "not_offered", "gone")

    type: Literal["slot"]

    def read(self, posted: Mapping[str, Sequence[str]], setting: Setting) -> Parsed:
        """Take a slot on offer. One that was on offer once, but is no longer, is gone."""
        chosen = first(posted, self.id)[:200].strip()
        if not chosen:
            return self.blank(setting)
        try:
            slot = slot_of(chosen)
        except DateNotRecognised:
            return self.problem("not_offered", setting)
        if all(option.value != chosen for option in self.offered(setting)):
            return self.problem("gone", setting)
        return Parsed(slot)

    def chosen_values(self, answer: Answer) -> list[str]:
        """Return the value of the slot."""
        return [] if answer is None else [text_of(record_of(answer)["value"])]

    def shown(self, answer: Answer) -> dict[str, str | list[str]]:
        """Return the value. A bare value (an example, an import) stands for a slot."""
        return {self.id: answer if isinstance(answer, str) else "".join(self.chosen_values(answer))}

    def summary(self, answer: Answer, setting: Setting) -> list[str]:
        """Return the day and the times."""
        if answer is None:
            return self.not_provided(setting)
        return [slot_label(text_of(record_of(answer)["value"])).say(setting.language)]

    def _schema(self) -> dict[str, Any]:
        time = {"type": "string", "pattern": "^([0-9]{2}:[0-9]{2})?$"}
        return {
            "type": "object",
            "properties": {
                "value": {"type": "string", "minLength": 1, "maxLength": 100},
                "date": {"type": "string", "format": "date"},
                "start": time,
                "end": time,
            },
            "required": ["value", "date", "start", "end"],
            "additionalProperties": False,
        }


def slot_of(value: str) -> dict[str, str]:
    """Return the answer that a slot's value stands for. Raises DateNotRecognised for a value of another form."""
    found = _SLOT.fullmatch(value)
    if not found:
        raise DateNotRecognised(f"{value[:40]!r} is not a slot like 2026-06-12 or 2026-06-12T07:00/12:00")
    date, start, end = found[1], found[2] or "", found[3] or ""
    parse_date(date)
    for time in filter(None, (start, end)):
        parse_time(time)
    return {"value": value, "date": date, "start": start, "end": end}


def slot_label(value: str) -> Words:
    """Return what a slot is called: "Friday 12 June 2026, 7am to midday". Raises DateNotRecognised."""
    slot = slot_of(value)
    days = [in_words(slot["date"], language) for language in ("en", "cy")]
    if not slot["start"]:
        return Words(en=days[0], cy=days[1])
    english, welsh = ([in_words(slot[end], language) for end in ("start", "end")] for language in ("en", "cy"))
    return Words(en=f"{days[0]}, {english[0]} to {english[1]}", cy=f"{days[1]}, {welsh[0]} – {welsh[1]}")
