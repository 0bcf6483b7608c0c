"""Can a resident stop and carry on later, on another device, and is nothing lost or shown to others?"""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest

from commonhall.catalogue.operations import bind_provider
from commonhall.councils.actors import SYSTEM
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.record.models import Outbox
from tests.cast import Resident
from tests.rooms.citizen.browsing import Browser
from tests.rooms.citizen.conftest import NOW, Clock
from tests.rooms.citizen.walking import BASE, choose_place, fill_in, send


@pytest.fixture(autouse=True)
def outbox(place: CouncilSite, tmp_path: Path) -> Path:
    with in_council(place):
        bind_provider(
            capability="notifications",
            provider="outbox_folder",
            settings={"folder": str(tmp_path)},
            by=SYSTEM,
            at=NOW,
        )
    return tmp_path


def link_of(place: CouncilSite) -> str:
    """Return the path of the newest link that was promised."""
    with in_council(place):
        entry = Outbox.objects.filter(kind="resume_link").order_by("-id")[0]
    found = re.search(r"/resume/[\w-]+$", entry.payload["link"])
    assert found
    return found[0]


def save(citizen: Browser, resident: Resident) -> None:
    citizen.get(f"{BASE}/save")
    citizen.post(email=resident.email)


def test_a_link_is_promised(citizen: Browser, place: CouncilSite, resident: Resident) -> None:
    choose_place(citizen, place)
    assert f'href="{BASE}/save"' in citizen.page
    citizen.get(f"{BASE}/save")
    citizen.post(email="nonsense")
    assert citizen.title.startswith("Error: ")
    citizen.post(email=resident.email)
    assert "Your answers are saved" in citizen.title
    assert resident.email in citizen.text
    assert "Wednesday 8 July 2026" in citizen.text


def test_the_link_opens_by_a_button_on_another_device(citizen: Browser, place: CouncilSite, resident: Resident) -> None:
    choose_place(citizen, place)
    citizen.post(size="large")
    save(citizen, resident)
    phone = Browser(citizen.host)
    for _ in range(2):
        phone.get(link_of(place))
        assert "Carry on with your answers" in phone.title
        assert phone.cookie("ch-journey") == "", "opening the link alone opens nothing"
    phone.post(_action(phone))
    assert phone.path == f"{BASE}/filling"
    phone.get(f"{BASE}/size")
    assert 'value="large" checked' in phone.page


def _action(citizen: Browser) -> str:
    found = re.search(r'<form[^>]*action="([^"]+)"', citizen.page)
    return found[1] if found else ""


def test_the_link_works_again_and_shows_the_latest(citizen: Browser, place: CouncilSite, resident: Resident) -> None:
    choose_place(citizen, place)
    save(citizen, resident)
    first = link_of(place)
    phone = Browser(citizen.host)
    phone.get(first)
    phone.post(_action(phone))
    phone.post(size="large")
    third = Browser(citizen.host)
    third.get(first)
    third.post(_action(third))
    assert third.path == f"{BASE}/filling"


def test_both_devices_hold_the_answers(citizen: Browser, place: CouncilSite, resident: Resident) -> None:
    choose_place(citizen, place)
    save(citizen, resident)
    phone = Browser(citizen.host)
    phone.get(link_of(place))
    phone.post(_action(phone))
    phone.post(size="large")
    citizen.get(f"{BASE}/filling")
    assert citizen.path == f"{BASE}/filling"
    assert "We could not find your answers" not in citizen.title


def test_other_answers_here_are_asked_about(citizen: Browser, place: CouncilSite, resident: Resident) -> None:
    choose_place(citizen, place)
    citizen.post(size="large")
    save(citizen, resident)
    link = link_of(place)
    phone = Browser(citizen.host)
    choose_place(phone, place)
    phone.get(link)
    phone.post(_action(phone))
    assert "Which answers do you want to carry on with?" in phone.text
    phone.post()
    assert phone.title.startswith("Error: ")
    phone.post(keep="browser")
    assert phone.path == f"{BASE}/size"
    phone.get(link)
    phone.post(_action(phone))
    phone.post(keep="link")
    assert phone.path == f"{BASE}/filling"


def test_an_old_or_made_up_link_says_so(citizen: Browser, place: CouncilSite, resident: Resident, clock: Clock) -> None:
    citizen.get("/resume/nothing")
    assert "This link no longer works" in citizen.title
    choose_place(citizen, place)
    save(citizen, resident)
    clock.at += timedelta(days=29)
    citizen.get(link_of(place))
    assert "This link no longer works" in citizen.title


def test_a_link_to_what_was_sent_shows_the_reference(citizen: Browser, place: CouncilSite, resident: Resident) -> None:
    choose_place(citizen, place)
    save(citizen, resident)
    link = link_of(place)
    fill_in(citizen, place, resident)
    send(citizen)
    citizen.get(link)
    assert "You have already sent this" in citizen.title


def test_the_link_is_nothing_at_another_council(
    citizen: Browser, place: CouncilSite, other_citizen: Browser, resident: Resident
) -> None:
    choose_place(citizen, place)
    save(citizen, resident)
    other_citizen.get(f"{link_of(place)}?lang=en")
    assert other_citizen.status == 404
    assert "This link no longer works" in other_citizen.title
    other_citizen.get(f"{BASE}/about")
    other_citizen.post(f"{BASE}{link_of(place)}?open=1")
    assert other_citizen.status == 404


def test_the_cookie_is_nothing_at_another_council(
    citizen: Browser, place: CouncilSite, other_citizen: Browser, resident: Resident
) -> None:
    choose_place(citizen, place)
    other_citizen.get("/?lang=en")
    other_citizen.jar |= {key: value for key, value in citizen.jar.items() if "journey" in key[0]}
    for page in ("size", "check", "sent", "save"):
        other_citizen.get(f"{BASE}/{page}")
        assert "We could not find your answers" in other_citizen.title
