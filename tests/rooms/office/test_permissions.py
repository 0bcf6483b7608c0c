"""Who may see and do what: a truth table of roles, patterns and teams, and one answer for all that is not theirs."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from commonhall.core.values.words import Words
from commonhall.councils.actors import SYSTEM
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.people.operations import add_team
from commonhall.people.policies import Role
from tests.cast import Officer
from tests.rooms.office.desk import Desk, body_of, desk_of, new_desk, open_case, read_case, text_of

Right = tuple[Role, str, str]
SEE, WORK, LEAD = "see", "work", "lead"

TABLE: list[tuple[tuple[Right, ...], set[str]]] = [
    ((), set()),
    ((("viewer", "*", ""),), {SEE}),
    ((("viewer", "skip-licence", ""),), {SEE}),
    ((("viewer", "missed-bin", ""),), set()),
    ((("viewer", "*", "highways"),), {SEE}),
    ((("viewer", "*", "waste"),), set()),
    ((("officer", "*", ""),), {SEE, WORK}),
    ((("officer", "skip-licence", "highways"),), {SEE, WORK}),
    ((("officer", "skip-licence", "waste"),), set()),
    ((("officer", "missed-bin", ""),), set()),
    ((("officer", "missed-bin", ""), ("viewer", "skip-licence", "")), {SEE}),
    ((("lead", "*", ""),), {SEE, WORK, LEAD}),
    ((("lead", "skip-licence", "highways"),), {SEE, WORK, LEAD}),
    ((("lead", "skip-licence", "waste"), ("viewer", "*", "")), {SEE}),
    ((("lead", "missed-bin", ""), ("officer", "skip-licence", "")), {SEE, WORK}),
    ((("administrator", "*", ""),), set()),
    ((("administrator", "*", ""), ("viewer", "*", "")), {SEE}),
]


@pytest.mark.parametrize(
    ("rights", "may"), TABLE, ids=[" + ".join(" ".join(r) for r in row[0]) or "none" for row in TABLE]
)
def test_rights_reach_so_far(council: CouncilSite, desk: Desk, rights: tuple[Right, ...], may: set[str]) -> None:
    with in_council(council):
        add_team(slug="highways", name=Words(en="Highways"), by=SYSTEM, at=datetime.now(UTC))
    case = open_case(council)
    someone = new_desk(council, "Sam Someone", *rights)
    missing = body_of(someone.get("cases/SK-00000-00000"))
    page, path = someone.get(f"cases/{case.reference}"), f"cases/{case.reference}"
    assert page.status_code == (200 if SEE in may else 404)
    assert (case.reference in text_of(someone.get(""))) is (SEE in may)
    found = someone.get("", q=case.reference)
    assert (f"/office/cases/{case.reference}" in found.content.decode()) is (SEE in may)
    if SEE not in may:
        assert body_of(page) == missing
    acts = [
        (someone.get(f"{path}/actions/license"), WORK, 200),
        (someone.post(f"{path}/notes", note="Hello"), WORK, 303),
        (someone.post(f"{path}/assignment", to=str(someone.membership_id), revision="1"), WORK, 303),
        (someone.post(f"{path}/assignment", to=str(desk.membership_id), revision="2"), LEAD, 303),
    ]
    for answer, needed, code in acts:
        assert answer.status_code == (code if needed in may else 404)
        if answer.status_code == 404:
            assert body_of(answer) == missing
    version = str(read_case(council, case).version)
    done = someone.post(f"{path}/actions/license", number="1", revision=version)
    assert done.status_code == (303 if WORK in may else 404)
    assert (read_case(council, case).state == "licensed") is (WORK in may)


def test_an_officer_cannot_take_a_case_from_somebody_s_list_but_by_taking_it(
    council: CouncilSite, desk: Desk, lead: Desk
) -> None:
    case = open_case(council)
    lead.post(f"cases/{case.reference}/assignment", to=str(lead.membership_id), revision="1")
    assert desk.post(f"cases/{case.reference}/assignment", to="", revision="2").status_code == 404
    assert read_case(council, case).owner_id == lead.membership_id


@pytest.mark.parametrize(
    ("rights", "sees", "sends"),
    [
        ((), False, False),
        ((("viewer", "*", ""),), False, False),
        ((("officer", "*", ""),), True, False),
        ((("lead", "missed-bin", ""),), True, True),
        ((("administrator", "*", ""),), True, True),
    ],
)
def test_who_sees_and_sends_messages_again(
    council: CouncilSite, rights: tuple[Right, ...], sees: bool, sends: bool
) -> None:
    someone = new_desk(council, "Sam Someone", *rights)
    assert someone.get("deliveries").status_code == (200 if sees else 404)
    assert someone.post("deliveries", letters="x").status_code == (303 if sends else 404)
    assert someone.get("team").status_code == 200


def test_who_sees_no_cases_is_led_to_what_they_can_see(council: CouncilSite) -> None:
    assert new_desk(council, "Ann Admin", ("administrator", "*", "")).get("")["location"] == "/office/deliveries"
    nobody = new_desk(council, "Nia None")
    assert nobody.get("")["location"] == "/office/team"
    assert "You have no role yet." in text_of(nobody.get("team"))


def test_another_council_s_case_is_not_there(officer: Officer, other_officer: Officer) -> None:
    case = open_case(officer.council)
    elsewhere = desk_of(other_officer.council, other_officer.email)
    missing = body_of(elsewhere.get("cases/SK-00000-00000"))
    path = f"cases/{case.reference}"
    answers = [
        elsewhere.get(path),
        elsewhere.get(f"{path}/actions/license"),
        elsewhere.post(f"{path}/actions/license", number="1", revision="1"),
        elsewhere.post(f"{path}/notes", note="Hello"),
        elsewhere.post(f"{path}/assignment", to=str(elsewhere.membership_id), revision="1"),
    ]
    assert [(answer.status_code, body_of(answer)) for answer in answers] == [(404, missing)] * len(answers)
    assert case.reference not in text_of(elsewhere.get("", lang="")).replace("q=", "")
    assert read_case(officer.council, case).version == 1


def test_a_colleague_of_another_council_cannot_be_given_a_case(lead: Desk, other_officer: Officer) -> None:
    case = open_case(lead.council)
    given = lead.post(f"cases/{case.reference}/assignment", to=str(other_officer.membership_id), revision="1")
    assert given.status_code == 404
    assert read_case(lead.council, case).owner_id is None


def test_nobody_stores_a_page(desk: Desk) -> None:
    case = open_case(desk.council)
    for path in ("", f"cases/{case.reference}", "cases/x", "deliveries", "team", "sign-in"):
        assert desk.get(path)["cache-control"] == "no-store", path
