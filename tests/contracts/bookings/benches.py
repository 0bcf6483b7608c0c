"""How is each booking provider set up with the same calendars? One bench for each, over records kept in memory."""

from __future__ import annotations

import csv
from collections.abc import Callable, Collection, Sequence
from contextlib import ExitStack
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any, cast

from commonhall.capabilities.bookings.port import Bookings, bookings_from, place_records
from commonhall.capabilities.bookings.simulator.program import CalendarSimulator, demo_settings, running
from commonhall.capabilities.bookings.simulator.timetable import Timetable, Timetables
from commonhall.capabilities.bookings.slot import Place
from commonhall.core.values.words import Words

TITLES = {
    "bulky": {"en": "Bulky waste", "cy": "Gwastraff swmpus"},
    "visits": {"en": "Visits", "cy": "Ymweliadau"},
}
WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday"]
FIRST, LAST = date(2026, 6, 8), date(2026, 7, 3)


class PlacesInMemory:
    """What a room keeps of places, without a database: for one council, in one thread."""

    def __init__(self) -> None:
        self.kept: dict[str, Place] = {}
        self.locked: list[tuple[str, str]] = []
        self.shut: set[str] = set()

    def lock(self, days: Sequence[tuple[str, str]]) -> None:
        assert list(days) == sorted(days), "locks are taken in one order, so that two never wait for each other"
        self.locked += days

    def taken(self, calendar: str, first: str, last: str, at: datetime) -> Sequence[Place]:
        return [
            place
            for place in self.kept.values()
            if place.slot.calendar == calendar and first <= place.slot.date <= last and place.stands(at)
        ]

    def find(self, reference: str) -> Place | None:
        return self.kept.get(reference)

    def keep(self, place: Place) -> None:
        assert (place.slot.calendar, place.slot.date) in self.locked, "a place is kept only under the lock of its day"
        self.kept[place.reference] = place

    def drop(self, reference: str) -> None:
        self.kept.pop(reference, None)

    def closed(self, calendar: str, first: str, last: str) -> Collection[str]:
        return {day for day in self.shut if first <= day <= last}


def own_calendar(folder: Path, options: dict[str, Any]) -> Bookings:
    bulky = {
        "id": "bulky",
        "title": TITLES["bulky"],
        "openings": [{"days": WEEKDAYS, "capacity": 3, "to_date": str(LAST)}],
        "closes_days_before": 1,
        "closes_at": "16:00",
        **options,
    }
    visits = {
        "id": "visits",
        "title": TITLES["visits"],
        "openings": [{"days": ["tuesday"], "start": "09:00", "end": "12:00", "minutes": 90, "capacity": 1}],
        "closes_days_before": 1,
        "closes_at": "16:00",
    }
    return bookings_from("own_calendar", {"calendars": [visits, bulky]})


def slots_csv(folder: Path, options: dict[str, Any]) -> Bookings:
    path = folder / "slots.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("calendar", "date", "start", "end", "capacity", "closes"))
        for number in range((LAST - FIRST).days + 1):
            day = FIRST + timedelta(days=number)
            closes = f"{day - timedelta(days=1)}T16:00:00"
            if day.weekday() < 5:
                writer.writerow(("bulky", day, "", "", 3, closes))
            if day.weekday() == 1:
                writer.writerow(("visits", day, "09:00", "10:30", 1, closes))
                writer.writerow(("visits", day, "10:30", "12:00", 1, closes))
    return bookings_from("slots_csv", {"path": str(path), "titles": TITLES, **options})


class Following:
    """A provider over the network whose simulator lives by the moments of the test."""

    def __init__(self, port: Bookings, simulator: CalendarSimulator) -> None:
        self._port, self._simulator = port, simulator

    def __getattr__(self, name: str) -> Any:
        method = getattr(self._port, name)

        def at_that_moment(*given: Any) -> Any:
            if given and isinstance(given[-1], datetime):
                self._simulator.clock = lambda: given[-1]
            return method(*given)

        return at_that_moment


def timetables(**options: Any) -> Timetables:
    at_four: dict[str, Any] = {"closes_days_before": 1, "closes_at": time(16)}
    return Timetables(
        (
            Timetable("bulky", Words(**TITLES["bulky"]), capacity=3, last=LAST, **at_four, **options),
            Timetable(
                "visits",
                Words(**TITLES["visits"]),
                days=(1,),
                times=(("09:00", "10:30"), ("10:30", "12:00")),
                capacity=1,
                **at_four,
            ),
        )
    )


def calendar_api(folder: Path, options: dict[str, Any]) -> Bookings:
    """The simulator counts in the records of the test, which look into them."""
    simulator = RUNNING.enter_context(
        running(folder, timetables=timetables(**options), records=place_records(), clock=lambda: datetime.now(UTC))
    )
    port = bookings_from("calendar_api", demo_settings("amberford", simulator.address))
    return cast(Bookings, Following(port, simulator))


RUNNING = ExitStack()
"""The simulators of the test that runs; it leaves them."""
BENCHES: dict[str, Callable[[Path, dict[str, Any]], Bookings]] = {
    "calendar_api": calendar_api,
    "own_calendar": own_calendar,
    "slots_csv": slots_csv,
}
