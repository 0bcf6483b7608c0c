"""Do the pages of rights let administrators give and take roles, nobody their own, and only for the days they say?"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from commonhall.contacts.models import Person
from commonhall.councils.actors import SYSTEM
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.people.models import Grant, Membership, StaffSession
from commonhall.people.operations import grant_role
from commonhall.record.models import Event
from tests.rooms.office.desk import Desk, desk_of, member, new_desk, open_case, text_of, today


@pytest.fixture
def admin(council: CouncilSite) -> Desk:
    return new_desk(council, "Ann Admin", ("administrator", "*", ""))


def form(**more: str) -> dict[str, str]:
    blank = {"ward": "", "place_of": "", **{f"{day}-{part}": "" for day in ("first", "last") for part in PARTS}}
    return {**blank, "role": "officer", "service": "all", "team": "all", **more}


PARTS = ("day", "month", "year")


def on(name: str, day: object) -> dict[str, str]:
    year, month, day_ = str(day).split("-")
    return {f"{name}-day": day_, f"{name}-month": month, f"{name}-year": year}


def test_a_role_is_given_after_it_was_shown_and_is_recorded(council: CouncilSite, admin: Desk) -> None:
    sam = new_desk(council, "Sam Someone")
    page = admin.get(f"rights/staff/{sam.membership_id}")
    assert "Sam Someone has no role yet." in text_of(page)
    assert sam.get("").status_code == 303
    shown = admin.post(f"rights/staff/{sam.membership_id}/add", **form())
    assert "Give Sam Someone this role?" in text_of(shown)
    with in_council(council):
        assert not Grant.objects.filter(membership_id=sam.membership_id).exists()
    given = admin.post(f"rights/staff/{sam.membership_id}/add", **form(), do="give")
    assert given.status_code == 303
    assert sam.get("").status_code == 200
    with in_council(council):
        event = Event.objects.get(kind="role_granted", subject_id=sam.membership_id)
        assert event.actor_id == admin.membership_id
        assert event.facts["role"] == "officer"
    again = admin.post(f"rights/staff/{sam.membership_id}/add", **form(), do="give")
    assert again.status_code == 303
    with in_council(council):
        assert Grant.objects.filter(membership_id=sam.membership_id).count() == 1


def test_a_role_holds_from_its_first_to_its_last_day(council: CouncilSite) -> None:
    sam = new_desk(council, "Sam Someone")
    assert sam.membership_id
    days = [(-2, -1, False), (1, 2, False), (0, 0, True), (-1, 1, True)]
    for first, last, holds in days:
        with in_council(council):
            grant = grant_role(
                membership_id=sam.membership_id,
                role="viewer",
                from_date=today() + timedelta(days=first),
                until_date=today() + timedelta(days=last),
                by=SYSTEM,
                at=datetime.now(UTC) + timedelta(days=first),
            )
        assert (sam.get("").status_code == 200) is holds, (first, last)
        with in_council(council):
            Grant.objects.filter(id=grant).delete()


def test_a_colleague_s_work_is_done_for_a_time_only(council: CouncilSite, admin: Desk, lead: Desk) -> None:
    sam = member(council, "Sam Someone")
    place = {"place_of": str(lead.membership_id)}
    refused = admin.post(f"rights/staff/{sam}/add", **form(**place))
    assert "Enter a last day" in text_of(refused)
    assert text_of(refused).startswith("Error:")
    crossed = admin.post(
        f"rights/staff/{sam}/add", **form(**on("first", today() + timedelta(9)), **on("last", today()))
    )
    assert "not before the first day" in text_of(crossed)
    day = today() + timedelta(days=5)
    assert admin.post(f"rights/staff/{sam}/add", **form(**place, **on("last", day)), do="give").status_code == 303
    assert "In place of Lowri Lead" in text_of(admin.get(f"rights/staff/{sam}"))
    with in_council(council):
        assert Event.objects.get(kind="role_granted", subject_id=sam, actor_id=admin.membership_id).facts[
            "stands_in_for"
        ] == str(lead.membership_id)


def test_nobody_changes_their_own_rights_or_ends_their_own_access(council: CouncilSite, admin: Desk) -> None:
    me = admin.membership_id
    page = admin.get(f"rights/staff/{me}")
    assert "Nobody changes their own" in text_of(page)
    assert f"/rights/staff/{me}/add" not in page.content.decode()
    with in_council(council):
        grant = Grant.objects.get(membership_id=me)
    for path in ("add", "leave", f"grants/{grant.id}"):
        assert admin.get(f"rights/staff/{me}/{path}").status_code == 404
        assert admin.post(f"rights/staff/{me}/{path}", **form(), do="give").status_code == 404
    with in_council(council):
        assert Grant.objects.filter(membership_id=me).count() == 1
        assert Membership.objects.get(id=me).active


def test_a_role_is_taken_away_after_asking_but_not_the_last_administrator_s(council: CouncilSite, admin: Desk) -> None:
    second = new_desk(council, "Bea Second", ("administrator", "*", ""), ("viewer", "*", ""))
    with in_council(council):
        grants = {row.role: row.id for row in Grant.objects.filter(membership_id=second.membership_id)}
    path = f"rights/staff/{second.membership_id}/grants"
    assert "Take this role away from Bea Second?" in text_of(admin.get(f"{path}/{grants['viewer']}"))
    assert second.get("rights/roles").status_code == 200
    assert admin.post(f"{path}/{grants['viewer']}").status_code == 303
    assert admin.post(f"{path}/{grants['administrator']}").status_code == 303
    with in_council(council):
        assert not Grant.objects.filter(membership_id=second.membership_id).exists()
        assert Event.objects.filter(kind="role_ended").count() == 2
    assert second.get("rights/staff").status_code == 404


def test_a_council_keeps_an_administrator_who_lasts(council: CouncilSite, admin: Desk) -> None:
    short = new_desk(council, "Bea Brief")
    assert short.membership_id
    with in_council(council):
        grant_role(
            membership_id=short.membership_id,
            role="administrator",
            until_date=today() + timedelta(5),
            by=SYSTEM,
            at=datetime.now(UTC),
        )
        others = Grant.objects.filter(role="administrator").exclude(membership_id__in=[short.membership_id])
        lasting = others.exclude(membership_id=admin.membership_id)
        assert not lasting.exists()
        grant = others.get(membership_id=admin.membership_id)
    for path in (f"grants/{grant.id}", "leave"):
        answer = short.post(f"rights/staff/{admin.membership_id}/{path}")
        assert answer.status_code == 303
        assert "needs one administrator" in text_of(short.get(f"rights/staff/{admin.membership_id}"))
    with in_council(council):
        assert Grant.objects.filter(id=grant.id).exists()
        assert Membership.objects.get(id=admin.membership_id).active


def test_who_has_left_is_signed_out_at_once(council: CouncilSite, admin: Desk) -> None:
    sam = new_desk(council, "Sam Someone", ("officer", "*", ""))
    assert sam.get("").status_code == 200
    path = f"rights/staff/{sam.membership_id}/leave"
    assert "signed out everywhere" in text_of(admin.get(path))
    assert admin.post(path).status_code == 303
    assert admin.post(path).status_code == 303  # twice is once
    assert sam.get("")["location"].startswith("/office/sign-in")
    with in_council(council):
        assert not StaffSession.objects.filter(membership_id=sam.membership_id).exists()
        assert Event.objects.filter(kind="member_left").count() == 1
    assert "Sam Someone" in text_of(admin.get("rights/staff"))


def test_the_access_review_names_who_does_not_use_their_role(council: CouncilSite, admin: Desk) -> None:
    idle = member(council, "Ida Idle", ("viewer", "*", ""))
    member(council, "Nora None")
    with in_council(council):
        Membership.objects.filter(id=idle).update(
            signed_in_at=datetime.now(UTC) - timedelta(days=91), joined_at=datetime.now(UTC) - timedelta(400)
        )
        soon = member(council, "Sue Soon")
        grant_role(
            membership_id=soon, role="viewer", until_date=today() + timedelta(days=7), by=SYSTEM, at=datetime.now(UTC)
        )
    text = text_of(admin.get("rights/review"))
    assert "Ida Idle" in text
    assert "Sue Soon" in text
    assert "Nora None" not in text
    assert "Ann Admin ann.admin@" not in text


def test_a_ward_limits_what_is_there(council: CouncilSite) -> None:
    case = open_case(council)
    with in_council(council):
        type(case).objects.filter(id=case.id).update(ward="Harbour")
    for ward, sees in (("Harbour", True), ("Moor", False)):
        sam = new_desk(council, f"Sam {ward}")
        assert sam.membership_id
        with in_council(council):
            grant_role(membership_id=sam.membership_id, role="officer", ward=ward, by=SYSTEM, at=datetime.now(UTC))
        assert (sam.get(f"cases/{case.reference}").status_code == 200) is sees
        assert (case.reference in text_of(sam.get(""))) is sees
        noted = sam.post(f"cases/{case.reference}/notes", note="Hello")
        assert (noted.status_code == 303) is sees


def test_the_roles_page_says_all_of_every_role_in_both_languages(council: CouncilSite, admin: Desk) -> None:
    text = text_of(admin.get("rights/roles"))
    for words in ("Leads the work on cases", "see hidden answers, with a reason", "read the record of what happened"):
        assert words in text
    admin.get("rights/roles", lang="cy")
    assert "gweld achosion a phobl" in text_of(admin.get("rights/roles"))


def test_another_council_s_staff_are_not_there(council: CouncilSite, other_council: CouncilSite, admin: Desk) -> None:
    theirs = member(other_council, "Olive Other", ("officer", "*", ""))
    for path in ("", "/add", "/leave"):
        assert admin.get(f"rights/staff/{theirs}{path}").status_code == 404
        assert admin.post(f"rights/staff/{theirs}{path}", **form(), do="give").status_code in (404, 405)
    assert "Olive Other" not in text_of(admin.get("rights/staff"))
    with in_council(other_council):
        assert Membership.objects.get(id=theirs).active


def test_what_is_somebody_s_own_affair_is_not_there_for_them(council: CouncilSite) -> None:
    case = open_case(council)
    sam = new_desk(council, "Sam Someone", ("officer", "*", ""))
    path = f"cases/{case.reference}"
    with in_council(council):
        person = Person.objects.get(id=case.person_id)
        email, phone = person.email, person.phone
    for kind, value in (("email", email.upper()), ("phone", phone), ("postcode", case.postcode), ("uprn", case.uprn)):
        if not value:
            continue
        assert sam.get(path).status_code == 200
        assert sam.post("team/own", kind=kind, value=value).status_code == 303
        assert sam.get(path).status_code == 404, kind
        assert case.reference not in text_of(sam.get(""))
        assert sam.post(f"{path}/notes", note="Hello").status_code == 404
        page = sam.get("team/own").content.decode()
        end = page.partition("/office/team/own/")[2].partition('"')[0]
        assert "no longer declare" in text_of(sam.get(f"team/own/{end}")).lower()
        assert sam.post(f"team/own/{end}").status_code == 303
    assert sam.get(path).status_code == 200
    with in_council(council):
        declared = Event.objects.filter(kind="interest_declared")
        assert declared.exists()
        assert all(event.facts.keys() == {"of"} for event in declared)
    wrong = sam.post("team/own", kind="email", value="no address")
    assert text_of(wrong).startswith("Error:")


def test_an_officer_who_applies_is_not_there_to_decide(council: CouncilSite) -> None:
    case = open_case(council, email="olga.officer@amberford.example.org")
    member(council, "Olga Officer", ("officer", "*", ""))
    olga = desk_of(council, "olga.officer@amberford.example.org")
    assert olga.get(f"cases/{case.reference}").status_code == 404
    other = new_desk(council, "Otto Other", ("officer", "*", ""))
    assert other.get(f"cases/{case.reference}").status_code == 200
