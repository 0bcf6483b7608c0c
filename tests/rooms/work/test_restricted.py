"""A case of a sensitive service is there for its team and for those granted that service: for nobody else at all."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from commonhall.cases.models import Case
from commonhall.cases.queries import Filter, cases_visible_to, counts_of, find_case, queue, roles_on
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.people.policies import ANY_PATTERN, Granted, Member, Role
from commonhall.people.queries import find_team
from tests.rooms.office.desk import Desk, new_desk, text_of
from tests.rooms.work.permits import apply_for

NOW = datetime.now(UTC)
TRUTH = [
    # role, pattern, team: sees an ordinary case, sees a restricted one
    ("officer", ANY_PATTERN, "", True, False),
    ("lead", ANY_PATTERN, "", True, False),
    ("viewer", ANY_PATTERN, "", True, False),
    ("administrator", ANY_PATTERN, "", False, False),
    ("officer", "permit", "", True, True),
    ("viewer", "permit", "", True, True),
    ("officer", "missed-bin", "", False, False),
    ("officer", ANY_PATTERN, "parking", True, True),
    ("officer", "permit", "parking", True, True),
    ("officer", ANY_PATTERN, "waste", False, False),
    ("officer", "permit", "waste", False, False),
    ("officer", "missed-bin", "parking", False, False),
]


def desk_with(council: CouncilSite, role: Role, pattern: str, team: str) -> Desk:
    return new_desk(council, "Wyn Watcher", (role, pattern, team))


def member_with(council: CouncilSite, role: Role, pattern: str, team: str) -> Member:
    desk = desk_with(council, role, pattern, team)
    assert desk.membership_id is not None
    found = find_team(team) if team else None
    granted = Granted(role, pattern, found.id if found else None)
    return Member(
        desk.membership_id, desk.membership_id, council.id, desk.membership_id, "Wyn", "w@example.org", "en", (granted,)
    )


def both(council: CouncilSite) -> tuple[Case, Case]:
    ordinary = apply_for(council, at=NOW)
    with in_council(council):
        Case.objects.filter(id=ordinary.id).update(reference="PE-ORDIN-ARY00")
    restricted = apply_for(council, access="team", at=NOW)
    assert restricted.restricted
    with in_council(council):
        return Case.objects.get(id=ordinary.id), restricted


@pytest.mark.parametrize(("role", "pattern", "team", "ordinary", "restricted"), TRUTH)
def test_who_sees_what(
    council: CouncilSite, role: Role, pattern: str, team: str, ordinary: bool, restricted: bool
) -> None:
    open_case, closed_case = both(council)
    with in_council(council):
        member = member_with(council, role, pattern, team)
        seen = set(cases_visible_to(member).values_list("id", flat=True))
        assert (open_case.id in seen, closed_case.id in seen) == (ordinary, restricted)
        listed = {case.id for case in queue(member, Filter(), at=NOW).cases}
        assert listed == seen
        assert counts_of(member, [Filter()], at=NOW) == (len(seen),)
        assert (find_case(member, closed_case.reference) is not None) == restricted
        assert bool(roles_on(member, closed_case)) == (restricted and role != "viewer")
        assert bool(queue(member, Filter(search="ana.rees@example.org"), at=NOW).cases) == bool(seen)


@pytest.mark.parametrize(("role", "pattern", "team", "restricted"), [(*row[:3], row[4]) for row in TRUTH])
def test_its_pages_are_there_or_are_not(
    council: CouncilSite, role: Role, pattern: str, team: str, restricted: bool
) -> None:
    case = apply_for(council, access="team", at=NOW)
    desk = desk_with(council, role, pattern, team)
    unknown = desk.get("cases/PE-AAAAA-AAAAA").status_code
    if restricted and role == "viewer":
        assert desk.get(f"cases/{case.reference}").status_code == 303, "who does not work on it says why first"
        desk.post(f"cases/{case.reference}/why", purpose="advice")
    for path in ("", "/actions/longer", "/tasks/proof"):
        status = desk.get(f"cases/{case.reference}{path}").status_code
        works = role != "viewer" or not path
        assert status == (200 if restricted and works else unknown), path
    if not restricted and role != "administrator":
        assert case.reference not in text_of(desk.get(""))
        assert "AB12 CDE" not in text_of(desk.get("", q="ana.rees@example.org"))
    for path in ("notes", "assignment", "tasks/proof", "actions/longer"):
        if not restricted:
            posted = desk.post(f"cases/{case.reference}/{path}", note="x", to="", seen="yes")
            assert posted.status_code == desk.post(f"cases/PE-AAAAA-AAAAA/{path}", note="x", to="").status_code
    with in_council(council):
        assert restricted or Case.objects.get(id=case.id).version == 1


def test_nobody_of_the_other_council_sees_it(council: CouncilSite, other_council: CouncilSite) -> None:
    case = apply_for(council, access="team", at=NOW)
    desk = new_desk(other_council, "Olive Other", ("officer", "permit", ""))
    assert desk.get(f"cases/{case.reference}").status_code == 404
