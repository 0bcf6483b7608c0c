"""How is each booking provider set up with the same calendars? One bench for each, over records kept in memory."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from commonhall.capabilities.bookings.port import Bookings, bookings_from
from commonhall.capabilities.bookings.slot import Place

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


BENCHES: dict[str, Callable[[Path, dict[str, Any]], Bookings]] = {"own_calendar": own_calendar, "slots_csv": slots_csv}
