"""Is nothing done with the data of somebody who had its use restricted, but by who was allowed to for a good reason?"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from commonhall.cases.clocks import keep_clocks
from commonhall.cases.models import Case, CaseTimer, Standstill, Use
from commonhall.cases.operations import move_case
from commonhall.cases.stilled import UseRestricted
from commonhall.cases.stilling import USE_LASTS, end_uses
from commonhall.cases.visible import cases_visible_to
from commonhall.catalogue.queries import Service
from commonhall.contacts.merging import merge_people
from commonhall.core.values.dates import london_day
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.people.policies import Action, Member
from commonhall.record.models import Event
from commonhall.retention.disposing import go_on
from commonhall.retention.models import Item
from commonhall.retention.operations import NothingDue, approve_disposal, propose_disposal
from tests.rooms.office.desk import Desk, new_desk, text_of
from tests.rooms.retention.closing import LONG_AGO, NOW, OFFICER, close_stall, open_stall, records
from tests.rooms.retention.test_disposal import deliver

WHY = "They say their address is wrong"


def review(days: int = 30) -> dict[str, str]:
    day = london_day(NOW) + timedelta(days=days)
    return {"review_date-day": str(day.day), "review_date-month": str(day.month), "review_date-year": str(day.year)}


@pytest.fixture
def case(service: Service, council: CouncilSite) -> Case:
    with in_council(council):
        return open_stall(service, council)


@pytest.fixture
def keeper_desk(council: CouncilSite) -> Desk:
    return new_desk(council, "Rita Records", ("records", "*", ""))


@pytest.fixture
def officer(council: CouncilSite) -> Desk:
    return new_desk(council, "Olga Officer", ("officer", "*", ""))


def restrict(desk: Desk, case: Case, **more: str) -> Any:
    return desk.post(f"cases/{case.reference}/restrict", reason=WHY, **review(), **more)


def move(council: CouncilSite, case: Case, *actors: str) -> Case:
    with in_council(council):
        return move_case(
            case_id=case.id, transition="refuse", asked={}, expect=None, actors=actors, council=council, by=OFFICER,
            at=NOW,
        )  # fmt: skip


def test_it_stands_on_the_case_and_nothing_can_be_done(
    council: CouncilSite, case: Case, keeper_desk: Desk, officer: Desk
) -> None:
    path = f"cases/{case.reference}"
    assert "Refuse" in text_of(officer.get(path))
    assert "Enter why it is restricted" in text_of(keeper_desk.post(f"{path}/restrict", **review()))
    assert keeper_desk.post(f"{path}/restrict", reason=WHY, **review(500)).status_code == 200
    assert restrict(keeper_desk, case).status_code == 303
    page = text_of(officer.get(path))
    assert WHY in page
    assert "This person’s data may only be stored" in page
    stale = officer.post(f"{path}/actions/refuse", revision="1.0")
    assert stale.status_code == 403
    assert "nothing can be done about this case now" in text_of(stale)
    assert officer.post(f"{path}/notes", text="A note").status_code == 403
    with pytest.raises(UseRestricted):
        move(council, case, "officer")
    with in_council(council):
        assert Case.objects.get(id=case.id).state == "received"
        assert WHY in text_of(officer.get(f"people/{case.person_id}"))
        member = records(council, "Lena Lead", role="lead")
        assert cases_visible_to(member).filter(id=case.id).exists(), "it can be looked at"
        uses: tuple[Action, ...] = ("work", "lead", "message", "merge", "bulk", "export")
        for action in uses:
            assert not cases_visible_to(member, action).filter(id=case.id).exists(), action


def test_somebody_else_allows_it_for_a_while(
    council: CouncilSite, case: Case, keeper_desk: Desk, officer: Desk
) -> None:
    restrict(keeper_desk, case)
    path = f"cases/{case.reference}"
    assert "Select the reason that the law gives" in text_of(officer.post(f"{path}/use", reason="A claim in court"))
    assert officer.post(f"{path}/use", ground="claims", reason="A claim in court").status_code == 303
    assert "Somebody asked already" in text_of(officer.client.get(
        str(officer.post(f"{path}/use", ground="claims", reason="Again").headers["Location"]),
        headers={"host": f"{council.slug}.localhost"},
    ))  # fmt: skip
    with pytest.raises(UseRestricted):
        move(council, case, "officer")
    with in_council(council):
        use = Use.objects.get()
    assert "A claim in court" in text_of(keeper_desk.get("records/uses"))
    assert officer.get("records/uses").status_code == 404
    keeper_desk.post("records/uses", use=str(use.id), do="allow")
    assert "allowed work on this case until" in text_of(officer.get(path))
    end_uses(council, at=NOW + USE_LASTS + timedelta(days=2))
    with pytest.raises(UseRestricted):
        move(council, case, "officer")
    with in_council(council):
        kinds = set(Event.objects.filter(subject_id=case.id).values_list("kind", flat=True))
    assert {"use_asked", "use_allowed", "use_ended"} <= kinds


def test_what_was_allowed_can_be_done(council: CouncilSite, case: Case, keeper_desk: Desk, officer: Desk) -> None:
    restrict(keeper_desk, case)
    officer.post(f"cases/{case.reference}/use", ground="consent", reason="They agreed on the phone")
    with in_council(council):
        use = Use.objects.get()
    keeper_desk.post("records/uses", use=str(use.id), do="allow")
    assert move(council, case, "officer").state == "refused"


def test_nobody_allows_their_own(council: CouncilSite, case: Case, keeper_desk: Desk) -> None:
    restrict(keeper_desk, case)
    both = new_desk(council, "Beth Both", ("officer", "*", ""), ("records", "*", ""))
    both.post(f"cases/{case.reference}/use", ground="claims", reason="A claim in court")
    with in_council(council):
        use = Use.objects.get()
    assert str(use.id) not in both.get("records/uses").content.decode(), "no button is offered"
    both.post("records/uses", use=str(use.id), do="allow")
    with in_council(council):
        assert Use.objects.get().state == "waiting"
    keeper_desk.post("records/uses", use=str(use.id), do="refuse")
    keeper_desk.post("records/uses", use=str(use.id), do="allow")
    with in_council(council):
        assert Use.objects.get().state == "refused"
    with pytest.raises(UseRestricted):
        move(council, case, "officer")


def test_lifting_it_says_how_the_person_was_told(
    council: CouncilSite, case: Case, keeper_desk: Desk, officer: Desk
) -> None:
    restrict(keeper_desk, case)
    officer.post(f"cases/{case.reference}/use", ground="claims", reason="A claim in court")
    path = f"cases/{case.reference}/restrict"
    assert "Enter why it is lifted" in text_of(keeper_desk.post(path, do="lift"))
    assert keeper_desk.post(path, do="lift", why="Corrected; told by letter").status_code == 303
    with in_council(council):
        assert Standstill.objects.get().lifted_why == "Corrected; told by letter"
        assert Use.objects.get().state == "ended"
    assert move(council, case, "officer").state == "refused"


def test_a_record_that_is_joined_later_is_covered(
    service: Service, council: CouncilSite, case: Case, keeper_desk: Desk
) -> None:
    restrict(keeper_desk, case)
    with in_council(council):
        other = open_stall(service, council, email="another@example.org")
        assert case.person_id
        assert other.person_id
        merge_people(merged_id=other.person_id, survivor_id=case.person_id, why="The same", by=OFFICER, at=NOW)
    with pytest.raises(UseRestricted):
        move(council, other, "officer")


def test_nothing_goes_and_no_timer_acts(
    service: Service, council: CouncilSite, keeper: Member, keeper_desk: Desk
) -> None:
    with in_council(council):
        old = close_stall(open_stall(service, council), council)
    restrict(keeper_desk, old)
    with in_council(council):
        with pytest.raises(NothingDue):
            propose_disposal(
                member=keeper, pattern="market-stall", rule=None, then="anonymise", council=council, at=NOW
            )
        CaseTimer.objects.create(case=old, kind="none", key="1", due_at=LONG_AGO)
    keep_clocks(council, at=NOW)
    with in_council(council):
        assert CaseTimer.objects.get().state == "waiting"


def test_who_may_not(
    council: CouncilSite, other_council: CouncilSite, case: Case, keeper_desk: Desk, officer: Desk
) -> None:
    theirs = new_desk(other_council, "Olwen Other", ("records", "*", ""))
    for desk in (officer, theirs):
        assert desk.get(f"cases/{case.reference}/restrict").status_code == 404
        assert restrict(desk, case).status_code == 404
    restrict(keeper_desk, case)
    viewer = new_desk(council, "Vera Viewer", ("viewer", "*", ""))
    for desk, status in ((viewer, 403), (theirs, 404)):
        assert desk.post(f"cases/{case.reference}/use", ground="claims", reason="A claim").status_code == status
    assert "Ask to work on this case" not in text_of(viewer.get(f"cases/{case.reference}"))
    with in_council(other_council):
        assert not Standstill.objects.exists()
        assert not Use.objects.exists()


def test_a_run_that_was_approved_stops(
    service: Service, council: CouncilSite, keeper: Member, second: Member, keeper_desk: Desk
) -> None:
    with in_council(council):
        old = close_stall(open_stall(service, council), council)
        run = propose_disposal(
            member=keeper, pattern="market-stall", rule=None, then="anonymise", council=council, at=NOW
        )
        approve_disposal(run_id=run.id, by=second.actor, at=NOW)
    restrict(keeper_desk, old)
    deliver(council, "dispose", go_on)
    with in_council(council):
        assert Item.objects.get().reason == "held"
        assert Case.objects.get(id=old.id).anonymised_at is None
