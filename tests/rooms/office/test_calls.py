"""Does an agent take a call from its beginning to its end, and does nobody learn what they may not?"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.conf import settings

from commonhall.cases.calling import contacts_about, find_contact, interactions_of
from commonhall.cases.contacting import CaseContact
from commonhall.cases.models import Case, Message
from commonhall.contacts.answering import (
    CheckRefused,
    InteractionUnknown,
    finish_interaction,
    keep_check,
    name_caller,
    start_interaction,
)
from commonhall.contacts.contacted import contact_figures
from commonhall.contacts.models import Detail, Interaction, Person
from commonhall.councils.actors import Actor
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.journeys.in_calls import ConsentMissing, resume_in_call
from commonhall.journeys.models import Journey, ResumeLink
from commonhall.journeys.operations import send_resume_link
from commonhall.people.queries import find_signed_in
from commonhall.record.models import Event, Outbox
from tests.rooms.office.desk import Desk, body_of, host_of, new_desk, open_case, text_of
from tests.rooms.work.permits import apply_for
from tests.rooms.work.skips import GOOD, adopt_skips, begin

NUMBER = "+447700900123"
HELD = {"name": "Ffion Garside", "postcode": "AM1 2AB", "phone": "07700 900123"}


@pytest.fixture
def agent(council: CouncilSite) -> Desk:
    """An agent of Amberford, signed in."""
    return new_desk(council, "Asha Agent", ("agent", "*", ""))


@pytest.fixture
def case(council: CouncilSite) -> Case:
    """A case of somebody whom the council can check."""
    made = open_case(council)
    with in_council(council):
        Case.objects.filter(id=made.id).update(postcode="AM1 2AB")
        address = {"kind": "address", "value": "1 high street", "postcode": "AM1 2AB", "source": "case"}
        Detail.objects.create(person_id=made.person_id, since_at=datetime.now(UTC), **address)
        Person.objects.filter(id=made.person_id).update(phone=NUMBER, phone_typed="07700 900123")
    return made


def start(desk: Desk, **more: str) -> str:
    """Begin a call and return its path below the office."""
    answer = desk.post("calls/begin", **{"channel": "phone", "direction": "in", "number": "07700 900123", **more})
    assert answer.status_code == 303, text_of(answer)
    return str(answer.headers["location"]).removeprefix("/office/")


def name(desk: Desk, call: str, case: Case) -> Any:
    """Choose the person of ``case`` as the caller."""
    return desk.post(f"{call}/caller", person=str(case.person_id))


def check(desk: Desk, call: str, **answers: str) -> Any:
    """Answer the council's questions."""
    return desk.post(f"{call}/check", **{**HELD, **answers})


def checked(desk: Desk, case: Case) -> str:
    """Begin a call, and check who calls."""
    call = start(desk)
    name(desk, call, case)
    check(desk, call)
    return call


def stored(council: CouncilSite) -> Interaction:
    """Return the one conversation of the council."""
    with in_council(council):
        found: Interaction = Interaction.objects.get()
        return found


def events(council: CouncilSite, kind: str) -> list[Any]:
    """Return the facts of the events of one kind."""
    with in_council(council):
        return list(Event.objects.filter(kind=kind).values_list("facts", flat=True))


def member_of(desk: Desk) -> Any:
    """Return the member at the desk."""
    with in_council(desk.council):
        found = find_signed_in(key=desk.client.cookies[settings.STAFF_COOKIE].value, at=datetime.now(UTC))
    assert found
    return found


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


def follow(desk: Desk, answer: Any) -> str:
    """Open the link of an agent's journey in the browser and return the address at which it goes on."""
    opened = desk.client.get(answer.headers["location"], headers={"host": host_of(desk.council)})
    assert opened.status_code == 303, text_of(opened)
    kept = opened.cookies[settings.JOURNEY_COOKIE]
    assert (kept["max-age"], kept["expires"]) == ("", "")  # until the browser is closed
    return str(opened.headers["location"])


def fill(desk: Desk, first: str) -> None:
    """Fill in a skip licence in the browser, and send it."""
    host = {"host": host_of(desk.council)}
    address = first
    for _ in range(len(GOOD) + 2):
        page = address.split("?")[0].rsplit("/", 1)[-1]
        if page == "check":
            break
        shown = desk.client.get(address, headers=host)
        revision = re.search(r'name="revision" value="([^"]*)"', shown.content.decode())
        fields: dict[str, Any] = {**GOOD[page], "revision": revision.group(1) if revision else ""}
        answer = desk.client.post(address, fields, headers=host)
        assert answer.status_code == 303, text_of(answer)
        address = answer.headers["location"]
    sent = desk.client.post(address, {}, headers=host)
    assert sent.headers["location"].endswith("/sent"), text_of(sent)


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


def finish(desk: Desk, call: str, **more: str) -> Any:
    """Write down what the call was about."""
    said = {"reason": "information", "outcome": "resolved", "avoidable": "needed", "note": "", **more}
    return desk.post(f"{call}/finish", **said)


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
    follow(agent, agent.post(f"{call}/journeys/{journey.id}", consent="yes"))
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
    sent = agent.post(f"{call}/link", what=str(journey.id), way=way, phone="07700 900123", email="ffion@example.org")
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


def test_a_link_needs_somewhere_to_go(agent: Desk, case: Case) -> None:
    call = start(agent)
    for way, said in (("sms", "Enter a mobile number"), ("email", "Enter an email address")):
        assert said in text_of(agent.post(f"{call}/link", what="skip-licence", way=way))
    with in_council(agent.council):
        assert not Outbox.objects.filter(kind="hand_over").exists()


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


def test_leads_set_the_questions_and_the_codes(council: CouncilSite, lead: Desk, case: Case) -> None:
    page = lead.get("calls/settings")
    assert "How we check callers" in text_of(page)
    wrong = lead.post("calls/settings", form="check", always="name", others="", needed="5", tries="3")
    assert "Ask for at least 2" in text_of(wrong)
    lead.post("calls/settings", form="check", always=["name"], others=["reference"], needed="2", tries="1")
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
    from commonhall.cases.in_calls import send_link
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
