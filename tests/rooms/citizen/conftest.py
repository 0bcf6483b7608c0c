"""What does every test of the residents' site stand on? A council with a service, addresses, and a citizen."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from commonhall.contacts.operations import load_gazetteer
from commonhall.councils.actors import SYSTEM
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.upkeep.demo.gazetteer import generate
from commonhall.web.citizen import visit
from commonhall.web.citizen.services import forget_services
from tests.rooms.adopting import adopt_own
from tests.rooms.citizen.browsing import Browser
from tests.rooms.citizen.pattern import SKIP
from tests.rooms.providers import bind_local_providers
from tests.rooms.vouching import Gate, gate

NOW = datetime(2026, 6, 10, 9, 0, tzinfo=UTC)
PLACES = {"amberford": "fallowdale", "brynafon": "brynafon"}


class Clock:
    """The moment at which every request is made; tests set it on."""

    def __init__(self) -> None:
        self.at = NOW


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[Clock]:
    forget_services()
    made = Clock()
    monkeypatch.setattr(visit, "clock", lambda: made.at)
    yield made
    forget_services()


def furnish(council: CouncilSite) -> None:
    """Give ``council`` the skip service, two streets of its gazetteer, and its providers."""
    gazetteer = generate(PLACES[council.slug])
    postcodes = {gazetteer.properties[0].postcode}
    properties = [row for row in gazetteer.properties if row.postcode in postcodes]
    usrns = {row.usrn for row in properties}
    bind_local_providers(council, at=NOW)
    with in_council(council):
        adopt_own(council, "skip-licence", SKIP, at=NOW)
        load_gazetteer(
            properties=properties,
            streets=[street for street in gazetteer.streets if street.usrn in usrns],
            furniture=(),
            by=SYSTEM,
            at=NOW,
        )


@pytest.fixture
def place(council: CouncilSite) -> CouncilSite:
    """Amberford, with the skip service."""
    furnish(council)
    return council


@pytest.fixture
def other_place(other_council: CouncilSite) -> CouncilSite:
    """Brynafon, with the skip service too."""
    furnish(other_council)
    return other_council


def _host(council: CouncilSite) -> str:
    return council.host or f"{council.slug}.localhost"


@pytest.fixture
def citizen(place: CouncilSite) -> Browser:
    """A browser at Amberford."""
    return Browser(_host(place))


@pytest.fixture
def other_citizen(other_place: CouncilSite) -> Browser:
    """A browser at Brynafon."""
    return Browser(_host(other_place))


@pytest.fixture
def op(tmp_path: Path, clock: Clock) -> Iterator[Gate]:
    """Providers of sign-in, with nobody who uses them yet."""
    with gate(tmp_path, lambda: clock.at) as made:
        yield made


@pytest.fixture
def one_login(op: Gate, place: CouncilSite) -> Gate:
    """GOV.UK One Login, with which residents of Amberford sign in."""
    op.bind_one_login(place)
    return op
