"""Does the library's missed bin run as a service: told yes, refused with the reason, and asked when rounds are down?"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from commonhall.capabilities.errors import Unavailable
from commonhall.cases.models import Case
from commonhall.catalogue.operations import LIBRARY, bind_provider
from commonhall.connect import bins
from commonhall.core.language.loading import read_folder
from commonhall.councils.actors import SYSTEM
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.record.models import Event
from tests.cast import Resident
from tests.rooms.adopting import adopt_own
from tests.rooms.citizen.browsing import Browser
from tests.rooms.citizen.conftest import NOW, Clock
from tests.rooms.citizen.test_bin_day import known
from tests.rooms.citizen.walking import postcode_of

BASE = "/services/missed-bin"
Told = Callable[[str], None]


@pytest.fixture
def told(place: CouncilSite) -> Told:
    """Let the crews' story of the first property be as the test says, and run missed bin."""
    with in_council(place):
        adopt_own(place, "missed-bin", read_folder(LIBRARY / "missed-bin").pattern, at=NOW)

    def tell(situation: str) -> None:
        settings = {"stories": {known(place): situation}}
        with in_council(place):
            bind_provider(capability="waste", provider="rounds", settings=settings, by=SYSTEM, at=NOW)

    return tell


def begin(citizen: Browser, place: CouncilSite) -> None:
    citizen.get(f"{BASE}/where")
    citizen.post(property__postcode=postcode_of(place))
    citizen.post(property__uprn=known(place))


def finish(citizen: Browser, resident: Resident) -> None:
    citizen.post(name=resident.name)
    citizen.post(contact_by=["email"])
    citizen.post(email=resident.email)
    assert citizen.path == f"{BASE}/check"
    citizen.post()


def test_a_report_of_two_bins_opens_two_cases(
    citizen: Browser, place: CouncilSite, resident: Resident, told: Told
) -> None:
    told("collected")
    begin(citizen, place)
    assert citizen.path == f"{BASE}/which"
    offered = re.findall(r'name="collections" type="checkbox" value="([^"]+)"', citizen.page)
    assert len(offered) >= 2
    citizen.post(collections=offered[:2])
    finish(citizen, resident)
    assert citizen.path == f"{BASE}/sent"
    references = set(re.findall(r"MB-[0-9A-Z]{5}-[0-9A-Z]{5}", citizen.text))
    with in_council(place):
        assert {case.reference for case in Case.objects.all()} == references
    assert len(references) == 2
    begin_again = Browser(citizen.host)
    begin(begin_again, place)
    assert "Already reported on: Wednesday 10 June 2026" in begin_again.text
    assert "Why something is not in the list" in begin_again.text or begin_again.path == f"{BASE}/outcome"


@pytest.mark.parametrize(
    ("situation", "said"),
    [
        ("contaminated", "The crew could not empty this bin"),
        ("window_closed", "It is too late to report this collection"),
        ("partially_collected", "The crew took only part of this collection"),
        ("under_way", "The crew is still out today"),
        ("no_collection_yet", "This collection has not started yet"),
    ],
)
def test_a_refusal_says_why_and_what_next(
    citizen: Browser, place: CouncilSite, told: Told, situation: str, said: str
) -> None:
    told(situation)
    begin(citizen, place)
    assert citizen.path == f"{BASE}/outcome"
    assert said in citizen.text
    assert f"/property/{known(place)}" in citizen.page or situation == "under_way"
    assert "feedback?after=" in citizen.page
    with in_council(place):
        ended = Event.objects.filter(kind="journey_ended")
        assert ended.count() == 1
    citizen.get(f"{BASE}/which")
    assert citizen.path == f"{BASE}/outcome"


def test_it_asks_when_collections_cannot_be_looked_up(
    citizen: Browser, place: CouncilSite, resident: Resident, told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Down:
        def collections(self, *args: Any) -> None:
            raise Unavailable(why="the test says so")

    told("collected")
    monkeypatch.setattr(bins, "waste_from", lambda name, settings: Down())
    begin(citizen, place)
    assert citizen.path == f"{BASE}/which"
    assert "Which bin did we miss?" in citizen.text
    citizen.post(
        stream="refuse",
        due_date__day="9",
        due_date__month="6",
        due_date__year="2026",
    )
    finish(citizen, resident)
    assert citizen.path == f"{BASE}/sent"


def test_another_property_asks_for_the_collection_again(
    citizen: Browser, place: CouncilSite, resident: Resident, told: Told
) -> None:
    told("collected")
    begin(citizen, place)
    offered = re.findall(r'name="collections" type="checkbox" value="([^"]+)"', citizen.page)
    citizen.post(collections=offered[:1])
    citizen.get(f"{BASE}/where?change=1")
    citizen.post(property__postcode=postcode_of(place))
    other = next(uprn for uprn in citizen.uprns() if uprn != known(place))
    citizen.post(property__uprn=other)
    assert citizen.path.startswith((f"{BASE}/which?change=1", f"{BASE}/outcome"))
    citizen.get(f"{BASE}/check")
    assert citizen.path != f"{BASE}/check"


def test_what_changed_meanwhile_is_found_before_sending(
    citizen: Browser, place: CouncilSite, resident: Resident, told: Told, clock: Clock
) -> None:
    """Later than the half hour for which the pattern lets an earlier yes stand."""
    told("collected")
    begin(citizen, place)
    offered = re.findall(r'name="collections" type="checkbox" value="([^"]+)"', citizen.page)
    citizen.post(collections=offered[:1])
    citizen.post(name=resident.name)
    citizen.post(contact_by=["email"])
    citizen.post(email=resident.email)
    neighbour = Browser(citizen.host)
    begin(neighbour, place)
    neighbour.post(collections=offered[:1])
    finish(neighbour, resident)
    assert neighbour.path == f"{BASE}/sent"
    clock.at += timedelta(minutes=31)
    citizen.post()
    assert citizen.path in (f"{BASE}/which?change=1", f"{BASE}/outcome")
    assert "eported on: Wednesday 10 June 2026" in citizen.text or "told about it on" in citizen.text
    with in_council(place):
        assert Case.objects.count() == 1


def test_the_bin_day_page_leads_to_the_report(citizen: Browser, place: CouncilSite, told: Told) -> None:
    told("collected")
    citizen.get(f"/property/{known(place)}")
    link = f"{BASE}/where?uprn={known(place)}"
    assert f'href="{link}"' in citizen.page
    citizen.get(link)
    citizen.post(property__uprn=known(place))
    assert citizen.path == f"{BASE}/which"
