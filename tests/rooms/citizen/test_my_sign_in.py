"""Does a link sign in whoever reads the mail, once, here and only for a while?"""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from commonhall.catalogue.bound import get_binding
from commonhall.catalogue.standings import note_standing
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.people.models import Resident as Known
from commonhall.people.models import ResidentSession, SignInLink
from commonhall.people.residents import ABSOLUTE_LIMIT, IDLE_LIMIT, LINK_WORKS, LINKS_PER_ADDRESS, forget_old_sign_ins
from tests.cast import Resident
from tests.rooms.citizen.browsing import Browser
from tests.rooms.citizen.conftest import NOW, Clock
from tests.rooms.citizen.my import ask_link, promised, sign_in
from tests.rooms.citizen.walking import fill_in, send

COOKIE = "ch-resident"


def reference_of(citizen: Browser, place: CouncilSite, resident: Resident) -> str:
    fill_in(citizen, place, resident)
    send(citizen)
    found = re.search(r"SK-[0-9A-Z]{5}-[0-9A-Z]{5}", citizen.text)
    assert found
    return found[0]


def test_the_link_shows_what_was_sent_with_the_address(
    citizen: Browser, place: CouncilSite, resident: Resident
) -> None:
    reference = reference_of(citizen, place, resident)
    elsewhere = Browser(citizen.host)
    sign_in(elsewhere, place, resident.email.upper())
    for said in (reference, "My requests", "We have it", "We aim to answer by: Monday 15 June 2026.", resident.email):
        assert said in elsewhere.text
    opened = re.search(r'href="(/track/[0-9a-f]{24})"', elsewhere.page)
    assert opened
    elsewhere.get(opened[1])
    assert reference in elsewhere.text
    assert elsewhere.answer["Cache-Control"] == "no-store"


def test_the_answer_is_the_same_for_an_unknown_address(
    citizen: Browser, place: CouncilSite, resident: Resident
) -> None:
    reference_of(citizen, place, resident)
    pages = []
    for email in (resident.email, "nobody@example.org"):
        citizen.get("/my/sign-in")
        citizen.post(email=email)
        pages.append(citizen.page.replace(email, "…"))
    token = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"')
    assert token.sub("", pages[0]) == token.sub("", pages[1])
    assert len(promised(place, "sign_in_link")) == 2


def test_an_unknown_address_signs_in_to_nothing(citizen: Browser, place: CouncilSite, resident: Resident) -> None:
    reference = reference_of(citizen, place, resident)
    stranger = Browser(citizen.host)
    sign_in(stranger, place, "stranger@example.org")
    assert "We have no requests with stranger@example.org" in stranger.text
    assert reference not in stranger.page


def test_looking_at_the_link_uses_nothing_up(citizen: Browser, place: CouncilSite, resident: Resident) -> None:
    link = ask_link(citizen, place, resident.email)
    scanner = Browser(citizen.host, address="198.51.100.9")
    for _ in range(3):
        scanner.get(link)
        assert scanner.status == 200
        assert scanner.cookie(COOKIE) == ""
    citizen.get(link)
    citizen.post()
    assert citizen.path == "/my"


def test_a_link_works_once(citizen: Browser, place: CouncilSite, resident: Resident) -> None:
    link = ask_link(citizen, place, resident.email)
    thief = Browser(citizen.host, address="198.51.100.9")
    thief.get(link)
    citizen.get(link)
    citizen.post()
    thief.post()
    assert thief.status == 404
    assert "This link no longer works" in thief.text
    assert thief.cookie(COOKIE) == ""
    thief.get(link)
    assert thief.status == 404


def test_signing_in_ends_the_other_links(citizen: Browser, place: CouncilSite, resident: Resident) -> None:
    first = ask_link(citizen, place, resident.email)
    sign_in(citizen, place, resident.email)
    citizen.get(first)
    assert citizen.status == 404


def test_a_link_expires(citizen: Browser, place: CouncilSite, resident: Resident, clock: Clock) -> None:
    link = ask_link(citizen, place, resident.email)
    citizen.get(link)
    clock.at += LINK_WORKS
    citizen.post()
    assert citizen.status == 404
    assert citizen.cookie(COOKIE) == ""


