"""At once: one of two wins, and nothing is done twice."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connections

from commonhall.cases.models import (
    Case,
    Merge,
)
from commonhall.cases.operations import CaseChanged, move_case
from commonhall.cases.together.approving import ProposalRefused, approve_proposal, propose_move
from commonhall.cases.together.merging import MergeRefused, end_of, merge_case
from commonhall.core.lifecycle.moves import MoveRefused
from commonhall.councils.actors import RESIDENT, Actor
from commonhall.councils.ids import new_id
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.record.models import Event
from tests.rooms.office.desk import open_case, open_cases
from tests.rooms.work import skips

ROWAN, OLWEN = Actor("staff", new_id(), "Rowan Pike"), Actor("staff", new_id(), "Olwen Other")
SECOND = "approval: {by: [lead]},\n       ask: [{id: number"


def now() -> datetime:
    return datetime.now(UTC)


def together(council: CouncilSite, *acts: Callable[[], Any]) -> list[BaseException]:
    """Do all ``acts`` at the same moment, each on its own connection, and return what they raised."""
    start = threading.Barrier(len(acts))
    raised: list[BaseException] = []

    def act(one: Callable[[], Any]) -> None:
        try:
            start.wait(10)
            with in_council(council):
                one()
        except BaseException as failure:  # noqa: BLE001 looked at by the test
            raised.append(failure)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=act, args=(one,)) for one in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return raised


def moves_of(case: Case) -> int:
    return Event.objects.filter(kind="case_moved", subject_id=case.id).count()


@pytest.mark.commits
@pytest.mark.usefixtures("committed")
def test_two_officers_decide_at_once(council: CouncilSite) -> None:
    case = open_case(council)

    def decide(by: Actor, number: str) -> Callable[[], Any]:
        return lambda: move_case(
            case_id=case.id, transition="license", asked={"number": number}, expect=1, actors=("officer",),
            council=council, by=by, at=now(),
        )  # fmt: skip

    raised = together(council, decide(ROWAN, "1"), decide(OLWEN, "2"))
    assert [type(each) for each in raised] == [CaseChanged]
    with in_council(council):
        assert (moves_of(case), Case.objects.get(id=case.id).version) == (1, 2)


@pytest.mark.commits
@pytest.mark.usefixtures("committed")
def test_the_resident_acts_as_the_officer_closes(council: CouncilSite) -> None:
    case = open_case(council)
    raised = together(
        council,
        lambda: move_case(
            case_id=case.id, transition="license", asked={"number": "1"}, expect=1, actors=("officer",),
            council=council, by=ROWAN, at=now(),
        ),
        lambda: move_case(
            case_id=case.id, transition="withdraw", expect=None, actors=("resident",), council=council, by=RESIDENT,
            at=now(),
        ),
    )  # fmt: skip
    assert len(raised) == 1
    assert isinstance(raised[0], (CaseChanged, MoveRefused))
    with in_council(council):
        assert moves_of(case) == 1


@pytest.mark.commits
@pytest.mark.usefixtures("committed")
def test_two_approve_at_once(council: CouncilSite, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(skips, "SKIPS", skips.SKIPS.replace("ask: [{id: number", SECOND))
    case = open_case(council)
    with in_council(council):
        proposal = propose_move(
            case_id=case.id, transition="license", asked={"number": "1"}, expect=1, actors=("officer",),
            council=council, by=ROWAN, at=now(),
        )  # fmt: skip

    def approve(by: Actor) -> Callable[[], Any]:
        return lambda: approve_proposal(
            case_id=case.id, proposal_id=proposal.id, roles=("lead",), council=council, by=by, at=now()
        )

    raised = together(council, approve(OLWEN), approve(Actor("staff", new_id(), "Lowri Lead")))
    assert [type(each) for each in raised] == [ProposalRefused]
    with in_council(council):
        assert moves_of(case) == 1


@pytest.mark.commits
@pytest.mark.usefixtures("committed")
def test_two_cases_merged_into_each_other_at_once(council: CouncilSite) -> None:
    a, b = open_cases(council)

    def merge(one: Case, other: Case) -> Callable[[], Any]:
        return lambda: merge_case(case_id=one.id, into_id=other.id, why="Same", by=ROWAN, at=now())

    raised = together(council, merge(a, b), merge(b, a))
    assert [type(each) for each in raised] == [MergeRefused]
    with in_council(council):
        assert Merge.objects.count() == 1
        ends = {end_of(Case.objects.get(id=each.id)).id for each in (a, b)}
        assert len(ends) == 1
