"""A case goes to its linked system once, in order, and later where that is down."""

from __future__ import annotations

from typing import Any

import httpx

from commonhall.cases.models import Case, Note
from commonhall.cases.operations import move_case
from commonhall.connect.models import Handover, Heard, Sending
from commonhall.connect.operations import switch_link
from commonhall.councils.actors import RESIDENT, SYSTEM
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.record.queries import dead_letters, events_about
from tests.rooms.connect.conftest import Roads


def at_contractor(roads: Roads) -> list[dict[str, Any]]:
    """Return the reports that the contractor has of the council."""
    rows: list[dict[str, Any]] = httpx.get(
        f"{roads.contractor.address}/open311/v2/requests.json",
        params={"jurisdiction_id": roads.council.slug},
        trust_env=False,
    ).json()
    return rows


def sendings(roads: Roads) -> list[tuple[int, str, str]]:
    """Return what is handed over: number, act, state."""
    with in_council(roads.council):
        return list(Sending.objects.order_by("handover_id", "number").values_list("number", "act", "state"))


def cancel(roads: Roads, case: Case) -> None:
    """Let the resident cancel."""
    with in_council(roads.council):
        move_case(case_id=case.id, transition="cancel", expect=None, actors=("resident",), council=roads.council,
                  by=RESIDENT, at=roads.at)  # fmt: skip


def test_a_case_goes_there_and_comes_back_mended(roads: Roads) -> None:
    case = roads.report(details="Outside number 12 & the shop: twll mawr")
    roads.after(seconds=1)
    (there,) = at_contractor(roads)
    assert there["description"] == f"A hole\n\nOutside number 12 & the shop: twll mawr\n\nReference: {case.reference}"
    assert (there["service_code"], there["lat"], there["long"]) == ("POTHOLE", 52.7061, -2.7418)
    assert "ada.li" not in str(there)
    for seconds, state in ((61, "looking"), (120, "planned"), (420, "planned"), (300, "mended")):
        roads.after(seconds=seconds)
        assert roads.read(case).state == state
    with in_council(roads.council):
        handover = Handover.objects.get()
        assert (handover.external, handover.heard_status) == (there["service_request_id"], "fixed")
        outcomes = list(Heard.objects.order_by("effective_at").values_list("status", "outcome"))
        assert outcomes == [
            ("open", "noted"), ("investigating", "moved"), ("action_scheduled", "moved"), ("in_progress", "noted"),
            ("fixed", "moved"),
        ]  # fmt: skip
        kinds = [event.kind for event in events_about(("case", case.id))]
        assert kinds.count("sent_to_back_office") == 1
        assert kinds.count("back_office_said") == 5
        assert Note.objects.filter(case=case, written_by="Greyfriars Highways").count() == 5


def test_only_what_is_declared_goes_and_only_once(roads: Roads) -> None:
    roads.report("other")
    roads.report()
    for _ in range(3):
        roads.after(seconds=1)
    assert len(at_contractor(roads)) == 1
    assert sendings(roads) == [(1, "open", "done")]


def test_a_token_becomes_a_reference(roads: Roads) -> None:
    roads.report("light")
    roads.after(seconds=1)
    with in_council(roads.council):
        assert (Handover.objects.get().external, Handover.objects.get().token) == ("", "t-GH-48201")
    roads.after(seconds=10)
    with in_council(roads.council):
        assert Handover.objects.get().external == "GH-48201"
    assert sendings(roads) == [(1, "open", "done")]


def test_what_the_resident_does_is_told_after_the_case_itself(roads: Roads) -> None:
    roads.contractor.faults.set("status:503", match={"path": "/open311/v2/requests"}, times=2)
    case = roads.report()
    roads.after(seconds=1)
    cancel(roads, case)
    roads.after(seconds=1)
    assert sendings(roads) == [(1, "open", "queued"), (2, "update", "waiting")]
    roads.after(seconds=60)
    roads.after(seconds=60)
    assert sendings(roads) == [(1, "open", "done"), (2, "update", "done")]
    (there,) = at_contractor(roads)
    assert there["status"] == "closed"
    assert roads.read(case).state == "cancelled"


def test_a_lost_answer_does_not_make_two_of_one(roads: Roads) -> None:
    roads.contractor.faults.set("truncated_json", match={"method": "POST"}, times=2)
    roads.report()
    for _ in range(4):
        roads.after(minutes=1)
    assert len(at_contractor(roads)) == 1
    assert sendings(roads) == [(1, "open", "done")]


def test_a_refusal_waits_for_a_person_and_says_which_field(roads: Roads) -> None:
    roads.contractor.faults.set("status:400", match={"method": "POST"}, times=1)
    roads.report()
    roads.after(seconds=1)
    with in_council(roads.council):
        (letter,) = dead_letters()
    assert letter.kind == "to_back_office"
    assert "refused: fields" in letter.reason


def test_a_switched_off_system_gets_nothing_and_then_everything(roads: Roads) -> None:
    with in_council(roads.council):
        switch_link(service="road-works", running=False, by=SYSTEM, at=roads.at)
    roads.report()
    roads.after(minutes=10)
    assert at_contractor(roads) == []
    with in_council(roads.council):
        switch_link(service="road-works", running=True, by=SYSTEM, at=roads.at)
    roads.after(minutes=10)
    assert len(at_contractor(roads)) == 1


def test_the_other_council_sees_nothing(roads: Roads, other_council: CouncilSite) -> None:
    roads.report()
    roads.after(seconds=90)
    with in_council(other_council):
        assert not Handover.objects.exists()
        assert not Sending.objects.exists()
        assert not Heard.objects.exists()
