"""One box finds a case by whatever an officer knows of it, says why, and shows nothing that they may not see."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection

from commonhall.cases import narrowing
from commonhall.cases.models import Case, CaseWords
from commonhall.cases.notes import add_note
from commonhall.cases.searching import deliver_words, rebuild_words
from commonhall.contacts.models import Person
from commonhall.councils.actors import SYSTEM
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.people.operations import grant_role
from commonhall.record.claims import Entry
from commonhall.record.models import Outbox, Read
from tests.rooms.office.desk import Desk, desk_of, member, new_desk, open_case, open_cases, text_of
from tests.rooms.office.test_queue import shown

NOW = datetime.now(UTC)


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("garside", "name"),
        ("GARSIDE ffion", "name"),
        ("Gars", "name"),
        ("f garside", "name"),
        ("ffion.garside@example.org", "email address"),
    ],
)
def test_a_case_is_found_by_what_is_known_of_it(desk: Desk, typed: str, why: str) -> None:
    cases = open_cases(desk.council, name="Ffion Garside")
    page = desk.get("", q=typed)
    assert set(shown(page)) == {case.reference for case in cases}, text_of(page)
    assert f"Found in: {why}" in text_of(page)


def test_what_many_have_is_found_among_the_newest(council: CouncilSite) -> None:
    for _ in range(2):
        open_cases(council, name="Ffion Garside")
    with in_council(council):
        newest = list(Case.objects.order_by("-id").values_list("id", flat=True))
    assert len(newest) >= 4
    question = f"'{council.id.hex[-6:]}n:garside'"
    with in_council(council), connection.cursor() as cursor:
        for most in (1, 2, 3, 500):  # up to three, the newest by themselves are enough; else the index is asked
            cursor.execute("SELECT guard.find_cases(%s, ARRAY[''], ARRAY[''], ARRAY[''], %s)", [question, most])
            assert [row[0] for row in cursor.fetchall()] == newest[:most]


@pytest.mark.parametrize("typed", ["Fion Garside", "Garsyde", "Gaside", "Garsdie", "Ffion Garsede"])
def test_a_name_is_found_though_it_is_spelt_otherwise(desk: Desk, typed: str) -> None:
    case = open_case(desk.council, name="Ffion Garside")
    page = desk.get("", q=typed)
    assert case.reference in shown(page)
    assert "Nothing is written just so." in text_of(page)


def test_names_that_sound_alike_are_asked_for(desk: Desk) -> None:
    rees = open_case(desk.council, name="Ana Rees", email="ana@example.org")
    rhys = open_case(desk.council, name="Tomos Rhys", email="tomos@example.org")
    found = shown(desk.get("", q="rees"))
    assert rees.reference in found
    assert rhys.reference not in found
    assert "Also look for names that sound alike" in text_of(desk.get("", q="rees"))
    assert {rees.reference, rhys.reference} <= set(shown(desk.get("", q="rees", like="yes")))


def test_notes_are_found_as_soon_as_they_are_written(desk: Desk) -> None:
    case = open_case(desk.council)
    assert shown(desk.get("", q="wheelbarrow")) == []
    with in_council(desk.council):
        add_note(case_id=case.id, text="There is a Wheelbarrow in front.", by=SYSTEM, at=NOW)
    page = desk.get("", q="wheelbarrow")
    assert shown(page) == [case.reference]
    assert "Found in: notes" in text_of(page)


def test_words_of_all_places_count_together(desk: Desk) -> None:
    case = open_case(desk.council, name="Ffion Garside")
    with in_council(desk.council):
        add_note(case_id=case.id, text="Wheelbarrow", by=SYSTEM, at=NOW)
    assert shown(desk.get("", q="garside wheelbarrow")) == [case.reference]
    assert shown(desk.get("", q="garside lawnmower")) == []


@pytest.mark.parametrize("typed", ["'", "a' | 'b", "!!!", "& | ! ( )", "\\", "n:garside", "%", "x" * 300, "…", "日本"])
def test_nothing_typed_breaks_the_search(desk: Desk, typed: str) -> None:
    open_case(desk.council)
    assert desk.get("", q=typed).status_code == 200


def test_what_one_may_not_see_is_not_found(council: CouncilSite, other_council: CouncilSite, desk: Desk) -> None:
    case, other = open_cases(council, name="Ffion Garside")
    waste = new_desk(council, "Wasim Waste", ("officer", "*", "waste"))
    stranger = new_desk(other_council, "Olwen Other", ("officer", "*", ""))
    for someone in (waste, stranger):
        page = text_of(someone.get("", q="garside"))
        assert case.reference not in page
        assert "No cases" in page
    with in_council(council):
        Case.objects.filter(id=case.id).update(restricted=True)
    assert shown(desk.get("", q="garside")) == [other.reference]
    assert "1 case" in text_of(desk.get("", q="garside"))


def test_others_wards_do_not_crowd_out_what_one_may_see(
    council: CouncilSite, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(narrowing, "MOST_FOUND", 1)
    old, new = open_case(council, name="Ffion Garside"), open_case(council, name="Ffion Garside")
    with in_council(council):
        Case.objects.filter(id=old.id).update(ward="Harbour", opened_at=NOW - timedelta(days=2))
        Case.objects.exclude(id=old.id).update(ward="Moor")
        near = member(council, "Nia Near")
        grant_role(membership_id=near, role="officer", ward="Harbour", by=SYSTEM, at=NOW)
    near_desk = desk_of(council, "nia.near@amberford.example.org")
    assert shown(near_desk.get("", q="garside")) == [old.reference]
    assert old.reference not in shown(desk.get("", q="garside"))
    assert new.reference not in shown(near_desk.get("", q="garside"))


def test_a_search_by_what_identifies_somebody_is_recorded(desk: Desk) -> None:
    case = open_case(desk.council, email="ana@example.org")
    for typed in ("garside", case.reference):
        desk.get("", q=typed)
    with in_council(desk.council):
        assert not Read.objects.filter(how="searched").exists()
    desk.get("", q="ana@example.org")
    desk.get("", q="nobody@example.org")
    with in_council(desk.council):
        kept = list(Read.objects.filter(how="searched").values_list("subject_kind", "subject_id", "purpose"))
    assert set(kept) == {("person", case.person_id, "email"), ("search", None, "email")}
    assert "ana@" not in str(kept)


def test_a_phone_number_is_found_however_it_is_typed_until_it_changes(desk: Desk) -> None:
    case = open_case(desk.council)
    change_person(desk.council, case, phone="+447700900142", phone_typed="07700 900142")
    for typed in ("07700 900 142", "+44 7700 900142", "(07700) 900142"):
        page = desk.get("", q=typed)
        assert shown(page) == [case.reference]
        assert "Found in: phone number" in text_of(page)
    change_person(desk.council, case, phone="+441632960999", phone_typed="01632 960999")
    assert shown(desk.get("", q="07700 900142")) == []
    assert shown(desk.get("", q="01632960999")) == [case.reference]


def change_person(council: CouncilSite, case: Case, **columns: str) -> None:
    """Change the case's person, and deliver what that promises."""
    with in_council(council):
        person = Person.objects.get(id=case.person_id)
        for name, value in columns.items():
            setattr(person, name, value)
        person.save()
        Case.objects.filter(person_id=person.id).exclude(id=case.id).delete()
        promised = list(Outbox.objects.filter(kind="search_words"))
    assert promised
    for row in promised:
        deliver_words(council, Entry(row.id, row.kind, row.payload, row.key, 1, NOW), NOW)


