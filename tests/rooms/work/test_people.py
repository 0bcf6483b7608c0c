"""One person over many records: seen as far as their cases are, joined and parted without loss, told apart."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

import pytest
from django.db import connection

from commonhall.cases.models import Case
from commonhall.cases.people.gathering import match_some
from commonhall.cases.people.parties import PartyRefused, add_party, end_party, party_authority_holds
from commonhall.cases.people.person_page import person_page
from commonhall.cases.people.reaching import find_people, people_visible_to, seen_family
from commonhall.contacts.editing import Contact, change_details
from commonhall.contacts.joining import PersonUnknown, family_of, heads_of, survivor_of
from commonhall.contacts.merging import MergeRefused, merge_people, place_since, since_merge, unmerge_people
from commonhall.contacts.models import ContactWarning, Detail, Merge, Person, Preferences, Relationship
from commonhall.contacts.preferring import PreferencesRefused, Wishes, preferences_of, set_preferences
from commonhall.contacts.relations import RelationshipRefused, add_relationship, end_relationship
from commonhall.contacts.warnings import (
    WarningRefused,
    decide_warning,
    end_warning,
    live_warnings,
    propose_warning,
    review_warning,
    warnings_to_decide,
)
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.people.policies import Granted
from commonhall.record.models import Event
from tests.rooms.work.permits import apply_for
from tests.rooms.work.somebody import ADA, AT, BEN, TODAY, id_of, made, member


def merged(loser: Person, winner: Person, at: datetime = AT, **more: UUID) -> Merge:
    return merge_people(merged_id=loser.id, survivor_id=winner.id, why="The same", choices=more, by=ADA, at=at)


def test_a_restricted_case_hides_its_person_everywhere(council: CouncilSite) -> None:
    case = apply_for(council, access="team", at=AT)
    with in_council(council):
        Case.objects.filter(id=case.id).update(uprn="999900000001")
    match_some(council, at=AT)
    with in_council(council):
        Detail.objects.create(
            person_id=case.person_id, kind="address", value="999900000001", uprn="999900000001", source="case",
            since_at=AT,
        )  # fmt: skip
        Person.objects.filter(id=case.person_id).update(birth_date="1980-02-03")
        outside, inside = member(council), member(council, Granted("officer", "permit"))
        for typed in ("ana.rees@example.org", "Ana Rees", "03/02/1980", case.reference, "999900000001"):
            assert not find_people(outside, typed, at=AT).people, typed
            assert find_people(inside, typed, at=AT).people, typed
        with pytest.raises(PersonUnknown):
            person_page(outside, id_of(case), council=council, at=AT)
        assert person_page(inside, id_of(case), council=council, at=AT).cases
        Case.objects.filter(id=case.id).delete()
        assert not people_visible_to(outside).filter(id=id_of(case)).exists(), "it outlives its case hidden"


def test_joined_records_show_only_what_their_reader_may_see(council: CouncilSite) -> None:
    hidden = apply_for(council, access="team", at=AT)
    with in_council(council):
        Case.objects.filter(id=hidden.id).update(reference="PE-HIDDE-N0000")
        open_one = made("Ana Rees", email="ana@example.org")
        Person.objects.filter(id=hidden.person_id).update(email="secret@example.org", name="Ana Secret")
        merged(open_one, Person.objects.get(id=id_of(hidden)))
        outside, inside = member(council), member(council, Granted("officer"), Granted("officer", "permit"))
        seen = person_page(outside, open_one.id, council=council, at=AT)
        assert [each.name for each in seen.people] == ["Ana Rees"]
        assert not seen.cases
        assert not find_people(outside, "secret@example.org", at=AT).people
        with pytest.raises(PersonUnknown):
            seen_family(outside, id_of(hidden))
        both = person_page(inside, open_one.id, council=council, at=AT)
        assert [each.name for each in both.people] == ["Ana Secret", "Ana Rees"]
        assert [case.reference for case in both.cases] == ["PE-HIDDE-N0000"]


def test_nobody_sees_a_record_of_their_own(council: CouncilSite) -> None:
    with in_council(council):
        person = made(email="own@example.org")
        assert not people_visible_to(member(council, email="own@example.org")).filter(id=person.id).exists()


def test_the_other_council_sees_nothing(council: CouncilSite, other_council: CouncilSite) -> None:
    with in_council(council):
        one, other = made(), made()
        merged(one, other)
        set_preferences(person_id=one.id, wishes=Wishes(channel="letter"), by=ADA, at=AT)
        add_relationship(person_id=one.id, other_id=made("Tom").id, kind="parent", by=ADA, at=AT)
        warned(one)
    with in_council(other_council):
        for model in (Person, Detail, Preferences, Merge, Relationship, ContactWarning):
            assert not model.objects.exists(), model
            with connection.cursor() as cursor:
                cursor.execute(f"SELECT count(*) FROM {model._meta.db_table}")
                assert cursor.fetchone() == (0,)
        with pytest.raises(PersonUnknown):
            survivor_of(one.id)
        with pytest.raises(PersonUnknown):
            merge_people(merged_id=one.id, survivor_id=other.id, why="x", by=ADA, at=AT)
        with pytest.raises(PersonUnknown):
            set_preferences(person_id=one.id, wishes=Wishes(channel="email"), by=ADA, at=AT)


def test_chains_of_joins_end_at_one_and_never_go_round(council: CouncilSite) -> None:
    with in_council(council):
        a, b, c, d = (made(name) for name in ("Ana A", "Ana B", "Ana C", "Ana D"))
        first = merged(a, b)
        merged(b, c)
        assert survivor_of(a.id) == c.id
        assert family_of(b.id).ids == {a.id, b.id, c.id}
        with pytest.raises(MergeRefused, match="same"):
            merged(c, a)
        merged(d, a)  # into whoever goes on for a
        assert heads_of([a.id, b.id, c.id, d.id]) == dict.fromkeys((a.id, b.id, c.id, d.id), c.id)
        unmerge_people(merge_id=first.id, why="No", by=BEN, at=AT)
        assert survivor_of(a.id) == a.id
        assert survivor_of(b.id) == c.id
        unmerge_people(merge_id=first.id, why="Once more", by=BEN, at=AT)
        assert Merge.objects.get(id=first.id).ended_why == "No"
        assert Event.objects.filter(kind="people_parted").count() == 2


def test_joining_and_parting_lose_nothing(council: CouncilSite) -> None:
    with in_council(council):
        one = made("Ana Rees", email="ana@example.org", birth_date=date(1980, 2, 3))
        other = made("Ana Price", email="price@example.org")
        before = list(Person.objects.order_by("id").values())
        details = list(Detail.objects.order_by("id").values())
        set_preferences(person_id=one.id, wishes=Wishes(not_by=("phone",)), by=ADA, at=AT)
        set_preferences(person_id=other.id, wishes=Wishes(channel="letter", no_voicemail=True), by=ADA, at=AT)
        join = merged(one, other, name=one.id, birth_date=one.id)
        shown = Person.objects.get(id=other.id)
        assert (shown.name, shown.surname, shown.birth_date) == ("Ana Rees", "rees", date(1980, 2, 3))
        both = preferences_of(one.id)
        assert (both.channel, both.not_by, both.no_voicemail) == ("letter", ("phone",), True)
        unmerge_people(merge_id=join.id, why="Two people", by=BEN, at=AT)
        changed = {"matched_at"}
        after = list(Person.objects.order_by("id").values())
        for old, new in zip(before, after, strict=True):
            assert {k: v for k, v in old.items() if k not in changed} == {
                k: v for k, v in new.items() if k not in changed
            }
        assert list(Detail.objects.order_by("id").values()) == details
        assert preferences_of(one.id).not_by == ("phone",)
        assert preferences_of(one.id).channel == ""
        assert preferences_of(other.id).channel == "letter"


def test_a_name_changed_since_stays_when_records_are_parted(council: CouncilSite) -> None:
    with in_council(council):
        one, other = made("Ana Rees"), made("Ana Price")
        join = merged(one, other, name=one.id)
        change_details(person_id=other.id, contact=Contact(name="Ana Hughes"), by=ADA, at=AT)
        unmerge_people(merge_id=join.id, why="Two people", by=BEN, at=AT)
        assert Person.objects.get(id=other.id).name == "Ana Hughes"


def test_what_came_since_is_placed_with_either(council: CouncilSite) -> None:
    with in_council(council):
        one, other = made("Ana Rees"), made("Ana Price")
        join = merged(one, other)
        later = AT + timedelta(days=1)
        warning = propose_warning(
            person_id=other.id, kind="dog", narrative="Barks", review_date=TODAY + timedelta(days=9), by=ADA, at=later
        )
        (since,) = since_merge(join)
        assert (since.kind, since.id) == ("warning", warning.id)
        place_since(merge_id=join.id, kind="warning", id=warning.id, person_id=one.id, by=BEN, at=later)
        place_since(merge_id=join.id, kind="warning", id=warning.id, person_id=one.id, by=BEN, at=later)
        assert ContactWarning.objects.get().person_id == one.id
        assert Event.objects.filter(kind="placed_after_parting").count() == 1


@pytest.mark.parametrize(
    ("why", "choices"), [("", {}), ("x" * 1001, {}), ("Yes", {"email": UUID(int=1)}), ("Yes", {"ward": None})]
)
def test_a_join_needs_a_reason_and_choices_of_the_two(council: CouncilSite, why: str, choices: dict[str, UUID]) -> None:
    with in_council(council):
        one, other = made(), made()
        with pytest.raises(MergeRefused):
            merge_people(merged_id=one.id, survivor_id=other.id, why=why, choices=choices, by=ADA, at=AT)
        assert not Merge.objects.exists()
        assert survivor_of(one.id) == one.id


def test_preferences_of_a_joined_person_can_be_taken_back(council: CouncilSite) -> None:
    with in_council(council):
        one, other = made(), made()
        set_preferences(person_id=one.id, wishes=Wishes(not_by=("phone",)), by=ADA, at=AT)
        merged(one, other)
        set_preferences(person_id=one.id, wishes=Wishes(channel="phone"), by=ADA, at=AT)
        assert preferences_of(other.id) == Wishes(channel="phone")
        events = Event.objects.filter(kind="preferences_set").count()
        set_preferences(person_id=other.id, wishes=Wishes(channel="phone"), by=ADA, at=AT)
        assert Event.objects.filter(kind="preferences_set").count() == events, "nothing new was said"


@pytest.mark.parametrize(
    "wishes",
    [
        Wishes(channel="pigeon"),
        Wishes(language="fr"),
        Wishes(formats=("smoke",)),
        Wishes(channel="email", not_by=("email",)),
        Wishes(needs="x" * 501),
    ],
)
def test_preferences_are_those_that_there_are(council: CouncilSite, wishes: Wishes) -> None:
    with in_council(council):
        person = made()
        with pytest.raises(PreferencesRefused):
            set_preferences(person_id=person.id, wishes=wishes, by=ADA, at=AT)
        assert not Preferences.objects.exists()


def warned(person: Person, until_date: date | None = None) -> ContactWarning:
    proposed = propose_warning(
        person_id=person.id, kind="threats", narrative="Shouted.", review_date=TODAY + timedelta(days=30), by=ADA,
        at=AT, until_date=until_date,
    )  # fmt: skip
    return decide_warning(warning_id=proposed.id, approve=True, by=BEN, at=AT)


def test_warnings_are_read_through_joins_and_end(council: CouncilSite) -> None:
    with in_council(council):
        one, other = made(), made()
        warning = warned(one)
        merged(one, other)
        seen = person_page(member(council), other.id, council=council, at=AT)
        assert [each.id for each in seen.warnings] == [warning.id]
        assert not warnings_to_decide(today=TODAY).exists()
        assert warnings_to_decide(today=TODAY + timedelta(days=30)).exists(), "its review is due"
        review_warning(warning_id=warning.id, review_date=TODAY + timedelta(days=90), by=BEN, at=AT)
        assert not warnings_to_decide(today=TODAY + timedelta(days=30)).exists()
        end_warning(warning_id=warning.id, why="Calm for a year", by=BEN, at=AT)
        end_warning(warning_id=warning.id, why="Twice", by=BEN, at=AT)
        assert not live_warnings(people=[one.id], today=TODAY)
        assert Event.objects.filter(kind="warning_ended").count() == 1


def test_a_warning_is_over_after_its_last_day(council: CouncilSite) -> None:
    with in_council(council):
        person = made()
        warned(person, until_date=TODAY + timedelta(days=2))
        assert live_warnings(people=[person.id], today=TODAY + timedelta(days=2))
        assert not live_warnings(people=[person.id], today=TODAY + timedelta(days=3))


def test_whoever_proposed_cannot_approve(council: CouncilSite) -> None:
    with in_council(council):
        proposed = propose_warning(
            uprn="999900000001", kind="dog", narrative="Dog", review_date=TODAY + timedelta(days=9), by=ADA, at=AT
        )
        with pytest.raises(WarningRefused, match="second_person"):
            decide_warning(warning_id=proposed.id, approve=True, by=ADA, at=AT)
        assert not live_warnings(uprns=["999900000001"], today=TODAY)
        decide_warning(warning_id=proposed.id, approve=True, by=BEN, at=AT)
        decide_warning(warning_id=proposed.id, approve=False, by=BEN, at=AT)  # it was decided
        assert live_warnings(uprns=["999900000001"], today=TODAY)


@pytest.mark.parametrize("days", [0, -1, 367])
def test_a_warning_is_looked_at_again_within_a_year(council: CouncilSite, days: int) -> None:
    with in_council(council):
        person = made()
        with pytest.raises(WarningRefused, match="review"):
            propose_warning(
                person_id=person.id,
                kind="dog",
                narrative="Dog",
                review_date=TODAY + timedelta(days=days),
                by=ADA,
                at=AT,
            )


def test_whoever_acts_for_another_needs_an_authority(council: CouncilSite) -> None:
    with in_council(council):
        mother, child = made("Mair"), made("Tom")
        with pytest.raises(RelationshipRefused, match="authority"):
            add_relationship(person_id=mother.id, other_id=child.id, kind="appointee", by=ADA, at=AT)
        relation = add_relationship(
            person_id=mother.id, other_id=child.id, kind="appointee", authority="Letter of 1 May", until_date=TODAY,
            by=ADA, at=AT,
        )  # fmt: skip
        with pytest.raises(RelationshipRefused, match="self"):
            add_relationship(person_id=mother.id, other_id=mother.id, kind="partner", by=ADA, at=AT)
        assert end_relationship(relationship_id=relation.id, by=ADA, at=AT).ended_at == AT


def test_a_representative_without_current_authority_sees_nothing(council: CouncilSite) -> None:
    case = apply_for(council, at=AT)
    with in_council(council):
        friend = made("Fred")
        with pytest.raises(PartyRefused, match="authority"):
            add_party(case_id=case.id, person_id=friend.id, role="representative", may_see=True, by=ADA, at=AT)
        party = add_party(
            case_id=case.id, person_id=friend.id, role="representative", may_see=True, authority="letter",
            until_date=TODAY, by=ADA, at=AT,
        )  # fmt: skip
        assert party_authority_holds(party, today=TODAY)
        assert not party_authority_holds(party, today=TODAY + timedelta(days=1))
        end_party(case_id=case.id, party_id=party.id, by=ADA, at=AT)
        ended = end_party(case_id=case.id, party_id=party.id, by=ADA, at=AT)
        assert not party_authority_holds(ended, today=TODAY)
        assert Event.objects.filter(kind="party_ended").count() == 1
