"""Does the switch of language keep the page, the answers, and what was typed wrongly?"""

from __future__ import annotations

from commonhall.councils.queries import CouncilSite
from tests.cast import Resident
from tests.rooms.citizen.browsing import Browser
from tests.rooms.citizen.walking import BASE, choose_place, fill_in, send


def test_the_switch_keeps_the_page_and_the_answers(citizen: Browser, place: CouncilSite) -> None:
    choose_place(citizen, place)
    citizen.post(size="large")
    citizen.get(f"{BASE}/size?change=1&lang=cy")
    assert citizen.path == f"{BASE}/size?change=1"
    assert '<html lang="cy"' in citizen.page
    assert "Pa mor fawr yw'r sgip?" in citizen.text
    assert 'value="large" checked' in citizen.page


def test_the_switch_on_an_error_keeps_what_was_typed(citizen: Browser, place: CouncilSite) -> None:
    choose_place(citizen, place)
    citizen.post(size="small")
    citizen.post(filling=["soil"])
    citizen.post(days="many")
    citizen.post(days="many", switch_language="cy")
    assert citizen.path == f"{BASE}/stay"
    assert citizen.title.startswith("Gwall: Sawl diwrnod?")
    assert 'value="many"' in citizen.page
    citizen.get(f"{BASE}/stay")
    assert "Sawl diwrnod?" in citizen.title
    assert 'value="many"' not in citizen.page, "nothing was stored"


def test_a_valid_answer_is_not_stored_by_the_switch(citizen: Browser, place: CouncilSite) -> None:
    choose_place(citizen, place)
    citizen.post(size="small", switch_language="cy")
    assert citizen.path == f"{BASE}/size"
    assert 'value="small" checked' in citizen.page
    citizen.get(f"{BASE}/check")
    assert citizen.path == f"{BASE}/size"


def test_the_switch_while_typing_an_address(citizen: Browser) -> None:
    citizen.get(f"{BASE}/about")
    citizen.post()
    citizen.post(place__postcode="nowhere")
    assert citizen.title.startswith("Error: Where is the skip?")
    citizen.post(place__postcode="nowhere", switch_language="cy")
    assert citizen.title.startswith("Gwall: ")
    assert 'value="nowhere"' in citizen.page
    citizen.get(f"{BASE}/place?step=manual")
    citizen.post(place__line1="", place__town="Tref")
    citizen.post(place__line1="", place__town="Tref", switch_language="en")
    assert "Enter address line 1" in citizen.text
    assert 'value="Tref"' in citizen.page


def test_a_council_of_one_language_has_no_switch(citizen: Browser, place: CouncilSite) -> None:
    citizen.get("/?lang=xx")
    assert '<html lang="en"' in citizen.page


def test_the_case_is_in_the_language_of_sending(citizen: Browser, place: CouncilSite, resident: Resident) -> None:
    fill_in(citizen, place, resident)
    citizen.get(f"{BASE}/check?lang=cy")
    assert "Anfon cais" in citizen.text
    send(citizen)
    assert "Cais wedi'i anfon" in citizen.title
    from commonhall.cases.models import Case
    from commonhall.councils.scope import in_council

    with in_council(place):
        assert [case.language for case in Case.objects.all()] == ["cy"]


def test_the_welsh_council_speaks_welsh_first(other_citizen: Browser) -> None:
    other_citizen.get("/")
    assert '<html lang="cy"' in other_citizen.page
    assert "Gwneud cais am drwydded sgip" in other_citizen.text
