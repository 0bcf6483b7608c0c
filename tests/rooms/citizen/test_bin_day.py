"""Are bin days shown for the right property, to people, calendars and programs?"""

from __future__ import annotations

import json

import pytest
from icalendar import Calendar

from commonhall.capabilities.errors import Unavailable
from commonhall.catalogue.bound import BindingMissing
from commonhall.connect import bins
from commonhall.councils.queries import CouncilSite
from commonhall.upkeep.demo.gazetteer import generate
from tests.rooms.citizen.browsing import Browser
from tests.rooms.citizen.conftest import PLACES
from tests.rooms.citizen.walking import postcode_of


def known(council: CouncilSite) -> str:
    return next(row.uprn for row in generate(PLACES[council.slug]).properties if row.kind == "postal")


def test_from_the_postcode_to_the_days(citizen: Browser, place: CouncilSite) -> None:
    citizen.get("/")
    assert 'action="/bin-day"' in citizen.page
    citizen.post("/bin-day", property__postcode=postcode_of(place))
    assert citizen.path == "/bin-day/choose"
    citizen.post()
    assert citizen.title.startswith("Error: ")
    chosen = citizen.uprns()[0]
    citizen.post(property__uprn=chosen)
    assert citizen.path == f"/property/{chosen}"
    assert "Next collections" in citizen.text
    assert "June" in citizen.text
    assert f'href="/property/{chosen}/calendar.ics"' in citizen.page


def test_a_wrong_postcode_on_the_front_page_is_asked_for_again(citizen: Browser) -> None:
    citizen.get("/")
    citizen.post("/bin-day", property__postcode="ABC")
    assert citizen.path == "/bin-day"
    assert citizen.title.startswith("Error: Find your bin day")
    assert "Enter a full UK postcode" in citizen.text


def test_what_is_wrong_with_a_postcode(citizen: Browser, place: CouncilSite) -> None:
    empty = generate(PLACES[place.slug]).empty_postcode
    for typed, said in (
        ("", "Enter a postcode"),
        ("ABC", "Enter a full UK postcode"),
        (empty, f"We could not find any addresses at {empty}"),
    ):
        citizen.get("/bin-day")
        citizen.post(property__postcode=typed)
        assert said in citizen.text
        assert citizen.title.startswith("Error: ")
    citizen.post(property__postcode="ABC", switch_language="cy")
    assert "Rhowch god post llawn yn y DU" in citizen.text
    assert 'value="ABC"' in citizen.page


def test_another_councils_property_is_not_found(citizen: Browser, other_place: CouncilSite) -> None:
    theirs = known(other_place)
    for path in ("", "/calendar.ics", "/collections.json"):
        citizen.get(f"/property/{theirs}{path}")
        assert citizen.status == 404
    citizen.get("/property/nonsense")
    assert citizen.status == 404


def test_the_calendar_file_may_be_cached_by_anyone(citizen: Browser, place: CouncilSite) -> None:
    citizen.get(f"/property/{known(place)}/calendar.ics")
    assert citizen.status == 200
    assert citizen.answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert citizen.answer["Cache-Control"] == "public, max-age=86400"
    assert not citizen.answer.cookies
    first = citizen.answer.content
    events = Calendar.from_ical(first).walk("VEVENT")
    assert events
    citizen.get(f"/property/{known(place)}/calendar.ics")
    assert citizen.answer.content == first
    citizen.get(f"/property/{known(place)}/calendar.ics?lang=cy")
    assert b"Casgliad" in citizen.answer.content
    assert not citizen.answer.cookies


def test_the_list_for_programs(citizen: Browser, place: CouncilSite) -> None:
    path = f"/property/{known(place)}/collections.json"
    citizen.get(f"{path}?from=2026-06-10&to=2026-06-24")
    said = json.loads(citizen.answer.content)
    assert (said["from"], said["to"]) == ("2026-06-10", "2026-06-24")
    assert said["collections"]
    assert {"service", "original_date", "date", "changed", "state"} <= said["collections"][0].keys()
    assert not citizen.answer.cookies
    for wrong in ("from=tomorrow", "from=2026-06-10&to=2026-06-09", "from=2026-01-01&to=2029-01-01"):
        citizen.get(f"{path}?{wrong}")
        assert citizen.status == 400


def test_rounds_that_cannot_be_asked(citizen: Browser, place: CouncilSite, monkeypatch: pytest.MonkeyPatch) -> None:
    class Down:
        def collections(self, *asked: object) -> None:
            raise Unavailable(why="the test says so")

        calendar = collections

    monkeypatch.setattr(bins, "waste_from", lambda name, settings: Down())
    citizen.get(f"/property/{known(place)}")
    assert citizen.status == 200
    assert "We cannot look up bin days at the moment" in citizen.text

    def nobody_chosen(capability: str, *, service: str) -> None:
        raise BindingMissing(capability)

    monkeypatch.setattr(bins, "get_binding", nobody_chosen)
    citizen.get(f"/property/{known(place)}")
    assert citizen.status == 200


def test_days_that_cannot_be_asked_again_are_shown_as_they_were_known(
    citizen: Browser, place: CouncilSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = f"/property/{known(place)}"
    citizen.get(path)
    assert "We cannot check these days" not in citizen.text
    shown = citizen.page.count("ch-bins__bin")

    class Down:
        def collections(self, *asked: object) -> None:
            raise Unavailable(why="the test says so")

        calendar = collections

    monkeypatch.setattr(bins, "waste_from", lambda name, settings: Down())
    citizen.get(path)
    said = "We cannot check these days at the moment. They are as we knew them on Wednesday 10 June at 10am"
    assert said in citizen.text
    assert citizen.page.count("ch-bins__bin") == shown
    for file in ("calendar.ics", "collections.json"):
        citizen.get(f"{path}/{file}")
        assert citizen.status == 503, "calendars keep what they have, and programs are not told what may be wrong"
