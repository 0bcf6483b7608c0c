"""What do the tests of disposal share? A council with a service, two people who look after its records, a store."""

from __future__ import annotations

from pathlib import Path

import pytest

from commonhall.catalogue.queries import Service
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.people.policies import Member
from tests.rooms.retention.closing import adopt_stalls, records


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """Where the council's files are."""
    return tmp_path / "files"


@pytest.fixture
def service(council: CouncilSite, store: Path) -> Service:
    """Market stalls at Amberford."""
    with in_council(council):
        return adopt_stalls(council, store)


@pytest.fixture
def keeper(council: CouncilSite) -> Member:
    """Looks after Amberford's records."""
    return records(council, "Rhian Records")


@pytest.fixture
def second(council: CouncilSite) -> Member:
    """Looks after them too."""
    return records(council, "Sol Second")
