"""Does a service that asks who somebody is let nobody further who has not shown it, and everybody on who may go?"""

from __future__ import annotations

from typing import Any

import pytest

from commonhall.capabilities.identity.documents import PUBLISHED
from commonhall.cases.models import Case
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.journeys.models import Journey
from commonhall.journeys.operations import expire_journeys
from commonhall.people.models import Resident as Known
from commonhall.record.models import Outbox
from commonhall.web.citizen.services import forget_services
from tests.rooms.adopting import adopt_own
from tests.rooms.citizen.browsing import Browser
from tests.rooms.citizen.conftest import NOW, Clock
from tests.rooms.citizen.my import sign_in
from tests.rooms.citizen.pattern import CLOSED_BY_AN_OFFICER
from tests.rooms.office.desk import new_desk
from tests.rooms.vouching import Gate

BASE = "/services/tell-us-who"
PATTERN = (
    """
pattern: tell-us-who
version: 1.0.0
title: {en: Tell us who, cy: Dywedwch pwy}
verb: apply
prefix: TW
privacy: {lawful_basis: public_task, purpose: {en: To check., cy: I wirio.}}
capabilities: {identity: optional}
pages:
  - id: first
    questions:
      - {id: what, type: text, label: {en: What is it, cy: Beth ydyw}}
  - id: who
    title: {en: About you, cy: Amdanoch chi}
    sign_in:
      - level: LEVEL
        otherwise: OTHERWISE
        why: {en: So that nobody else applies for you., cy: Fel na all neb arall wneud cais yn eich lle.}
        fills: FILLS
    questions:
      - {id: name, type: name, label: {en: Name, cy: Enw}}
      - {id: born, type: date, label: {en: Date of birth, cy: Dyddiad geni}}
      - {id: email, type: email, label: {en: Email address, cy: Cyfeiriad e-bost}}
case:
  title: {en: Who, cy: Pwy}
  contact: {name: name, email: email}
"""
    + CLOSED_BY_AN_OFFICER
)
BORN = {"born__day": "2", "born__month": "4", "born__year": "1961"}


def furnish(council: CouncilSite, *, level: str = "identity", otherwise: str = "carry_on") -> None:
    fills = "{name: name, birth_date: born}" if level == "identity" else "{email: email}"
    needed = "required" if otherwise == "stop" else "optional"
    written = (
        PATTERN.replace("identity: optional", f"identity: {needed}")
        .replace("LEVEL", level)
        .replace("OTHERWISE", otherwise)
        .replace("FILLS", fills)
    )
    with in_council(council):
        adopt_own(council, "tell-us-who", written, at=NOW)
    forget_services()


@pytest.fixture
def citizen(council: CouncilSite, clock: Clock) -> Browser:
    return Browser(council.host or f"{council.slug}.localhost")


def begin(browser: Browser) -> str:
    browser.get(f"{BASE}/first")
    browser.post(what="A thing")
    return browser.path


def prove(browser: Browser, op: Gate, person: str = "r1", *, do: str = "") -> str:
    return browser.get(op.choose(browser.leave(f"{BASE}/who/sign-in/with"), person, do=do))


def send(browser: Browser, council: CouncilSite, **typed: str) -> Case:
    browser.post(**{"name": "Ada Fennimore", "email": "ada@example.org", **BORN, **typed})
    assert browser.path == f"{BASE}/check", browser.text
    browser.post()
    assert browser.path == f"{BASE}/sent", browser.text
    with in_council(council):
        case: Case = Case.objects.get(service="tell-us-who")
        return case


def page_of(case: Case, council: CouncilSite) -> str:
    desk = new_desk(council, "Who Officer", ("officer", "tell-us-who", ""))
    return str(desk.get(f"cases/{case.reference}").content.decode()).replace("&#39;", "’")


def proof_of(council: CouncilSite) -> dict[str, Any]:
    with in_council(council):
        return dict(Journey.objects.get(service="tell-us-who", state="started").proof)


