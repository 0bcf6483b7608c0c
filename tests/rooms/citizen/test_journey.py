"""Does a journey lead from its start to a reference, and hold through everything that people do on the way?"""

from __future__ import annotations

import re
from datetime import timedelta

from commonhall.councils.queries import CouncilSite
from tests.cast import Resident
from tests.rooms.citizen.browsing import Browser
from tests.rooms.citizen.conftest import Clock
from tests.rooms.citizen.walking import BASE, choose_place, fill_in, postcode_of, send

REFERENCE = re.compile(r"SK-[0-9A-Z]{5}-[0-9A-Z]{5}")


def test_from_start_to_reference(citizen: Browser, place: CouncilSite, resident: Resident) -> None:
    citizen.get(BASE)
    assert "Apply for a skip licence" in citizen.title
    assert "You need the address." in citizen.text
    fill_in(citizen, place, resident)
    assert citizen.path == f"{BASE}/check"
    for said in ("Small", "Soil", "5", resident.name, resident.email, postcode_of(place)):
        assert said in citizen.text
    send(citizen)
    assert citizen.path == f"{BASE}/sent"
    assert REFERENCE.search(citizen.text)
    assert f"We write to {resident.name}." in citizen.text
    assert "We aim to answer by: Monday 15 June 2026." in citizen.text
    for not_yet in ("We aim to pay back", "We aim to visit"):
        assert not_yet not in citizen.text


def test_the_confirmation_can_be_opened_again(citizen: Browser, place: CouncilSite, resident: Resident) -> None:
    fill_in(citizen, place, resident)
    send(citizen)
    first = REFERENCE.findall(citizen.text)
    citizen.get(f"{BASE}/sent")
    assert first
    assert REFERENCE.findall(citizen.text) == first


def test_sending_twice_opens_one_case(citizen: Browser, place: CouncilSite, resident: Resident) -> None:
    fill_in(citizen, place, resident)
    form = citizen.form(declaration="yes")
    citizen._ask("POST", f"{BASE}/check", form)
    citizen._landed(f"{BASE}/check")
    first = REFERENCE.findall(citizen.text)
    citizen._ask("POST", f"{BASE}/check", form)
    assert citizen._landed(f"{BASE}/check") == f"{BASE}/sent"
    assert REFERENCE.findall(citizen.text) == first


def test_any_page_after_sending_says_that_it_was_sent(citizen: Browser, place: CouncilSite, resident: Resident) -> None:
    fill_in(citizen, place, resident)
    send(citizen)
    reference = REFERENCE.findall(citizen.text)[0]
    for page in ("about", "place", "size", "check", "save"):
        citizen.get(f"{BASE}/{page}")
        assert "You have already sent this" in citizen.title, page
        assert reference in citizen.text, page


def test_a_new_one_can_be_started_after_sending(citizen: Browser, place: CouncilSite, resident: Resident) -> None:
    fill_in(citizen, place, resident)
    send(citizen)
    first = REFERENCE.findall(citizen.text)
    citizen.get(f"{BASE}/restart")
    citizen.post()
    assert citizen.path == f"{BASE}/place"
    citizen.get(f"{BASE}/sent")
    assert citizen.path == f"{BASE}/place", "the new journey has not been sent"
    assert first


def test_the_declaration_has_to_be_made(citizen: Browser, place: CouncilSite, resident: Resident) -> None:
    fill_in(citizen, place, resident)
    citizen.post()
    assert citizen.path == f"{BASE}/check"
    assert citizen.title.startswith("Error: ")
    assert "Select the box to confirm that you agree" in citizen.text


def test_wrong_answers_are_kept_and_said(citizen: Browser, place: CouncilSite) -> None:
    choose_place(citizen, place)
    citizen.post(size="small")
    citizen.post(filling=["soil"])
    citizen.post(days="a few")
    assert citizen.path == f"{BASE}/stay"
    assert citizen.title.startswith("Error: How many days?")
    assert "There is a problem" in citizen.text
    assert 'value="a few"' in citizen.page
    assert 'href="#days"' in citizen.page


