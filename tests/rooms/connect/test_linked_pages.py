"""Leads see what waits at linked systems and why, send it again, and deal with what was said."""

from __future__ import annotations

import pytest

from commonhall.connect.models import Heard, Link
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from tests.cast import Officer
from tests.rooms.connect.conftest import Roads
from tests.rooms.connect.test_handing import at_contractor, cancel
from tests.rooms.office.desk import Desk, desk_of, new_desk, text_of


@pytest.fixture
def lead(roads: Roads) -> Desk:
    """A lead of the council."""
    return new_desk(roads.council, "Lowri Lead", ("lead", "*", ""))


def test_without_linked_systems_the_page_says_so(council: CouncilSite) -> None:
    lead = new_desk(council, "Lowri Lead", ("lead", "*", ""))
    assert "No other system works on the council’s cases." in text_of(lead.get("linked-systems"))


def test_what_was_refused_is_shown_with_its_reason_and_sent_again(lead: Desk, roads: Roads) -> None:
    roads.contractor.faults.set("status:400", match={"method": "POST"}, times=1)
    case = roads.report()
    roads.after(seconds=1)
    page = lead.get("linked-systems")
    said = text_of(page)
    assert "Greyfriars Highways" in said
    assert f"{case.reference} The case Greyfriars Highways" in said
    assert "Stopped: a person must act" in said
    assert "The other system answered 400" in said
    assert "Select at least one" in text_of(lead.post("linked-systems", do="again"))
    with in_council(roads.council):
        entry = str(Link.objects.get().handovers.get().sendings.get().entry_id)
    assert lead.post("linked-systems", do="again", sendings=[entry, "nonsense"])["location"] == "/office/linked-systems"
    assert "We will send these again: 1" in text_of(lead.get("linked-systems"))
    roads.after(days=2000)  # the pages of the office go by today's clock
    assert len(at_contractor(roads)) == 1
    assert "Nothing is waiting." in text_of(lead.get("linked-systems"))


def test_an_officer_sees_and_does_not_act(roads: Roads) -> None:
    officer = new_desk(roads.council, "Olwen Officer", ("officer", "*", ""))
    roads.report()
    roads.find()
    page = officer.get("linked-systems")
    assert "Goes in a moment" in text_of(page)
    assert "Switch off" not in text_of(page)
    assert officer.post("linked-systems", do="off", service="road-works").status_code == 404
    with in_council(roads.council):
        assert Link.objects.get().running


def test_a_lead_switches_it_off_and_on(lead: Desk, roads: Roads) -> None:
    lead.post("linked-systems", do="off", service="road-works")
    assert "Switched off. Nothing goes out and we hear nothing." in text_of(lead.get("linked-systems"))
    lead.post("linked-systems", do="on", service="road-works")
    assert "State Working" in text_of(lead.get("linked-systems"))
    assert lead.post("linked-systems", do="off", service="nonsense").status_code == 404


def test_a_system_that_does_not_answer_is_said_to(lead: Desk, roads: Roads) -> None:
    roads.contractor.faults.set("status:500")
    roads.after(minutes=1)
    assert "It does not answer. Since" in text_of(lead.get("linked-systems"))


def test_what_nobody_could_act_on_waits_for_a_person(lead: Desk, roads: Roads) -> None:
    case = roads.report()
    roads.after(seconds=1)
    cancel(roads, case)
    roads.after(minutes=2)
    said = text_of(lead.get("linked-systems"))
    assert f"Greyfriars Highways: investigating ({case.reference})" in said
    with in_council(roads.council):
        heard = [str(one.id) for one in Heard.objects.filter(outcome="refused")]
    lead.post("linked-systems", do="seen", said=heard)
    assert "investigating" not in text_of(lead.get("linked-systems"))


def test_the_case_says_where_it_is_and_what_they_said(lead: Desk, roads: Roads) -> None:
    case = roads.report()
    roads.after(seconds=1)
    roads.after(seconds=61)
    said = text_of(lead.get(f"cases/{case.reference}"))
    assert "Handed over to Greyfriars Highways Their reference GH-48201" in said
    assert "They say investigating (" in said
    assert "Handed over to another system" in said
    assert "Greyfriars Highways (investigating): An inspector goes to see it." in said


def test_another_council_sees_none_of_it(roads: Roads, other_officer: Officer) -> None:
    roads.report()
    roads.after(seconds=1)
    elsewhere = desk_of(other_officer.council, other_officer.email)
    assert "Greyfriars" not in text_of(elsewhere.get("linked-systems", lang="en"))
