"""Every test of a room runs on PostgreSQL as the ordinary role, in transactions that are rolled back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from commonhall.capabilities.bookings.simulator.program import CalendarSimulator
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from tests import killing
from tests.conftest import ALIASES
from tests.rooms.work.slots import adopt_visits, bind_supplied, supplied_calendar

HERE = Path(__file__).parent


@pytest.fixture(autouse=True)
def _kill_what_writes(request: pytest.FixtureRequest) -> Iterator[None]:
    """Prove on the way that an operation that is killed leaves nothing (see tests/killing.py)."""
    killing.switch(on=not request.node.get_closest_marker("commits"))
    yield
    killing.switch(on=False)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give each room's test the database, unless it commits."""
    for item in items:
        if HERE in item.path.parents and not item.get_closest_marker("commits"):
            item.add_marker(pytest.mark.django_db(databases=list(ALIASES)))


@pytest.fixture
def places_a_day() -> int:
    """How many bags the van of a supplier's calendar takes a day."""
    return 3


@pytest.fixture
def supplied(tmp_path: Path, places_a_day: int) -> Iterator[CalendarSimulator]:
    """A supplier's calendar."""
    with supplied_calendar(tmp_path, capacity=places_a_day) as made:
        yield made


@pytest.fixture
def town(committed: None, council: CouncilSite, supplied: CalendarSimulator) -> CouncilSite:
    """Amberford, whose van is booked at a supplier's calendar."""
    with in_council(council):
        adopt_visits(council)
        bind_supplied(council, supplied)
    return council
