"""What do the pages of records show, and to whom? Disposal from the list to the certificate, and holds."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest

from commonhall.cases.models import Case
from commonhall.catalogue.queries import Service
from commonhall.core.values.dates import london_day
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.people.policies import Role
from commonhall.retention.disposing import go_on
from commonhall.retention.models import Hold, Lengthening, Run
from tests.rooms.office.desk import Desk, body_of, new_desk, text_of
from tests.rooms.retention.closing import NOW, adopt_stalls, close_stall, open_stall
from tests.rooms.retention.test_disposal import deliver


@pytest.fixture
def case(service: Service, council: CouncilSite) -> Case:
    """A case that is due to be deleted."""
    with in_council(council):
        return close_stall(open_stall(service, council), council, how="refuse")


@pytest.fixture
def desk(council: CouncilSite) -> Desk:
    """Somebody who looks after the records."""
    return new_desk(council, "Rhian Records", ("records", "*", ""))


@pytest.fixture
def other(council: CouncilSite) -> Desk:
    """Somebody else who does."""
    return new_desk(council, "Sol Second", ("records", "*", ""))


RULE = "records/due/market-stall/0/delete"


def propose(desk: Desk) -> str:
    """Propose what one rule lets go, and return the path of the disposal."""
    return propose_rule(desk, RULE)


def propose_rule(desk: Desk, rule: str) -> str:
    """Propose what the rule at this path lets go, and return the path of the disposal."""
    answer = desk.post(rule)
    assert answer.status_code == 303, text_of(answer)
    return str(answer.headers["Location"]).removeprefix("/office/")


def test_a_disposal_from_the_list_to_the_certificate(council: CouncilSite, case: Case, desk: Desk, other: Desk) -> None:
    listed = text_of(desk.get("records"))
    assert "Ask for a market stall Deleted Nothing was let. Food Act 1984, section 50 1 0 0 0" in listed
    assert "Kept for 6 months after it was closed" in text_of(desk.get(RULE))
    run = propose(desk)
    assert case.reference in text_of(desk.get(run))
    assert "Somebody else must approve it" in text_of(desk.get(run))
    desk.post(run, number="1")
    assert "Waits for approval" in text_of(other.get(run))
    assert "Enter 1, the number of cases on this page" in text_of(other.post(run, number="0"))
    assert other.post(run, number="1").status_code == 303
    assert other.get(f"{run}/certificate").status_code in (404, 405)
    deliver(council, "dispose", go_on)
    assert other.get(f"cases/{case.reference}").status_code in (404, 405)
    certificate = text_of(desk.get(f"{run}/certificate"))
    assert "Certificate of disposal" in certificate
    assert case.reference not in certificate
    said = json.loads(desk.get(f"{run}/certificate", **{"as": "json"}).content)
    assert (said["number"], said["persons"], said["rule"], len(said["cases"])) == (1, 1, 1, 1)
    assert (said["proposed"]["by"], said["approved"]["by"]) == ("Rhian Records", "Sol Second")
    assert "Done" in text_of(desk.get("records/disposals"))


def test_the_list_is_in_welsh_too(council: CouncilSite, case: Case) -> None:
    desk = new_desk(council, "Cari Cofnod", ("records", "*", ""), language="cy")
    assert "Gofyn am stondin farchnad Dileu Ni osodwyd dim. Deddf Bwyd 1984, adran 50" in text_of(desk.get("records"))


def test_a_hold_is_placed_seen_looked_at_and_released(
    council: CouncilSite, case: Case, desk: Desk, other: Desk
) -> None:
    path, later = f"cases/{case.reference}/hold", london_day(NOW) + timedelta(days=90)
    day = {
        "review_date-day": str(later.day),
        "review_date-month": str(later.month),
        "review_date-year": str(later.year),
    }
    wrong = desk.post(path, scope="case", reason="", **day)
    assert "Error:" in wrong.content.decode()
    assert desk.post(path, scope="case", reason="A court case.", **day).status_code == 303
    shown = text_of(other.get(f"cases/{case.reference}"))
    assert "Held from disposal since" in shown
    assert "A court case" in shown
    assert "Will be deleted after" in shown
    assert desk.post(RULE).status_code == 303
    with in_council(council):
        assert not Run.objects.exists()
        hold = Hold.objects.get()
    listed = text_of(desk.get("records/holds"))
    assert f"Case {case.reference} A court case." in listed
    assert "Overdue" not in listed
    assert desk.post(f"records/holds/{hold.id}", do="release", why="").status_code == 200
    assert desk.post(f"records/holds/{hold.id}", do="release", why="It is over.").status_code == 303
    assert "Held from disposal since" not in text_of(other.get(f"cases/{case.reference}"))
    assert "It is over." in text_of(desk.get(f"records/holds/{hold.id}"))
    propose(desk)


def test_a_hold_that_nobody_looked_at_is_overdue(council: CouncilSite, case: Case, desk: Desk) -> None:
    with in_council(council):
        Hold.objects.create(
            scope="case", subject_id=case.id, reason="Long ago", placed_by="Ada", placed_at=NOW,
            review_date=london_day(NOW) - timedelta(days=1),
        )  # fmt: skip
    assert "Overdue" in text_of(desk.get("records/holds"))


def test_a_council_keeps_cases_longer(council: CouncilSite, case: Case, desk: Desk) -> None:
    path = "records/longer/market-stall"
    assert "Nothing was let." in text_of(desk.get(path))
    assert "Error:" in desk.post(path, months="601", reason="Too long").content.decode()
    assert desk.post(path, months="120", reason="An inquiry.").status_code == 303
    assert "No case is due to go today." in text_of(desk.get("records"))
    assert "We keep it 120 months longer: An inquiry." in text_of(desk.get(f"cases/{case.reference}"))
    with in_council(council):
        assert Lengthening.objects.get().months == 120


PAGES = ("records", RULE, "records/disposals", "records/holds", "records/longer/market-stall", "cases/{}/hold")


@pytest.mark.parametrize("role", ["viewer", "agent", "officer", "lead", "manager", "administrator"])
def test_who_does_not_look_after_records_finds_none_of_it(council: CouncilSite, case: Case, role: Role) -> None:
    someone = new_desk(council, "Sam Someone", (role, "*", ""))
    missing = body_of(someone.get("cases/SK-00000-00000"))
    for path in PAGES:
        answer = someone.get(path.format(case.reference))
        assert answer.status_code == 404, path
        assert body_of(answer) == missing, path
        assert someone.post(path.format(case.reference)).status_code in (404, 405)
    page = someone.get(f"cases/{case.reference}")
    if page.status_code == 200:
        assert "Hold from disposal" not in text_of(page)


def test_the_other_council_finds_nothing(
    council: CouncilSite, other_council: CouncilSite, case: Case, desk: Desk, tmp_path: Path
) -> None:
    with in_council(other_council):
        adopt_stalls(other_council, tmp_path / "theirs")
    run = propose(desk)
    with in_council(council):
        hold = Hold.objects.create(
            scope="case", subject_id=case.id, reason="Here", placed_by="Ada", placed_at=NOW,
            review_date=london_day(NOW) + timedelta(days=9),
        )  # fmt: skip
    theirs = new_desk(other_council, "Elin Elsewhere", ("records", "*", ""), language="en")
    for path in (run, f"{run}/certificate", f"records/holds/{hold.id}", f"cases/{case.reference}/hold", RULE):
        assert theirs.get(path).status_code == 404, path
    for path in ("records", "records/disposals", "records/holds"):
        assert case.reference not in text_of(theirs.get(path))
        assert "Ask for a market stall" not in text_of(theirs.get(path))


def test_an_anonymous_case_can_be_looked_at_and_nothing_more(
    service: Service, council: CouncilSite, desk: Desk, other: Desk
) -> None:
    with in_council(council):
        case = close_stall(open_stall(service, council), council)
    path = propose_rule(desk, "records/due/market-stall/general/anonymise")
    assert desk.post(path, number="1").status_code == 303
    deliver(council, "dispose", go_on)
    with in_council(council):
        reference = Case.objects.get(id=case.id).reference
    lead = new_desk(council, "Lowri Lead", ("lead", "*", ""))
    assert lead.get(f"cases/{case.reference}").status_code == 404
    shown = lead.get(f"cases/{reference}")
    assert "This case was made anonymous on" in text_of(shown)
    assert "Food" in text_of(shown)
    assert f"/cases/{reference}/actions/" not in shown.content.decode()
    assert lead.post(f"cases/{reference}/notes", note="Hello").status_code == 404
    assert desk.get(f"cases/{reference}/pack").status_code == 404
