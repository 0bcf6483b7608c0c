"""The desks that these tests share."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from commonhall.core.values.words import Words
from commonhall.councils.actors import SYSTEM
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.people.operations import add_team
from tests.cast import Officer
from tests.rooms.office.desk import Desk, desk_of, new_desk


@pytest.fixture
def desk(officer: Officer) -> Desk:
    """Amberford's officer, Rowan Pike, signed in."""
    return desk_of(officer.council, officer.email)


@pytest.fixture
def lead(council: CouncilSite) -> Desk:
    """A lead of Amberford, signed in."""
    return new_desk(council, "Lowri Lead", ("lead", "*", ""))


@pytest.fixture
def colleague(council: CouncilSite) -> Desk:
    """Another officer of Amberford, signed in."""
    return new_desk(council, "Olwen Other", ("officer", "*", ""))


@pytest.fixture
def highways(council: CouncilSite) -> None:
    """The team whose cases the made-up service opens."""
    with in_council(council):
        add_team(slug="highways", name=Words(en="Highways"), by=SYSTEM, at=datetime.now(UTC))