def test_back_leads_along_the_route(citizen: Browser, place: CouncilSite) -> None:
    choose_place(citizen, place)
    assert f'href="{BASE}/place"' in citizen.page
    citizen.get(f"{BASE}/place")
    assert f'href="{BASE}/about"' in citizen.page
    citizen.get(f"{BASE}/about")
    assert f'href="{BASE}"' in citizen.page


def test_posting_an_earlier_page_again_changes_it(citizen: Browser, place: CouncilSite, resident: Resident) -> None:
    fill_in(citizen, place, resident)
    citizen.get(f"{BASE}/stay")
    assert 'value="5"' in citizen.page
    citizen.post(days="6")
    assert citizen.path == f"{BASE}/contact"
    citizen.get(f"{BASE}/check")
    assert "6" in citizen.text


def test_a_change_returns_to_check(citizen: Browser, place: CouncilSite, resident: Resident) -> None:
    fill_in(citizen, place, resident)
    assert f"{BASE}/stay?change=1" in citizen.page
    citizen.get(f"{BASE}/stay?change=1")
    assert f'href="{BASE}/check"' in citizen.page
    citizen.post(days="6")
    assert citizen.path == f"{BASE}/check"


def test_a_change_asks_only_what_is_incomplete(citizen: Browser, place: CouncilSite, resident: Resident) -> None:
    fill_in(citizen, place, resident)
    citizen.get(f"{BASE}/stay?change=1")
    citizen.post(days="9")
    assert citizen.path == f"{BASE}/reason?change=1"
    citizen.post(why="Rain")
    assert citizen.path == f"{BASE}/check"
    assert "Rain" in citizen.text


def test_a_stale_answer_is_asked_again_and_offered(citizen: Browser, place: CouncilSite, resident: Resident) -> None:
    fill_in(citizen, place, resident)
    citizen.get(f"{BASE}/size?change=1")
    citizen.post(size="large")
    assert citizen.path == f"{BASE}/filling?change=1"
    assert "You changed an earlier answer" in citizen.text
    citizen.post(filling=["metal"])
    assert citizen.path == f"{BASE}/check"
    assert "Metal" in citizen.text
    assert "Soil" not in citizen.text


def test_pages_ahead_lead_to_the_first_incomplete_one(citizen: Browser, place: CouncilSite) -> None:
    choose_place(citizen, place)
    for page in ("contact", "reason", "check", "outcome", "sent"):
        citizen.get(f"{BASE}/{page}")
        assert citizen.path == f"{BASE}/size", page
    citizen.post(f"{BASE}/contact", name="A", email="a@example.org")
    assert citizen.path == f"{BASE}/size"


def test_a_page_of_no_pattern_is_not_found(citizen: Browser, place: CouncilSite) -> None:
    for path in (f"{BASE}/nothing", "/services/nothing", "/services/nothing/check", "/nothing"):
        citizen.get(path)
        assert citizen.status == 404, path
        assert "Page not found" in citizen.title


def test_without_the_cookie_nothing_is_blank(citizen: Browser, place: CouncilSite) -> None:
    choose_place(citizen, place)
    form = citizen.form(size="small")
    citizen.jar = {key: value for key, value in citizen.jar.items() if "journey" not in key[0]}
    citizen._ask("POST", f"{BASE}/size", form)
    citizen._landed(f"{BASE}/size")
    assert "We could not find your answers" in citizen.title
    assert f'href="{BASE}"' in citizen.page
    for page in ("size", "check", "save", "sent"):
        citizen.get(f"{BASE}/{page}")
        assert "We could not find your answers" in citizen.title, page


def test_an_expired_journey_says_so(citizen: Browser, place: CouncilSite, clock: Clock) -> None:
    choose_place(citizen, place)
    clock.at += timedelta(days=29)
    for page in ("size", "check", "save"):
        citizen.get(f"{BASE}/{page}")
        assert "Your answers are no longer here" in citizen.title, page
    citizen.get(BASE)
    citizen.get(f"{BASE}/restart")
    citizen.post()
    assert citizen.path == f"{BASE}/place"


