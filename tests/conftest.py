"""What does every test find? A database of the suite's own with the cast in it, and each test rolled back."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import psycopg
import pytest
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from tests.database import OwnDatabase, Snapshot, in_environment, provisioned

if TYPE_CHECKING:
    from pytest_django.plugin import DjangoDbBlocker

    from commonhall.councils.provision import Dsns
    from commonhall.councils.queries import CouncilSite
    from tests.cast import Cast, Officer, Resident

# A submission is judged by the same examples each time; everywhere else every run looks at new ones.
hypothesis_settings.register_profile(
    "ci", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
# How long an example takes says more of what else the machine does than of us: the budgets have tests of their own.
hypothesis_settings.register_profile("everyday", deadline=None)
hypothesis_settings.load_profile("ci" if os.environ.get("CI") else "everyday")

ALIASES = ("default", "control", "sector")
LONGEST = ("tests/browser/", "tests/rooms/test_proofs.py")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest, so that at the end no core waits for another."""
    items.sort(key=lambda item: not item.nodeid.startswith(LONGEST))


@pytest.fixture(scope="session")
def own_database() -> Iterator[OwnDatabase]:
    """The suite's own database, still empty."""
    with provisioned() as made, in_environment(made.dsns):
        yield made


@pytest.fixture(scope="session")
def dsns(own_database: OwnDatabase) -> Dsns:
    """The connections of the suite's own database."""
    return own_database.dsns


@pytest.fixture
def superuser(own_database: OwnDatabase, cast: Cast) -> Iterator[psycopg.Connection]:
    """A superuser's connection with a transaction that is rolled back: to prove walls and to read the catalogue."""
    with psycopg.connect(own_database.superuser_dsn) as connection:
        try:
            yield connection
        finally:
            connection.rollback()


@pytest.fixture(scope="session")
def cast(dsns: Dsns, django_db_blocker: DjangoDbBlocker) -> Iterator[Cast]:
    """The councils, migrated and committed once."""
    from django.core.management import call_command
    from django.db import connections

    from tests.cast import make_councils, make_officers

    with django_db_blocker.unblock():
        call_command("migrate", database="migrator", verbosity=0)
        made = make_councils()
        make_officers(made)
        yield made
        connections.close_all()


@pytest.fixture(scope="session")
def django_db_setup(cast: Cast) -> None:
    """Put our database in the place of the one that pytest-django would make as a superuser."""


@pytest.fixture(scope="session")
def snapshot(cast: Cast, dsns: Dsns) -> Snapshot:
    """The committed rows that every test starts from."""
    return Snapshot(dsns)


@pytest.fixture
def committed(snapshot: Snapshot, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """For a test that needs real commits (threads, a second connection): nothing is rolled back, but every table is
    put back afterwards. Such a test must not use ``db``; in tests/rooms mark it ``@pytest.mark.commits``."""
    from django.db import connections

    from commonhall.councils.queries import forget_hosts

    with django_db_blocker.unblock():
        try:
            yield
        finally:
            connections.close_all()
            snapshot.restore()
            forget_hosts()


@pytest.fixture(autouse=True)
def _fresh_host_lookup() -> Iterator[None]:
    """Nothing that one test learnt of hosts and providers reaches the next."""
    yield
    import sys

    if queries := sys.modules.get("commonhall.councils.queries"):
        queries.forget_hosts()
    if calls := sys.modules.get("commonhall.catalogue.calls"):
        calls.forget_failures()
    if offered := sys.modules.get("commonhall.web.citizen.chat_offered"):
        offered.forget_offered()
    if chat := sys.modules.get("commonhall.web.citizen.chat_offered"):
        chat.forget_offered()


@pytest.fixture
def council(cast: Cast) -> CouncilSite:
    """Amberford, an English district."""
    return cast.amberford


@pytest.fixture
def other_council(cast: Cast) -> CouncilSite:
    """Brynafon, a Welsh county: the one that must see nothing."""
    return cast.brynafon


@pytest.fixture
def officer(council: CouncilSite, request: pytest.FixtureRequest) -> Officer:
    """Amberford's officer: role officer for every pattern."""
    from tests.cast import find_officer

    request.getfixturevalue("committed" if request.node.get_closest_marker("commits") else "db")
    return find_officer(council)


@pytest.fixture
def other_officer(other_council: CouncilSite, request: pytest.FixtureRequest) -> Officer:
    """Brynafon's officer."""
    from tests.cast import find_officer

    request.getfixturevalue("committed" if request.node.get_closest_marker("commits") else "db")
    return find_officer(other_council)


@pytest.fixture
def resident() -> Resident:
    """The one resident."""
    from tests.cast import Resident

    return Resident()


@pytest.fixture
def count_statements() -> Callable[..., object]:
    """A context that counts the statements on one alias: ``with count_statements("default") as seen: len(seen)``."""
    from django.db import connections
    from django.test.utils import CaptureQueriesContext

    def counting(alias: str = "default") -> CaptureQueriesContext:
        return CaptureQueriesContext(connections[alias])

    return counting
