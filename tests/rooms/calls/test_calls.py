"""Does an agent take a call from its beginning to its end?"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from commonhall.cases.models import Case, CaseParty
from commonhall.cases.requests.asking import Asking, ask_person
from commonhall.cases.tables.contacting import CaseContact
from commonhall.contacts.contacted import contact_figures
from commonhall.contacts.models import Interaction, Person, Relationship
from commonhall.contacts.preferring import Wishes, set_preferences
from commonhall.contacts.warnings import decide_warning, propose_warning
from commonhall.councils.actors import SYSTEM, Actor
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.journeys.models import Journey, ResumeLink
from commonhall.record.models import Event
from tests.rooms.calls.calling import (
    NUMBER,
    check,
    checked,
    events,
    fill,
    finish,
    follow,
    name,
    start,
    stored,
)
from tests.rooms.office.desk import Desk, body_of, host_of, new_desk, text_of
from tests.rooms.work.permits import apply_for, approve


def test_a_screen_pop_shows_who_may_call_and_begins_nothing(agent: Desk, case: Case) -> None:
    seen = text_of(agent.client.get(f"/office/calls/begin?from={NUMBER}", headers={"host": host_of(agent.council)}))
    assert "Call from +447700900123" in seen
    assert "Ffion Garside (AM1)" in seen
    with in_council(agent.council):
        assert not Interaction.objects.exists()
    call = start(agent)
    assert stored(agent.council).number == NUMBER
    page = text_of(agent.get(call))
    assert "Ffion Garside" in page
    assert "AM1 2AB" not in page
    assert case.reference not in page


def test_a_call_needs_a_channel(agent: Desk) -> None:
    answer = agent.post("calls/begin", number="07700 900123")
    assert "There is a problem" in text_of(answer)
    with in_council(agent.council):
        assert not Interaction.objects.exists()


@pytest.mark.parametrize("typed", ["Garside", "ffion.garside@example.org", "07700 900123", "am1 2ab", "REFERENCE"])
def test_one_box_finds_the_caller_with_the_least_that_identifies(agent: Desk, case: Case, typed: str) -> None:
    call = start(agent, number="")
    seen = text_of(agent.get(f"{call}/caller", q=case.reference if typed == "REFERENCE" else typed))
    assert "Choose Ffion Garside" in seen
    for hidden in ("AM1 2AB", "900123", "@example.org") if typed == "Garside" else ():
        assert hidden not in seen


def test_nothing_is_shown_before_the_check_and_history_after(agent: Desk, case: Case) -> None:
    call = start(agent)
    assert name(agent, call, case).headers["location"].endswith("/check")
    assert case.reference not in text_of(agent.get(call))
    assert agent.get(f"{call}/cases/{case.reference}").status_code == 404
    passed = check(agent, call)
    assert passed.status_code == 303
    seen = text_of(agent.get(call))
    assert "The caller is checked" in seen
    assert case.reference in seen


def test_what_was_answered_is_kept_nowhere(agent: Desk, case: Case) -> None:
    call = start(agent)
    name(agent, call, case)
    check(agent, call, name="Fiona Garsight", phone="07700 900555")
    check(agent, call)
    kept = str(events(agent.council, "caller_checked")) + str(stored(agent.council).__dict__)
    assert "Garsight" not in kept
    assert "900555" not in kept
    tried, passed = events(agent.council, "caller_checked")
    assert (tried["result"], tried["try"]) == ("none", 1)
    assert passed["result"] == "passed"


@pytest.mark.parametrize(
    ("answers", "passes"),
    [
        ({}, True),
        ({"name": "garside, ffion"}, False),
        ({"name": "FFION  GARSIDE"}, True),
        ({"postcode": "am12ab"}, True),
        ({"postcode": "AM1 2AC"}, False),
        ({"phone": "", "email": "Ffion.Garside@example.org"}, True),
        ({"phone": "", "last_service": "skip-licence"}, True),
        ({"phone": ""}, False),
        ({"name": "", "email": "ffion.garside@example.org", "last_service": "skip-licence"}, False),
    ],
)
def test_what_must_be_right(agent: Desk, case: Case, answers: dict[str, str], passes: bool) -> None:
    call = start(agent)
    name(agent, call, case)
    check(agent, call, **answers)
    assert (stored(agent.council).check_result == "passed") is passes


def test_three_wrong_tries_and_the_caller_is_nobody(agent: Desk, case: Case) -> None:
    call = start(agent)
    name(agent, call, case)
    for left in (2, 1):
        check(agent, call, postcode="AM9 9AA")
        assert f"Tries left: {left}." in text_of(agent.get(f"{call}/check"))
    check(agent, call, postcode="AM9 9AA")
    assert stored(agent.council).check_result == "failed"
    check(agent, call)
    assert stored(agent.council).check_result == "failed"
    assert case.reference not in text_of(agent.get(call))
    name(agent, call, case)
    assert agent.get(f"{call}/cases/{case.reference}").status_code == 404
    assert agent.get(f"{call}/serve").status_code == 200


def test_a_document_is_seen_only_where_one_can_be_seen(agent: Desk, case: Case) -> None:
    call = start(agent)
    name(agent, call, case)
    agent.post(f"{call}/check", do="document")
    assert stored(agent.council).check_result == "none"
    with in_council(agent.council):
        Interaction.objects.update(channel="counter")
    agent.post(f"{call}/check", do="document")
    kept = stored(agent.council)
    assert (kept.check_result, kept.check_how) == ("passed", "document")


def test_a_service_is_filled_in_with_the_caller_and_linked_by_itself(agent: Desk, case: Case) -> None:
    call = checked(agent, case)
    first = follow(agent, agent.post(f"{call}/serve", service="skip-licence", language="en"))
    host = {"host": host_of(agent.council)}
    who = agent.client.get("/services/skip-licence/about", headers=host)
    assert "You are filling this in for Ffion Garside. Go back to the call" in text_of(who)
    agent.client.post(first, {}, headers=host)
    shown = body_of(agent.client.get("/services/skip-licence/who", headers=host))
    assert 'value="Ffion Garside"' in shown
    assert 'value="ffion.garside@example.org"' in shown
    fill(agent, "/services/skip-licence/who")
    with in_council(agent.council):
        opened = Case.objects.filter(channel="phone")
        assert opened.count() == 2
        assert set(CaseContact.objects.values_list("case_id", "way")) == {(each.id, "opened") for each in opened}
        by = {
            event.actor_name for event in Event.objects.filter(kind="case_opened", subject_id__in=opened.values("id"))
        }
    assert by == {"Asha Agent"}
    page = text_of(agent.get(call))
    assert all(each.reference in page for each in opened)
    follow(agent, agent.post(f"{call}/serve", service="skip-licence", language="en"))
    with in_council(agent.council):
        assert Journey.objects.filter(interaction_id__isnull=False).count() == 2


def test_an_unchecked_caller_is_nobody_on_the_pages(agent: Desk, case: Case) -> None:
    call = start(agent)
    name(agent, call, case)
    follow(agent, agent.post(f"{call}/serve", service="skip-licence", language="en"))
    host = {"host": host_of(agent.council)}
    assert "for a caller." in text_of(agent.client.get("/services/skip-licence/about", headers=host))
    agent.client.post("/services/skip-licence/about", {}, headers=host)
    assert "Ffion" not in body_of(agent.client.get("/services/skip-licence/who", headers=host))


def test_a_call_for_somebody_else_shows_both_on_the_case(agent: Desk, case: Case) -> None:
    call, host = start(agent), {"host": host_of(agent.council)}
    assert "Who is it for?" in text_of(agent.get(f"{call}/serve"))
    follow(agent, agent.post(f"{call}/serve", service="skip-licence", language="en", for_whom="other"))
    agent.client.post("/services/skip-licence/about", {}, headers=host)
    fill(agent, "/services/skip-licence/who")
    assert "Asked for somebody else: say who called" in text_of(agent.get(call))
    with in_council(agent.council):
        first, second = Case.objects.filter(channel="phone").order_by("id")
    address = f"{call}/cases/{first.reference}"
    assert "The caller asks for somebody else" in text_of(agent.get(address))
    wrong = agent.post(address, do="behalf", authority="attorney")
    assert "Enter the caller’s name" in text_of(wrong)
    kept = agent.post(address, do="behalf", caller="Gwen Helper", authority="attorney")
    assert kept.status_code == 303, text_of(kept)
    assert agent.post(address, do="behalf", caller="Gwen Helper", authority="attorney").status_code == 200
    agent.post(f"{call}/cases/{second.reference}", do="behalf", caller="Gwen Helper", authority="none")
    with in_council(agent.council):
        party = CaseParty.objects.get(case=first)
        assert (party.role, party.authority, party.may_see, party.may_be_told) == (
            "representative", "attorney", False, True,
        )  # fmt: skip
        assert party.person is not None
        assert party.person.name == "Gwen Helper"
        told = CaseParty.objects.get(case=second)
        assert (told.role, told.may_see, told.may_be_told) == ("referrer", False, False)
        related = Relationship.objects.get()
        assert (related.person_id, related.other_id, related.kind) == (party.person_id, first.person_id, "attorney")
    assert "Asked for somebody else" not in text_of(agent.get(call))
    officer = new_desk(agent.council, "Olive Officer", ("officer", "*", ""))
    page = text_of(officer.get(f"cases/{first.reference}"))
    assert "Gwen Helper" in page
    assert "Ffion Garside" in page


def test_who_a_caller_said_they_are_is_asked_once_in_a_call(agent: Desk, case: Case) -> None:
    call = start(agent)
    assert "Not named." in text_of(agent.get(call))
    host = {"host": host_of(agent.council)}
    who = "/services/skip-licence/who"
    for shown in (False, True):
        follow(agent, agent.post(f"{call}/serve", service="skip-licence", language="en"))
        agent.client.post("/services/skip-licence/about", {}, headers=host)
        assert ('value="Ffion Garside"' in body_of(agent.client.get(who, headers=host))) is shown
        fill(agent, who)
    assert "Ffion Garside, as they said in this call" in text_of(agent.get(call))
    follow(agent, agent.post(f"{start(agent)}/serve", service="skip-licence", language="en"))
    agent.client.post("/services/skip-licence/about", {}, headers=host)
    assert "Ffion" not in body_of(agent.client.get(who, headers=host)), "in another call it may be somebody else"


def test_the_agents_browser_lets_go_when_the_call_is_finished(agent: Desk, case: Case) -> None:
    call = start(agent)
    follow(agent, agent.post(f"{call}/serve", service="skip-licence", language="en"))
    host = {"host": host_of(agent.council)}
    agent.client.post("/services/skip-licence/about", {}, headers=host)
    assert agent.client.get("/services/skip-licence/who", headers=host).status_code == 200
    assert "Begun and not sent" in text_of(agent.get(f"{call}/finish"))
    finish(agent, call)
    with in_council(agent.council):
        assert not ResumeLink.objects.filter(interaction_id__isnull=False).exists()
    lost = agent.client.get("/services/skip-licence/check", headers=host)
    assert "filling this in" not in text_of(lost)
    assert agent.get(call).status_code == 404


def test_a_contact_that_opens_nothing_is_written_down(agent: Desk) -> None:
    call = start(agent, number="")
    assert "There is a problem" in text_of(agent.post(f"{call}/finish", reason="information"))
    agent.post(call)
    ended = stored(agent.council).ended_at
    assert ended is not None
    finish(agent, call, avoidable="web_unclear", note="Opening hours of the library")
    kept = stored(agent.council)
    assert (kept.reason, kept.outcome, kept.avoidable) == ("information", "resolved", "web_unclear")
    assert kept.ended_at == ended
    assert kept.finished_at is not None
    assert kept.finished_at >= ended
    with in_council(agent.council):
        (count,) = contact_figures(kept.started_at.date(), kept.started_at.date())
    assert (count.number, count.reason, count.avoidable) == (1, "information", "web_unclear")
    read = text_of(agent.get(f"{call}/read"))
    assert "Opening hours of the library" in read
    assert finish(agent, call).status_code == 404


def test_codes_that_the_council_does_not_use_are_refused(agent: Desk) -> None:
    call = start(agent)
    assert "There is a problem" in text_of(finish(agent, call, reason="nonsense"))
    assert stored(agent.council).finished_at is None


def test_what_a_caller_says_about_a_case_is_kept_on_it(agent: Desk, case: Case) -> None:
    call = checked(agent, case)
    here = f"{call}/cases/{case.reference}"
    assert "Enter what the caller said" in text_of(agent.post(here, what="plain", text=""))
    agent.post(here, what="plain", text="They moved the skip")
    again = {"what": "again", "text": "Another one", "form": "0198f9c4-0000-7000-8000-000000000001"}
    agent.post(here, **again)
    agent.post(here, **again)
    agent.post(here, what="told", text="")
    with in_council(agent.council):
        assert case.notes.count() == 1
        assert case.occurrences.count() == 1
        assert set(CaseContact.objects.values_list("way", flat=True)) == {"noted", "told"}
    lead = new_desk(agent.council, "Lou Lead", ("lead", "*", ""))
    page = text_of(lead.get(f"cases/{case.reference}"))
    assert "Contacts about this case" in page
    assert "Phone call with Asha Agent" in page


def test_all_that_a_checked_caller_has_with_the_council_is_on_one_page(council: CouncilSite, agent: Desk) -> None:
    now, by = datetime.now(UTC), Actor("staff", agent.membership_id, "Asha Agent")
    permit = approve(council, apply_for(council, at=now), at=now)
    with in_council(council):
        person = Person.objects.get(id=permit.person_id)
        today = now.date()
        warning = propose_warning(
            person_id=person.id,
            kind="dog",
            narrative="A dog that bites",
            review_date=today + timedelta(days=30),
            by=by,
            at=now,
        )
        decide_warning(warning_id=warning.id, approve=True, by=Actor("staff", permit.id, "Lou Lead"), at=now)
        set_preferences(person_id=person.id, wishes=Wishes(safe_times="After 6pm", no_voicemail=True), by=by, at=now)
        number = permit.entitlements.get().number
    call = start(agent, channel="counter")
    agent.post(f"{call}/caller", person=str(person.id))
    before = text_of(agent.get(call))
    assert "A dog that bites" in before
    assert number not in before
    assert "After 6pm" not in before
    agent.post(f"{call}/check", do="document")
    after = text_of(agent.get(call))
    for said in (number, "After 6pm", "Never leave a message.", permit.reference):
        assert said in after


def test_a_caller_hears_what_we_wait_for(council: CouncilSite, agent: Desk, case: Case) -> None:
    now = datetime.now(UTC)
    wanted = Asking(occasion="one", kind="evidence", text="Send us a photo", channel="email", language="en")
    with in_council(council):
        ask_person(case_id=case.id, wanted=wanted, council=council, by=SYSTEM, at=now)
    seen = text_of(agent.get(checked(agent, case)))
    assert "What we asked them for" in seen
    assert "Send us a photo" in seen
