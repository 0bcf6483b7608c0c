"""Do the calendars of the demonstration's councils offer slots, and differ?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from commonhall.capabilities.bookings.port import Wanted, bookings_from, plug_places
from commonhall.upkeep.demo.calendars import calendar_settings
from commonhall.upkeep.demo.gazetteer_places import PLACES
from tests.contracts.bookings.benches import PlacesInMemory

AT = datetime(2026, 6, 8, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def places() -> Iterator[None]:
    before = plug_places(PlacesInMemory())
    yield
    plug_places(before)


def offered(slug: str, calendar: str) -> tuple[tuple[str, int], ...]:
    provider = bookings_from("own_calendar", calendar_settings(slug))
    provider.check()
    return tuple((slot.id, slot.left) for slot in provider.slots(Wanted(calendar, "2026-06-08", "2026-06-21"), AT))


@pytest.mark.parametrize("slug", sorted(PLACES))
def test_every_council_offers_something_in_both_calendars(slug: str) -> None:
    assert len(offered(slug, "bulky_waste")) >= 3
    assert len(offered(slug, "visits")) >= 30


def test_no_two_councils_offer_the_same() -> None:
    assert len({offered(slug, "bulky_waste") for slug in PLACES}) == len(PLACES)
