"""When time is up, the pattern's own transition follows, once; a closed case's clocks have stopped."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from commonhall.cases.clocks import keep_clocks, miss_deadline
from commonhall.cases.models import Case, CaseDeadline
from commonhall.cases.operations import move_case
from commonhall.councils.actors import Actor
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.record.models import Event
from tests.rooms.work import skips
from tests.rooms.work.skips import AT, kinds_of
from tests.rooms.work.told import open_case

OFFICER = Actor("staff", name="Rowan Pike")
DUE = datetime(2026, 6, 15, 23, 0, tzinfo=UTC)


def license_it(council: CouncilSite, case: Case, *, at: datetime = AT) -> None:
    with in_council(council):
        move_case(case_id=case.id, transition="license", asked={"number": "1"}, expect=None, actors=("officer",),
                  council=council, by=OFFICER, at=at)  # fmt: skip


def stored(council: CouncilSite, case: Case) -> tuple[Case, CaseDeadline]:
    with in_council(council):
        return Case.objects.get(id=case.id), CaseDeadline.objects.get(case_id=case.id)


def test_a_deadline_is_kept_until_its_last_day_is_over(council: CouncilSite) -> None:
    case = open_case(council)
    keep_clocks(council, at=DUE - timedelta(seconds=1))
    now, deadline = stored(council, case)
    assert (now.state, deadline.state) == ("received", "running")
    keep_clocks(council, at=DUE)
    now, deadline = stored(council, case)
    assert (now.state, deadline.state) == ("late", "breached")


def test_a_missed_deadline_moves_the_case_by_the_clock_once(council: CouncilSite) -> None:
    case = open_case(council)
    for minutes in (1, 2):
        keep_clocks(council, at=DUE + timedelta(minutes=minutes))
    assert kinds_of(council, case) == ["case_opened", "deadline_missed", "case_moved"]
    with in_council(council):
        assert Event.objects.get(kind="case_moved").actor_kind == "system"
    now, _ = stored(council, case)
    assert now.due_at == DUE, "it stays overdue in the queue until it is done"


def test_a_case_that_is_closed_in_time_meets_its_deadline(council: CouncilSite) -> None:
    case = open_case(council)
    license_it(council, case)
    keep_clocks(council, at=DUE + timedelta(days=1))
    now, deadline = stored(council, case)
    assert (now.state, deadline.state, deadline.ended_at) == ("licensed", "met", AT)
    assert now.due_at.year == 9999
    assert "deadline_missed" not in kinds_of(council, case)


def test_a_missed_deadline_ends_when_the_case_is_closed(council: CouncilSite) -> None:
    case = open_case(council)
    keep_clocks(council, at=DUE)
    license_it(council, case, at=DUE + timedelta(hours=10))
    now, deadline = stored(council, case)
    assert (deadline.state, deadline.ended_at) == ("breached", DUE + timedelta(hours=10))
    assert now.due_at.year == 9999


def test_a_case_that_cannot_be_moved_by_the_clock_is_still_marked(council: CouncilSite) -> None:
    case = open_case(council)
    with in_council(council):
        Case.objects.filter(id=case.id).update(state="late")  # as if an officer had said so
    keep_clocks(council, at=DUE)
    assert kinds_of(council, case) == ["case_opened", "deadline_missed", "timer_refused"]
    assert stored(council, case)[1].state == "breached"


def test_a_deadline_that_was_moved_meanwhile_is_not_missed(council: CouncilSite) -> None:
    case = open_case(council)
    with in_council(council):
        deadline = CaseDeadline.objects.get(case_id=case.id)
        CaseDeadline.objects.filter(id=deadline.id).update(due_date=date(2026, 6, 20), due_at=DUE + timedelta(days=5))
        miss_deadline(deadline_id=deadline.id, council=council, at=DUE)
    assert stored(council, case)[1].state == "running"


def test_one_council_s_clock_leaves_the_others_alone(council: CouncilSite, other_council: CouncilSite) -> None:
    case, other = open_case(council), open_case(other_council)
    keep_clocks(council, at=DUE)
    assert stored(council, case)[0].state == "late"
    assert stored(other_council, other)[0].state == "received"
    with in_council(other_council):
        assert not Event.objects.filter(kind="deadline_missed").exists()


def test_a_case_that_is_opened_again_gets_a_new_deadline(council: CouncilSite, monkeypatch: pytest.MonkeyPatch) -> None:
    again = "    - {id: reopen, label: Open again, from: [licensed], to: received, by: [lead]}\n"
    monkeypatch.setattr(skips, "SKIPS", skips.SKIPS.replace("  deadlines:\n", f"{again}  deadlines:\n"))
    case = open_case(council)
    license_it(council, case)
    with in_council(council):
        move_case(case_id=case.id, transition="reopen", expect=None, actors=("lead",), council=council, by=OFFICER,
                  at=AT + timedelta(days=7))  # fmt: skip
    now, deadline = stored(council, case)
    assert (now.state, now.closed_at, deadline.state, deadline.ended_at) == ("received", None, "running", None)
    assert deadline.due_date == date(2026, 6, 22)
    assert now.due_at == deadline.due_at
