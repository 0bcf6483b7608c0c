"""Tasks, timers, pauses and entitlements of stored cases: kept whole, dealt with once, and nobody else's business."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from commonhall.cases.clocks import keep_clocks
from commonhall.cases.models import Case, CaseDeadline, CaseTask, CaseTimer, Entitlement
from commonhall.cases.operations import TaskNotOpen
from commonhall.cases.queries import scope_of_case
from commonhall.cases.scopes import effective_of_case
from commonhall.core.lifecycle.moves import MoveRefused
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.record.models import Outbox
from tests.rooms.work.permits import AT, apply_for, approve, done, move
from tests.rooms.work.skips import kinds_of


def stored(council: CouncilSite, case: Case) -> Case:
    with in_council(council):
        found: Case = Case.objects.get(id=case.id)
        return found


def told(council: CouncilSite) -> list[list[str]]:
    with in_council(council):
        return [each.payload["messages"] for each in Outbox.objects.filter(kind="tell").order_by("created_at", "id")]


def test_a_case_begins_with_its_task_its_timer_and_the_nearest_due_date(council: CouncilSite) -> None:
    case = apply_for(council)
    with in_council(council):
        task, timer = CaseTask.objects.get(case=case), CaseTimer.objects.get(case=case)
        assert (task.kind, task.team, task.state) == ("proof", "parking", "open")
        assert task.due_at == case.due_at == datetime(2026, 6, 12, 23, 0, tzinfo=UTC)
        assert case.due_date == date(2026, 6, 17)
        assert (timer.kind, timer.due_at, timer.state) == ("chase", AT + timedelta(days=3), "waiting")
        assert case.facts["computed"] == {"size": "small"}
        assert case.facts["tables"]["zones"]["hits"][0]["zone"] == "A"


def test_a_task_is_done_once_with_its_answers(council: CouncilSite) -> None:
    case = apply_for(council)
    done(council, case, seen=True)
    with pytest.raises(TaskNotOpen):
        done(council, case, seen=False)
    with in_council(council):
        task = CaseTask.objects.get(case=case)
        assert (task.state, task.answers, task.done_by) == ("done", {"seen": True}, "Ada Officer")
        now = stored(council, case)
        assert (now.due_at, now.version) == (datetime(2026, 6, 17, 23, 0, tzinfo=UTC), 2)
        scope = scope_of_case(now, effective_of_case(now, council=council, at=AT), at=AT)
        assert scope["case"]["tasks"] == {"proof": {"seen": True, "state": "done"}}
    assert kinds_of(council, case) == ["case_opened", "task_done"]


def test_a_refused_move_changes_nothing(council: CouncilSite) -> None:
    case = apply_for(council)
    with pytest.raises(MoveRefused) as refused:
        move(council, case, "approve", zone="A")
    assert refused.value.reason == "needs"
    assert stored(council, case).version == 1
    with in_council(council):
        assert not Entitlement.objects.exists()


def test_an_approved_permit_is_there_with_its_number_and_what_was_kept(council: CouncilSite) -> None:
    case = apply_for(council)
    now = approve(council, case)
    with in_council(council):
        permit = Entitlement.objects.get(case=case)
        assert permit.number.startswith("PP-")
        assert (permit.subject, permit.state) == ("AB12 CDE", "active")
        assert (permit.starts_date, permit.until_date) == (date(2026, 6, 10), date(2027, 6, 9))
        assert now.kept == {"zone": "A"}
        assert CaseDeadline.objects.get(case=case).state == "met"
        waiting = CaseTimer.objects.filter(case=case, state="waiting").order_by("due_at")
        assert [(each.kind, each.due_at.date()) for each in waiting] == [
            ("remind", date(2027, 5, 12)),
            ("run_out", date(2027, 6, 10)),
        ]
    assert told(council)[-1] == ["approved"]


def test_timers_ring_once_each_at_their_time(council: CouncilSite) -> None:
    case = apply_for(council)
    keep_clocks(council, at=AT + timedelta(days=2))
    assert told(council) == [["received"]]
    for _ in range(2):
        keep_clocks(council, at=AT + timedelta(days=3))
    assert told(council) == [["received"], ["still_waiting"]]
    assert kinds_of(council, case).count("timer_rang") == 1


def test_a_permit_runs_out_by_itself_and_says_when_the_case_is_to_go(council: CouncilSite) -> None:
    case = apply_for(council)
    approve(council, case)
    keep_clocks(council, at=datetime(2027, 5, 12, 8, 0, tzinfo=UTC))
    assert told(council)[-1] == ["ends_soon"]
    keep_clocks(council, at=datetime(2027, 6, 10, 8, 0, tzinfo=UTC))
    now = stored(council, case)
    assert (now.state, now.phase, now.dispose_date, now.dispose_then) == (
        "ended", "closed", date(2028, 6, 10), "anonymise",
    )  # fmt: skip
    with in_council(council):
        assert Entitlement.objects.get().state == "ended"
        assert not CaseTimer.objects.filter(state="waiting").exists()


def test_a_renewal_moves_the_timers(council: CouncilSite) -> None:
    case = apply_for(council)
    approve(council, case)
    keep_clocks(council, at=datetime(2027, 5, 12, 8, 0, tzinfo=UTC))
    move(council, case, "renew", by="resident", at=datetime(2027, 5, 20, 9, 0, tzinfo=UTC))
    with in_council(council):
        waiting = CaseTimer.objects.filter(case=case, state="waiting").order_by("due_at")
        assert [each.due_at.date() for each in waiting] == [date(2028, 5, 11), date(2028, 6, 9)]
        assert CaseTimer.objects.filter(case=case, kind="remind", state="done").count() == 1


def test_a_paused_deadline_is_not_missed_and_goes_on_later(council: CouncilSite) -> None:
    case = apply_for(council)
    done(council, case, seen=True)
    move(council, case, "ask_more", at=AT + timedelta(days=1))
    now = stored(council, case)
    assert (now.due_date, now.due_at.year) == (None, 9999)
    keep_clocks(council, at=AT + timedelta(days=30))
    assert "deadline_missed" not in kinds_of(council, case)
    move(council, case, "go_on", at=datetime(2026, 6, 22, 9, 0, tzinfo=UTC))
    with in_council(council):
        deadline = CaseDeadline.objects.get(case=case)
        assert deadline.pauses == [{"from": "2026-06-11", "to": "2026-06-22", "reason": "ask_more"}]
        assert deadline.due_date == stored(council, case).due_date == date(2026, 6, 29)
    move(council, case, "longer", at=datetime(2026, 6, 22, 9, 0, tzinfo=UTC))
    assert stored(council, case).due_date == date(2026, 7, 6)


def test_a_missed_deadline_stays_due(council: CouncilSite) -> None:
    case = apply_for(council)
    done(council, case, seen=True)
    late = datetime(2026, 6, 17, 23, 0, tzinfo=UTC)
    keep_clocks(council, at=late - timedelta(seconds=1))
    assert "deadline_missed" not in kinds_of(council, case)
    keep_clocks(council, at=late)
    now = stored(council, case)
    assert kinds_of(council, case)[-1] == "deadline_missed"
    assert (now.state, now.due_date) == ("new", date(2026, 6, 17))


@pytest.mark.parametrize("model", [CaseTask, CaseTimer, Entitlement, CaseDeadline])
def test_the_other_council_sees_nothing(council: CouncilSite, other_council: CouncilSite, model: Any) -> None:
    case = apply_for(council)
    approve(council, case)
    with in_council(council):
        assert model.objects.exists()
    with in_council(other_council):
        assert not model.objects.exists()
        with pytest.raises(LookupError):
            done(other_council, case, seen=True)
    keep_clocks(other_council, at=AT + timedelta(days=900))
    assert stored(council, case).state == "held"
