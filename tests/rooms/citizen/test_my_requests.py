"""What can a resident who is signed in see and do, and what of somebody else's can they not?"""

from __future__ import annotations

import io
import json
import re
import zipfile
from datetime import timedelta
from typing import Any

import pytest

from commonhall.cases.models import Case, Message, Request
from commonhall.cases.people.own import PAGE
from commonhall.cases.people.own_people import own_wishes
from commonhall.cases.requests.asking import Asking, ask_person, cancel_request
from commonhall.contacts.models import Person
from commonhall.councils.actors import SYSTEM
from commonhall.councils.ids import new_id
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.journeys.models import Feedback, Journey
from commonhall.record.operations import record_read
from tests.cast import Resident
from tests.rooms.citizen.browsing import Browser
from tests.rooms.citizen.conftest import NOW, Clock
from tests.rooms.citizen.my import sign_in
from tests.rooms.citizen.test_my_sign_in import reference_of
from tests.rooms.citizen.walking import BASE, choose_place

OTHER = "somebody.else@example.org"


@pytest.fixture
def mine(citizen: Browser, place: CouncilSite, resident: Resident) -> str:
    """Return the address of a request of the resident's, who is signed in."""
    reference_of(citizen, place, resident)
    sign_in(citizen, place, resident.email)
    found = re.search(r'href="(/track/[0-9a-f]{24})"', citizen.page)
    assert found
    return found[1]


def only_case(place: CouncilSite) -> Case:
    with in_council(place):
        case: Case = Case.objects.get()
    return case


def test_a_message_comes_to_the_case(citizen: Browser, place: CouncilSite, mine: str) -> None:
    citizen.get(mine)
    assert f'href="{mine}/write-to-us"' in citizen.page
    citizen.get(f"{mine}/write-to-us")
    citizen.post(message="   ")
    assert "Enter a message, or add a file" in citizen.text
    form = citizen.hidden("revision")
    citizen.post(message="The skip is still here.\n\nPlease come.")
    assert "We have your message." in citizen.text
    assert "You wrote to us" in citizen.text
    assert "The skip is still here." in citizen.text
    citizen.get(f"{mine}/write-to-us")
    citizen.post(message="The skip is still here.\n\nPlease come.", revision=form)
    with in_council(place):
        assert Message.objects.filter(direction="in").count() == 1
        assert Case.objects.get().last_from == "resident"


def test_what_we_ask_for_stands_first(citizen: Browser, place: CouncilSite, mine: str) -> None:
    asking = Asking("form", "questions", "Tell us more.", "email", "en", questions=("What is the colour of the gate?",))
    with in_council(place):
        ask_person(case_id=Case.objects.get().id, wanted=asking, council=place, by=SYSTEM, at=NOW)
    for address in ("/my", mine):
        citizen.get(address)
        assert "We have questions for you. Answer by Wednesday 24 June 2026" in citizen.text
        assert re.search(r'href="/asked/[\w-]+"', citizen.page)
    assert "The time does not count since" in citizen.text
    with in_council(place):
        cancel_request(request_id=Request.objects.get().id, council=place, by=SYSTEM, at=NOW)
    citizen.get("/my")
    assert "/asked/" not in citizen.page


def test_what_others_wrote_is_not_shown(citizen: Browser, place: CouncilSite, mine: str) -> None:
    case = only_case(place)
    with in_council(place):
        for direction, kind, recipient in (("in", "received", OTHER), ("out", "supporter", OTHER)):
            Message.objects.create(
                case=case,
                occasion=f"{direction}{kind}",
                kind=kind,
                channel="email",
                direction=direction,
                recipient=recipient,
                language="en",
                body="canary of somebody else",
                state="received" if direction == "in" else "sent",
                composed_at=NOW,
            )
    for address in (mine, f"{mine}/full-copy"):
        citizen.get(address)
        assert citizen.status == 200
        assert "canary" not in citizen.page


