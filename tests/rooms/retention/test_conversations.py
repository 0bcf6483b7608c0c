"""Do conversations that touched no case go in time, and stay where they are held or were about a case?"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from commonhall.cases.models import Case
from commonhall.cases.people.in_calls import link_case
from commonhall.contacts.answering import finish_interaction, name_caller, set_checking, start_interaction
from commonhall.contacts.models import Interaction, Person
from commonhall.contacts.wrap_up import Checking, checking_rules
from commonhall.councils.actors import Actor
from commonhall.councils.ids import new_id
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.record.models import Event
from commonhall.retention import conversations
from commonhall.retention.conversations import dispose_of_conversations, due_conversations, remove_conversation
from commonhall.retention.operations import place_hold, release_hold
from tests.rooms.office.desk import new_desk, open_case, text_of

NOW = datetime.now(UTC)
AGENT = Actor("staff", UUID(int=8), "Asha Agent")


def talk(council: CouncilSite, *, days: int, person: UUID | None = None, case: Case | None = None) -> UUID:
    """Keep a finished conversation of so many days ago, about a case or not."""
    at = NOW - timedelta(days=days)
    with in_council(council):
        made = start_interaction(channel="phone", by=AGENT, at=at)
        name_caller(interaction_id=made.id, person_id=person, by=AGENT, at=at)
        if case is not None:
            link_case(interaction_id=made.id, case_id=case.id, way="told", by=AGENT, at=at)
        codes = {"reason": "information", "outcome": "resolved", "avoidable": "needed"}
        finish_interaction(interaction_id=made.id, note="Said Quixbramble.", **codes, by=AGENT, at=at)
    return made.id


def left(council: CouncilSite) -> set[UUID]:
    """Return which conversations there are."""
    with in_council(council):
        return set(Interaction.objects.values_list("id", flat=True))


def test_they_go_after_a_year_unless_about_a_case(council: CouncilSite, other_council: CouncilSite) -> None:
    case = open_case(council)
    old, young = talk(council, days=380, person=case.person_id), talk(council, days=350)
    about, theirs = talk(council, days=800, case=case), talk(other_council, days=380)
    with in_council(council):
        due = due_conversations(at=NOW)
    assert (due.months, due.number, due.kept) == (12, 1, 0)
    shown = text_of(new_desk(council, "Rhian Records", ("records", "*", "")).get("records"))
    assert "Contacts that were about no request Go now 1 Held 0 Began before" in shown
    dispose_of_conversations(council, at=NOW)
    assert left(council) == {young, about}
    assert left(other_council) == {theirs}
    with in_council(council):
        assert Person.objects.filter(id=case.person_id).exists(), "they have a case still"
        gone = Event.objects.filter(subject_id=old)
        assert "conversation_disposed" in set(gone.values_list("kind", flat=True))
        assert "Quixbramble" not in str(list(gone.values_list("facts", flat=True)))


def test_a_hold_on_the_person_keeps_them_until_it_is_released(council: CouncilSite) -> None:
    case = open_case(council)
    kept = talk(council, days=400, person=case.person_id)
    with in_council(council):
        day = (NOW + timedelta(days=30)).date()
        hold = place_hold(
            scope="person", subject_id=case.person_id, reason="A claim", review_date=day, by=AGENT, at=NOW
        )
        assert (due_conversations(at=NOW).number, due_conversations(at=NOW).kept) == (0, 1)
    dispose_of_conversations(council, at=NOW)
    assert left(council) == {kept}
    with in_council(council):
        assert not remove_conversation(interaction_id=kept, at=NOW), "looked at again when it goes"
        release_hold(hold_id=hold.id, reason="Settled", by=AGENT, at=NOW)
    dispose_of_conversations(council, at=NOW)
    assert left(council) == set()


def test_the_council_says_for_how_long(council: CouncilSite) -> None:
    young = talk(council, days=100)
    with in_council(council):
        assert checking_rules().kept_months == 12
        set_checking(rules=replace(Checking(), kept_months=24), by=AGENT, at=NOW)
    talk(council, days=400)
    dispose_of_conversations(council, at=NOW)
    assert len(left(council)) == 2
    with in_council(council):
        set_checking(rules=replace(Checking(), kept_months=6), by=AGENT, at=NOW)
        with pytest.raises(ValueError, match="too short"):
            set_checking(rules=replace(Checking(), kept_months=0), by=AGENT, at=NOW)
    dispose_of_conversations(council, at=NOW)
    assert left(council) == {young}


def test_somebody_known_from_nothing_else_goes_with_their_last(council: CouncilSite) -> None:
    with in_council(council):
        person = Person.objects.create(id=new_id(), name="Ceri Quixbramble", made_at=NOW)
    first, second = talk(council, days=400, person=person.id), talk(council, days=390, person=person.id)
    with in_council(council):
        assert remove_conversation(interaction_id=first, at=NOW)
        assert Person.objects.filter(id=person.id).exists()
        assert remove_conversation(interaction_id=second, at=NOW)
        assert not Person.objects.filter(id=person.id).exists()


def test_broken_off_nothing_is_half_gone(council: CouncilSite, monkeypatch: Any) -> None:
    class BrokenOff(Exception):
        pass

    def break_off(**_named: Any) -> None:
        raise BrokenOff

    old = talk(council, days=400)
    with monkeypatch.context() as broken:
        broken.setattr(conversations, "record_event", break_off)
        with pytest.raises(BrokenOff):
            dispose_of_conversations(council, at=NOW)
    assert left(council) == {old}
    with in_council(council):
        assert not Event.objects.filter(kind="conversation_disposed").exists()
    dispose_of_conversations(council, at=NOW)
    assert left(council) == set()
