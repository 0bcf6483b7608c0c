"""Are people found, shown across services, changed, warned of, joined and parted, by whoever may and nobody else?"""

from __future__ import annotations

from dataclasses import fields
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from commonhall.cases.models import Case
from commonhall.cases.people.gathering import match_some
from commonhall.contacts.matching import weights_here
from commonhall.contacts.models import ContactWarning, Detail, Merge, Organisation, Person, Relationship, Suggestion
from commonhall.core.matching.points import Weights
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.people.policies import Role
from tests.cast import Officer
from tests.rooms.office.desk import Desk, body_of, desk_of, new_desk, open_case, text_of

NOW = datetime.now(UTC)
NOBODY = "01900000-0000-7000-8000-000000000000"


def person_of(council: CouncilSite, case: Case) -> Person:
    with in_council(council):
        found: Person = Person.objects.get(id=case.person_id)
        return found


def gathered(council: CouncilSite) -> None:
    match_some(council, at=NOW)


def review() -> dict[str, str]:
    day = NOW.date() + timedelta(days=60)
    return {"review-day": str(day.day), "review-month": str(day.month), "review-year": str(day.year)}


def proposal(**more: str) -> dict[str, str]:
    return {"kind": "dog", "narrative": "A large dog off the lead on 3 May.", "told": "no", **review(), **more}


def test_somebody_is_found_by_what_they_are_known_by(desk: Desk) -> None:
    case = open_case(desk.council, name="Siân O’Neill-Davies", email="sian.davies@example.org")
    gathered(desk.council)
    person = person_of(desk.council, case)
    for each in (
        "Sian O'Neill Davis", "ONeill-Davies", "sian.davies@example.org", "SIAN.DAVIES@EXAMPLE.ORG", case.reference,
    ):  # fmt: skip
        assert f"/office/people/{person.id}" in desk.get("people", q=each).content.decode(), each
    for each in ("Garside", "nobody@example.org", "07700 900999", "!!", "31/02/1990"):
        assert f"/office/people/{person.id}" not in desk.get("people", q=each).content.decode(), each
    assert "nobody whom you may see" in text_of(desk.get("people", q="Garside"))


def test_a_person_is_shown_with_their_cases(desk: Desk) -> None:
    case = open_case(desk.council)
    person = person_of(desk.council, case)
    shown = text_of(desk.get(f"people/{person.id}"))
    assert person.name in shown
    assert person.email in shown
    assert case.reference in shown
    assert "Open cases" in shown
    panel = desk.get(f"cases/{case.reference}").content.decode()
    assert f"/office/people/{person.id}" in panel


TABLE: list[tuple[Role, set[str]]] = [
    ("viewer", {"see"}),
    ("agent", {"see", "change"}),
    ("officer", {"see", "change", "work", "merge"}),
    ("lead", {"see", "change", "work", "merge", "warn"}),
    ("manager", {"see"}),
    ("records", {"see", "readers"}),
    ("administrator", set()),
]


@pytest.mark.parametrize(("role", "may"), TABLE)
def test_who_may_do_what_with_people(council: CouncilSite, role: Role, may: set[str]) -> None:
    case = open_case(council)
    person = person_of(council, case)
    someone = new_desk(council, "Sam Someone", (role, "*", ""))
    missing = body_of(someone.get("cases/SK-00000-00000"))
    at = f"people/{person.id}"
    pages = {
        "people": "see", at: "see", f"{at}/details": "change", f"{at}/preferences": "change",
        f"{at}/relationships": "work", f"{at}/warning": "work", f"{at}/join": "merge", f"{at}/readers": "readers",
        "matches": "merge", "warnings": "warn", "organisations": "work",
    }  # fmt: skip
    for path, needed in pages.items():
        answer = someone.get(path)
        assert answer.status_code == (200 if needed in may else 404), path
        if answer.status_code == 404:
            assert body_of(answer) == missing, path
            if path not in ("people", at, "matches", "warnings", f"{at}/readers"):
                assert someone.post(path).status_code == 404
    if "see" in may:
        offered = someone.get(at).content.decode()
        for path, needed in pages.items():
            if path.startswith(f"{at}/"):
                assert (f"/office/{path}" in offered) is (needed in may), path


