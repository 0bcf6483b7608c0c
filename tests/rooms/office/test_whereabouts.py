"""Does the page of a case show where it is: to whoever may see the case, with words where there is no map?"""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from commonhall.cases.models import Case
from commonhall.catalogue.faults import clear_faults, set_fault
from commonhall.catalogue.operations import LIBRARY, bind_provider
from commonhall.connect.outgoing import record_of
from commonhall.contacts.charting import load_map
from commonhall.contacts.operations import load_gazetteer
from commonhall.core.language.loading import read_folder
from commonhall.councils.actors import SYSTEM
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.upkeep.demo import enquiries, requests
from commonhall.upkeep.demo.gazetteer import generate
from commonhall.upkeep.demo.gazetteer_areas import areas
from tests.rooms.adopting import adopt_own
from tests.rooms.office.desk import Desk, new_desk
from tests.rooms.providers import bind_local_providers

SERVICE = "report-a-problem"
RECORDS = generate("fallowdale")
LAMP = RECORDS.furniture[0]
ASKED = next(one.enquiry for one in (*requests.EVERYWHERE, *requests.FIRST) if one.enquiry.service == SERVICE)
PLACE = {"text": "By the gate", "lat": LAMP.point.latitude, "lng": LAMP.point.longitude, "source": "map"}


@pytest.fixture
def case(council: CouncilSite) -> Case:
    """A report with a point, at a council that knows its streets."""
    at = datetime.now(UTC)
    bind_local_providers(council, at=at)
    with in_council(council):
        adopt_own(council, SERVICE, read_folder(LIBRARY / SERVICE).pattern, at=at)
        load_gazetteer(properties=(), streets=RECORDS.streets[:3], furniture=RECORDS.furniture[:20], by=SYSTEM, at=at)
        load_map(areas=areas("fallowdale"), by=SYSTEM, at=at)
        bind_provider(capability="maps", provider="own_streets", settings={}, by=SYSTEM, at=at)
        answers = {**ASKED.answers, "place": PLACE}
        sent = enquiries.send(council, service=SERVICE, answers=answers, language="en", at=at)
        made: Case = Case.objects.get(id=sent.case_ids[0])
        return made


def desk(council: CouncilSite) -> Desk:
    return new_desk(council, "Ola Bright", ("lead", "*", ""))


def test_the_case_shows_street_ward_and_what_stands_there(case: Case, council: CouncilSite) -> None:
    assert case.ward == "Beckside"
    page = desk(council).get(f"cases/{case.reference}").content.decode()
    assert f'src="/office/cases/{case.reference}/map"' in page
    assert "Map of the place: Mill Lane, 5 metres away" in page
    assert f"USRN {RECORDS.streets[0].usrn}" in page
    assert f"{LAMP.name.en} ({LAMP.code})" in page


def test_what_was_chosen_is_named_though_another_thing_is_nearer(case: Case, council: CouncilSite) -> None:
    chosen = RECORDS.furniture[1]
    with in_council(council):
        Case.objects.filter(id=case.id).update(answers={**case.answers, "place": {**PLACE, "asset": chosen.code}})
        case.refresh_from_db()
        assert record_of(case, council=council, at=case.opened_at)["place"]["asset"] == chosen.code
    page = desk(council).get(f"cases/{case.reference}").content.decode()
    assert f"{chosen.name.en} ({chosen.code})" in page
    assert LAMP.code not in page


def test_its_map_is_a_picture_and_words_while_there_is_none(case: Case, council: CouncilSite) -> None:
    there = desk(council)
    answer = there.get(f"cases/{case.reference}/map")
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/svg+xml")
    assert "Mill Lane" in answer.content.decode()
    with in_council(council):
        set_fault(capability="maps", effect="failing", by=SYSTEM, at=datetime.now(UTC))
    answer = there.get(f"cases/{case.reference}/map")
    assert (answer.status_code, answer["Content-Type"]) == (503, "image/svg+xml")
    assert "There is no map at the moment" in answer.content.decode()
    with in_council(council):
        clear_faults()


def test_who_may_not_see_the_case_sees_no_map_of_it(
    case: Case, council: CouncilSite, other_council: CouncilSite
) -> None:
    path = f"cases/{case.reference}/map"
    assert new_desk(council, "Ada Other", ("lead", "complaints", "")).get(path).status_code == 404
    assert new_desk(other_council, "Ben Far", ("lead", "*", "")).get(path).status_code == 404
