"""Does nobody learn from calls what they may not, is nothing sent twice, and do leads set the rules?"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from commonhall.cases.models import Case, Message
from commonhall.cases.people.calling import contacts_about, find_contact, interactions_of
from commonhall.cases.tables.contacting import CaseContact
from commonhall.contacts.answering import (
    CheckRefused,
    InteractionUnknown,
    finish_interaction,
    keep_check,
    name_caller,
    start_interaction,
)
from commonhall.contacts.contacted import contact_figures
from commonhall.contacts.models import Interaction, Person
from commonhall.councils.actors import Actor
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.journeys.in_calls import ConsentMissing, resume_in_call
from commonhall.journeys.models import Journey, ResumeLink
from commonhall.journeys.operations import send_resume_link
from commonhall.record.models import Outbox, Read
from tests.rooms.calls.calling import (
    HELD,
    NUMBER,
    check,
    checked,
    events,
    fill,
    finish,
    follow,
    member_of,
    name,
    start,
    stored,
)
from tests.rooms.office.desk import Desk, body_of, host_of, new_desk, stranger, text_of
from tests.rooms.work.permits import apply_for
from tests.rooms.work.skips import adopt_skips, begin

FORM = "0198f9c4-0000-7000-8000-000000000002"


def test_two_failed_calls_lock_the_person_for_a_day(council: CouncilSite, agent: Desk, case: Case) -> None:
    by = Actor("staff", agent.membership_id, "Asha Agent")
    at = datetime.now(UTC)
    with in_council(council):
        for _ in range(2):
            made = start_interaction(channel="phone", by=by, at=at)
            name_caller(interaction_id=made.id, person_id=case.person_id, by=by, at=at)
            for _ in range(3):
                keep_check(interaction_id=made.id, right=(), asked=("name",), by=by, at=at)
        third = start_interaction(channel="phone", by=by, at=at)
        name_caller(interaction_id=third.id, person_id=case.person_id, by=by, at=at)
        with pytest.raises(CheckRefused, match="locked"):
            keep_check(interaction_id=third.id, right=tuple(HELD), asked=tuple(HELD), by=by, at=at)
        later = at + timedelta(hours=25)
        keep_check(interaction_id=third.id, right=tuple(HELD), asked=tuple(HELD), by=by, at=later)
        assert Interaction.objects.get(id=third.id).check_result == "passed"


def test_a_resident_s_own_journey_is_carried_on_with_their_consent(agent: Desk, case: Case) -> None:
    at = datetime.now(UTC)
    with in_council(agent.council):
        journey, _ = begin(adopt_again(agent.council), at=at)
        send_resume_link(journey=journey, email="Ffion.Garside@example.org", link="/resume/", language="en", at=at)
    call = start(agent)
    name(agent, call, case)
    assert str(journey.id) not in body_of(agent.get(call))
    assert agent.get(f"{call}/journeys/{journey.id}").status_code == 404
    check(agent, call)
    assert str(journey.id) in body_of(agent.get(call))
    agent.post(f"{call}/journeys/{journey.id}", consent="no")
    assert events(agent.council, "journey_resumed_in_call") == []
    first = follow(agent, agent.post(f"{call}/journeys/{journey.id}", consent="yes"))
    seen = agent.client.get(first, headers={"host": host_of(agent.council)})
    assert "You are filling this in for Ffion Garside." in text_of(seen)
    assert len(events(agent.council, "journey_resumed_in_call")) == 2
    with in_council(agent.council):
        assert Journey.objects.get(id=journey.id).interaction_id == stored(agent.council).id
        assert Journey.objects.get(id=journey.id).channel == "web"


def adopt_again(council: CouncilSite) -> Any:
    """Return the skip licence that the council runs already."""
    from commonhall.catalogue.queries import get_service

    return get_service("skip-licence", council=council, day=datetime.now(UTC).date())


def test_without_consent_nothing_is_opened(council: CouncilSite, agent: Desk) -> None:
    at = datetime.now(UTC)
    by = Actor("staff", agent.membership_id, "Asha Agent")
    with in_council(council):
        journey, _ = begin(adopt_skips(council, at=at), at=at)
        call = start_interaction(channel="phone", by=by, at=at)
        with pytest.raises(ConsentMissing):
            resume_in_call(interaction_id=call.id, journey=journey, consent=False, by=by, at=at)
        assert not ResumeLink.objects.exists()


@pytest.mark.parametrize(("way", "to"), [("sms", "+447700900123"), ("email", "ffion@example.org")])
def test_a_link_is_handed_over_once_and_the_resident_goes_on_alone(agent: Desk, case: Case, way: str, to: str) -> None:
    call = start(agent)
    follow(agent, agent.post(f"{call}/serve", service="skip-licence", language="en"))
    with in_council(agent.council):
        journey = Journey.objects.get(interaction_id__isnull=False)
    form = {"what": str(journey.id), "way": way, "phone": "07700 900123", "email": "ffion@example.org", "form": FORM}
    for _ in range(2):
        sent = agent.post(f"{call}/link", **form)
        assert sent.status_code == 303, text_of(sent)
    with in_council(agent.council):
        entry = Outbox.objects.get(kind="hand_over")
    assert entry.payload["to"] == to
    from commonhall.journeys.queries import find_resumable, known_of

    token = entry.payload["link"].rsplit("/", 1)[-1]
    with in_council(agent.council):
        theirs = find_resumable(token, at=datetime.now(UTC))
        assert theirs is not None
        assert known_of(theirs, at=datetime.now(UTC)).actor == "resident"
    resident = stranger(agent.council)
    host = {"host": host_of(agent.council)}
    opened = resident.client.post(f"/services/skip-licence/resume/{token}", headers=host)
    resident.client.post(opened.headers["location"], {}, headers=host)
    fill(resident, "/services/skip-licence/who")
    with in_council(agent.council):
        sent = Case.objects.exclude(channel="web")
        assert {each.channel for each in sent} == {"phone_web"}, "begun on the phone, sent by the resident"
        references = {each.reference for each in sent}
    lead = new_desk(agent.council, "Lowri Lead", ("lead", "*", ""))
    listed = text_of(lead.get("", channel="phone_web"))
    assert references
    assert all(each in listed for each in references)
    assert "How it came: Phone, then online" in listed
    assert case.reference not in listed


def test_a_link_needs_somewhere_to_go(agent: Desk, case: Case) -> None:
    call = start(agent)
    for way, said in (("sms", "Enter a mobile number"), ("email", "Enter an email address")):
        assert said in text_of(agent.post(f"{call}/link", what="skip-licence", way=way))
    with in_council(agent.council):
        assert not Outbox.objects.filter(kind="hand_over").exists()


def test_calls_are_their_agents_alone(council: CouncilSite, agent: Desk, case: Case) -> None:
    call = start(agent)
    other = new_desk(council, "Olu Other", ("agent", "*", ""))
    viewer = new_desk(council, "Vi Viewer", ("viewer", "*", ""))
    pages = ("", "/caller", "/check", "/serve", "/link", "/finish", "/read", f"/cases/{case.reference}")
    for desk in (other, viewer):
        for each in pages:
            assert desk.get(f"{call}{each}").status_code == 404, each
        assert desk.post(f"{call}/caller", person="").status_code == 404
        assert finish(desk, call).status_code == 404
    assert viewer.get("calls").status_code == 404
    assert viewer.post("calls/begin", channel="phone", direction="in").status_code == 404
    assert "/office/calls" not in body_of(viewer.get(""))
    assert other.get("calls/settings").status_code == 404
    assert stored(council).finished_at is None


def test_another_council_sees_none_of_it(agent: Desk, case: Case, other_council: CouncilSite) -> None:
    call = checked(agent, case)
    finish(agent, call, note="Something said")
    other = new_desk(other_council, "Mo Other", ("agent", "*", ""), ("lead", "*", ""))
    for each in ("", "/read", "/caller", "/finish"):
        assert other.get(f"{call}{each}").status_code == 404
    assert "Ffion" not in text_of(
        other.client.get(f"/office/calls/begin?from={NUMBER}", headers={"host": host_of(other_council)})
    )
    with in_council(other_council):
        assert not Interaction.objects.exists()
        assert not CaseContact.objects.exists()
        assert contact_figures(datetime.now(UTC).date(), datetime.now(UTC).date()) == ()
        with pytest.raises(InteractionUnknown):
            finish_interaction(
                interaction_id=UUID(call.split("/")[1]),
                reason="information",
                outcome="resolved",
                avoidable="needed",
                by=Actor("staff", agent.membership_id, "Asha Agent"),
                at=datetime.now(UTC),
            )


def test_restricted_services_and_who_asked_for_them_stay_hidden(council: CouncilSite) -> None:
    hidden = apply_for(council, access="team", at=datetime.now(UTC))
    agent = new_desk(council, "Asha Agent", ("agent", "*", ""))
    trusted = new_desk(council, "Tia Trusted", ("agent", "permit", ""))
    with in_council(council):
        person = Person.objects.get(id=hidden.person_id)
    call = start(agent)
    found = text_of(agent.get(f"{call}/caller", q=person.name))
    assert f"Choose {person.name}" not in found
    assert agent.post(f"{call}/caller", person=str(person.id)).status_code == 404
    assert 'value="permit"' not in body_of(agent.get(f"{call}/serve"))
    theirs = start(trusted)
    assert f"Choose {person.name}" in text_of(trusted.get(f"{theirs}/caller", q=person.name))
    trusted.post(f"{theirs}/caller", person=str(person.id))
    follow(trusted, trusted.post(f"{theirs}/serve", service="permit", language="en"))
    finish(trusted, theirs, note="About the permit")
    interaction = UUID(theirs.split("/")[1])
    with in_council(council):
        assert Interaction.objects.get(id=interaction).restricted
        assert find_contact(member_of(agent), interaction) is None
        assert interactions_of(member_of(agent), person.id) == ()
        assert contacts_about(member_of(agent), hidden.id) == ()
        assert find_contact(member_of(trusted), interaction) is not None
    assert agent.get(f"{theirs}/read").status_code == 404


def test_leads_set_the_questions_and_the_codes(council: CouncilSite, case: Case) -> None:
    lead = new_desk(council, "Lou Lead", ("lead", "*", ""))
    page = lead.get("calls/settings")
    assert "How we check callers" in text_of(page)
    wrong = lead.post("calls/settings", form="check", always="name", others="", needed="5", tries="3", kept_months="12")
    assert "Ask for at least 2" in text_of(wrong)
    lead.post(
        "calls/settings", form="check", always=["name"], others=["reference"], needed="2", tries="1", kept_months="6"
    )
    call = start(lead)
    name(lead, call, case)
    lead.post(f"{call}/check", name="Ffion Garside", reference=case.reference.lower())
    assert stored(council).check_result == "passed"
    lead.post(
        "calls/settings", form="code", kind="reason", label_en="Asks about the flood", label_cy="Gofyn am y llifogydd"
    )
    lead.post("calls/settings", form="drop", kind="reason", slug="complaint")
    offered = text_of(lead.get(f"{call}/finish"))
    assert "Asks about the flood" in offered
    assert "Is not happy with us" not in offered
    finish(lead, call, reason="asks_about_the_flood")
    assert stored(council).reason == "asks_about_the_flood"


def test_the_letter_of_a_link_is_composed_once(council: CouncilSite, agent: Desk, case: Case) -> None:
    from commonhall.cases.people.in_calls import send_link
    from commonhall.record.claims import Entry

    call = start(agent)
    agent.post(f"{call}/link", what="skip-licence", way="email", email="ffion@example.org")
    with in_council(council):
        row = Outbox.objects.get(kind="hand_over")
        entry = Entry(row.id, row.kind, row.payload, row.key, 1, datetime.now(UTC))
        for _ in range(2):
            send_link(council, entry, datetime.now(UTC))
        (message,) = Message.objects.filter(kind="hand_over")
    assert message.recipient == "ffion@example.org"
    assert "/services/skip-licence" in message.body


def test_a_form_that_is_sent_twice_begins_one_call(agent: Desk) -> None:
    assert start(agent, form=FORM) == start(agent, form=FORM)
    with in_council(agent.council):
        assert Interaction.objects.count() == 1


def test_looking_at_a_caller_is_recorded(agent: Desk, case: Case) -> None:
    call = checked(agent, case)
    agent.get(f"{call}/caller", q="Garside")
    agent.get(call)
    agent.get(f"{call}/cases/{case.reference}")
    with in_council(agent.council):
        seen = set(Read.objects.values_list("how", "subject_kind", "subject_id", "actor_name"))
    assert ("opened", "person", case.person_id, "Asha Agent") in seen
    assert ("opened", "case", case.id, "Asha Agent") in seen
    assert ("searched", "search", None, "Asha Agent") in seen


def test_managers_see_why_people_are_in_touch(council: CouncilSite, agent: Desk, other_council: CouncilSite) -> None:
    manager = new_desk(council, "Mags Manager", ("manager", "*", ""))
    assert "No contacts in this time." in text_of(manager.get("calls/figures"))
    finish(agent, start(agent), avoidable="web_unclear")
    finish(agent, start(agent, channel="counter"))
    start(agent)
    seen = text_of(manager.get("calls/figures"))
    for said in (
        "3 in touch with us",
        "50% need not have been",
        "Our website had been clear 1 50%",
        "Phone call 2 67%",
    ):
        assert said in seen
    assert agent.get("calls/figures").status_code == 404
    other = new_desk(other_council, "Max Manager", ("manager", "*", ""))
    assert "No contacts in this time." in text_of(other.get("calls/figures"))