def test_nobody_sees_a_person_of_another_council(officer: Officer, other_officer: Officer) -> None:
    case = open_case(officer.council)
    gathered(officer.council)
    person = person_of(officer.council, case)
    elsewhere = desk_of(other_officer.council, other_officer.email)
    missing = body_of(elsewhere.get("cases/SK-00000-00000"))
    for path in ("", "/details", "/preferences", "/relationships", "/warning", "/join"):
        answer = elsewhere.get(f"people/{person.id}{path}")
        assert (answer.status_code, body_of(answer)) == (404, missing), path
    assert str(person.id) not in elsewhere.get("people", q=person.email).content.decode()


def test_details_change_and_what_stood_is_kept(desk: Desk) -> None:
    case = open_case(desk.council)
    person = person_of(desk.council, case)
    path = f"people/{person.id}/details"
    assert person.email in desk.get(path).content.decode()
    wrong = desk.post(path, name=person.name, email="nobody", phone="", address="", postcode="")
    assert wrong.status_code == 200
    assert "Error" in text_of(wrong)
    empty = desk.post(path, name="", email="", phone="", address="", postcode="")
    assert "Enter a name" in text_of(empty)
    changed = desk.post(
        path, name="Ffion Garside-Rees", email="f.rees@example.org", phone="07700 900123", address="1 High Street",
        postcode="",
    )  # fmt: skip
    assert changed.status_code == 303
    now = person_of(desk.council, case)
    assert (now.name, now.surname, now.email, now.phone) == (
        "Ffion Garside-Rees", "garside rees", "f.rees@example.org", "+447700900123",
    )  # fmt: skip
    shown = text_of(desk.get(f"people/{person.id}"))
    assert "Former names" in shown
    assert person.email in shown
    assert str(person.id) in desk.get("people", q=person.email).content.decode()


def test_preferences_are_kept_and_shown_on_the_case(desk: Desk) -> None:
    case = open_case(desk.council)
    path = f"people/{case.person_id}/preferences"
    refused = desk.post(path, language="cy", channel="phone", not_by=["phone"])
    assert "cannot be one" in text_of(refused)
    kept = desk.post(
        path, language="cy", channel="letter", not_by=["phone"], formats=["large_print"], safe_times="After 6pm",
        no_voicemail=["yes"],
    )  # fmt: skip
    assert kept.status_code == 303
    for page in (f"people/{case.person_id}", f"cases/{case.reference}"):
        shown = text_of(desk.get(page))
        for words in ("Letter", "Large print", "After 6pm", "Never leave a message"):
            assert words in shown, (page, words)
    assert 'value="large_print" checked' in desk.get(path).content.decode()


def test_a_warning_needs_a_second_person(desk: Desk, lead: Desk) -> None:
    case = open_case(desk.council)
    path = f"people/{case.person_id}"
    assert desk.post(f"{path}/warning", **proposal(narrative="")).status_code == 200
    assert desk.post(f"{path}/warning", **proposal()).status_code == 303
    assert "large dog" not in text_of(desk.get(path))
    with in_council(desk.council):
        warning = ContactWarning.objects.get()
    assert "A dog" in text_of(lead.get("warnings"))
    assert lead.post(f"warnings/{warning.id}", do="approve").status_code == 303
    for page in (path, f"cases/{case.reference}"):
        shown = text_of(desk.get(page))
        assert "large dog" in shown
        assert shown.index("large dog") < shown.index("ffion.garside@example.org")
    assert "Warning" in text_of(desk.get("people", q="ffion.garside@example.org"))
    assert desk.get(f"warnings/{warning.id}").status_code == 404
    assert lead.post(f"warnings/{warning.id}", do="end", why="").status_code == 200
    assert lead.post(f"warnings/{warning.id}", do="end", why="The dog died.").status_code == 303
    for page in (path, f"cases/{case.reference}"):
        assert "large dog" not in text_of(desk.get(page))


def test_who_proposed_a_warning_cannot_approve_it(lead: Desk) -> None:
    case = open_case(lead.council)
    lead.post(f"people/{case.person_id}/warning", **proposal())
    with in_council(lead.council):
        warning = ContactWarning.objects.get()
    assert "somebody else must decide" in text_of(lead.get(f"warnings/{warning.id}"))
    lead.post(f"warnings/{warning.id}", do="approve")
    with in_council(lead.council):
        assert ContactWarning.objects.get().state == "proposed"