def test_another_council_knows_neither_link_nor_session(
    citizen: Browser, other_citizen: Browser, place: CouncilSite, other_place: CouncilSite, resident: Resident
) -> None:
    reference = reference_of(citizen, place, resident)
    link = ask_link(citizen, place, resident.email)
    other_citizen.get(link)
    assert other_citizen.status == 404
    sign_in(citizen, place, resident.email)
    other_citizen.jar[(COOKIE, "/")] = citizen.cookie(COOKIE)
    other_citizen.get("/my")
    assert other_citizen.path.startswith("/my/sign-in")
    sign_in(other_citizen, other_place, resident.email)
    assert reference not in other_citizen.page
    with in_council(other_place):
        assert SignInLink.objects.count() == 1
        assert ResidentSession.objects.count() == Known.objects.count() == 1


def test_a_session_set_by_somebody_else_is_never_taken_over(
    citizen: Browser, place: CouncilSite, resident: Resident
) -> None:
    attacker = Browser(citizen.host)
    sign_in(attacker, place, "attacker@example.org")
    fixed = attacker.cookie(COOKIE)
    link = ask_link(citizen, place, resident.email)
    citizen.jar[(COOKIE, "/")] = fixed
    citizen.get(link)
    citizen.post()
    assert citizen.cookie(COOKIE) not in ("", fixed)
    attacker.get("/my")
    assert attacker.path.startswith("/my/sign-in")
    assert resident.email not in attacker.page


@pytest.mark.parametrize("limit", ["idle", "absolute"])
def test_a_session_ends_by_itself(
    citizen: Browser, place: CouncilSite, resident: Resident, clock: Clock, limit: str
) -> None:
    sign_in(citizen, place, resident.email)
    step = timedelta(minutes=20)
    if limit == "absolute":
        while clock.at + step < NOW + ABSOLUTE_LIMIT:
            clock.at += step
            citizen.get("/my")
            assert citizen.path == "/my"
    clock.at += IDLE_LIMIT
    citizen.get("/my")
    assert citizen.path.startswith("/my/sign-in")
    assert "You have been signed out" in citizen.text
    with in_council(place):
        assert forget_old_sign_ins(at=clock.at + timedelta(days=2)) >= 2
        assert not ResidentSession.objects.exists()
        assert not SignInLink.objects.exists()
        assert not Known.objects.exists()


def test_signing_out_here_and_everywhere(citizen: Browser, place: CouncilSite, resident: Resident) -> None:
    other = Browser(citizen.host)
    sign_in(citizen, place, resident.email)
    sign_in(other, place, resident.email)
    kept = citizen.cookie(COOKIE)
    citizen.post("/my/sign-out")
    assert "You have signed out." in citizen.text
    assert citizen.cookie(COOKIE) == ""
    citizen.jar[(COOKIE, "/")] = kept
    citizen.get("/my")
    assert citizen.path.startswith("/my/sign-in")
    other.get("/my")
    assert other.path == "/my"
    sign_in(citizen, place, resident.email)
    waiting = ask_link(Browser(citizen.host), place, resident.email)
    citizen.get("/my")
    citizen.post("/my/sign-out-everywhere")
    for browser in (citizen, other):
        browser.get("/my")
        assert browser.path.startswith("/my/sign-in")
    citizen.get(waiting)
    assert citizen.status == 404


def test_too_many_links_are_not_sent(citizen: Browser, place: CouncilSite, resident: Resident) -> None:
    for _ in range(LINKS_PER_ADDRESS + 1):
        citizen.get("/my/sign-in")
        citizen.post(email=resident.email)
    assert citizen.status == 429
    assert len(promised(place, "sign_in_link")) == LINKS_PER_ADDRESS


def test_what_is_no_address_is_said(citizen: Browser, place: CouncilSite) -> None:
    citizen.get("/my/sign-in")
    citizen.post(email="nonsense")
    assert citizen.title.startswith("Error: ")
    citizen.post(email="nonsense", switch_language="cy")
    assert "Rhowch" in citizen.text
    assert promised(place, "sign_in_link") == []


@pytest.mark.parametrize("address", ["/my", "/my/unfinished/0199c2f0-0000-7000-8000-000000000000"])
def test_pages_ask_to_sign_in(citizen: Browser, address: str) -> None:
    citizen.get(address)
    assert citizen.path == "/my/sign-in"


def test_while_messages_wait_nobody_is_left_looking_for_one(
    citizen: Browser, place: CouncilSite, resident: Resident
) -> None:
    said = "We have trouble sending messages just now."
    ask_link(citizen, place, resident.email)
    assert said not in citizen.text
    with in_council(place):
        bound = get_binding("notifications")
    note_standing(council_id=place.id, capability="notifications", provider=bound.provider, state="down", at=NOW)
    ask_link(citizen, place, resident.email)
    assert f"{said} Yours goes as soon as it can." in citizen.text
