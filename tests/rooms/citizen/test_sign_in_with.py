"""Does a resident sign in through a provider, as themselves and nobody else, and with another way when it is down?"""

from __future__ import annotations

import io
import json
import time
import zipfile
from dataclasses import replace
from datetime import timedelta

import pytest

from commonhall.capabilities.identity.documents import PUBLISHED
from commonhall.cases.people.gathering import match_people
from commonhall.catalogue.operations import bind_provider
from commonhall.contacts.models import Merge
from commonhall.councils.actors import SYSTEM
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.people.models import Resident as Known
from commonhall.people.models import ResidentIdentity, ResidentSession, SpentToken
from commonhall.people.residents import forget_old_sign_ins
from commonhall.people.vouched import UNSEEN_KEPT, forget_spent
from tests.cast import Resident
from tests.rooms.citizen.browsing import Browser
from tests.rooms.citizen.conftest import Clock
from tests.rooms.citizen.my import ask_link, sign_in
from tests.rooms.citizen.walking import fill_in, send
from tests.rooms.vouching import Gate

COOKIE = "ch-resident"
TRIP = "ch-sign-in"
ADA = "ada.fennimore@example.com"


@pytest.fixture
def openid(op: Gate, place: CouncilSite) -> Gate:
    op.bind_openid(place)
    return op


def go(citizen: Browser, op: Gate, person: str = "r1", *, where: str = "/my/sign-in/with", do: str = "") -> str:
    """Go to the provider, choose somebody and come back."""
    return citizen.get(op.choose(citizen.leave(where), person, do=do))


def test_without_a_provider_there_is_no_button(citizen: Browser, place: CouncilSite) -> None:
    citizen.get("/my/sign-in")
    assert "Sign in with" not in citizen.text
    assert citizen.get("/my/sign-in/with") == "/my/sign-in"


def test_who_a_provider_vouches_for_is_signed_in(citizen: Browser, one_login: Gate, place: CouncilSite) -> None:
    citizen.get("/my/sign-in")
    assert "Sign in with GOV.UK One Login" in citizen.text
    assert "Or use your email" in citizen.text
    assert go(citizen, one_login) == "/my"
    assert ADA in citizen.text
    assert citizen.cookie(COOKIE)
    assert not citizen.cookie(TRIP)
    with in_council(place):
        assert Known.objects.get().email == ADA
        assert not ResidentIdentity.objects.get().name, "no more is kept than was asked for"


def test_they_are_the_same_again_though_their_address_was_changed(
    citizen: Browser, one_login: Gate, place: CouncilSite
) -> None:
    go(citizen, one_login)
    with in_council(place):
        Known.objects.update(email="ada.now@example.com")
    again = Browser(citizen.host)
    go(again, one_login)
    assert "ada.now@example.com" in again.text
    with in_council(place):
        assert Known.objects.count() == ResidentIdentity.objects.count() == 1


def test_the_provider_and_the_link_lead_to_one_account(citizen: Browser, one_login: Gate, place: CouncilSite) -> None:
    sign_in(citizen, place, ADA)
    go(Browser(citizen.host), one_login)
    with in_council(place):
        assert Known.objects.count() == 1
        assert ResidentSession.objects.count() == 2


def test_an_address_that_is_not_believed_opens_nothing(citizen: Browser, openid: Gate, place: CouncilSite) -> None:
    """Whoever can write any e-mail address into an account elsewhere must not get at somebody's requests here."""
    sign_in(Browser(citizen.host), place, ADA)
    assert go(citizen, openid) == "/my/sign-in?said=prove_email"
    assert "There is one more step" in citizen.text
    assert not citizen.cookie(COOKIE)
    with in_council(place):
        assert not ResidentIdentity.objects.exists()


def test_the_link_shows_whose_account_it_is_once(citizen: Browser, openid: Gate, place: CouncilSite) -> None:
    go(citizen, openid)
    citizen.get(ask_link(citizen, place, "ada@example.org"))
    assert "Sign in, and use that account too" in citizen.text
    citizen.post(do="link")
    assert citizen.path == "/my"
    again = Browser(citizen.host)
    assert go(again, openid) == "/my"
    assert "ada@example.org" in again.text
    citizen.get("/my/details")
    assert "Another account, since" in citizen.text


def test_who_only_wants_to_sign_in_is_not_linked(citizen: Browser, openid: Gate, place: CouncilSite) -> None:
    """At a computer that several people use, the last one's account is not the next one's."""
    go(citizen, openid)
    citizen.get(ask_link(citizen, place, "somebody.else@example.org"))
    citizen.post(do="only")
    assert citizen.path == "/my"
    with in_council(place):
        assert not ResidentIdentity.objects.exists()


def test_a_link_opened_elsewhere_links_nobody(citizen: Browser, openid: Gate, place: CouncilSite) -> None:
    go(citizen, openid)
    elsewhere = Browser(citizen.host)
    elsewhere.get(ask_link(citizen, place, "ada@example.org"))
    elsewhere.post(do="link")
    assert elsewhere.path == "/my"
    with in_council(place):
        assert not ResidentIdentity.objects.exists()


