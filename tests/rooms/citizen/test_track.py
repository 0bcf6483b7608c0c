"""Does whoever sent a request, and nobody else, see how far it has got?"""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from commonhall.cases.inviting.residents import CODES_PER_NETWORK
from commonhall.cases.models import Case, Message
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from tests.cast import Resident
from tests.rooms.citizen.browsing import Browser
from tests.rooms.citizen.conftest import Clock
from tests.rooms.citizen.my import follow
from tests.rooms.citizen.walking import fill_in, send


@pytest.fixture
def reference(citizen: Browser, place: CouncilSite, resident: Resident) -> str:
    fill_in(citizen, place, resident)
    send(citizen)
    found = re.search(r"SK-[0-9A-Z]{5}-[0-9A-Z]{5}", citizen.text)
    assert found
    return found[0]


def test_progress_in_plain_words(citizen: Browser, place: CouncilSite, reference: str, resident: Resident) -> None:
    follow(citizen, place, reference.lower().replace("-", " "), resident.email.upper())
    assert citizen.path.startswith("/track/")
    assert reference not in citizen.path
    for said in (reference, "We have it", "We are reading it.", "We aim to answer by: Monday 15 June 2026."):
        assert said in citizen.text
    assert citizen.answer["Cache-Control"] == "no-store"


def test_reference_and_address_alone_show_nothing(citizen: Browser, reference: str, resident: Resident) -> None:
    citizen.get("/track")
    assert "We send you a code, so that nobody else can see your request." in citizen.text
    citizen.post(reference=reference, to=resident.email)
    assert citizen.path == "/track/code"
    assert citizen.cookie("ch-track") == ""
    assert reference not in citizen.page
    assert resident.email not in citizen.page


def test_whoever_types_the_right_code_is_never_stopped(
    citizen: Browser, place: CouncilSite, reference: str, resident: Resident
) -> None:
    for _ in range(CODES_PER_NETWORK + 1):
        follow(citizen, place, reference, resident.email)
        assert citizen.path.startswith("/track/")
        assert reference in citizen.text


def test_a_page_that_waited_too_long_asks_anew(citizen: Browser) -> None:
    citizen.get("/track/code")
    assert citizen.path == "/track"


def test_missing_parts_are_asked_for(citizen: Browser) -> None:
    citizen.get("/track")
    citizen.post(reference="", to="")
    assert "Enter your reference number" in citizen.text
    assert "Enter your email address or phone number" in citizen.text
    citizen.post(reference="", to="", switch_language="cy")
    assert citizen.text.lower().count("cyfeirnod") > 1


def test_the_address_alone_shows_nothing(
    citizen: Browser, place: CouncilSite, reference: str, resident: Resident
) -> None:
    opened = follow(citizen, place, reference, resident.email)
    stranger = Browser(citizen.host)
    stranger.get(opened)
    assert stranger.path == "/track"
    assert reference not in stranger.page


def test_half_an_hour_later_it_asks_again(
    citizen: Browser, place: CouncilSite, reference: str, resident: Resident, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = follow(citizen, place, reference, resident.email)
    import time

    real = time.time()
    monkeypatch.setattr("django.core.signing.time.time", lambda: real + timedelta(minutes=31).total_seconds())
    citizen.get(opened)
    assert citizen.path == "/track"


def test_a_residents_own_step(citizen: Browser, place: CouncilSite, reference: str, resident: Resident) -> None:
    opened = follow(citizen, place, reference, resident.email)
    citizen.get(f"{opened}/withdraw")
    assert "Withdraw it" in citizen.title
    citizen.post(why_not="")
    assert citizen.title.startswith("Error: ")
    citizen.post(why_not="I have no skip")
    assert citizen.path.startswith(opened)
    assert "Withdrawn" in citizen.text
    citizen.get(f"{opened}/withdraw")
    assert "This has changed" in citizen.text


def test_an_officers_step_is_not_a_residents(
    citizen: Browser, place: CouncilSite, reference: str, resident: Resident
) -> None:
    opened = follow(citizen, place, reference, resident.email)
    citizen.get(f"{opened}/license")
    assert citizen.path.startswith(f"{opened}?")
    assert "We have it" in citizen.text
    citizen.get(f"{opened}/nothing")
    assert citizen.status == 404


def test_another_council_knows_nothing_of_it(
    citizen: Browser,
    place: CouncilSite,
    reference: str,
    resident: Resident,
    other_citizen: Browser,
    other_place: CouncilSite,
) -> None:
    opened = follow(citizen, place, reference, resident.email)
    follow(other_citizen, other_place, reference, resident.email)
    assert other_citizen.path == "/track/code"
    other_citizen.jar |= {key: value for key, value in citizen.jar.items() if "track" in key[0]}
    other_citizen.get(opened)
    assert other_citizen.path == "/track"


def test_what_was_sent_in_another_language_says_so(
    citizen: Browser, place: CouncilSite, reference: str, resident: Resident, clock: Clock
) -> None:
    with in_council(place):
        case = Case.objects.get(reference=reference)
        Message.objects.create(
            case=case,
            occasion=f"opened:{case.id}",
            kind="received",
            channel="email",
            recipient=resident.email,
            language="cy",
            subject="Mae gennym",
            body="Diolch.\n\n# Eich archeb\n\n* dydd Mercher",
            state="sent",
            composed_at=clock.at,
        )
    follow(citizen, place, reference, resident.email)
    assert re.search(r'<h3[^>]* lang="cy">Mae gennym</h3>', citizen.page)
    assert '<div class="govuk-body" lang="cy"><p class="govuk-body">Diolch.</p>' in citizen.page
    assert "<li>dydd Mercher</li>" in citizen.page
    assert re.search(r"<h3[^>]*title\">We received it</h3>", citizen.page)
