"""How do cases reach a back office that does wrong, and what does it say of them, once and in order, in the end?"""

from __future__ import annotations

from typing import Final

from commonhall.cases.models import Case
from commonhall.catalogue.calls import forget_failures
from commonhall.catalogue.faults import Effect, clear_faults, set_fault
from commonhall.connect.models import Handover, Heard, Link, Sending
from commonhall.councils.actors import SYSTEM
from commonhall.councils.scope import in_council
from tests.rooms.connect.conftest import Roads
from tests.rooms.connect.test_handing import at_contractor, cancel

STORY: Final = "a service that a contractor works for"
CASES: Final = 3


def play(roads: Roads, effect: Effect) -> str:
    """Report problems, one of which is cancelled, while the back office does wrong; let it work again, and return what
    happened in words.

    Asserts that each case is over there once, that what is told of it went in order, and that what the back office says
    is heard once.
    """
    with in_council(roads.council):
        set_fault(capability="backoffice", effect=effect, by=SYSTEM, at=roads.at)
    cases = [roads.report(details=f"Number {number}") for number in range(CASES)]
    roads.after(seconds=1)
    cancel(roads, cases[0])
    roads.after(seconds=30)
    waiting = _waiting(roads)
    with in_council(roads.council):
        if waiting:
            assert Sending.objects.exclude(state="done").exists(), "what waits is seen"
        trouble = bool(Link.objects.get().trouble)
        clear_faults()
        forget_failures()
    for _ in range(40):
        roads.after(minutes=5)
    _check_once(roads, cases)
    heard = ", and what it said came late" if trouble else ", and what it said came at once"
    if waiting:
        return f"waited in sight, then went in order{heard}"
    return f"went at once and in order{heard}"


def _waiting(roads: Roads) -> int:
    with in_council(roads.council):
        return Sending.objects.exclude(state="done").count()


def _check_once(roads: Roads, cases: list[Case]) -> None:
    there = at_contractor(roads)
    references = sorted(str(row["description"]).rsplit(" ", 1)[1] for row in there)
    assert references == sorted(case.reference for case in cases)
    with in_council(roads.council):
        for handover in Handover.objects.all():
            sent = list(Sending.objects.filter(handover=handover).order_by("sent_at", "number"))
            assert {one.state for one in sent} == {"done"}
            assert [one.number for one in sent] == list(range(1, len(sent) + 1)), "they went in order"
            assert [one.act for one in sent] == ["open", *("update" for _ in sent[1:])]
        heard = list(Heard.objects.values_list("update_id", flat=True))
        assert len(set(heard)) == len(heard)
    states = [roads.read(case).state for case in cases]
    assert states == ["cancelled", *("mended" for _ in cases[1:])]