def test_what_waits_to_be_linked_does_not_wait_for_ever(
    citizen: Browser, openid: Gate, place: CouncilSite, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    go(citizen, openid)
    link = ask_link(citizen, place, "ada@example.org")
    later = time.time() + 31 * 60
    monkeypatch.setattr(time, "time", lambda: later)
    citizen.get(link)
    assert "use that account too" not in citizen.text


def test_somebody_signed_in_links_and_proves_who_they_are(
    citizen: Browser, one_login: Gate, place: CouncilSite
) -> None:
    sign_in(citizen, place, "ada@example.org")
    citizen.get("/my/details")
    assert "Prove who you are" in citizen.text
    assert go(citizen, one_login, where="/my/sign-in/with?for=link") == "/my/details?said=linked"
    assert "You can use that account to sign in from now on." in citizen.text
    assert go(citizen, one_login, where="/my/sign-in/with?for=proof") == "/my/details?said=proved"
    assert "Ada Fennimore, born" in citizen.text
    assert "2 April 1961" in citizen.text
    assert "Prove who you are" not in citizen.text
    with in_council(place):
        assert Known.objects.count() == 1


def test_who_cannot_prove_it_is_told_so(citizen: Browser, one_login: Gate, place: CouncilSite) -> None:
    sign_in(citizen, place, "soraya@example.org")
    went = go(citizen, one_login, "r4", where="/my/sign-in/with?for=proof")
    assert went == "/my/details?said=not_proved"
    assert "Your identity could not be proved" in citizen.text


def test_nobody_takes_over_somebody_else_s_name(citizen: Browser, one_login: Gate, place: CouncilSite) -> None:
    go(Browser(citizen.host), one_login)
    sign_in(citizen, place, "mallory@example.org")
    went = go(citizen, one_login, where="/my/sign-in/with?for=link")
    assert went == "/my/details?said=linked_elsewhere"
    with in_council(place):
        assert ResidentIdentity.objects.get().resident.email == ADA


def test_a_second_name_at_the_same_address_must_be_proved(
    citizen: Browser, one_login: Gate, place: CouncilSite
) -> None:
    """An address that changed hands does not bring the requests of whoever had it."""
    go(Browser(citizen.host), one_login)
    with in_council(place):
        Known.objects.update(email="callum.oyelaran@example.com")
    assert go(citizen, one_login, "r2") == "/my/sign-in?said=prove_email"
    assert not citizen.cookie(COOKIE)


def test_linking_needs_somebody_signed_in_before_and_after(
    citizen: Browser, one_login: Gate, place: CouncilSite
) -> None:
    assert citizen.get("/my/sign-in/with?for=link") == "/my/sign-in"
    sign_in(citizen, place, "ada@example.org")
    address = citizen.leave("/my/sign-in/with?for=link")
    citizen.post("/my/sign-out")
    sign_in(citizen, place, "other@example.org")
    assert "not_finished" in citizen.get(one_login.choose(address, "r1"))
    with in_council(place):
        assert not ResidentIdentity.objects.exists()


def test_the_way_back_of_another_browser_is_refused(citizen: Browser, one_login: Gate) -> None:
    """Else somebody could be signed in, without noticing, to an account of whoever sent them a link."""
    attacker = Browser(citizen.host)
    theirs = one_login.choose(attacker.leave("/my/sign-in/with"), "r2")
    assert citizen.get(theirs) == "/my/sign-in?said=not_finished"
    assert "We could not finish signing you in" in citizen.text
    mine = citizen.leave("/my/sign-in/with")
    assert citizen.get(theirs) == "/my/sign-in?said=not_finished"
    assert not citizen.cookie(COOKIE)
    assert citizen.get(one_login.choose(mine, "r1")) == "/my", "and the own way back still works"


def test_a_way_back_works_once(citizen: Browser, one_login: Gate, place: CouncilSite) -> None:
    path = one_login.choose(citizen.leave("/my/sign-in/with"), "r1")
    trip = citizen.cookie(TRIP)
    assert citizen.get(path) == "/my"
    citizen.post("/my/sign-out")
    one_login.simulator.faults.set("code_again")
    citizen.jar[(TRIP, "/")] = trip
    assert citizen.get(path) == "/my/sign-in?said=not_finished"
    assert not citizen.cookie(COOKIE)


@pytest.mark.parametrize("wrong", ["&state=x", "&code=x", "&iss=x&iss=y"])
def test_an_answer_that_says_something_twice_is_refused(citizen: Browser, one_login: Gate, wrong: str) -> None:
    path = one_login.choose(citizen.leave("/my/sign-in/with"), "r1")
    assert citizen.get(f"{path}{wrong}") == "/my/sign-in?said=not_finished"


@pytest.mark.parametrize("lie", ["bad_signature", "wrong_nonce", "wrong_aud", "expired_token", "sub_mismatch"])
def test_a_lie_of_the_provider_signs_nobody_in(citizen: Browser, one_login: Gate, place: CouncilSite, lie: str) -> None:
    one_login.simulator.faults.set(lie)
    assert go(citizen, one_login) == "/my/sign-in?said=not_finished"
    assert not citizen.cookie(COOKIE)
    with in_council(place):
        assert not Known.objects.exists()


def test_who_left_before_the_provider_was_switched_comes_back_through_the_old_one(
    citizen: Browser, one_login: Gate, place: CouncilSite
) -> None:
    path = one_login.choose(citizen.leave("/my/sign-in/with"), "r1")
    with in_council(place):
        bind_provider(capability="identity", provider="email_link", settings={}, by=SYSTEM, at=one_login.clock())
    assert citizen.get(path) == "/my"
    citizen.post("/my/sign-out")
    citizen.get("/my/sign-in")
    assert "Sign in with" not in citizen.text


def test_what_was_linked_and_proved_can_be_taken_away(citizen: Browser, one_login: Gate) -> None:
    go(citizen, one_login)
    go(citizen, one_login, where="/my/sign-in/with?for=proof")
    citizen.get("/my/record")
    citizen.post("/my/download")
    with zipfile.ZipFile(io.BytesIO(citizen.answer.content)) as taken:
        data = next(json.loads(taken.read(name)) for name in taken.namelist() if name.endswith(".json"))
    (account,) = data["accounts"]
    assert (account["name"], account["birth_date"]) == ("Ada Fennimore", "1961-04-02")
    assert account["issuer"] == f"{one_login.address}/one-login/"


def test_the_same_verified_identity_is_one_person_at_once(
    citizen: Browser, one_login: Gate, place: CouncilSite, resident: Resident, clock: Clock
) -> None:
    """Whoever is vouched for reads the mail of the address, so two requests of one name there are one person's."""
    ada = replace(resident, name="Ada Fennimore", email=ADA)
    for days in ("5", "6"):
        browser = Browser(citizen.host)
        fill_in(browser, place, ada, days=days)
        send(browser)
    match_people(place, at=clock.at)
    with in_council(place):
        assert not Merge.objects.exists(), "an address that was only typed proves nothing"
    go(citizen, one_login)
    match_people(place, at=clock.at)
    with in_council(place):
        assert Merge.objects.count() == 1


def test_who_turns_back_is_told_what_else_they_can_do(citizen: Browser, one_login: Gate) -> None:
    assert go(citizen, one_login, do="cancel") == "/my/sign-in?said=turned_back"
    assert "You did not sign in" in citizen.text


def test_when_the_provider_is_down_the_link_by_email_is_there(
    citizen: Browser, one_login: Gate, place: CouncilSite
) -> None:
    path = one_login.choose(citizen.leave("/my/sign-in/with"), "r1")
    one_login.simulator.faults.set("status:503")
    assert citizen.get(path) == "/my/sign-in?said=with_down"
    assert "This way of signing in does not work at the moment" in citizen.text
    assert "Sign in with" not in citizen.text
    sign_in(citizen, place, ADA)
    citizen.post("/my/sign-out")
    PUBLISHED.forget()
    assert citizen.get("/my/sign-in/with") == "/my/sign-in?said=with_down"


def test_in_welsh_the_provider_is_asked_in_welsh(other_citizen: Browser, op: Gate, other_place: CouncilSite) -> None:
    op.bind_one_login(other_place)
    other_citizen.get("/my/sign-in?lang=cy")
    assert "Mewngofnodi gyda GOV.UK One Login" in other_citizen.text
    assert "ui_locales=cy" in other_citizen.leave("/my/sign-in/with")


def test_another_council_knows_neither_name_nor_way_back(
    citizen: Browser, other_citizen: Browser, one_login: Gate, other_place: CouncilSite
) -> None:
    path = one_login.choose(citizen.leave("/my/sign-in/with"), "r1")
    other_citizen.jar[(TRIP, "/")] = citizen.cookie(TRIP)
    assert "not_finished" in other_citizen.get(path)
    assert not other_citizen.cookie(COOKIE)
    assert citizen.get(path) == "/my"
    with in_council(other_place):
        assert not ResidentIdentity.objects.exists()
        assert not SpentToken.objects.exists()
    other_citizen.get("/my/sign-in")
    assert "Sign in with" not in other_citizen.text


def test_who_is_known_by_a_provider_is_not_forgotten_soon(
    citizen: Browser, one_login: Gate, place: CouncilSite, clock: Clock
) -> None:
    go(citizen, one_login)
    with in_council(place):
        forget_old_sign_ins(at=clock.at + timedelta(days=30))
        forget_spent(at=clock.at + timedelta(days=30))
        assert Known.objects.exists()
        assert not SpentToken.objects.exists()
        forget_spent(at=clock.at + UNSEEN_KEPT)
        forget_old_sign_ins(at=clock.at + UNSEEN_KEPT)
        assert not Known.objects.exists()
        assert not ResidentIdentity.objects.exists()