def test_two_windows_on_one_page_show_both_answers(citizen: Browser, place: CouncilSite) -> None:
    choose_place(citizen, place)
    citizen.post(size="small")
    citizen.post(filling=["soil"])
    seen = citizen.form(days="5")
    citizen.post(days="4")
    citizen._ask("POST", f"{BASE}/stay", seen)
    citizen._landed(f"{BASE}/stay")
    assert "You have two different answers" in citizen.title
    assert " 4 " in citizen.text
    assert " 5 " in citizen.text
    citizen.post(keep="typed")
    assert citizen.path == f"{BASE}/contact"
    citizen.get(f"{BASE}/stay")
    assert 'value="5"' in citizen.page


def test_the_saved_answers_can_be_kept(citizen: Browser, place: CouncilSite) -> None:
    choose_place(citizen, place)
    citizen.post(size="small")
    citizen.post(filling=["soil"])
    seen = citizen.form(days="5")
    citizen.post(days="4")
    citizen._ask("POST", f"{BASE}/stay", seen)
    citizen._landed(f"{BASE}/stay")
    citizen.post(keep="saved")
    assert citizen.path == f"{BASE}/contact"
    citizen.get(f"{BASE}/stay")
    assert 'value="4"' in citizen.page


def test_two_windows_on_two_pages_merge(citizen: Browser, place: CouncilSite) -> None:
    choose_place(citizen, place)
    citizen.post(size="small")
    citizen.post(filling=["soil"])
    seen = citizen.form(days="5")
    citizen.get(f"{BASE}/filling")
    citizen.post(filling=["wood"])
    citizen._ask("POST", f"{BASE}/stay", seen)
    assert citizen._landed(f"{BASE}/stay") == f"{BASE}/contact"


def test_a_refusal_is_an_outcome(citizen: Browser, place: CouncilSite, resident: Resident) -> None:
    fill_in(citizen, place, resident, days="20")
    assert citizen.path == f"{BASE}/outcome"
    assert "That is too long" in citizen.title
    assert "The longest is 14 days, not 20." in citizen.text
    assert f'href="{BASE}"' in citizen.page
    citizen.get(f"{BASE}/stay")
    citizen.post(days="3")
    assert citizen.path == f"{BASE}/contact"


def test_what_was_typed_never_becomes_markup(citizen: Browser, place: CouncilSite, resident: Resident) -> None:
    fill_in(citizen, place, Resident(name="<script>alert(1)</script> *x*", email=resident.email))
    assert b"<script>alert(1)" not in citizen.answer.content
    assert b"&lt;script&gt;alert(1)" in citizen.answer.content


def test_the_next_page_says_which_answers_are_no_longer_needed(
    citizen: Browser, place: CouncilSite, resident: Resident
) -> None:
    fill_in(citizen, place, resident, days="10")
    citizen.get(f"{BASE}/stay?change=1")
    citizen.post(days="5")
    assert citizen.path.startswith(f"{BASE}/check?")
    assert "so we no longer need your answers to: Why so long?" in citizen.text
    citizen.get(f"{BASE}/check")
    assert "no longer need" not in citizen.text, "it is said on the next page only"
    citizen.get(f"{BASE}/check?not-needed=size+nothing")
    assert "no longer need" not in citizen.text, "an answer that is needed is never named"


def test_what_comes_back_is_not_called_needless(citizen: Browser, place: CouncilSite, resident: Resident) -> None:
    fill_in(citizen, place, resident, days="10")
    citizen.get(f"{BASE}/stay?change=1")
    citizen.post(days="12")
    assert citizen.path == f"{BASE}/check"
    citizen.get(f"{BASE}/size?change=1")
    citizen.post(size="large")
    assert "no longer need" not in citizen.text
    assert citizen.path.startswith(f"{BASE}/filling"), "soil does not go into a large skip"
