"""Are people gathered, compared, suggested and found as they should be, and shown with few queries?"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from django.core.management import CommandError, call_command

from commonhall.cases.models import Case
from commonhall.cases.people.gathering import match_some, prove_emails
from commonhall.cases.people.person_page import person_page
from commonhall.cases.people.property_page import property_page
from commonhall.cases.people.reaching import find_people
from commonhall.contacts.editing import Contact, add_person
from commonhall.contacts.joining import family_of, survivor_of
from commonhall.contacts.matching import pairs_with, set_weights, weights_here
from commonhall.contacts.merging import unmerge_people
from commonhall.contacts.models import Detail, Merge, Person, Suggestion
from commonhall.councils.actors import SYSTEM
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.people.identities import Resident
from tests.rooms.work.permits import apply_for
from tests.rooms.work.somebody import ADA, AT, BEN, id_of, made, member


def test_what_a_case_says_is_gathered_once(council: CouncilSite) -> None:
    case = apply_for(council, at=AT)
    with in_council(council):
        assert not Detail.objects.exists(), "submitting waits for none of it"
    assert match_some(council, at=AT) == 1
    assert match_some(council, at=AT) == 0
    with in_council(council):
        Person.objects.update(matched_at=None)
    match_some(council, at=AT)
    with in_council(council):
        kinds = sorted(Detail.objects.filter(person_id=case.person_id).values_list("kind", flat=True))
        assert len(kinds) == len(set(kinds))
        assert {"email", "name"} <= set(kinds)


def test_an_address_that_somebody_signed_in_with_is_proved(council: CouncilSite) -> None:
    case = apply_for(council, at=AT)
    match_some(council, at=AT)
    with in_council(council):
        Resident.objects.create(email="ana.rees@example.org", made_at=AT, seen_at=AT)
        assert prove_emails(at=AT) == 1
        assert prove_emails(at=AT) == 0
        assert Detail.objects.get(person_id=case.person_id, kind="email").level == "verified"
        assert Person.objects.get(id=case.person_id).matched_at is None, "it is compared again"


def goes_on(case: Case) -> UUID:
    """Return the record that goes on for the person of a case."""
    assert case.person_id is not None
    return survivor_of(case.person_id)


def test_who_proved_to_be_the_same_is_joined_at_once(council: CouncilSite) -> None:
    first = apply_for(council, at=AT)
    second = apply_for(council, at=AT + timedelta(days=1))
    other = apply_for(council, who={"name": ["Bea Rees"], "email": ["ana.rees@example.org"]}, at=AT + timedelta(days=2))
    while match_some(council, at=AT):
        pass
    with in_council(council):
        assert not Merge.objects.exists(), "an address that was only typed proves nothing"
        Resident.objects.create(email="ana.rees@example.org", made_at=AT, seen_at=AT)
        prove_emails(at=AT)
    while match_some(council, at=AT):
        pass
    with in_council(council):
        (merge,) = Merge.objects.all()
        assert (merge.survivor_id, merge.merged_id) == (first.person_id, second.person_id)
        assert "signed in" in merge.why
        assert goes_on(other) == other.person_id, "somebody else of the same mailbox"
        third = apply_for(council, at=AT + timedelta(days=3))
    while match_some(council, at=AT + timedelta(days=3)):
        pass
    with in_council(council):
        assert goes_on(third) == first.person_id
        assert family_of(first.person_id).ids == {first.person_id, second.person_id, third.person_id}
        unmerge_people(merge_id=Merge.objects.get(merged_id=third.person_id).id, why="Another Ana", by=SYSTEM, at=AT)
        Person.objects.update(matched_at=None)
    while match_some(council, at=AT + timedelta(days=4)):
        pass
    with in_council(council):
        assert goes_on(third) == third.person_id, "whom somebody parted is not joined again"


def test_pairs_are_kept_for_people_to_judge(council: CouncilSite) -> None:
    born = date(1980, 2, 3)
    with in_council(council):
        one = made("Hannah Rees", email="ana@example.org", phone="07700 900123", birth_date=born)
        made("Hanna Rees", email="ana@example.org", phone="07700 900123", birth_date=born)
        made("Ana Rees", email="other@example.org", birth_date=date(1950, 1, 1))
        made("Bob Bell", email="bob@example.org")
    match_some(council, at=AT)
    with in_council(council):
        found = Suggestion.objects.get()
        assert found.points == 25 + 12 + 15 + 15
        assert ["birth_equal", 25] in found.reasons
        assert one.id in (found.one_id, found.other_id)
        assert not Merge.objects.exists(), "nothing is joined by itself"
        Person.objects.filter(id=one.id).update(birth_date="1990-01-01", matched_at=None)
    match_some(council, at=AT)
    with in_council(council):
        assert Suggestion.objects.get().state == "gone"


def test_a_command_compares_everybody_again(council: CouncilSite, capsys: pytest.CaptureFixture[str]) -> None:
    with in_council(council):
        for _ in range(2):
            made(email="ana@example.org", phone="07700 900123", birth_date=date(1980, 2, 3))
    for arguments, compared in (([], 2), ([], 0), (["--again"], 2)):
        call_command("match", council.slug, *arguments)
        assert f"{council.slug}: {compared} people compared" in capsys.readouterr().out
    with in_council(council):
        assert Suggestion.objects.count() == 1
    with pytest.raises(CommandError, match="no council 'nowhere'"):
        call_command("match", "nowhere")


def test_twins_are_never_suggested(council: CouncilSite) -> None:
    with in_council(council):
        home = Contact(
            email="mum@example.org", address="1 High Street", uprn="999900000001", birth_date=date(2008, 2, 3)
        )
        twins = [add_person(contact=replace(home, name=name), by=ADA, at=AT) for name in ("Tom Rees", "Ben Rees")]
        set_weights(weights={"birth_equal": 90}, by=BEN, at=AT)
        assert weights_here().birth_equal == 90
        assert not list(pairs_with(twins[0], weights=weights_here()))


def test_a_search_has_pages(council: CouncilSite) -> None:
    with in_council(council):
        ids = {made(f"Nia{number} Page").id for number in range(7)}
        seen, after = [], None
        while True:
            page = find_people(member(council), "page", after=after, most=3, at=AT)
            seen += [each.id for each in page.people]
            after = page.after
            if after is None:
                break
        assert len(seen) == len(set(seen)) == 7
        assert set(seen) == ids


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("Davis", True), ("davies", True), ("Will Davies", True), ("Bill Davies", True), ("Davies William", True),
        ("Wiliam Davies", True), ("Peter Davies", False), ("07700 900321", True), ("+44 7700 900321", True),
        ("AB1 2CD", True), ("ab12cd", True), ("12 March 1970", False), ("12/03/1970", True), ("1970-03-12", True),
        ("999900000042", True), ("0", False), ("%", False), ("_", False), ("日本", False),
    ],
)  # fmt: skip
def test_name_variants_numbers_and_dates_find_somebody(council: CouncilSite, typed: str, found: bool) -> None:
    with in_council(council):
        person = made(
            "William Davies", phone="07700 900321", address="1 High Street", postcode="AB1 2CD", uprn="999900000042",
            birth_date=date(1970, 3, 12),
        )  # fmt: skip
        people = find_people(member(council), typed, at=AT).people
        assert ([each.id for each in people] == [person.id]) is found


@pytest.mark.parametrize("name", ["Ffion", "Åsa Öberg", "李小龍", "x" * 200, "'; DROP TABLE--", "Nguyễn Thị Minh Khai"])
def test_every_name_is_kept_and_found(council: CouncilSite, name: str) -> None:
    with in_council(council):
        person = made(name)
        assert [each.id for each in find_people(member(council), name, at=AT).people] == [person.id]


def test_a_person_page_takes_few_queries(
    council: CouncilSite, count_statements: Callable[[str], AbstractContextManager[list[str]]]
) -> None:
    case = apply_for(council, at=AT)
    with in_council(council):
        person_page(member(council), id_of(case), council=council, at=AT)
        with count_statements("default") as statements:
            person_page(member(council), id_of(case), council=council, at=AT)
        assert len(statements) <= 12


def test_a_property_has_what_is_there_and_nothing_hidden(council: CouncilSite) -> None:
    case = apply_for(council, access="team", at=AT)
    with in_council(council):
        Case.objects.filter(id=case.id).update(uprn="999900000001", restricted=True)
        resident = made("Rhys Home", address="1 High Street", uprn="999900000001")
        other = apply_for_ordinary()
        Case.objects.filter(id=other.id).update(uprn="999900000001", restricted=False, reference="PE-ORDIN-ARY00")
        page = property_page(member(council), "999900000001", at=AT)
        assert [each.reference for each in page.open_cases] == ["PE-ORDIN-ARY00"]
        assert [each.id for each in page.people] == [resident.id]


def apply_for_ordinary() -> Case:
    """Return a copy of the only case that there is."""
    case: Case = Case.objects.get()
    person = made("Olwen Open")
    from commonhall.councils.ids import new_id

    case.id, case.journey_id, case.person_id, case.reference = new_id(), None, person.id, "PE-COPY0-00000"
    case.save(force_insert=True)
    return case
