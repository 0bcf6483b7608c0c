"""Does a code show one request to whoever has its phone or e-mail, and nothing to whoever guesses?"""

from __future__ import annotations

import re
from datetime import datetime, timedelta

import pytest

from commonhall.cases.inviting.residents import CODES_PER_NETWORK, CODES_PER_REFERENCE, SENT_KEPT, forget_invites
from commonhall.cases.models import Message
from commonhall.contacts.models import Person
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.people.access_codes import CODE_WORKS, TRIES_PER_CODE
from commonhall.people.models import AccessCode, Attempt
from commonhall.record.worker import serve_lane
from tests.cast import Resident
from tests.rooms.citizen.browsing import Browser
from tests.rooms.citizen.conftest import NOW, Clock
from tests.rooms.citizen.my import ask_link, promised
from tests.rooms.citizen.test_my_sign_in import reference_of

PHONE = "07700 900123"


@pytest.fixture
def reference(citizen: Browser, place: CouncilSite, resident: Resident) -> str:
    found = reference_of(citizen, place, resident)
    with in_council(place):
        Person.objects.update(phone="+447700900123", phone_typed=PHONE)
    return found


def ask(browser: Browser, reference: str, to: str) -> None:
    browser.get("/track")
    browser.post(reference=reference, to=to)


@pytest.mark.parametrize("by", ["phone", "email"])
def test_a_code_shows_the_request(
    citizen: Browser, place: CouncilSite, reference: str, resident: Resident, by: str
) -> None:
    elsewhere = Browser(citizen.host, address="198.51.100.7")
    ask(elsewhere, reference.lower(), "+44 7700 900123" if by == "phone" else resident.email.upper())
    assert elsewhere.path == "/track/code"
    sent = promised(place, "access_code")[0]
    assert sent["channel"] == {"phone": "sms", "email": "email"}[by]
    assert sent["code"] not in elsewhere.page
    elsewhere.post(code=f" {sent['code'][:3]} {sent['code'][3:]}")
    assert elsewhere.path.startswith("/track/")
    assert reference in elsewhere.text


def test_what_does_not_fit_looks_the_same(citizen: Browser, place: CouncilSite, reference: str) -> None:
    pages = []
    for given, to in ((reference, PHONE), (reference, "07700 900999"), ("SK-00000-00000", PHONE), ("x", "y")):
        ask(citizen, given, to)
        assert citizen.path == "/track/code"
        citizen.post(code="000000")
        pages.append(re.sub(r'value="[^"]*"', "", citizen.page))
    assert len(set(pages)) == 1
    assert len(promised(place, "access_code")) == 1


def test_a_code_is_guessed_five_times_at_most(citizen: Browser, place: CouncilSite, reference: str) -> None:
    ask(citizen, reference, PHONE)
    right = promised(place, "access_code")[0]["code"]
    wrong = f"{(int(right) + 1) % 1_000_000:06}"
    for _ in range(TRIES_PER_CODE):
        citizen.post(code=wrong)
        assert citizen.path == "/track/code"
        assert "That is not the code" in citizen.text
    citizen.post(code=right)
    assert citizen.status == 404
    assert citizen.cookie("ch-track") == ""


def test_a_code_works_once_and_for_a_while(citizen: Browser, place: CouncilSite, reference: str, clock: Clock) -> None:
    ask(citizen, reference, PHONE)
    kept = citizen.jar[("ch-code", "/track/code")]
    right = promised(place, "access_code")[0]["code"]
    citizen.post(code=right)
    assert citizen.path.startswith("/track/")
    citizen.jar[("ch-code", "/track/code")] = kept
    citizen.get("/track/code")
    citizen.post(code=right)
    assert citizen.status == 404
    ask(citizen, reference, PHONE)
    clock.at += CODE_WORKS
    citizen.post(code=promised(place, "access_code")[0]["code"])
    assert citizen.status == 404


def test_the_code_of_one_browser_is_none_of_another(citizen: Browser, place: CouncilSite, reference: str) -> None:
    ask(citizen, reference, PHONE)
    right = promised(place, "access_code")[0]["code"]
    thief = Browser(citizen.host)
    thief.get("/track/code")
    assert thief.path == "/track"
    ask(thief, reference, "07700 900999")
    thief.post(code=right)
    assert thief.path == "/track/code"
    assert thief.cookie("ch-track") == ""


@pytest.mark.parametrize("limit", ["reference", "network"])
def test_codes_are_not_asked_for_without_end(citizen: Browser, place: CouncilSite, reference: str, limit: str) -> None:
    most = CODES_PER_REFERENCE if limit == "reference" else CODES_PER_NETWORK
    ask(citizen, "SK-00000-00000", "07700 900999")
    Attempt.objects.all().delete()  # where this is the first code that a test asks for, killed tries count too
    for n in range(most):
        ask(citizen, reference if limit == "reference" else f"SK-{n}", "07700 900999")
        assert citizen.status == 200
    ask(citizen, reference, PHONE)
    assert citizen.status == 429
    assert promised(place, "access_code") == []


def test_the_other_council_has_no_such_request(
    other_citizen: Browser, other_place: CouncilSite, reference: str
) -> None:
    ask(other_citizen, reference, PHONE)
    assert other_citizen.path == "/track/code"
    assert promised(other_place, "access_code") == []
    with in_council(other_place):
        assert AccessCode.objects.get().subject_id is None


def sent(place: CouncilSite, at: datetime) -> dict[str, str]:
    """Let what was promised be written; return the words by kind."""
    serve_lane(place, clock=lambda: at)
    with in_council(place):
        return {each.kind: f"{each.subject} {each.body}" for each in Message.objects.all()}


def test_the_words_of_link_and_code(citizen: Browser, place: CouncilSite, reference: str, resident: Resident) -> None:
    ask(citizen, reference, PHONE)
    ask_link(citizen, place, resident.email)
    words = sent(place, NOW)
    code, link = promised(place, "access_code")[0]["code"], promised(place, "sign_in_link")[0]["link"]
    assert f"{code} is your code for Amberford District Council. It works until 10:15am" in words["access_code"]
    assert words["sign_in_link"].startswith("Sign in to Amberford District Council ")
    assert link in words["sign_in_link"]
    assert "until 10:30am on Wednesday 10 June 2026" in words["sign_in_link"]
    assert reference not in words["access_code"] + words["sign_in_link"]


def test_what_ran_out_is_not_sent_any_more(citizen: Browser, place: CouncilSite, reference: str) -> None:
    ask(citizen, reference, PHONE)
    assert "access_code" not in sent(place, NOW + CODE_WORKS)


def test_messages_with_codes_are_forgotten(citizen: Browser, place: CouncilSite, reference: str) -> None:
    ask(citizen, reference, PHONE)
    assert "access_code" in sent(place, NOW)
    with in_council(place):
        Message.objects.create(
            occasion="another",
            kind="resume_link",
            channel="email",
            recipient="",
            language="en",
            body="",
            composed_at=NOW,
        )
    forget_invites(place, at=NOW + SENT_KEPT - timedelta(minutes=1))
    with in_council(place):
        assert Message.objects.filter(kind="access_code").exists()
    forget_invites(place, at=NOW + SENT_KEPT)
    with in_council(place):
        assert [each.kind for each in Message.objects.all()] == ["resume_link"]
