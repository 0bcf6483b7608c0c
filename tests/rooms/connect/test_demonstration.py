"""Does what the demonstration declares about its contractor fit the library's pattern, and come back mended?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from commonhall.capabilities.backoffice.simulator.accounts import CONTRACTOR, demo_account
from commonhall.capabilities.backoffice.simulator.contractor import running
from commonhall.cases.intake import submit
from commonhall.cases.models import Case
from commonhall.cases.operations import move_case
from commonhall.catalogue.operations import LIBRARY, bind_provider
from commonhall.catalogue.queries import get_service
from commonhall.connect.operations import link_system
from commonhall.core.language.loading import read_folder
from commonhall.core.values.dates import london_day
from commonhall.councils.actors import RESIDENT, SYSTEM
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.upkeep.demo.highways import EXCHANGE, SERVICE
from tests.loopback import loopback
from tests.rooms.adopting import adopt_own
from tests.rooms.connect.conftest import Roads
from tests.rooms.connect.road_works import AT
from tests.rooms.connect.test_handing import at_contractor
from tests.rooms.work.skips import begin, fill_in

POTHOLE = {
    "what": {"category": ["pothole"]},
    "danger": {"dangerous": ["no"]},
    "where": {"place": ["52.706100, -2.741800"]},
    "pothole": {"pothole_where": ["pavement"], "pothole_size": ["large"]},
    "details": {"details": ["Outside the old mill."]},
    "photos": {},
    "about_you": {"anonymous": ["named"]},
    "who": {"name": ["Ada Li"]},
    "contact": {"contact_by": ["email"]},
    "contact_email": {"email": ["ada.li@example.org"]},
}


@pytest.fixture
def streets(council: CouncilSite, tmp_path: Path) -> Iterator[Roads]:
    """A council that runs the library's service, linked as the demonstration's is."""
    made: list[Roads] = []
    with loopback(), running(tmp_path, clock=lambda: made[0].at if made else AT) as contractor:
        with in_council(council):
            folder = {"folder": str(tmp_path / "outbox")}
            bind_provider(capability="notifications", provider="outbox_folder", settings=folder, by=SYSTEM, at=AT)
            adopt_own(council, SERVICE, read_folder(LIBRARY / SERVICE).pattern, at=AT)
            settings = demo_account(council.slug, contractor.address)
            bind_provider(
                capability="backoffice", provider="open311", settings=settings, service=SERVICE, by=SYSTEM, at=AT
            )
            link = link_system(service=SERVICE, title=CONTRACTOR, exchange=EXCHANGE, council=council, by=SYSTEM, at=AT)
        made.append(Roads(council, contractor, link))
        yield made[0]


def report(streets: Roads) -> Case:
    """Report a pothole."""
    with in_council(streets.council):
        service = get_service(SERVICE, council=streets.council, day=london_day(streets.at))
        journey, _ = begin(service, at=streets.at)
        standing = fill_in(journey, streets.council, posts=POTHOLE, at=streets.at)
        case: Case = Case.objects.get(id=submit(standing=standing, at=streets.at).case_ids[0])
        return case


def test_a_pothole_goes_to_the_contractor_and_is_mended(streets: Roads) -> None:
    case = report(streets)
    streets.after(seconds=1)
    (there,) = at_contractor(streets)
    assert there["service_code"] == "POTHOLE"
    assert there["description"].startswith("A pothole or broken pavement\n\nOutside the old mill.")
    assert "Ada" not in str(there)
    assert "ada.li" not in str(there)
    for seconds, state in ((61, "investigating"), (120, "planned"), (420, "in_progress"), (300, "fixed")):
        streets.after(seconds=seconds)
        assert streets.read(case).state == state
    assert streets.read(case).kept["work_date"] == "2026-06-13"


def test_what_is_not_mended_is_told_to_the_contractor(streets: Roads) -> None:
    case = report(streets)
    streets.after(seconds=1)
    streets.after(minutes=20)
    assert streets.read(case).state == "fixed"
    streets.at += timedelta(days=1)
    with in_council(streets.council):
        move_case(case_id=case.id, transition="not_fixed", asked={"still_wrong": "It has broken up again."},
                  expect=None, actors=("resident",), council=streets.council, by=RESIDENT, at=streets.at)  # fmt: skip
    streets.after(seconds=1)
    (there,) = at_contractor(streets)
    assert there["status"] == "open"
    assert streets.read(case).state == "received"
