"""Does a sensitive service keep people safe: a way out on every page, help at once, and nothing that tells on them?"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final
from uuid import uuid4

import pytest

from commonhall.cases.models import Case, CaseTask
from commonhall.cases.queries import Filter, cases_visible_to, queue
from commonhall.catalogue.operations import LIBRARY, bind_provider
from commonhall.core.language.loading import read_folder
from commonhall.councils.actors import SYSTEM
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.journeys.models import Journey
from commonhall.people.policies import ANY_PATTERN, Granted, Member, Role
from commonhall.people.queries import find_team
from commonhall.record.models import Outbox
from tests.cast import Resident
from tests.rooms.adopting import adopt_own
from tests.rooms.citizen.browsing import Browser
from tests.rooms.citizen.conftest import NOW
from tests.rooms.citizen.walking import postcode_of
from tests.rooms.work.told import work

SLUG: Final = "mental-health-assessment"
BASE: Final = f"/services/{SLUG}"
EXIT: Final = 'data-module="govuk-exit-this-page"'


@pytest.fixture
def service(place: CouncilSite) -> CouncilSite:
    """Amberford, with the mental health assessment."""
    with in_council(place):
        adopt_own(place, SLUG, read_folder(LIBRARY / SLUG).pattern, at=NOW)
    return place


def to_question_9(citizen: Browser, place: CouncilSite, resident: Resident) -> None:
    """Answer everything before question 9."""
    citizen.get(f"{BASE}/danger")
    citizen.post(danger="no")
    citizen.post(who_for="me")
    citizen.post(birth_date__day="17", birth_date__month="5", birth_date__year="1988")
    citizen.post(property__postcode=postcode_of(place))
    citizen.post(property__uprn=citizen.uprns()[0])
    citizen.post()
    citizen.post(name=resident.name)
    citizen.post(contact_by=["email"])
    citizen.post(email=resident.email)
    citizen.post(gp="")
    citizen.post(interpreter="none", adjustments="")
    citizen.post(reason="I cannot sleep.")
    citizen.post(has_carer="no", is_carer="no", children="no")
    citizen.post(safe_home="safe")
    citizen.post()
    for number in range(1, 9):
        assert citizen.path == f"{BASE}/phq_{number}", citizen.text
        citizen.post(**{f"phq_{number}": "0"})
    assert citizen.path == f"{BASE}/phq_9"


def test_above_zero_the_crisis_page_comes_at_once_and_a_person_is_told(
    citizen: Browser, service: CouncilSite, resident: Resident
) -> None:
    """W110: the page is left, nothing is sent, and all the same there is a task for today."""
    to_question_9(citizen, service, resident)
    with in_council(service):
        assert not Case.objects.exists()
    citizen.post(phq_9="2")
    assert citizen.path == f"{BASE}/crisis"
    for help_with in ("999", "116 123", "NHS 111 and choose option 2", "SHOUT to 85258", "duty team"):
        assert help_with in citizen.text
    assert "PHQ" not in citizen.text
    assert "of 27" not in citizen.text
    with in_council(service):
        case = Case.objects.get()
        assert (case.item, case.state, case.team, case.restricted) == ("alert:at_risk", "risk", "mental_health", True)
        assert case.title_en == "Speak with this person today"
        assert case.answers["phq_9"] == "2"
        task = CaseTask.objects.get()
        assert (task.kind, task.state) == ("call_today", "open")
        assert task.due_at.astimezone(NOW.tzinfo).date() == NOW.date()
        assert Journey.objects.get().state == "started"
        assert not Outbox.objects.filter(kind="tell").exists()


def test_at_zero_nobody_is_told(citizen: Browser, service: CouncilSite, resident: Resident) -> None:
    to_question_9(citizen, service, resident)
    citizen.post(phq_9="0")
    assert citizen.path == f"{BASE}/gad_1"
    with in_council(service):
        assert not Case.objects.exists()


def test_a_blank_answer_is_asked_again_and_gives_no_number(
    citizen: Browser, service: CouncilSite, resident: Resident
) -> None:
    """W112."""
    to_question_9(citizen, service, resident)
    citizen.post(phq_9="0")
    citizen.post()
    assert citizen.title.startswith("Error: ")
    assert "Select how often this has bothered you" in citizen.text
    citizen.get(f"{BASE}/result")
    assert citizen.path == f"{BASE}/gad_1"
    assert "of 27" not in citizen.text


def test_every_page_has_a_way_out_and_other_services_have_none(
    citizen: Browser, service: CouncilSite, resident: Resident
) -> None:
    for path in (BASE, f"{BASE}/danger"):
        citizen.get(path)
        assert EXIT in citizen.page
        assert len(re.findall(r'href="/leave"', citizen.page)) == 2
    citizen.post(danger="yes")
    assert citizen.path == f"{BASE}/outcome"
    assert EXIT in citizen.page
    citizen.get("/services/skip-licence")
    assert EXIT not in citizen.page


def test_leaving_forgets_the_answers_and_leads_elsewhere(
    citizen: Browser, service: CouncilSite, resident: Resident
) -> None:
    to_question_9(citizen, service, resident)
    assert citizen.cookie("ch-journey")
    assert citizen.leave("/leave") == "https://www.bbc.co.uk/weather"
    assert citizen.status == 303
    assert citizen.cookie("ch-journey") == ""
    assert [name for name, _ in citizen.jar if "lookup" in name] == []
    citizen.get(f"{BASE}/phq_9")
    assert "Thoughts that" not in citizen.text
    assert resident.name not in citizen.text


def test_leaving_keeps_what_is_not_sensitive(citizen: Browser, service: CouncilSite) -> None:
    citizen.get("/services/skip-licence/about")
    citizen.post()
    before = dict(citizen.jar)
    citizen.leave("/leave")
    assert citizen.jar == before


def test_a_saved_link_is_sent_without_saying_for_what(
    citizen: Browser, service: CouncilSite, resident: Resident, tmp_path: Path
) -> None:
    with in_council(service):
        bind_provider(
            capability="notifications", provider="outbox_folder", settings={"folder": str(tmp_path)}, by=SYSTEM, at=NOW
        )
    to_question_9(citizen, service, resident)
    citizen.get(f"{BASE}/save")
    citizen.post(email=resident.email)
    work(service, at=NOW)
    sent = [path.read_text() for path in sorted(tmp_path.rglob("*")) if path.is_file()]
    assert any("Carry on with your answers" in each for each in sent), sent
    for each in sent:
        said = re.sub(r"https?://\S+", "", each)
        assert re.search(r"mental|health|assessment", said, re.IGNORECASE) is None, said


def member_with(council: CouncilSite, role: Role, pattern: str, team: str) -> Member:
    found = find_team(team) if team else None
    assert found or not team
    granted = Granted(role, pattern, found.id if found else None)
    return Member(uuid4(), uuid4(), council.id, uuid4(), "Wyn", "w@example.org", "en", (granted,))


def test_its_cases_are_there_for_its_own_team_alone(
    citizen: Browser, service: CouncilSite, other_council: CouncilSite, resident: Resident
) -> None:
    to_question_9(citizen, service, resident)
    citizen.post(phq_9="1")
    rights: tuple[tuple[Role, str, str, bool], ...] = (
        ("officer", ANY_PATTERN, "", False),
        ("lead", ANY_PATTERN, "", False),
        ("administrator", ANY_PATTERN, "", False),
        ("officer", "skip-licence", "", False),
        ("officer", SLUG, "", True),
        ("officer", ANY_PATTERN, "mental_health", True),
    )
    with in_council(service):
        for role, pattern, team, sees in rights:
            member = member_with(service, role, pattern, team)
            assert cases_visible_to(member).exists() == sees, (role, pattern, team)
            assert bool(queue(member, Filter(search=resident.email), at=NOW).cases) == sees
    with in_council(other_council):
        assert not Case.objects.exists()
