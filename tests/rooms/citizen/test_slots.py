"""Choosing a time: kept for whoever comes first, said on the page when it is lost, changed and cancelled later."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from commonhall.cases.models import Booking, Case, Place
from commonhall.catalogue.models import Binding
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from tests.rooms.citizen.browsing import Browser
from tests.rooms.citizen.conftest import Clock
from tests.rooms.citizen.my import follow
from tests.rooms.work.slots import AT, DAY, NEXT, adopt_visits

BASE = "/services/van-visit"
GONE = "That time is no longer available"


@pytest.fixture
def town(council: CouncilSite, clock: Clock) -> CouncilSite:
    """Amberford, with a van that takes three bags a day."""
    clock.at = AT
    with in_council(council):
        adopt_visits(council)
    return council


def browser(town: CouncilSite) -> Browser:
    return Browser(town.host)


def fill_in(citizen: Browser, *, bags: int = 2, day: str = DAY, email: str = "nia.ffowc@example.org") -> None:
    citizen.get(f"{BASE}/bags")
    citizen.post(bags=str(bags))
    assert citizen.path == f"{BASE}/when"
    citizen.post(visit=day)
    if citizen.path == f"{BASE}/who":
        citizen.post(name="Nia Ffowc", email=email)


def test_a_time_is_chosen_checked_and_booked(town: CouncilSite) -> None:
    citizen = browser(town)
    citizen.get(f"{BASE}/bags")
    citizen.post(bags="2")
    assert "Wednesday 10 June 2026" in citizen.text
    fill_in(citizen)
    assert citizen.path == f"{BASE}/check"
    assert "Wednesday 10 June 2026" in citizen.text
    citizen.post()
    assert citizen.path == f"{BASE}/sent"
    with in_council(town):
        assert [(each.state, each.date.isoformat()) for each in Booking.objects.all()] == [("confirmed", DAY)]
    link = re.search(r'href="(/track/\w+/calendar/van\.ics)"[^>]*>\s*Add to your calendar', citizen.page)
    assert link, "the file for a calendar is to be had at once"
    citizen.get(link[1])
    assert "DTSTART;VALUE=DATE:20260610" in citizen.page


def test_who_comes_second_chooses_another_time_on_the_same_page(town: CouncilSite) -> None:
    first, second = browser(town), browser(town)
    for citizen in (first, second):
        citizen.get(f"{BASE}/bags")
        citizen.post(bags="2")
    first.post(visit=DAY)
    second.post(visit=DAY)
    assert second.status == 200
    assert GONE in second.text
    assert f'value="{NEXT}"' in second.page
    assert f'value="{DAY}"' not in second.page, "what is gone is not offered again"
    second.post(f"{BASE}/when", visit=NEXT)
    assert second.path == f"{BASE}/who"


def test_a_time_that_was_lost_before_sending_is_chosen_again_and_nothing_else(town: CouncilSite, clock: Clock) -> None:
    slow, quick = browser(town), browser(town)
    fill_in(slow)
    clock.at = AT + timedelta(minutes=21)
    fill_in(quick)
    quick.post()
    slow.post()
    assert slow.path.startswith(f"{BASE}/when")
    assert GONE in slow.text
    slow.post(visit=NEXT)
    assert slow.path == f"{BASE}/check"
    assert "Nia Ffowc" in slow.text
    slow.post()
    assert slow.path == f"{BASE}/sent"
    with in_council(town):
        assert Case.objects.count() == 2
        assert sorted(place.slot for place in Place.objects.all()) == [DAY, NEXT]


def test_ones_own_time_stays_on_the_page_though_nobody_else_can_have_it(town: CouncilSite) -> None:
    citizen = browser(town)
    fill_in(citizen, bags=3)
    citizen.get(f"{BASE}/when")
    assert GONE not in citizen.text
    assert f'value="{DAY}" checked' in citizen.page


def test_a_calendar_that_goes_down_in_between_keeps_nobody_from_sending(town: CouncilSite) -> None:
    citizen = browser(town)
    citizen.get(f"{BASE}/bags")
    citizen.post(bags="2")
    assert citizen.path == f"{BASE}/when"
    with in_council(town):
        Binding.objects.filter(capability="bookings").update(settings={"calendars": "broken"})
    citizen.post(visit=DAY)
    assert citizen.path == f"{BASE}/who", "its pattern says to go on"
    citizen.post(name="Nia Ffowc", email="nia.ffowc@example.org")
    citizen.post()
    assert citizen.path == f"{BASE}/sent"
    with in_council(town):
        assert (Case.objects.count(), Booking.objects.count(), Place.objects.count()) == (1, 0, 0)


def followed(town: CouncilSite, *, bags: int, day: str, email: str) -> tuple[Browser, str]:
    """Send one, and open its progress page."""
    citizen = browser(town)
    fill_in(citizen, bags=bags, day=day, email=email)
    citizen.post()
    with in_council(town):
        reference = Case.objects.order_by("-opened_at", "-id")[0].reference
    follow(citizen, town, reference, email)
    return citizen, citizen.path


def test_the_resident_moves_the_booking_to_what_is_free(town: CouncilSite) -> None:
    citizen, progress = followed(town, bags=2, day=DAY, email="nia.ffowc@example.org")
    followed(town, bags=3, day=NEXT, email="rhys.green@example.org")
    citizen.get(f"{progress}/move")
    assert f'value="{DAY}"' in citizen.page
    assert f'value="{NEXT}"' not in citizen.page
    citizen.post(visit_new=NEXT)
    assert GONE in citizen.text
    citizen.post(f"{progress}/move", visit_new=DAY)
    assert "You have this time already" in citizen.text
    citizen.post(f"{progress}/move", visit_new="2026-06-12")
    assert citizen.path.startswith(progress)
    with in_council(town):
        assert sorted(place.slot for place in Place.objects.all()) == [NEXT, "2026-06-12"]


def test_cancelling_gives_the_place_back(town: CouncilSite) -> None:
    citizen, progress = followed(town, bags=3, day=DAY, email="nia.ffowc@example.org")
    citizen.get(f"{progress}/cancel")
    citizen.post()
    with in_council(town):
        assert Place.objects.count() == 0
        assert Booking.objects.get().state == "released"
