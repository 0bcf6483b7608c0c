"""Every test of a room runs on PostgreSQL as the ordinary role, in transactions that are rolled back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import killing
from tests.conftest import ALIASES

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
