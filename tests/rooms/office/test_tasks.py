"""An officer sees and does the tasks of a case, and sees why its clock stands still and what was worked out."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from commonhall.cases.models import Case, CaseTask
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from tests.rooms.office.desk import Desk, new_desk, text_of
from tests.rooms.work import permits
from tests.rooms.work.permits import apply_for, approve, move

NOW = datetime.now(UTC)


@pytest.fixture
def desk(council: CouncilSite) -> Desk:
    return new_desk(council, "Ola Officer", ("officer", "*", ""))


@pytest.fixture
def case(council: CouncilSite) -> Case:
    return apply_for(council, at=NOW)


def test_a_task_is_on_the_case_and_is_done_on_a_page_of_its_own(desk: Desk, case: Case) -> None:
    page = desk.get(f"cases/{case.reference}")
    assert "Tasks Check the proofs" in text_of(page)
    assert "Do first: Check the proofs" in text_of(page)
    form = desk.get(f"cases/{case.reference}/tasks/proof")
    for said in ("Check the proofs", "Look at every page.", "Did you see them?", "Mark as done"):
        assert said in text_of(form)
    wrong = desk.post(f"cases/{case.reference}/tasks/proof")
    assert wrong.status_code == 200
    assert "Error" in text_of(wrong)
    done = desk.post(f"cases/{case.reference}/tasks/proof", seen="yes")
    assert done.status_code == 303
    page = text_of(desk.get(f"cases/{case.reference}"))
    assert "Tasks done Check the proofs Done on" in page
    assert "Did you see them?: Yes" in page
    assert "Task done: Check the proofs" in page
    assert "Do first" not in page
    with in_council(desk.council):
        assert CaseTask.objects.get().done_by == "Ola Officer"


def test_a_task_that_is_over_says_so(desk: Desk, case: Case) -> None:
    for _ in range(2):
        response = desk.post(f"cases/{case.reference}/tasks/proof", seen="yes")
        assert response.status_code == 303
    assert "There is no such task to do any more: Check the proofs" in text_of(desk.get(f"cases/{case.reference}"))
    assert desk.get(f"cases/{case.reference}/tasks/nothing").status_code == 404


def test_who_may_only_look_cannot_do_it(desk: Desk, case: Case, council: CouncilSite) -> None:
    viewer = new_desk(council, "Vera Viewer", ("viewer", "*", ""))
    page = viewer.get(f"cases/{case.reference}")
    assert "Check the proofs" in text_of(page)
    assert "/tasks/proof" not in page.content.decode()
    assert viewer.post(f"cases/{case.reference}/tasks/proof", seen="yes").status_code == 404


def test_a_paused_clock_says_since_when_and_why(desk: Desk, case: Case, council: CouncilSite) -> None:
    move(council, case, "ask_more", at=NOW)
    page = text_of(desk.get(f"cases/{case.reference}"))
    assert "Decide No deadline Paused Paused since" in page
    assert ": Ask for more" in page
    move(council, case, "go_on", at=NOW)
    move(council, case, "longer", at=NOW)
    page = text_of(desk.get(f"cases/{case.reference}"))
    assert "(Ask for more)" in page
    assert "Extended by 5 working days" in page


def test_the_working_and_the_permit_are_there_to_read(desk: Desk, case: Case, council: CouncilSite) -> None:
    approve(council, case, at=NOW)
    page = text_of(desk.get(f"cases/{case.reference}"))
    assert "What was worked out Size of the vehicle small Which zone?" in page
    assert "Permits and bookings Parking permit PP-" in page
    assert "What was decided Which zone? A" in page


def test_the_page_is_there_in_welsh(desk: Desk, case: Case) -> None:
    page = text_of(desk.get(f"cases/{case.reference}/tasks/proof", lang="cy"))
    page = text_of(desk.get(f"cases/{case.reference}/tasks/proof"))
    assert "Gwirio’r profion" in page
    assert "Nodi ei bod wedi’i gwneud" in page


def test_the_other_council_finds_no_task(case: Case, other_council: CouncilSite) -> None:
    other = new_desk(other_council, "Olive Other", ("lead", "*", ""))
    assert other.get(f"cases/{case.reference}/tasks/proof").status_code == 404
    assert other.post(f"cases/{case.reference}/tasks/proof", seen="yes").status_code == 404


def test_what_the_answers_rule_out_is_said_in_the_pattern_s_words(
    desk: Desk, council: CouncilSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    rule = "keeps: {zone: asked.zone}, when: \"asked.zone != 'Z'\", refused: There is no room in zone Z."
    monkeypatch.setattr(permits, "PERMIT", permits.PERMIT.replace("keeps: {zone: asked.zone}", rule))
    case = apply_for(council, at=NOW)
    desk.post(f"cases/{case.reference}/tasks/proof", seen="yes")
    assert desk.get(f"cases/{case.reference}/actions/approve").status_code == 200
    ruled_out = desk.post(f"cases/{case.reference}/actions/approve", zone="Z", revision="2")
    assert ruled_out.status_code == 200
    assert "There is no room in zone Z." in text_of(ruled_out)
    desk.post(f"cases/{case.reference}/actions/approve", zone="A", revision="2")
    assert "You have a permit" in text_of(desk.get(f"cases/{case.reference}"))


def test_what_a_transition_keeps_is_called_as_the_pattern_says(
    desk: Desk, council: CouncilSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    keeps = "keeps: {zone: asked.zone, marker: '7301', lane: '7302'}"
    named = permits.PERMIT.replace("keeps: {zone: asked.zone}", keeps)
    names = '  kept: {zone: Zone of the permit, marker: ""}\n  access: council\n'
    monkeypatch.setattr(permits, "PERMIT", named.replace("  access: council\n", names))
    case = apply_for(council, at=NOW)
    desk.post(f"cases/{case.reference}/tasks/proof", seen="yes")
    desk.post(f"cases/{case.reference}/actions/approve", zone="A", revision="2")
    page = text_of(desk.get(f"cases/{case.reference}"))
    assert "Zone of the permit" in page
    assert "Lane" in page
    assert "7302" in page
    assert "Marker" not in page
    assert "7301" not in page
