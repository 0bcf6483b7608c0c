"""Does staff open a request for somebody's rights with what is known of them, once, with a month to answer?"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from commonhall.cases.models import Case, CaseDeadline
from commonhall.catalogue.operations import LIBRARY
from commonhall.catalogue.queries import Service
from commonhall.contacts.editing import change_details, contact_of
from commonhall.contacts.models import Person
from commonhall.core.language.loading import read_folder
from commonhall.core.values.dates import london_day
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.journeys.models import Journey
from commonhall.retention.held import RIGHTS_PATTERN, asking_for_access
from commonhall.retention.rights import RightsNotRun, RightsRequest, open_rights_request
from tests.rooms.adopting import adopt_own
from tests.rooms.office.desk import new_desk, text_of
from tests.rooms.retention.closing import LONG_AGO, NOW, OFFICER, WORD, open_stall


@pytest.fixture
def person(service: Service, council: CouncilSite) -> Person:
    """Somebody with a case and an address."""
    with in_council(council):
        found: Person = Person.objects.get(id=open_stall(service, council).person_id)
        lives = replace(contact_of(found), address="1 Harbour Row, Amberford, ZZ99 1AA", postcode="ZZ99 1AA")
        change_details(person_id=found.id, contact=lives, by=OFFICER, at=LONG_AGO)
        return found


@pytest.fixture
def run_rights(service: Service, council: CouncilSite) -> None:
    """Let the council run the service for these rights, too: ``service`` has bound what it needs."""
    read = read_folder(LIBRARY / RIGHTS_PATTERN)
    with in_council(council):
        adopt_own(council, RIGHTS_PATTERN, read.pattern, at=LONG_AGO)


def ask(council: CouncilSite, person: Person, **changes: Any) -> RightsRequest:
    """Ask for everything, as an officer does."""
    usual: dict[str, Any] = {"kind": "access", "details": "All of it"}
    with in_council(council):
        return open_rights_request(
            person_id=person.id, language="en", council=council, by=OFFICER, at=NOW, **{**usual, **changes}
        )


@pytest.mark.usefixtures("run_rights")
def test_a_request_is_the_persons_own_and_has_a_month(person: Person, council: CouncilSite) -> None:
    case = ask(council, person).case
    assert case is not None
    with in_council(council):
        assert case.pattern == RIGHTS_PATTERN
        assert case.channel == "office"
        assert (case.answers["right"], case.answers["name"]) == ("access", f"Sam {WORD}")
        assert case.answers["address"]["postcode"] == "ZZ99 1AA"
        month = CaseDeadline.objects.get(case=case)
        assert month.due_date is not None
        assert timedelta(days=27) < month.due_date - london_day(NOW) < timedelta(days=36)
        assert Person.objects.get(id=case.person_id).merged_into_id == person.id
        assert person.id in asking_for_access(), "nothing of the person goes meanwhile"
    again = ask(council, person)
    assert (again.case, again.again) == (case, True)
    other = ask(council, person, kind="erasure")
    assert other.case not in (None, case)
    assert not other.again


@pytest.mark.usefixtures("run_rights")
def test_what_is_not_known_is_asked_before_it_is_opened(person: Person, council: CouncilSite) -> None:
    with in_council(council):
        gone = replace(contact_of(person), address="", postcode="")
        change_details(person_id=person.id, contact=gone, by=OFFICER, at=NOW)
    asked = ask(council, person)
    assert asked.case is None
    assert asked.token
    with in_council(council):
        assert not Case.objects.filter(pattern=RIGHTS_PATTERN).exists()
        journey = Journey.objects.get(pattern=RIGHTS_PATTERN)
        assert journey.answers["name"] == f"Sam {WORD}"
        assert "address" not in journey.answers


def test_a_council_that_does_not_run_it_offers_nothing(person: Person, council: CouncilSite) -> None:
    with pytest.raises(RightsNotRun):
        ask(council, person)
    with pytest.raises(ValueError, match="bogus"):
        ask(council, person, kind="bogus")
    desk = new_desk(council, "Ada Officer", ("officer", "*", ""))
    assert "Ask for what we hold" not in text_of(desk.get(f"people/{person.id}"))
    assert desk.get(f"people/{person.id}/rights").status_code == 404


@pytest.mark.usefixtures("run_rights")
def test_the_page_asks_what_is_wanted_and_leads_to_the_case(
    person: Person, council: CouncilSite, other_council: CouncilSite
) -> None:
    desk = new_desk(council, "Ada Officer", ("officer", "*", ""))
    path = f"people/{person.id}/rights"
    assert "Ask for what we hold" in text_of(desk.get(f"people/{person.id}"))
    assert "To see what you know about me" in text_of(desk.get(path))
    assert "There is a problem" in text_of(desk.post(path, right="access", how="paper"))
    answer = desk.post(path, right="access", how="paper", details="Since May")
    assert answer.status_code == 303
    with in_council(council):
        case = Case.objects.get(pattern=RIGHTS_PATTERN)
    assert str(answer.headers["location"]).endswith(case.reference)
    assert new_desk(council, "Vera Viewer", ("viewer", "*", "")).get(path).status_code == 404
    assert new_desk(other_council, "Elin Elsewhere", ("officer", "*", "")).get(path).status_code == 404
