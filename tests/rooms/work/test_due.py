"""What an officer thought of and what a person was asked for decide, too, when a case is due."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from commonhall.cases.due import NEVER
from commonhall.cases.models import Case, CaseTask
from commonhall.cases.operations import move_case
from commonhall.cases.requests.asking import Asking, answer_request, ask_person, cancel_request
from commonhall.cases.requests.errands import Wanted, drop_task, finish_errand, open_task, reopen_task
from commonhall.cases.requests.keeping import keep_requests
from commonhall.councils.actors import RESIDENT
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from tests.rooms.work.permits import OFFICER, apply_for
from tests.rooms.work.told import send_into

AT = datetime(2026, 6, 10, 11, 0, tzinfo=UTC)  # a Wednesday
SOON = datetime(2026, 6, 10, 15, 0, tzinfo=UTC)


@pytest.fixture
def case(council: CouncilSite, tmp_path: Path) -> Case:
    send_into(tmp_path, council)
    return apply_for(council, at=AT)


def due(council: CouncilSite, case: Case) -> datetime:
    with in_council(council):
        found: datetime = Case.objects.get(id=case.id).due_at
        return found


def errand(council: CouncilSite, case: Case, due_at: datetime | None = SOON, occasion: str = "1") -> CaseTask:
    with in_council(council):
        wanted = Wanted(title="Ring them", due_at=due_at)
        return open_task(case_id=case.id, wanted=wanted, occasion=occasion, by=OFFICER, at=AT)


def request(council: CouncilSite, case: Case, clock: str = "none") -> object:
    wanted = Asking(
        occasion="form-1",
        kind="questions",
        text="We need to know more.",
        channel="email",
        language="en",
        questions=("Since when?",),
        days=1,
        limit="decide",
        clock=clock,  # type: ignore[arg-type]  # one of the three
    )
    with in_council(council):
        return ask_person(case_id=case.id, wanted=wanted, council=council, by=OFFICER, at=AT).id


def test_a_case_is_due_when_its_errand_is(case: Case, council: CouncilSite) -> None:
    before, day = due(council, case), case.due_date
    errand(council, case)
    assert before > SOON
    assert due(council, case) == SOON
    errand(council, case, SOON - timedelta(hours=1), "2")
    errand(council, case, None, "3")
    assert due(council, case) == SOON - timedelta(hours=1)
    with in_council(council):
        kept = Case.objects.get(id=case.id)
        assert (kept.due_date, kept.version) == (day, case.version)


def test_an_errand_that_is_over_moves_it_back(case: Case, council: CouncilSite) -> None:
    before, task = due(council, case), errand(council, case)
    with in_council(council):
        finish_errand(task_id=task.id, answers={}, by=OFFICER, at=AT)
    assert due(council, case) == before
    with in_council(council):
        reopen_task(task_id=task.id, by=OFFICER, at=AT)
    assert due(council, case) == SOON
    with in_council(council):
        drop_task(task_id=task.id, reason="No need", by=OFFICER, at=AT)
    assert due(council, case) == before


def test_a_move_of_the_case_forgets_no_errand(case: Case, council: CouncilSite) -> None:
    errand(council, case)
    with in_council(council):
        move_case(
            case_id=case.id, transition="ask_more", expect=None, actors=("officer",), council=council, by=OFFICER, at=AT
        )
    assert due(council, case) == SOON


@pytest.mark.parametrize("clock", ["none", "pause"])
def test_a_case_is_due_when_a_request_ends(case: Case, council: CouncilSite, clock: str) -> None:
    before = due(council, case)
    request_id = request(council, case, clock)
    last = datetime(2026, 6, 11, 23, 0, tzinfo=UTC)  # the first moment after the 11th in London
    assert before > last
    assert due(council, case) == last
    with in_council(council):
        # An id as a test reads it:
        cancel_request(request_id=request_id, council=council, by=OFFICER, at=AT)  # type: ignore[arg-type]
    assert due(council, case) == before


@pytest.mark.parametrize("end", ["answered", "lapsed"])
def test_an_answer_and_silence_move_it_back(case: Case, council: CouncilSite, end: str) -> None:
    before, request_id = due(council, case), request(council, case)
    if end == "lapsed":
        keep_requests(council, at=AT + timedelta(days=2))
    else:
        with in_council(council):
            # An id as a test reads it:
            answer_request(request_id=request_id, answers={"q1": "May"}, council=council, by=RESIDENT, at=AT)  # type: ignore[arg-type]
    assert due(council, case) == before
    assert before != datetime.fromisoformat(NEVER)