def test_a_relationship_is_added_seen_from_both_sides_and_ended(desk: Desk) -> None:
    mother = open_case(desk.council, name="Mair Rees", email="mair@example.org")
    child = open_case(desk.council, name="Tomos Rees", email="tomos@example.org")
    path = f"people/{mother.person_id}/relationships"
    assert "Tomos Rees" in text_of(desk.get(path, q="Tomos Rees"))
    query = f"{path}?q=Tomos+Rees"
    unsaid = desk.post(query, other=str(child.person_id), kind="appointee")
    assert "Enter the authority" in text_of(unsaid)
    assert desk.post(query, other=str(child.person_id), kind="parent").status_code == 303
    assert "Parent of" in text_of(desk.get(f"people/{mother.person_id}"))
    assert "Child of" in text_of(desk.get(f"people/{child.person_id}"))
    with in_council(desk.council):
        relationship = Relationship.objects.get()
    end = f"people/{child.person_id}/relationships/{relationship.id}"
    assert "Mair Rees" in text_of(desk.get(end))
    assert desk.post(end).status_code == 303
    assert "Child of" not in text_of(desk.get(f"people/{child.person_id}"))


def test_an_organisation_is_added_and_has_its_people(desk: Desk) -> None:
    case = open_case(desk.council)
    assert desk.post("organisations", name="").status_code == 200
    assert desk.post("organisations", name="Amberford Skips Ltd", number="01234567").status_code == 303
    with in_council(desk.council):
        made = Organisation.objects.get()
    query = f"people/{case.person_id}/relationships?q=amberford+skips"
    assert desk.post(query, other=f"o:{made.id}", kind="works_for").status_code == 303
    shown = text_of(desk.get(f"organisations/{made.id}"))
    assert "Ffion Garside" in shown
    assert "01234567" in shown
    assert desk.post(f"organisations/{made.id}/details", name="Amberford Skips Limited").status_code == 303
    assert "Limited" in text_of(desk.get(f"organisations/{made.id}"))


def test_a_party_takes_part_and_ends(desk: Desk) -> None:
    case = open_case(desk.council)
    friend = open_case(desk.council, name="Fred Friend", email="fred@example.org")
    path = f"cases/{case.reference}/parties"
    query = f"{path}?q=fred@example.org"
    assert "Choose on what authority" in text_of(desk.post(query, other=str(friend.person_id), role="representative"))
    given = desk.post(
        query, other=str(friend.person_id), role="representative", authority="letter", may=["see", "be_told"]
    )
    assert given.status_code == 303
    shown = desk.get(f"cases/{case.reference}")
    assert "Fred Friend" in text_of(shown)
    assert case.reference in text_of(desk.get(f"people/{friend.person_id}"))
    end = shown.content.decode().split("/parties/")[1].split('"')[0]
    assert desk.post(f"{path}/{end}").status_code == 303
    assert "Fred Friend" not in text_of(desk.get(f"cases/{case.reference}"))


def joined(desk: Desk) -> tuple[Case, Case, Merge]:
    first = open_case(desk.council, name="Ffion Garside", email="ffion@example.org")
    second = open_case(desk.council, name="Ffion Garside", email="ffion.two@example.org")
    given = desk.post(
        f"people/{first.person_id}/join?with={second.person_id}", do="same", why="She said so.",
        email=str(second.person_id),
    )  # fmt: skip
    assert given.status_code == 303, text_of(given)
    with in_council(desk.council):
        return first, second, Merge.objects.get()


def test_records_are_joined_by_hand_and_parted(desk: Desk) -> None:
    first, second, merge = joined(desk)
    for case in (first, second):
        shown = text_of(desk.get(f"people/{case.person_id}"))
        assert first.reference in shown
        assert second.reference in shown
        assert "ffion.two@example.org" in shown
    found = desk.get("people", q="ffion.two@example.org").content.decode()
    assert f"/office/people/{first.person_id}" in found
    assert desk.post(f"joins/{merge.id}", do="part", why="").status_code == 200
    assert desk.post(f"joins/{merge.id}", do="part", why="It was her sister.").status_code == 303
    assert second.reference not in text_of(desk.get(f"people/{first.person_id}"))
    assert first.reference not in text_of(desk.get(f"people/{second.person_id}"))


