"""What is a slot of a calendar, and a place in one? The records that every booking provider gives."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from commonhall.core.questions.slot import slot_label
from commonhall.core.values.words import Words

PlaceState = Literal["held", "confirmed"]


@dataclass(frozen=True, slots=True)
class Calendar:
    """A calendar in which slots can be booked. id: what patterns name it by."""

    id: str
    title: Words


@dataclass(frozen=True, slots=True)
class Slot:
    """A day, or a time of a day, that can be booked. All in London's wall clock.

    id: unlike any other of the calendar ("2026-06-10" for a whole day, "2026-06-10T07:00/13:00" for a time of it,
    as core.questions.slot reads it).
    start and end: "07:00"; blank for a whole day. left: how many units there is still room for.
    """

    calendar: str
    id: str
    date: str
    start: str = ""
    end: str = ""
    left: int = 0

    def label(self) -> Words:
        """Return the slot as people say it: "Wednesday 10 June 2026, 7am to 1pm"."""
        return slot_label(self.id)

    def record(self) -> dict[str, Any]:
        """Return the slot as patterns see it: an option that can be chosen, with its parts."""
        label = self.label()
        return {
            "value": self.id,
            "label": {"en": label.en, "cy": label.cy},
            "calendar": self.calendar,
            "date": self.date,
            "start": self.start,
            "end": self.end,
            "left": self.left,
        }


RECORD_TYPES: dict[str, str] = {
    "value": "string",
    "label": "record",
    "label.en": "string",
    "label.cy": "string",
    "calendar": "string",
    "date": "date",
    "start": "string",
    "end": "string",
    "left": "int",
}
"""The types of a slot's record, by dotted path."""


@dataclass(frozen=True, slots=True)
class Place:
    """Room in a slot that somebody holds or has booked.

    reference: whoever asked for it made it; no other place has it. units: how much room it takes. uprn: for which
    property, blank where it is for none. until: the moment (UTC) at which a hold lapses; None once confirmed.
    """

    reference: str
    slot: Slot
    units: int = 1
    uprn: str = ""
    until: datetime | None = None

    @property
    def state(self) -> PlaceState:
        """Whether it is held for a while or booked."""
        return "confirmed" if self.until is None else "held"

    def stands(self, at: datetime) -> bool:
        """Return whether it takes up room at the moment ``at``: it is confirmed, or its hold has not lapsed."""
        return self.until is None or self.until > at
