"""Can a council of the demonstration switch to OS Places and back, and does a new start leave its choice alone?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest

from commonhall.capabilities.addresses.port import addresses_from
from commonhall.capabilities.addresses.simulator.program import PlacesSimulator, running
from commonhall.capabilities.simulators.places import AFTER
from commonhall.catalogue.binding import bind_provider, check_binding, draft_binding, switch_binding
from commonhall.catalogue.bound import get_binding, held_bindings
from commonhall.catalogue.calls import forget_failures
from commonhall.contacts.operations import load_gazetteer
from commonhall.councils.actors import SYSTEM
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.upkeep.demo.alternatives import draft_places
from commonhall.upkeep.demo.councils import COUNCILS
from commonhall.upkeep.demo.gazetteer import generate
from commonhall.upkeep.demo.places_accounts import places_accounts

AT = datetime.fromisoformat("2026-06-08T11:00:00+00:00")
DEMO = next(council for council in COUNCILS if council.slug == "fallowdale")
PLACE = generate(DEMO.slug)
HOME = PLACE.properties[0]


@pytest.fixture
def places() -> Iterator[PlacesSimulator]:
    forget_failures()
    with running(places_accounts()) as simulator:
        yield simulator
    forget_failures()


def web_before(places: PlacesSimulator) -> int:
    """Return the port of the web after which the stand-in listens."""

    return int(places.address.rpartition(":")[2]) - AFTER["addresses"]


def found(council: CouncilSite) -> object:
    bound = get_binding("addresses")
    return bound.provider, addresses_from(bound.provider, bound.settings).by_uprn(HOME.uprn)


def test_a_council_switches_to_os_places_and_back(council: CouncilSite, places: PlacesSimulator) -> None:
    home = HOME.address(next(street.name for street in PLACE.streets if street.usrn == HOME.usrn))
    with in_council(council):
        streets = [street for street in PLACE.streets if street.usrn == HOME.usrn]
        load_gazetteer(properties=[HOME], streets=streets, furniture=(), by=SYSTEM, at=AT)
        bind_provider(capability="addresses", provider="gazetteer", settings={}, by=SYSTEM, at=AT)
        for _ in range(2):  # a second start adds nothing
            draft_places(DEMO, port=web_before(places), by=SYSTEM, at=AT)
        own, ready = sorted(held_bindings("addresses"), key=lambda each: each.provider)
        assert ((own.provider, own.state), (ready.provider, ready.state)) == (
            ("gazetteer", "in_force"), ("os_places", "draft"),
        )  # fmt: skip
        assert found(council) == ("gazetteer", home)
        assert check_binding(binding_id=ready.id, council=council, at=AT) == "works"
        switch_binding(binding_id=ready.id, begins_at=None, by=SYSTEM, at=AT + timedelta(minutes=1))
        assert found(council) == ("os_places", home)
        draft_places(DEMO, port=web_before(places), by=SYSTEM, at=AT + timedelta(minutes=2))
        assert found(council) == ("os_places", home)
        switch_binding(binding_id=own.id, begins_at=None, by=SYSTEM, at=AT + timedelta(minutes=3))
        assert found(council) == ("gazetteer", home)


def test_a_start_at_other_ports_reaches_what_is_in_force(council: CouncilSite, places: PlacesSimulator) -> None:
    with in_council(council):
        draft_places(DEMO, port=1, by=SYSTEM, at=AT)
        (ready,) = held_bindings("addresses")
        switch_binding(binding_id=ready.id, begins_at=None, by=SYSTEM, at=AT)
        draft_places(DEMO, port=web_before(places), by=SYSTEM, at=AT)
        assert get_binding("addresses").settings["base_url"].startswith(places.address)


def test_what_was_drafted_in_the_studio_stays(council: CouncilSite, places: PlacesSimulator) -> None:

    with in_council(council):
        draft_binding(
            capability="addresses", provider="csv_extract", settings={"path": "a.csv"}, service="", mode="live",
            by=SYSTEM, at=AT,
        )  # fmt: skip
        draft_places(DEMO, port=web_before(places), by=SYSTEM, at=AT)
        assert [each.provider for each in held_bindings("addresses")] == ["csv_extract"]
