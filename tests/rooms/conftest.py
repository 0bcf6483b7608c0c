"""Every test of a room runs on PostgreSQL as the ordinary role, in transactions that are rolled back."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import ALIASES

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give each room's test the database, unless it commits."""
    for item in items:
        if HERE in item.path.parents and not item.get_closest_marker("commits"):
            item.add_marker(pytest.mark.django_db(databases=list(ALIASES)))
