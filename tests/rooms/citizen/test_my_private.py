"""Does the list of somebody's requests say nothing of sensitive services, which others at home must not learn of?"""

from __future__ import annotations

from commonhall.cases.models import Case
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.journeys.models import Journey
from tests.cast import Resident
from tests.rooms.citizen.browsing import Browser
from tests.rooms.citizen.my import sign_in
from tests.rooms.citizen.test_my_sign_in import reference_of
from tests.rooms.citizen.test_sensitive import BASE, service, to_question_9

__all__ = ["service"]


def test_what_was_begun_is_not_listed(citizen: Browser, service: CouncilSite, resident: Resident) -> None:
    to_question_9(citizen, service, resident)
    citizen.get(f"{BASE}/save")
    citizen.post(email=resident.email)
    elsewhere = Browser(citizen.host)
    sign_in(elsewhere, service, resident.email)
    assert "/my/unfinished/" not in elsewhere.page
    with in_council(service):
        journey = Journey.objects.get()
    elsewhere.get(f"/my/unfinished/{journey.id}")
    assert elsewhere.status == 404


def test_what_was_sent_is_not_listed(citizen: Browser, service: CouncilSite, resident: Resident) -> None:
    reference = reference_of(citizen, service, resident)
    to_question_9(citizen, service, resident)
    sign_in(citizen, service, resident.email)
    assert reference in citizen.text
    with in_council(service):
        Case.objects.update(revision_id=Journey.objects.get(service="mental-health-assessment").revision_id)
    citizen.get("/my")
    assert reference not in citizen.page


def test_leaving_quickly_signs_out(citizen: Browser, service: CouncilSite, resident: Resident) -> None:
    sign_in(citizen, service, resident.email)
    assert citizen.cookie("ch-resident")
    citizen.leave("/leave")
    assert citizen.cookie("ch-resident") == ""