def test_all_words_can_be_worked_out_anew(desk: Desk) -> None:
    case = open_case(desk.council)
    with in_council(desk.council):
        add_note(case_id=case.id, text="Wheelbarrow", by=SYSTEM, at=NOW)
        before = words(desk.council, case)
        CaseWords.objects.all().delete()
    assert shown(desk.get("", q="wheelbarrow")) == []
    assert rebuild_words(council=desk.council, at=NOW) == 2
    assert shown(desk.get("", q="wheelbarrow")) == [case.reference]
    with in_council(desk.council):
        assert words(desk.council, case) == before


def words(council: CouncilSite, case: Case) -> Any:
    return CaseWords.objects.values_list("words", flat=True).get(case=case)


def test_sensitive_and_secret_answers_find_nothing() -> None:
    from commonhall.core.finding.lexemes import of_answers
    from commonhall.core.questions.long_text import LongText
    from commonhall.core.questions.national_insurance import NationalInsurance
    from commonhall.core.values.words import Words

    label = Words(en="Label")
    questions = {
        "plain": LongText(id="plain", type="long_text", label=label),
        "health": LongText(id="health", type="long_text", label=label, sensitive=True),
        "number": NationalInsurance(id="number", type="national_insurance", label=label),
    }
    answers = {"plain": "asthma inhaler", "health": "diabetes", "number": "QQ123456C", "group": [{"plain": "again"}]}
    assert of_answers(answers, questions) == {"w:asthma", "w:inhaler", "w:again"}
