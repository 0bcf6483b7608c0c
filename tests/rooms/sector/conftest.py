"""What do tests of the sector's site share? A browser of that host, and a library that two councils run."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.test import Client

from commonhall.catalogue.operations import adopt, newest_published, publish_library
from commonhall.councils.actors import Actor
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from tests.rooms.providers import bind_local_providers

AT = datetime(2026, 6, 2, 9, 0, tzinfo=UTC)
DESIGNER = Actor("staff", name="Rowan Pike")


def run_contact(council: CouncilSite, slug: str = "contact") -> None:
    """Let the council run the library's contact pattern."""
    bind_local_providers(council, at=AT)
    with in_council(council, by=DESIGNER):
        version = newest_published("contact-the-council").id
        adopt(council=council, slug=slug, origin="library", version_id=version, by=DESIGNER, at=AT)


@pytest.fixture
def library(committed: None) -> None:
    """The library, published and committed."""
    publish_library(using="migrator", at=AT)


@pytest.fixture
def site() -> Client:
    """A browser on the sector's host."""
    return Client(headers={"host": "localhost:8000"})
