"""Does whoever sent a request, and nobody else, see how far it has got?"""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from commonhall.cases.models import Case, Message
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.people.policies import TRIES_TO_TRACK
from tests.cast import Resident
from tests.rooms.citizen.browsing import Browser
from tests.rooms.citizen.conftest import Clock
from tests.rooms.citizen.walking import fill_in, send


@pytest.fixture
def reference(citizen: Browser, place: CouncilSite, resident: Resident) -> str:
    fill_in(citizen, place, resident)
    send(citizen)
    found = re.search(r"SK-[0-9A-Z]{5}-[0-9A-Z]{5}", citizen.text)
    assert found
    return found[0]


def follow(citizen: Browser, reference: str, email: str) -> str:
    citizen.get("/track")
    return citizen.post(reference=reference, email=email)


def test_progress_in_plain_words(citizen: Browser, reference: str, resident: Resident) -> None:
    follow(citizen, reference.lower().replace("-", " "), resident.email.upper())
    assert citizen.path.startswith("/track/")
    assert reference not in citizen.path
    for said in (reference, "We have it", "We are reading it.", "We aim to answer by: Monday 15 June 2026."):
        assert said in citizen.text
    assert citizen.answer["Cache-Control"] == "no-store"


def test_a_wrong_pair_is_answered_like_an_unknown_one(citizen: Browser, reference: str, resident: Resident) -> None:
    pages = []
    for wrong, email in ((reference, "other@example.org"), ("SK-00000-00000", resident.email), ("x", "y")):
        follow(citizen, wrong, email)
        assert citizen.path == "/track"
        assert "We could not find a request" in citizen.text
        assert citizen.cookie("ch-track") == ""
        pages.append(re.sub(r'value="[^"]*"', "", citizen.page))
    assert len(set(pages)) == 1


@pytest.mark.parametrize("guessing", ["reference", "network"])
def test_guessing_is_stopped_for_a_while(
    citizen: Browser, reference: str, resident: Resident, clock: Clock, guessing: str
) -> None:
    for n in range(TRIES_TO_TRACK):
        follow(citizen, reference if guessing == "reference" else f"SK-{n}", f"guess{n}@example.org")
        assert citizen.status == 200
        clock.at += timedelta(seconds=30)
    from_elsewhere = Browser(citizen.host, address="198.51.100.7" if guessing == "reference" else "127.0.0.1")
    follow(from_elsewhere, reference.lower().replace("-", ""), resident.email)
    assert from_elsewhere.status == 429
    assert from_elsewhere.answer["Retry-After"] == str(10 * 60)
    assert "Too many tries" in from_elsewhere.title
    assert from_elsewhere.cookie("ch-track") == ""
    from_elsewhere.get("/track?lang=cy")
    from_elsewhere.post(reference=reference, email=resident.email)
    assert "Gormod o geisiadau" in from_elsewhere.title
    clock.at += timedelta(minutes=10, seconds=1)
    follow(from_elsewhere, reference, resident.email)
    assert from_elsewhere.path.startswith("/track/")


def test_whoever_knows_the_pair_is_never_stopped(citizen: Browser, reference: str, resident: Resident) -> None:
    for _ in range(TRIES_TO_TRACK + 1):
        follow(citizen, reference, resident.email)
        assert citizen.path.startswith("/track/")


def test_another_council_counts_its_own(
    citizen: Browser, other_citizen: Browser, reference: str, resident: Resident
) -> None:
    other_citizen.address = "198.51.100.7"
    for _ in range(TRIES_TO_TRACK):
        follow(other_citizen, reference, resident.email)
    assert other_citizen.status == 200
    follow(citizen, reference, resident.email)
    assert citizen.path.startswith("/track/")


def test_missing_parts_are_asked_for(citizen: Browser) -> None:
    citizen.get("/track")
    citizen.post(reference="", email="")
    assert "Enter your reference number" in citizen.text
    assert "Enter your email address" in citizen.text
    citizen.post(reference="", email="", switch_language="cy")
    assert "Rhowch eich cyfeirnod" in citizen.text


def test_the_address_alone_shows_nothing(citizen: Browser, reference: str, resident: Resident) -> None:
    opened = follow(citizen, reference, resident.email)
    stranger = Browser(citizen.host)
    stranger.get(opened)
    assert stranger.path == "/track"
    assert reference not in stranger.page


def test_half_an_hour_later_it_asks_again(
    citizen: Browser, reference: str, resident: Resident, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = follow(citizen, reference, resident.email)
    import time

    real = time.time()
    monkeypatch.setattr("django.core.signing.time.time", lambda: real + timedelta(minutes=31).total_seconds())
    citizen.get(opened)
    assert citizen.path == "/track"


def test_a_residents_own_step(citizen: Browser, reference: str, resident: Resident) -> None:
    opened = follow(citizen, reference, resident.email)
    citizen.get(f"{opened}/withdraw")
    assert "Withdraw it" in citizen.title
    citizen.post(why_not="")
    assert citizen.title.startswith("Error: ")
    citizen.post(why_not="I have no skip")
    assert citizen.path.startswith(opened)
    assert "Withdrawn" in citizen.text
    citizen.get(f"{opened}/withdraw")
    assert "This has changed" in citizen.text


def test_an_officers_step_is_not_a_residents(citizen: Browser, reference: str, resident: Resident) -> None:
    opened = follow(citizen, reference, resident.email)
    citizen.get(f"{opened}/license")
    assert citizen.path.startswith(f"{opened}?")
    assert "We have it" in citizen.text
    citizen.get(f"{opened}/nothing")
    assert citizen.status == 404


def test_another_council_knows_nothing_of_it(
    citizen: Browser, reference: str, resident: Resident, other_citizen: Browser, clock: Clock
) -> None:
    opened = follow(citizen, reference, resident.email)
    other_citizen.get("/?lang=en")
    follow(other_citizen, reference, resident.email)
    assert "We could not find a request" in other_citizen.text
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
            body="Diolch.",
            state="sent",
            composed_at=clock.at,
        )
    follow(citizen, reference, resident.email)
    assert re.search(r'<h3[^>]* lang="cy">Mae gennym</h3>', citizen.page)
    assert '<p class="govuk-body ch-lines" lang="cy">Diolch.</p>' in citizen.page
    assert re.search(r"<h3[^>]*title\">We received it</h3>", citizen.page)
