"""The desks that the office's tests share."""

from __future__ import annotations

import pytest

from commonhall.councils.queries import CouncilSite
from tests.cast import Officer
from tests.rooms.office.desk import Desk, desk_of, new_desk


@pytest.fixture
def desk(officer: Officer) -> Desk:
    """Amberford's officer, signed in."""
    return desk_of(officer.council, officer.email)


@pytest.fixture
def lead(council: CouncilSite) -> Desk:
    """A lead of Amberford, signed in."""
    return new_desk(council, "Lowri Lead", ("lead", "*", ""))