@pytest.mark.parametrize("part", ["", "/write-to-us", "/full-copy", "/say-how-it-went"])
def test_another_resident_sees_nothing_of_it(citizen: Browser, place: CouncilSite, mine: str, part: str) -> None:
    stranger = Browser(citizen.host)
    stranger.get(mine + part)
    assert stranger.path in ("/track", "/my/sign-in")
    sign_in(stranger, place, OTHER)
    stranger.get(mine + part)
    assert stranger.path == "/track" or stranger.status == 404
    assert only_case(place).reference not in stranger.page


def test_the_other_council_sees_nothing_of_it(
    other_citizen: Browser, other_place: CouncilSite, mine: str, resident: Resident
) -> None:
    sign_in(other_citizen, other_place, resident.email)
    assert mine not in other_citizen.page
    other_citizen.get(mine)
    assert other_citizen.path == "/track"
    other_citizen.get("/my")
    other_citizen.get("/my/record")
    other_citizen.post("/my/download")
    assert _record(other_citizen)["requests"] == []


def test_the_copy_has_the_answers_and_needs_a_sign_in(citizen: Browser, mine: str, place: CouncilSite) -> None:
    citizen.get(f"{mine}/full-copy")
    for said in ("Everything about this request", "Ffion Garside", only_case(place).reference, "Your answers"):
        assert said in citizen.text
    citizen.get("/my")
    citizen.post("/my/sign-out")
    citizen.get(f"{mine}/full-copy")
    assert citizen.path.startswith("/my/sign-in")


def test_private_matters_are_not_listed(citizen: Browser, place: CouncilSite, mine: str) -> None:
    with in_council(place):
        Case.objects.update(restricted=True)
        reference = Case.objects.get().reference
    citizen.get("/my")
    assert reference not in citizen.page
    citizen.jar.pop(("ch-track", "/track"), None)
    citizen.get(mine)
    assert citizen.path == "/track"
    citizen.get("/my/record")
    citizen.post("/my/download")
    assert _record(citizen)["requests"] == []


def test_records_that_officers_joined_count_as_theirs(citizen: Browser, place: CouncilSite, mine: str) -> None:
    with in_council(place):
        survivor = Person.objects.get()
        by_phone = Person.objects.create(name="F Garside", phone="+447700900123", made_at=NOW)
        other = Person.objects.create(name="Ffion", email=OTHER, made_at=NOW)
        for n, person in enumerate((by_phone, other)):
            case = Case.objects.get(person_id=survivor.id)
            case.pk, case.reference, case.person_id, case.journey_id = new_id(), f"SK-0000{n}", person.id, None
            case._state.adding = True
            case.save(force_insert=True)
        Person.objects.exclude(id=survivor.id).update(merged_into=survivor.id)
    citizen.get("/my")
    assert "SK-00000" in citizen.text
    assert "SK-00001" not in citizen.text


def _close(place: CouncilSite, at: Any) -> None:
    with in_council(place):
        closed = next(iter(Case.objects.all()))
        Case.objects.filter(id=closed.id).update(phase="closed", closed_at=at)


def test_a_closed_request_is_rated_once_and_by_a_press(
    citizen: Browser, place: CouncilSite, mine: str, clock: Clock
) -> None:
    citizen.get(f"{mine}/say-how-it-went")
    assert citizen.path == mine
    _close(place, clock.at)
    citizen.get("/my")
    assert "Closed requests" in citizen.text
    citizen.get(mine)
    assert f'href="{mine}/say-how-it-went"' in citizen.page
    citizen.get(f"{mine}/say-how-it-went?score=5")
    with in_council(place):
        assert not Feedback.objects.exists()
    citizen.post(score="")
    assert citizen.title.startswith("Error: ")
    citizen.post(f"{mine}/say-how-it-went", score="4", comment="Quick")
    assert "Thank you for telling us how we did." in citizen.text
    assert f'href="{mine}/say-how-it-went"' not in citizen.page
    citizen.post(f"{mine}/say-how-it-went", score="1")
    with in_council(place):
        assert [(each.score, each.comment) for each in Feedback.objects.all()] == [(4, "Quick")]


