"""Can a resident always say where: from the list, by hand, with the look-up down; and only what was offered?"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from commonhall.capabilities.addresses.port import Found
from commonhall.capabilities.errors import Unavailable
from commonhall.catalogue.models import Binding
from commonhall.catalogue.operations import bind_provider
from commonhall.contacts.operations import load_gazetteer
from commonhall.councils.actors import SYSTEM
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.upkeep.demo.gazetteer import generate
from commonhall.web.citizen import property_steps
from tests.rooms.citizen.browsing import Browser
from tests.rooms.citizen.conftest import PLACES
from tests.rooms.citizen.walking import BASE, postcode_of

AT = datetime(2026, 6, 10, tzinfo=UTC)


@pytest.fixture
def asked(citizen: Browser) -> Browser:
    """A browser that is asked for the address."""
    citizen.get(f"{BASE}/about")
    citizen.post()
    assert citizen.path == f"{BASE}/place"
    return citizen


def test_a_postcode_leads_to_a_list(asked: Browser, place: CouncilSite) -> None:
    asked.post(place__postcode=postcode_of(place))
    assert asked.path == f"{BASE}/place?step=choose"
    assert asked.uprns()
    assert postcode_of(place) in asked.text


def test_nobody_copies_all_addresses(asked: Browser, place: CouncilSite, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(property_steps, "LOOKUPS_PER_NETWORK", 3)
    for _ in range(2):
        asked.post(f"{BASE}/place", place__postcode=postcode_of(place))
        assert asked.path == f"{BASE}/place?step=choose"
    asked.get(f"/property/{asked.uprns()[0]}")
    assert "Next collections" in asked.text
    asked.get(f"/property/{generate(PLACES[place.slug]).properties[5].uprn}")
    assert "Next collections" not in asked.text
    asked.get(f"{BASE}/place")
    asked.post(f"{BASE}/place", place__postcode=postcode_of(place))
    assert asked.path == f"{BASE}/place?step=manual", "whoever is in a hurry types it"
    elsewhere = Browser(asked.host, address="198.51.100.7")
    elsewhere.get("/bin-day")
    elsewhere.post("/bin-day", property__postcode=postcode_of(place))
    assert elsewhere.path == "/bin-day/choose"


def test_nothing_of_the_person_stands_in_addresses(asked: Browser, place: CouncilSite) -> None:
    asked.post(place__postcode=postcode_of(place), place__building="1")
    outward = postcode_of(place).split()[0]
    assert outward not in asked.path
    asked.post(place__uprn=asked.uprns()[0])
    assert outward not in asked.path


def test_choosing_none_is_an_error_that_keeps_the_list(asked: Browser, place: CouncilSite) -> None:
    asked.post(place__postcode=postcode_of(place))
    asked.post()
    assert asked.title.startswith("Error: ")
    assert asked.uprns()


def test_only_what_was_offered_can_be_chosen(asked: Browser, place: CouncilSite) -> None:
    asked.post(place__postcode=postcode_of(place))
    for made_up in ("100000000123", "999901999999", "x"):
        asked.post(place__uprn=made_up)
        assert asked.path == f"{BASE}/place?step=choose"
        assert asked.title.startswith("Error: "), made_up


def test_a_wrong_postcode_is_an_error(asked: Browser) -> None:
    asked.post(place__postcode="ABC")
    assert asked.title.startswith("Error: ")
    assert 'value="ABC"' in asked.page
    asked.post(place__postcode="")
    assert asked.title.startswith("Error: ")


def test_a_postcode_without_addresses_offers_typing(asked: Browser, place: CouncilSite) -> None:
    empty = generate(PLACES[place.slug]).empty_postcode
    asked.post(place__postcode=empty)
    assert asked.path == f"{BASE}/place"
    assert f"We could not find any addresses at {empty}" in asked.text
    assert f"{BASE}/place?step=manual" in asked.page


def test_a_crowded_postcode_asks_for_the_building(asked: Browser, place: CouncilSite) -> None:
    gazetteer = generate(PLACES[place.slug])
    crowded = [row for row in gazetteer.properties if row.postcode == gazetteer.crowded_postcode]
    with in_council(place):
        load_gazetteer(properties=crowded, streets=gazetteer.streets, furniture=(), by=SYSTEM, at=AT)
    asked.post(place__postcode=gazetteer.crowded_postcode)
    assert "There are more than 100 addresses" in asked.text
    assert asked.uprns() == []
    asked.post(place__postcode=gazetteer.crowded_postcode, place__building="Flat 3")
    offered = asked.uprns()
    assert offered
    assert len(offered) < 100
    asked.post(place__uprn=offered[-1])
    assert asked.path == f"{BASE}/size"


def test_an_address_can_be_typed(asked: Browser) -> None:
    asked.get(f"{BASE}/place?step=manual")
    asked.post(place__line1="The Old Barn", place__line2="", place__town="Fallow Wick", place__postcode="nonsense")
    assert asked.title.startswith("Error: ")
    assert 'value="The Old Barn"' in asked.page
    asked.post(place__line1="The Old Barn", place__line2="", place__town="Fallow Wick", place__postcode="ab12cd")
    assert asked.path == f"{BASE}/size"
    asked.get(f"{BASE}/place?step=manual")
    assert 'value="The Old Barn"' in asked.page
    assert 'value="AB1 2CD"' in asked.page


def test_an_empty_typed_address_links_to_its_first_line(asked: Browser) -> None:
    asked.get(f"{BASE}/place?step=manual")
    asked.post(place__line1="", place__town="", place__postcode="")
    assert 'href="#place-line1"' in asked.page


class _Down:
    def at_postcode(self, postcode: str, building: str = "") -> Found:
        raise Unavailable(why="the test says so")

    def by_uprn(self, uprn: str) -> None:
        raise Unavailable(why="the test says so")

    def check(self) -> None:
        raise Unavailable(why="the test says so")


@pytest.mark.parametrize("how", ["down", "unbound"])
def test_without_the_look_up_the_address_is_typed(
    asked: Browser, place: CouncilSite, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    if how == "down":
        monkeypatch.setattr(property_steps, "addresses_from", lambda name, settings: _Down())
    else:
        with in_council(place):
            Binding.objects.filter(capability="addresses").delete()
    asked.post(place__postcode=postcode_of(place))
    assert asked.path == f"{BASE}/place?step=manual"
    assert asked.status == 200
    assert asked.page.index("We cannot look up addresses at the moment") < asked.page.index("place-line1")
    assert f'value="{postcode_of(place)}"' in asked.page
    asked.post(place__line1="1 Mill Lane", place__town="Fallow Wick", place__postcode="AB1 2CD")
    assert asked.path == f"{BASE}/size"


def test_the_look_up_may_go_down_while_choosing(
    asked: Browser, place: CouncilSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked.post(place__postcode=postcode_of(place))
    chosen = asked.uprns()[0]
    monkeypatch.setattr(property_steps, "addresses_from", lambda name, settings: _Down())
    asked.post(place__uprn=chosen)
    assert asked.path == f"{BASE}/place?step=manual"
    asked.get(f"{BASE}/place?step=choose")
    assert asked.path == f"{BASE}/place?step=manual"


def test_a_service_may_look_up_with_a_provider_of_its_own(asked: Browser, place: CouncilSite, tmp_path: Path) -> None:
    extract = tmp_path / "addresses.csv"
    extract.write_text(f"uprn,line_1,town,postcode\n999900000001,The Only House,Fallowdale,{postcode_of(place)}\n")
    with in_council(place):
        bind_provider(
            capability="addresses", provider="csv_extract", settings={"path": str(extract)}, service="skip-licence",
            by=SYSTEM, at=AT,
        )  # fmt: skip
    asked.post(place__postcode=postcode_of(place))
    assert asked.uprns() == ["999900000001"]
    asked.post(place__uprn="999900000001")
    assert asked.path == f"{BASE}/size"
    asked.get(f"{BASE}/place?uprn=999900000001")
    assert asked.uprns() == ["999900000001"]


def test_a_deep_link_only_has_to_be_confirmed(asked: Browser, place: CouncilSite) -> None:
    known = next(row.uprn for row in generate(PLACES[place.slug]).properties if row.kind == "postal")
    asked.get(f"{BASE}/place?uprn={known}")
    assert asked.uprns() == [known]
    assert f'value="{known}" checked' in asked.page
    asked.post(place__uprn=known)
    assert asked.path == f"{BASE}/size"


def test_a_deep_link_to_nowhere_asks_for_the_postcode(asked: Browser) -> None:
    asked.get(f"{BASE}/place?uprn=100000000123")
    assert asked.path == f"{BASE}/place"
    assert 'name="place-postcode"' in asked.page


def test_another_councils_property_cannot_be_chosen(asked: Browser, other_place: CouncilSite) -> None:
    theirs = next(row.uprn for row in generate(PLACES[other_place.slug]).properties if row.kind == "postal")
    asked.get(f"{BASE}/place?uprn={theirs}")
    assert asked.path == f"{BASE}/place"
    asked.post(f"{BASE}/place?uprn={theirs}", place__uprn=theirs)
    asked.get(f"{BASE}/check")
    assert asked.path == f"{BASE}/place"
