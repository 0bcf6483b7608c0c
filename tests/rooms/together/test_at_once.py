"""At once, and cut off in the middle: one of two wins, nothing is done twice, and half of something is nothing."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connections, transaction

from commonhall.cases import approving, arranging, correcting, merging, moving, notes, occurrences, recasting, splitting
from commonhall.cases.approving import ProposalRefused, approve_proposal, propose_move
from commonhall.cases.arranging import arrange_case
from commonhall.cases.correcting import correct_answer
from commonhall.cases.merging import MergeRefused, end_of, merge_case, unmerge_case
from commonhall.cases.models import (
    Case,
    CaseDeadline,
    CaseTask,
    Correction,
    Merge,
    Note,
    Occurrence,
    Proposal,
    Recast,
    Relation,
    Tag,
)
from commonhall.cases.notes import add_note
from commonhall.cases.occurrences import add_occurrence
from commonhall.cases.operations import CaseChanged, move_case
from commonhall.cases.recasting import change_service, move_to_version
from commonhall.cases.splitting import split_case
from commonhall.core.lifecycle.moves import MoveRefused
from commonhall.councils.actors import RESIDENT, Actor
from commonhall.councils.ids import new_id
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.record.models import Event
from tests.rooms.office.desk import open_case, open_cases
from tests.rooms.together.services import graffiti, newer, noise_case
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


WATCHED = (Case, CaseDeadline, CaseTask, Correction, Event, Merge, Note, Occurrence, Proposal, Recast, Relation, Tag)


def everything() -> dict[str, list[dict[str, Any]]]:
    return {table.__name__: list(table.objects.order_by("id").values()) for table in WATCHED}


class Killed(BaseException):
    """The process was killed here."""


def acts(council: CouncilSite) -> dict[str, tuple[Any, Callable[[], Any]]]:
    """Return each operation with the module in which its last write is cut off."""
    a, b = noise_case(council), noise_case(council)
    merged, other = noise_case(council), noise_case(council)
    wall, version = graffiti(council), newer(council)
    with in_council(council):
        merge_case(case_id=merged.id, into_id=other.id, why="Same", by=ROWAN, at=now())
    common: dict[str, Any] = {"by": ROWAN, "at": now()}
    return {
        "arrange": (arranging, lambda: arrange_case(case_id=a.id, priority=2, tags=["storm"], **common)),
        "note": (notes, lambda: add_note(case_id=a.id, text="@Rowan Pike", **common)),
        "again": (occurrences, lambda: add_occurrence(case_id=a.id, text="Again", **common)),
        "merge": (merging, lambda: merge_case(case_id=a.id, into_id=b.id, why="Same", **common)),
        "unmerge": (merging, lambda: unmerge_case(case_id=merged.id, **common)),
        "correct": (
            correcting,
            lambda: correct_answer(
                case_id=a.id, question="nights", answer=12, why="x", renew=True, expect=None, council=council, **common
            ),
        ),
        "version": (
            recasting, lambda: move_to_version(case_id=a.id, to=version, why="x", council=council, **common)
        ),
        "service": (
            recasting,
            lambda: change_service(case_id=a.id, to=wall, why="x", expect=None, council=council, **common),
        ),
        "split": (
            splitting,
            lambda: split_case(case_id=a.id, to=wall, answers=["name"], about="x", council=council, **common),
        ),
        "move": (
            moving,
            lambda: move_case(
                case_id=a.id, transition="close", expect=None, actors=("officer",), council=council, **common
            ),
        ),
    }  # fmt: skip


NAMES = ("arrange", "note", "again", "merge", "unmerge", "correct", "version", "service", "split", "move")


@pytest.mark.parametrize("name", NAMES)
def test_cut_off_before_its_last_write_nothing_is_half_done(
    council: CouncilSite, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    module, act = acts(council)[name]
    with in_council(council):
        before = everything()
    real, calls = module.record_event, []

    def counting(**given: Any) -> Any:
        calls.append(given["kind"])
        return real(**given)

    with monkeypatch.context() as patched, in_council(council):
        patched.setattr(module, "record_event", counting)

        def rolled_back() -> None:
            with transaction.atomic():
                act()
                raise Killed

        with pytest.raises(Killed):
            rolled_back()
    with in_council(council):
        assert everything() == before

    def killing(**given: Any) -> Any:
        calls.pop()
        if not calls:
            raise Killed
        return real(**given)

    monkeypatch.setattr(module, "record_event", killing)
    with in_council(council), pytest.raises(Killed):
        act()
    with in_council(council):
        assert everything() == before
    monkeypatch.setattr(module, "record_event", real)
    with in_council(council):
        act()
        assert everything() != before, "and then it can be done"


def test_a_proposal_cut_off_leaves_nothing(council: CouncilSite, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(skips, "SKIPS", skips.SKIPS.replace("ask: [{id: number", SECOND))
    case = open_case(council)

    def killed(**given: Any) -> Any:
        raise Killed

    monkeypatch.setattr(approving, "record_event", killed)
    with in_council(council), pytest.raises(Killed):
        propose_move(
            case_id=case.id, transition="license", asked={"number": "1"}, expect=1, actors=("officer",),
            council=council, by=ROWAN, at=now(),
        )  # fmt: skip
    with in_council(council):
        assert not Proposal.objects.exists()
