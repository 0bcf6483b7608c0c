"""A resident sees the permit and the booked time of a request, renews and ends them, and nobody else does."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from commonhall.cases.intake import submit
from commonhall.cases.models import Case, Entitlement
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from tests.rooms.citizen.browsing import Browser
from tests.rooms.citizen.conftest import Clock
from tests.rooms.citizen.my import follow
from tests.rooms.work import slots
from tests.rooms.work.permits import apply_for, approve

EMAIL = "ana.rees@example.org"


@pytest.fixture
def phone(council: CouncilSite) -> Browser:
    return Browser(f"{council.slug}.localhost")


@pytest.fixture
def permit(council: CouncilSite) -> Case:
    case = apply_for(council)
    return approve(council, case)


def test_a_permit_is_shown_with_its_number_and_dates(phone: Browser, permit: Case, council: CouncilSite) -> None:
    follow(phone, council, permit.reference, EMAIL)
    with in_council(council):
        number = Entitlement.objects.get().number
    for said in (
        "Parking permit",
        number,
        "Active",
        "AB12 CDE",
        "10 June 2026 to 9 June 2027",
        "It ends on Wednesday 9 June 2027.",
        "You can renew it from Wednesday 12 May 2027.",
    ):
        assert said in phone.text, said
    assert "Renew it</a>" not in phone.page
    phone.get(f"{phone.path}?lang=cy")
    assert "Yn weithredol" in phone.text


def test_it_is_renewed_when_the_time_has_come(phone: Browser, permit: Case, council: CouncilSite, clock: Clock) -> None:
    clock.at = datetime(2027, 5, 12, 9, 0, tzinfo=UTC)
    follow(phone, council, permit.reference, EMAIL)
    progress = phone.path
    assert "Renew it</a>" in phone.page
    phone.get(f"{progress}/renew")
    phone.post()
    assert phone.path.startswith(progress)
    assert "10 June 2026 to 8 June 2028" in phone.text
    phone.get(f"{progress}/renew")
    assert "Here is how it stands now" in phone.text
    with in_council(council):
        assert Entitlement.objects.get().until_date.isoformat() == "2028-06-08"


def test_a_resident_ends_it(phone: Browser, permit: Case, council: CouncilSite, clock: Clock) -> None:
    clock.at = datetime(2026, 7, 1, 9, 0, tzinfo=UTC)
    follow(phone, council, permit.reference, EMAIL)
    phone.get(f"{phone.path}/end")
    phone.post()
    assert "Ended" in phone.text
    with in_council(council):
        assert Case.objects.get(id=permit.id).phase == "closed"


def visit(council: CouncilSite) -> Case:
    with in_council(council):
        journey = slots.begin(slots.adopt_visits(council))
        answered = slots.fill_in(journey, council)
        sent = submit(standing=answered, at=slots.AT)
        case: Case = Case.objects.get(id=sent.case_ids[0])
        return case


def test_a_booked_time_goes_into_a_calendar(phone: Browser, council: CouncilSite, clock: Clock) -> None:
    clock.at = slots.AT
    case = visit(council)
    follow(phone, council, case.reference, "nia.ffowc@example.org")
    assert "The van" in phone.text
    assert "Booked" in phone.text
    progress = phone.path
    phone.get(f"{progress}/calendar/van.ics")
    assert phone.answer["Content-Type"].startswith("text/calendar")
    assert f"SUMMARY:The van ({case.reference})" in phone.page
    assert "DTSTART;VALUE=DATE:20260610" in phone.page
    phone.get(f"{progress}/calendar/other.ics")
    assert phone.status == 404


def test_the_file_is_only_for_who_follows(phone: Browser, council: CouncilSite, clock: Clock) -> None:
    clock.at = slots.AT
    case = visit(council)
    follow(phone, council, case.reference, "nia.ffowc@example.org")
    address = f"{phone.path}/calendar/van.ics"
    stranger = Browser(f"{council.slug}.localhost")
    stranger.get(address)
    assert stranger.path == "/track"


def test_the_other_council_knows_no_such_permit(permit: Case, council: CouncilSite, other_council: CouncilSite) -> None:
    other = Browser(f"{other_council.slug}.localhost")
    follow(other, other_council, permit.reference, EMAIL)
    assert other.path == "/track/code"
    assert permit.title_en not in other.text
    with in_council(other_council):
        assert not Entitlement.objects.exists()