def test_old_requests_come_page_by_page(citizen: Browser, place: CouncilSite, mine: str, clock: Clock) -> None:
    _close(place, clock.at)
    with in_council(place):
        case = Case.objects.get()
        for n in range(PAGE):
            case.pk, case.reference, case.journey_id, case._state.adding = new_id(), f"SK-OLD{n:02}", None, True
            case.save(force_insert=True)
    shown: list[str] = []
    citizen.get("/my")
    while True:
        shown += re.findall(r": (SK-[\w-]+)", citizen.text)
        onward = re.search(r'href="(/my\?before=[0-9a-f-]+)"', citizen.page)
        if not onward:
            break
        citizen.get(onward[1])
        assert "You have no open requests" not in citizen.text
    assert len(shown) == len(set(shown)) == PAGE + 1


def test_an_unfinished_journey_goes_on_or_goes(
    citizen: Browser, place: CouncilSite, resident: Resident, clock: Clock
) -> None:
    choose_place(citizen, place)
    citizen.get(f"{BASE}/save")
    citizen.post(email=resident.email)
    elsewhere = Browser(citizen.host)
    sign_in(elsewhere, place, resident.email)
    found = re.search(r'href="(/my/unfinished/[0-9a-f-]{36})"', elsewhere.page)
    assert found
    stranger = Browser(citizen.host)
    sign_in(stranger, place, OTHER)
    stranger.get(found[1])
    assert stranger.status == 404
    elsewhere.get(found[1])
    elsewhere.post()
    assert elsewhere.path.startswith(BASE)
    elsewhere.get(f"{found[1]}?delete=1")
    assert "Are you sure" in elsewhere.text
    elsewhere.post()
    assert "Your answers are deleted." in elsewhere.text
    assert found[1] not in elsewhere.page
    with in_council(place):
        journey = Journey.objects.get()
    assert (journey.state, journey.answers) == ("expired", {})
    elsewhere.post(f"{found[1]}?delete=1")
    assert elsewhere.status == 404


def test_wishes_are_kept(citizen: Browser, place: CouncilSite, mine: str, resident: Resident) -> None:
    citizen.get("/my/details")
    assert resident.name in citizen.text
    citizen.post(language="cy", channel="")
    assert citizen.title.startswith("Error: ")
    citizen.post(language="cy", channel="letter", formats="large_print", needs="Mwy o amser", safe_times="")
    assert "Rydym wedi cadw sut i gysylltu â chi." in citizen.text
    with in_council(place):
        wishes = own_wishes(resident.email)
    assert (wishes.language, wishes.channel, tuple(wishes.formats)) == ("cy", "letter", ("large_print",))


def test_whoever_sent_nothing_has_no_wishes(citizen: Browser, place: CouncilSite) -> None:
    sign_in(citizen, place, OTHER)
    citizen.get("/my/details")
    assert "after you have sent us a request" in citizen.text
    citizen.post("/my/details", channel="letter")
    assert citizen.status == 200
    with in_council(place):
        assert own_wishes(OTHER).channel == ""


def test_who_looked_is_told_by_role(citizen: Browser, place: CouncilSite, mine: str) -> None:
    citizen.get("/my/record")
    assert "Nobody has looked at your record yet" in citizen.text
    with in_council(place):
        record_read(subject=("case", Case.objects.get().id), how="opened", by=SYSTEM, at=NOW + timedelta(days=1))
    citizen.get("/my/record")
    assert "Thursday 11 June 2026" in citizen.text
    assert "Our computer system" in citizen.text


def _record(citizen: Browser) -> dict[str, Any]:
    with zipfile.ZipFile(io.BytesIO(citizen.answer.content)) as packed:
        assert set(packed.namelist()) >= {"index.html", "record.json"}
        read: dict[str, Any] = json.loads(packed.read("record.json"))
        page = packed.read("index.html").decode()
    assert read["person"]["email"] in page
    return read


def test_the_record_is_handed_over(citizen: Browser, place: CouncilSite, mine: str, resident: Resident) -> None:
    citizen.get("/my/record")
    citizen.post("/my/download")
    assert citizen.answer["Content-Type"] == "application/zip"
    assert citizen.answer["Cache-Control"] == "no-store"
    read = _record(citizen)
    assert read["person"]["name"] == resident.name
    assert [each["reference"] for each in read["requests"]] == [only_case(place).reference]
    assert resident.email in json.dumps(read["requests"][0]["answers"])
