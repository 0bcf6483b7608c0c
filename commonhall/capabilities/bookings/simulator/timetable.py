"""When does the back-office calendar that stands in have room? The same every week, each council its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Final

from commonhall.capabilities.bookings.counting import Counts, Offer, Rules
from commonhall.capabilities.bookings.slot import Calendar, Slot
from commonhall.core.values.words import Words

WORKDAYS: Final = (0, 1, 2, 3, 4)


@dataclass(frozen=True)
class Timetable:
    """One calendar. days: of the week, Monday is 0. times: of each day's slots; none for whole days.

    capacity: of each slot. closes_days_before and closes_at: until when it can be booked.
    """

    id: str
    title: Words
    days: Sequence[int] = WORKDAYS
    times: Sequence[tuple[str, str]] = ()
    capacity: int = 10
    closes_days_before: int = 1
    closes_at: time = time(16)
    last: date = date.max
    counts: Counts = "units"
    once_a_day: bool = False

    def offers(self, first: date, last: date) -> Iterator[Offer]:
        """Return its slots between two dates, both included."""
        for number in range((min(last, self.last) - first).days + 1):
            day = first + timedelta(days=number)
            if day.weekday() in self.days:
                closes = f"{day - timedelta(days=self.closes_days_before)}T{self.closes_at:%H:%M:%S}"
                yield from (Offer(slot, self.capacity, closes) for slot in self._slots(day.isoformat()))

    def _slots(self, day: str) -> Iterator[Slot]:
        if not self.times:
            yield Slot(self.id, day, day)
        for start, end in self.times:
            yield Slot(self.id, f"{day}T{start}/{end}", day, start, end)


@dataclass(frozen=True)
class Timetables:
    """The diary of an account (see counting.Diary)."""

    calendars: Sequence[Timetable]

    def rules(self) -> Sequence[Rules]:
        """See counting.Diary."""
        return [Rules(Calendar(each.id, each.title), each.counts, each.once_a_day) for each in self.calendars]

    def offers(self, calendar: str, first: date, last: date) -> Sequence[Offer]:
        """See counting.Diary."""
        return list(next(each for each in self.calendars if each.id == calendar).offers(first, last))


DEMO: Final = Timetables(
    (
        Timetable(
            "bulky_waste",
            Words(en="Bulky waste crew", cy="Criw gwastraff swmpus"),
            days=(0, 1, 2, 3, 4, 5),
            capacity=15,
            closes_days_before=2,
            counts="properties",
            once_a_day=True,
        ),
        Timetable(
            "visits",
            Words(en="Visits", cy="Ymweliadau"),
            times=(("09:30", "10:30"), ("10:30", "11:30"), ("13:30", "14:30"), ("14:30", "15:30")),
            capacity=2,
        ),
    )
)
"""What every account of a demonstration has."""
