"""Can a place be chosen on a map without a script, and does all go on without a map?"""

from __future__ import annotations

from base64 import b64decode
from typing import Any

import pytest

from commonhall.capabilities.maps.simulator.program import demo_settings, running
from commonhall.cases.models import Case
from commonhall.catalogue.faults import Effect, clear_faults, set_fault
from commonhall.catalogue.operations import LIBRARY, bind_provider
from commonhall.core.language.loading import read_folder
from commonhall.core.values.coordinates import metres_between
from commonhall.councils.actors import SYSTEM
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.journeys.models import Journey
from commonhall.upkeep.demo.gazetteer import generate
from tests.loopback import loopback
from tests.rooms.adopting import adopt_own
from tests.rooms.citizen.browsing import Browser
from tests.rooms.citizen.conftest import NOW
from tests.rooms.citizen.mapped import OPEN, WHERE, asked, furnish, press
from tests.rooms.providers import bind_local_providers

OUTSIDE = "54.450000,-1.990000"


@pytest.fixture
def town(council: CouncilSite) -> CouncilSite:
    furnish(council)
    return council


@pytest.fixture
def citizen(town: CouncilSite) -> Browser:
    """Somebody who is asked where it is."""
    return asked(Browser(town.host))


def place(town: CouncilSite) -> dict[str, Any]:
    with in_council(town):
        answers = Journey.objects.get().answers
    found: dict[str, Any] = answers["place"]
    return found


def point(citizen: Browser) -> tuple[float, float]:
    latitude, longitude = citizen.hidden("map_at").split(",")
    return float(latitude), float(longitude)


def drawn(citizen: Browser) -> str:
    return b64decode(citizen.page.partition("data:image/svg+xml;base64,")[2].partition('"')[0]).decode()


def test_a_place_is_found_moved_and_used(citizen: Browser, town: CouncilSite) -> None:
    press(citizen, OPEN, place="")
    assert "Use this place" not in citizen.page
    assert citizen.page.count('type="image"') == 2
    press(citizen, "find", map_find="mill lane")
    assert "The pin is on Mill Lane. It is in the Beckside ward." in citizen.text
    assert "Mill Lane" in drawn(citizen)
    before = point(citizen)
    press(citizen, "", map_wide__x="", **{"map_wide.x": "400", "map_wide.y": "210"})
    after = point(citizen)
    assert metres_between(*before, *after) == pytest.approx(100 * 0.347, abs=2)
    assert after[1] > before[1]
    press(citizen, "north")
    assert point(citizen)[0] > after[0]
    assert 'aria-describedby="map-here" autofocus' in citizen.page
    used = point(citizen)
    press(citizen, "use", map_words="By the gate")
    assert citizen.path != WHERE
    kept = place(town)
    assert (kept["text"], kept["source"]) == ("By the gate", "map")
    assert (kept["lat"], kept["lng"]) == pytest.approx(used, abs=1e-6)


def test_a_map_too_far_away_is_looked_at_closer_and_takes_no_place(citizen: Browser, town: CouncilSite) -> None:
    press(citizen, OPEN, place="")
    zoom = int(citizen.hidden("map_zoom"))
    press(citizen, "", **{"map_narrow.x": "144", "map_narrow.y": "160"})
    assert int(citizen.hidden("map_zoom")) == zoom + 2
    press(citizen, "closer")
    press(citizen, "farther")
    assert int(citizen.hidden("map_zoom")) == zoom + 2


def test_a_thing_that_stands_there_is_named_with_its_number(citizen: Browser, town: CouncilSite) -> None:
    lamp = generate("fallowdale").furniture[0]
    press(citizen, OPEN, place=lamp.code)
    assert f"1. {lamp.name.en} ({lamp.code}) At the pin" in citizen.text
    press(citizen, "use", map_thing=lamp.code, map_words="")
    kept = place(town)
    assert kept["text"] == f"{lamp.name.en} ({lamp.code}), Mill Lane"
    assert metres_between(kept["lat"], kept["lng"], lamp.point.latitude, lamp.point.longitude) < 2
    assert kept["asset"] == lamp.code
    citizen.get(WHERE)
    citizen.post(place=kept["text"])
    assert place(town)["asset"] == lamp.code, "it stays with its words"
    citizen.get(WHERE)
    citizen.post(place="By the gate")
    assert "asset" not in place(town), "and goes with them"


def test_words_for_several_streets_ask_which(citizen: Browser) -> None:
    press(citizen, OPEN, place="mill")
    assert "Which place do you mean?" in citizen.text
    spots = citizen.page.split('name="map_spot" value="')[1:]
    assert len(spots) > 2
    citizen.post(WHERE, map_spot=spots[0].partition('"')[0])
    assert "The pin is on" in citizen.text


def test_what_is_not_found_is_said(citizen: Browser) -> None:
    press(citizen, OPEN, place="")
    for typed, said in (("nowhere at all", "We could not find"), ("", "Enter a place to find")):
        press(citizen, "find", map_find=typed)
        assert said in citizen.text
        assert citizen.title.startswith("Error:")