def test_the_page_is_not_asked_before_they_have_proved_who_they_are(
    citizen: Browser, op: Gate, council: CouncilSite
) -> None:
    op.bind_one_login(council)
    furnish(council)
    assert begin(citizen) == f"{BASE}/who/sign-in"
    assert "So that nobody else applies for you." in citizen.text
    assert "Sign in with GOV.UK One Login" in citizen.text
    assert "Carry on" not in citizen.text
    for page in ("who", "check"):
        assert citizen.get(f"{BASE}/{page}") == f"{BASE}/who/sign-in"
    citizen.get(f"{BASE}/first")
    citizen.post(f"{BASE}/who", name="Mallory", email="m@example.org", **BORN)
    assert citizen.path == f"{BASE}/who/sign-in"
    citizen.get(f"{BASE}/first")
    citizen.post(f"{BASE}/who/sign-in", do="carry_on")  # no button of ours says so while there is a provider
    assert citizen.path == f"{BASE}/who/sign-in"
    with in_council(council):
        assert "name" not in Journey.objects.get(service="tell-us-who").answers
    citizen.get(f"{BASE}/who/sign-in?lang=cy")
    assert "Profi pwy ydych chi" in citizen.text
    assert "Fel na all neb arall wneud cais yn eich lle." in citizen.text


def test_what_is_proved_fills_the_answers_and_officers_see_that_it_was(
    citizen: Browser, op: Gate, council: CouncilSite
) -> None:
    op.bind_one_login(council)
    furnish(council)
    begin(citizen)
    assert prove(citizen, op) == f"{BASE}/who"
    assert 'value="Ada Fennimore"' in citizen.page
    assert 'value="1961"' in citizen.page
    assert not citizen.cookie("ch-resident"), "they prove who they are to this service, and are not signed in"
    case = send(citizen, council)
    page = page_of(case, council)
    assert "They proved who they are: GOV.UK One Login" in page
    assert page.count("Verified: the answer is what was proved") == 2
    with in_council(council):
        assert Journey.objects.get(service="tell-us-who").proof == {}, "it is the case’s now"


def test_an_answer_that_differs_is_not_verified(citizen: Browser, op: Gate, council: CouncilSite) -> None:
    op.bind_one_login(council)
    furnish(council)
    begin(citizen)
    prove(citizen, op)
    page = page_of(send(citizen, council, name="Ada Other"), council)
    assert page.count("Not verified: the answer is not what was proved") == 1
    assert page.count("Verified: the answer is what was proved") == 1
    assert "Ada Fennimore" in page


def test_who_cannot_be_proved_carries_on_and_the_case_says_so(citizen: Browser, op: Gate, council: CouncilSite) -> None:
    op.bind_one_login(council)
    furnish(council)
    begin(citizen)
    assert prove(citizen, op, "r4") == f"{BASE}/who/sign-in"
    assert "it does not count against you" in citizen.text
    assert "Try again" in citizen.text
    citizen.post(do="carry_on")
    assert citizen.path == f"{BASE}/who"
    assert 'value="Ada Fennimore"' not in citizen.page
    page = page_of(send(citizen, council), council)
    assert "The provider could not prove who they are." in page
    assert "Check who they are before you decide." in page


def test_without_a_provider_they_carry_on(citizen: Browser, council: CouncilSite) -> None:
    furnish(council)
    begin(citizen)
    assert "You cannot prove who you are online at this council." in citizen.text
    assert "/sign-in/with" not in citizen.page
    citizen.post(do="carry_on")
    assert citizen.path == f"{BASE}/who"
    assert "we have no provider for it" in page_of(send(citizen, council), council)


def test_a_provider_of_sign_in_alone_proves_nobody(citizen: Browser, op: Gate, council: CouncilSite) -> None:
    op.bind_openid(council)
    furnish(council)
    begin(citizen)
    assert "You cannot prove who you are online at this council." in citizen.text


def test_while_the_provider_is_down_an_email_address_will_do_where_the_pattern_says_so(
    citizen: Browser, op: Gate, council: CouncilSite
) -> None:
    op.bind_one_login(council)
    furnish(council, otherwise="email")
    begin(citizen)
    assert "Email address" not in citizen.text
    PUBLISHED.forget()
    op.simulator.faults.set("status:503", times=99)
    assert citizen.get(f"{BASE}/who/sign-in/with") == f"{BASE}/who/sign-in"
    assert "It is not your fault." in citizen.text
    citizen.post(email="nobody")
    assert citizen.title.startswith("Error: ")
    assert "your email address" in citizen.text
    citizen.post(email="ada@example.org")
    assert "We have sent a link to ada@example.org" in citizen.text
    assert citizen.get(f"{BASE}/who") == f"{BASE}/who/sign-in", "the link was not opened yet"
    open_link(citizen, council)
    assert citizen.path == f"{BASE}/who"
    page = page_of(send(citizen, council), council)
    assert "the provider was down" in page
    assert "They showed that they read this email address" in page


