"""Which slots has a contractor given the council? Reads the list that it sends as a CSV file."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from functools import lru_cache
from pathlib import Path
from typing import ClassVar, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from commonhall.capabilities.bookings.counting import Counted, Counts, Offer, Rules
from commonhall.capabilities.bookings.slot import Calendar, Slot
from commonhall.capabilities.errors import Misconfigured
from commonhall.capabilities.tables import modified_at, read_rows, wrong_line
from commonhall.core.values.words import Words


class SlotsCsvSettings(BaseModel):
    """Where the list is, and how it counts."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    path: Path = Field(
        title="File",
        description="The CSV file of slots, with the columns listed in the reference.",
        json_schema_extra={
            "title_cy": "Ffeil",
            "description_cy": "Y ffeil CSV o slotiau, gyda’r colofnau a restrir yn y dogfennau.",
        },
    )
    titles: dict[str, Words] = Field(
        default_factory=dict,
        title="Titles of the calendars in the file",
        json_schema_extra={"title_cy": "Teitlau’r calendrau yn y ffeil"},
    )
    counts: Counts = Field(
        default="units", title="What fills a slot", json_schema_extra={"title_cy": "Beth sy’n llenwi slot"}
    )
    once_a_day: bool = Field(
        default=False,
        title="One booking a day for each property",
        json_schema_extra={"title_cy": "Un archeb y dydd ar gyfer pob eiddo"},
    )


class _Row(BaseModel):
    """One line of the file. Columns that are not named here are ignored; empty ones take their defaults."""

    model_config = ConfigDict(frozen=True, extra="ignore", str_strip_whitespace=True)

    calendar: str = Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=60)
    date: date
    start: time | None = None
    end: time | None = None
    capacity: int = Field(ge=0, le=10_000)
    closes: datetime | None = None

    @model_validator(mode="after")
    def _times_make_sense(self) -> Self:
        if (self.start is None) != (self.end is None):
            raise ValueError("give both times, or neither")
        if self.start is not None and self.end is not None and self.end <= self.start:
            raise ValueError("it ends before it starts")
        if self.closes is not None and self.closes.tzinfo is not None:
            raise ValueError("closes is a wall-clock time without a zone")
        return self

    def offer(self) -> Offer:
        """Return the slot; without a closing time it can be booked until its day begins."""
        written = self.date.isoformat()
        start, end = (f"{each:%H:%M}" if each else "" for each in (self.start, self.end))
        name = f"{written}T{start}/{end}" if start else written
        closes = self.closes.isoformat(timespec="seconds") if self.closes else f"{written}T00:00:00"
        return Offer(Slot(self.calendar, name, written, start, end), self.capacity, closes)


@lru_cache(maxsize=16)
def _read(path: Path, _modified: int) -> dict[str, list[Offer]]:
    """Read the whole file or nothing. The time it was modified is part of the key, so a new file is read again."""
    found: dict[tuple[str, str], Offer] = {}
    for line, row in read_rows(path, _Row):
        offer = row.offer()
        key = (offer.slot.calendar, offer.slot.id)
        if key in found:
            raise wrong_line(path, line, f"{offer.slot.id} of {offer.slot.calendar} is in the file twice.")
        found[key] = offer
    calendars: dict[str, list[Offer]] = {}
    for (calendar, _), offer in sorted(found.items()):
        calendars.setdefault(calendar, []).append(offer)
    return calendars


class _Listed:
    """The diary that the file makes."""

    def __init__(self, settings: SlotsCsvSettings) -> None:
        self._settings = settings

    def rules(self) -> Sequence[Rules]:
        """See counting.Diary."""
        settings = self._settings
        return [
            Rules(Calendar(name, settings.titles.get(name, Words(en=name))), settings.counts, settings.once_a_day)
            for name in self._calendars()
        ]

    def offers(self, calendar: str, first: date, last: date) -> Sequence[Offer]:
        """See counting.Diary."""
        return [each for each in self._calendars()[calendar] if first.isoformat() <= each.slot.date <= last.isoformat()]

    def _calendars(self) -> dict[str, list[Offer]]:
        return _read(self._settings.path, modified_at(self._settings.path))


class Provider(Counted):
    """Slots from a CSV file on the machine, with what was given out counted in the council's own records."""

    name: ClassVar[str] = "slots_csv"
    title: ClassVar[Words] = Words(en="A file of slots (CSV)", cy="Ffeil o slotiau (CSV)")
    Settings: ClassVar[type[BaseModel]] = SlotsCsvSettings
    stays_here: ClassVar[bool] = True

    def __init__(self, settings: SlotsCsvSettings) -> None:
        super().__init__(_Listed(settings))
        self._path = settings.path

    def check(self) -> None:
        """Read the file. Raises Misconfigured naming the first wrong line, or that it is empty or missing."""
        if not _read(self._path, modified_at(self._path)):
            raise Misconfigured(f"{self._path.name} has no slots. Put the list there.")