def test_going_back_keeps_what_was_typed(citizen: Browser) -> None:
    press(citizen, OPEN, place="By the pump")
    press(citizen, "words", map_words="By the old pump")
    assert "By the old pump</textarea>" in citizen.page
    assert "Choose on a map" in citizen.page
    citizen.get(WHERE)
    assert "pump" not in citizen.page


def test_a_place_that_was_chosen_is_shown_again_and_opened_there(citizen: Browser, town: CouncilSite) -> None:
    press(citizen, OPEN, place="LC-0001")
    press(citizen, "use", map_words="")
    citizen.get(WHERE)
    assert "You chose a place on the map: Mill Lane." in citizen.text
    citizen.post(WHERE, map=OPEN, place=place(town)["text"])
    assert point(citizen) == pytest.approx((place(town)["lat"], place(town)["lng"]), abs=1e-5)


def test_where_a_device_is_stays_so_until_the_pin_is_moved(citizen: Browser, town: CouncilSite) -> None:
    lamp = generate("fallowdale").furniture[3].point
    there = {"place-lat": f"{lamp.latitude:.6f}", "place-lng": f"{lamp.longitude:.6f}", "place-source": "device"}
    press(citizen, OPEN, place="", **there)
    assert point(citizen) == pytest.approx((lamp.latitude, lamp.longitude), abs=1e-5)
    press(citizen, "use")
    assert place(town)["source"] == "device"
    citizen.get(WHERE)
    citizen.post(WHERE, map=OPEN, place=place(town)["text"])
    press(citizen, "east")
    press(citizen, "use")
    assert place(town)["source"] == "map"


def test_a_place_of_another_council_is_refused_with_whose_it_may_be(citizen: Browser, town: CouncilSite) -> None:
    press(citizen, OPEN, place=OUTSIDE.replace(",", ", "))
    assert "This place is not in the area of Amberford District Council. It may be in Nether Craven." in citizen.text
    assert 'href="https://north-of-fallowdale.example.org/report"' in citizen.page
    assert "Use this place" not in citizen.page
    press(citizen, "use", map_at=OUTSIDE, map_zoom="18")
    assert "This place is not in the council’s area. It may be in Nether Craven." in citizen.text
    citizen.get(WHERE)
    citizen.post(place=OUTSIDE.replace(",", ", "))
    assert "It may be in Nether Craven." in citizen.text
    with in_council(town):
        assert "place" not in Journey.objects.get().answers


def test_a_point_or_zoom_that_is_none_does_no_harm(citizen: Browser, town: CouncilSite) -> None:
    press(citizen, OPEN, place="mill lane")
    for zoom in ("", "x", "99999", "-3"):
        press(citizen, "north", map_zoom=zoom)
        assert citizen.status == 200
    for at in ("", "x", "1,2,3", "nan,nan", "90,0", "54.4"):
        citizen.get(WHERE)
        citizen.post(WHERE, map="use", map_for="place", map_at=at, map_words="By the gate")
        assert place(town) == {"text": "By the gate", "lat": None, "lng": None, "source": "described"}


@pytest.mark.parametrize("effect", ["failing", "lying"])
def test_without_a_map_words_and_lists_go_on(citizen: Browser, town: CouncilSite, effect: Effect) -> None:
    with in_council(town):
        set_fault(capability="maps", effect=effect, by=SYSTEM, at=NOW)
    press(citizen, OPEN, place="")
    assert citizen.status == 200
    assert "We cannot show a map at the moment." in citizen.text
    assert 'type="image"' not in citizen.page
    press(citizen, "find", map_find="LC-0001")
    assert "Lamp column 1 (LC-0001)" in citizen.text
    press(citizen, "use", map_words="", map_thing="LC-0001")
    assert place(town)["source"] == "map"
    with in_council(town):
        clear_faults()


def test_a_council_without_maps_offers_none(council: CouncilSite) -> None:
    bind_local_providers(council, at=NOW)
    with in_council(council):
        adopt_own(council, "report-a-problem", read_folder(LIBRARY / "report-a-problem").pattern, at=NOW)
    citizen = asked(Browser(council.host))
    assert "on a map" not in citizen.text
    citizen.post(place="51.5, -0.12")
    assert citizen.path != WHERE  # where its edge is not known, no place is refused


def test_tiles_of_a_supplier_come_through_the_platform(citizen: Browser, town: CouncilSite) -> None:
    with loopback(), running() as supplier:
        settings = demo_settings("amberford", supplier.address)
        with in_council(town):
            bind_provider(capability="maps", provider="tiles", settings=settings, by=SYSTEM, at=NOW)
        press(citizen, OPEN, place="mill lane")
        assert supplier.asked
        assert "data:image/png;base64," in citizen.page
        assert supplier.address not in citizen.page
        assert settings["key"] not in citizen.page
        assert settings["attribution"] in citizen.text


def test_the_other_council_sees_nothing_of_it(citizen: Browser, other_council: CouncilSite) -> None:
    furnish(other_council)
    other = asked(Browser(other_council.host or f"{other_council.slug}.localhost"))
    press(other, OPEN, place="mill lane")
    with in_council(other_council):
        assert not Case.objects.exists()
    press(citizen, OPEN, place="mill lane")
    assert "Mill Lane" in drawn(citizen)
    assert "Beckside" in citizen.text
    assert "Beckside" not in other.text
