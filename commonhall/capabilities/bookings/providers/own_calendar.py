"""Which slots does the council itself offer? Weekly opening times, closures and room for each slot, from settings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import ClassVar, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from commonhall.capabilities.bookings.counting import Counted, Counts, Offer, Rules
from commonhall.capabilities.bookings.slot import Calendar, Slot
from commonhall.capabilities.errors import Misconfigured
from commonhall.core.clocks.calendar import CalendarName, WorkingCalendar
from commonhall.core.values.words import Words

Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
_WEEKDAYS: tuple[Weekday, ...] = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class Opening(BaseModel):
    """When slots are offered in a week. Without times it is whole days; with minutes, slots of that length."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    days: frozenset[Weekday] = Field(min_length=1, title="Days")
    start: time | None = Field(default=None, title="From")
    end: time | None = Field(default=None, title="Until")
    minutes: int = Field(default=0, ge=0, le=1440, title="Minutes for one slot", description="0 is one slot in all.")
    capacity: int = Field(ge=0, le=10_000, title="Room in each slot")
    from_date: date = Field(default=date.min, title="First day")
    to_date: date = Field(default=date.max, title="Last day")

    @model_validator(mode="after")
    def _times_make_sense(self) -> Self:
        if (self.start is None) != (self.end is None):
            raise ValueError("Give both times, or neither")
        if self.start is not None and self.end is not None and self.end <= self.start:
            raise ValueError("It ends before it starts")
        if self.minutes and self.start is None:
            raise ValueError("Slots of some minutes need times")
        return self


class OwnCalendar(BaseModel):
    """One calendar of the council."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=60, title="Name in patterns")
    title: Words = Field(title="Title")
    openings: tuple[Opening, ...] = Field(min_length=1, max_length=50, title="Opening times")
    closed: frozenset[date] = Field(default=frozenset(), title="Days closed")
    nation: CalendarName | Literal[""] = Field(
        default="", title="Bank holidays closed", description="Whose bank holidays it is closed on; blank for none."
    )
    closes_days_before: int = Field(default=1, ge=0, le=60, title="Days before, by which to book")
    closes_in: Literal["days", "working_days"] = Field(default="days", title="Days or working days")
    closes_at: time = Field(default=time(23, 59, 59), title="Time by which to book")
    ahead_days: int = Field(default=90, ge=1, le=400, title="How many days ahead it can be booked")
    counts: Counts = Field(
        default="units", title="What fills a slot", json_schema_extra={"title_cy": "Beth sy’n llenwi slot"}
    )
    once_a_day: bool = Field(
        default=False,
        title="One booking a day for each property",
        json_schema_extra={"title_cy": "Un archeb y dydd ar gyfer pob eiddo"},
    )


class OwnCalendarSettings(BaseModel):
    """The council's calendars."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    calendars: tuple[OwnCalendar, ...] = Field(
        default=(), max_length=100, title="Calendars", json_schema_extra={"title_cy": "Calendrau"}
    )

    @model_validator(mode="after")
    def _calendars_can_be_told_apart(self) -> Self:
        names = [calendar.id for calendar in self.calendars]
        if len(set(names)) < len(names):
            raise ValueError("Two calendars have the same name")
        return self


class _Openings:
    """The diary that opening times make."""

    def __init__(self, calendars: Sequence[OwnCalendar]) -> None:
        self._calendars = {calendar.id: calendar for calendar in calendars}

    def rules(self) -> Sequence[Rules]:
        """See counting.Diary."""
        return [Rules(Calendar(each.id, each.title), each.counts, each.once_a_day) for each in self._calendars.values()]

    def offers(self, calendar: str, first: date, last: date) -> Sequence[Offer]:
        """See counting.Diary. Openings that overlap in one slot add up their room."""
        own = self._calendars[calendar]
        found: dict[str, Offer] = {}
        for number in range((last - first).days + 1):
            for offer in _on(own, first + timedelta(days=number)):
                before = found.get(offer.slot.id)
                room = offer.capacity + (before.capacity if before else 0)
                found[offer.slot.id] = replace(offer, capacity=room)
        return [found[name] for name in sorted(found)]


def _on(own: OwnCalendar, day: date) -> Iterator[Offer]:
    if day in own.closed or (own.nation and _is_holiday(own.nation, day)):
        return
    for opening in own.openings:
        if _WEEKDAYS[day.weekday()] in opening.days and opening.from_date <= day <= opening.to_date:
            closes, opens = _closes(own, day), f"{day - timedelta(days=own.ahead_days)}T00:00:00"
            for slot in _slots(own.id, opening, day):
                yield Offer(slot, opening.capacity, closes, opens)


def _slots(calendar: str, opening: Opening, day: date) -> Iterator[Slot]:
    written = day.isoformat()
    if opening.start is None or opening.end is None:
        yield Slot(calendar, written, written)
        return
    start, end = datetime.combine(day, opening.start), datetime.combine(day, opening.end)
    step = timedelta(minutes=opening.minutes) if opening.minutes else end - start
    while start + step <= end:
        until = start + step
        yield Slot(calendar, f"{start:%Y-%m-%dT%H:%M}/{until:%H:%M}", written, f"{start:%H:%M}", f"{until:%H:%M}")
        start = until


def _closes(own: OwnCalendar, day: date) -> str:
    """Return the London wall clock from which slots of ``day`` can be booked no longer."""
    if own.closes_in == "working_days":
        last = WorkingCalendar(own.nation or "england-wales").add_working_days(day, -own.closes_days_before)
    else:
        last = day - timedelta(days=own.closes_days_before)
    return f"{last}T{own.closes_at:%H:%M:%S}"


@lru_cache(maxsize=2000)
def _is_holiday(nation: CalendarName, day: date) -> bool:
    """Return whether ``day`` is a bank holiday; a weekend alone is none."""
    return WorkingCalendar(nation, saturday_working=True).why_not(day) not in ("", "weekend")


class Provider(Counted):
    """Calendars that the council keeps here, with what it has given out counted in its own records."""

    name: ClassVar[str] = "own_calendar"
    title: ClassVar[Words] = Words(en="The council's own calendars", cy="Calendrau'r cyngor ei hun")
    Settings: ClassVar[type[BaseModel]] = OwnCalendarSettings
    stays_here: ClassVar[bool] = True

    def __init__(self, settings: OwnCalendarSettings) -> None:
        super().__init__(_Openings(settings.calendars))
        self._settings = settings

    def check(self) -> None:
        """Raise Misconfigured where there is no calendar, or one that never has room."""
        if not self._settings.calendars:
            raise Misconfigured("There is no calendar. Add one with its opening times.")
        for calendar in self._settings.calendars:
            if not any(opening.capacity for opening in calendar.openings):
                raise Misconfigured(f"The calendar {calendar.id} never has room. Give an opening some capacity.")