def open_link(browser: Browser, council: CouncilSite) -> None:
    with in_council(council):
        entry = Outbox.objects.filter(kind="resume_link").order_by("-id")[0]
    follow(browser, str(entry.payload["link"]))


def follow(browser: Browser, link: str) -> None:
    """Open a link that was sent, and press its button."""
    token = link.rpartition("/")[2]
    browser.get(f"/resume/{token}")
    browser.post(f"{BASE}/resume/{token}?open=1")


def test_stop_leads_to_other_ways(citizen: Browser, op: Gate, council: CouncilSite) -> None:
    op.bind_one_login(council)
    furnish(council, otherwise="stop")
    begin(citizen)
    prove(citizen, op, "r4")
    assert "You cannot do this online without proof of who you are." in citizen.text
    assert 'href="/contact"' in citizen.page
    for posted in ({"do": "carry_on"}, {"email": "ada@example.org"}):
        citizen.get(f"{BASE}/first")
        citizen.post(f"{BASE}/who/sign-in", **posted)
        assert citizen.path == f"{BASE}/who/sign-in"


def test_an_email_address_is_confirmed_by_its_link_in_any_browser(citizen: Browser, council: CouncilSite) -> None:
    furnish(council, level="email")
    begin(citizen)
    assert "Confirm your email address" in citizen.text
    citizen.post(email="ada@example.org")
    phone = Browser(citizen.host)
    open_link(phone, council)
    assert phone.path == f"{BASE}/who"
    assert 'value="ada@example.org"' in phone.page
    assert citizen.get(f"{BASE}/who") == f"{BASE}/who/sign-in", "the browser that only asked has shown nothing"
    page = page_of(send(phone, council), council)
    assert "They showed that they read this email address" in page
    assert page.count("Verified: the answer is what was proved") == 1


def test_a_link_to_another_address_confirms_nothing(citizen: Browser, council: CouncilSite) -> None:
    furnish(council, level="email")
    begin(citizen)
    citizen.get(f"{BASE}/save")
    citizen.post(email="mallory@example.org")
    citizen.get(f"{BASE}/who/sign-in")
    citizen.post(email="ada@example.org")
    with in_council(council):
        links = [str(each.payload["link"]) for each in Outbox.objects.filter(kind="resume_link").order_by("id")]
    phone = Browser(citizen.host)
    follow(phone, links[0])
    assert phone.path == f"{BASE}/who/sign-in"


def test_who_is_signed_in_need_not_read_mail_again(citizen: Browser, council: CouncilSite) -> None:
    furnish(council, level="email")
    begin(citizen)
    sign_in(citizen, council, "ada@example.org")
    citizen.get(f"{BASE}/who")
    assert "You are signed in as ada@example.org." in citizen.text
    citizen.post(do="mine")
    assert citizen.path == f"{BASE}/who"
    with in_council(council):
        assert Known.objects.count() == 1


def test_another_browser_brings_no_proof_into_this_journey(citizen: Browser, op: Gate, council: CouncilSite) -> None:
    op.bind_one_login(council)
    furnish(council)
    begin(citizen)
    back = op.choose(citizen.leave(f"{BASE}/who/sign-in/with"), "r1")
    intruder = Browser(citizen.host)
    begin(intruder)
    intruder.get(back)
    with in_council(council):
        assert all(each.proof.get("level") != "identity" for each in Journey.objects.all())
    assert citizen.get(back) == f"{BASE}/who"
    again = citizen.get(back)  # a way back works once
    assert again.startswith("/my/sign-in")


def test_the_other_council_sees_nothing_and_an_expired_journey_keeps_nothing(
    citizen: Browser, op: Gate, council: CouncilSite, other_council: CouncilSite, clock: Clock
) -> None:
    op.bind_one_login(council)
    for each in (council, other_council):
        furnish(each)
    begin(citizen)
    prove(citizen, op)
    assert proof_of(council)["name"] == "Ada Fennimore"
    theirs = Browser(other_council.host or f"{other_council.slug}.localhost")
    theirs.jar = dict(citizen.jar)
    assert "lost" in theirs.get(f"{BASE}/who") or "Ada" not in theirs.text
    with in_council(other_council):
        assert not Journey.objects.filter(service="tell-us-who").exists()
    with in_council(council):
        Journey.objects.update(expires_at=clock.at)
        assert expire_journeys(at=clock.at) == 1
        assert Journey.objects.get(service="tell-us-who").proof == {}