def test_what_came_while_joined_is_placed(desk: Desk) -> None:
    first, second, merge = joined(desk)
    desk.post(f"people/{first.person_id}/warning", **proposal())
    desk.post(f"joins/{merge.id}", do="part", why="Two people.")
    page = desk.get(f"joins/{merge.id}")
    assert "large dog" in text_of(page)
    with in_council(desk.council):
        warning = ContactWarning.objects.get()
    place = f"place:warning:{warning.id}:{second.person_id}"
    assert desk.post(f"joins/{merge.id}", do=place).status_code == 303
    assert desk.post(f"joins/{merge.id}", do=f"place:warning:{warning.id}:{NOBODY}").status_code == 404
    with in_council(desk.council):
        assert ContactWarning.objects.get().person_id == second.person_id


def pair(desk: Desk) -> Suggestion:
    cases = [open_case(desk.council, name="Ffion Garside", email="ffion@example.org") for _ in range(2)]
    with in_council(desk.council):
        for case in cases:
            Person.objects.filter(id=case.person_id).update(birth_date="1980-02-03")
    gathered(desk.council)
    with in_council(desk.council):
        found: Suggestion = Suggestion.objects.get()
        return found


@pytest.mark.parametrize("act", ["different", "later", "same"])
def test_a_pair_is_judged(desk: Desk, act: str) -> None:
    suggestion = pair(desk)
    shown = text_of(desk.get("matches"))
    assert "Same name (+20)" in shown
    assert "Same date of birth (+25)" in shown
    path = f"matches/{suggestion.id}"
    assert desk.get(path).status_code == 200
    assert desk.post(path, do=act, why="They rang.").status_code == 303
    assert "Same name" not in text_of(desk.get("matches"))
    with in_council(desk.council):
        assert Suggestion.objects.get().state == act
        assert Merge.objects.count() == (1 if act == "same" else 0)
        Person.objects.update(matched_at=None)
    gathered(desk.council)
    with in_council(desk.council):
        assert Suggestion.objects.filter(state="open").count() == 0


def test_a_property_shows_what_is_there(desk: Desk) -> None:
    case = open_case(desk.council)
    with in_council(desk.council):
        Case.objects.filter(id=case.id).update(uprn="999900000001", address="1 Skip Street")
        Detail.objects.create(
            person_id=case.person_id, kind="address", value="999900000001", uprn="999900000001", shown="1 Skip Street",
            source="case", since_at=NOW,
        )  # fmt: skip
    shown = text_of(desk.get("properties/999900000001"))
    assert case.reference in shown
    assert "Ffion Garside" in shown
    assert desk.post("properties/999900000001/warning", **proposal()).status_code == 303
    assert desk.get("properties/999900000002").status_code == 404
    assert desk.get("properties/999900000002/warning").status_code == 404


def test_an_administrator_says_what_evidence_counts(council: CouncilSite, desk: Desk) -> None:
    admin = new_desk(council, "Ann Admin", ("administrator", "*", ""))
    assert desk.get("matches/points").status_code == 404
    usual = {each.name: str(each.default) for each in fields(Weights)}
    assert 'value="60"' in admin.get("matches/points").content.decode()
    assert admin.post("matches/points", **{**usual, "birth_equal": "lots"}).status_code == 200
    assert admin.post("matches/points", **{**usual, "birth_equal": "30"}).status_code == 303
    with in_council(council):
        assert weights_here() == Weights(birth_equal=30)


def test_looking_at_somebody_is_recorded(council: CouncilSite, desk: Desk) -> None:
    case = open_case(council)
    desk.get(f"people/{case.person_id}")
    records = new_desk(council, "Rhian Records", ("records", "*", ""))
    assert "Rowan Pike" in text_of(records.get(f"people/{case.person_id}/readers"))


def test_nothing_of_what_is_posted_is_trusted(desk: Desk) -> None:
    case = open_case(desk.council)
    posts: list[tuple[str, dict[str, Any]]] = [
        (f"people/{case.person_id}/relationships?q=ffion", {"other": NOBODY, "kind": "parent"}),
        (f"people/{case.person_id}/join?with={NOBODY}", {"do": "same", "why": "x"}),
        (f"joins/{NOBODY}", {"do": "part", "why": "x"}),
        (f"matches/{NOBODY}", {"do": "same", "why": "x"}),
        (f"cases/{case.reference}/parties/{NOBODY}", {}),
    ]
    for path, posted in posts:
        assert desk.post(path, **posted).status_code in (200, 404), path
    assert desk.get("people/x").status_code == 404
    assert UUID(NOBODY).hex not in desk.get("people", q="x", after="not-an-id").content.decode()
