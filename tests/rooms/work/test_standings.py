"""Is it kept how providers stand, and do faults do what they say, at one council and in tests only?"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Final

import pytest
from django.conf import LazySettings

from commonhall.capabilities.errors import Misconfigured, Rejected, Unavailable
from commonhall.catalogue.calls import call_provider, forget_failures
from commonhall.catalogue.faults import Effect, FaultsNotAllowed, clear_faults, faults_set, set_fault
from commonhall.catalogue.models import Standing
from commonhall.catalogue.standings import history_of, standings, trim_standings
from commonhall.councils.actors import SYSTEM
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council

AT: Final = datetime(2026, 6, 10, 9, 0, tzinfo=UTC)


def works() -> str:
    return "done"


def is_down() -> str:
    raise Unavailable(why="down")


def refuses() -> str:
    raise Rejected("no")


def is_wrong() -> str:
    raise Misconfigured("Correct the key.")


def call(council: CouncilSite, what: Callable[[], str], at: datetime = AT) -> str:
    return call_provider(what, council_id=council.id, capability="payments", provider="practice_card", at=at)


@pytest.mark.parametrize(
    ("what", "state", "error"),
    [(works, "working", None), (refuses, "working", Rejected), (is_down, "down", Unavailable),
     (is_wrong, "misconfigured", Misconfigured)],
)  # fmt: skip
def test_what_a_call_shows_is_kept(
    council: CouncilSite, what: Callable[[], str], state: str, error: type[Exception] | None
) -> None:
    with in_council(council):
        if error is None:
            call(council, what)
        else:
            with pytest.raises(error):
                call(council, what)
        assert [(each.capability, each.provider, each.state, each.since) for each in standings()] == [
            ("payments", "practice_card", state, AT)
        ]


def test_only_changes_are_kept_with_their_moment(council: CouncilSite) -> None:
    with in_council(council):
        for minute, what in enumerate((works, works, is_down, is_down, works)):
            with contextlib.suppress(Unavailable):
                call(council, what, AT + timedelta(minutes=minute))
            forget_failures()
        changes = [(each.state, each.since.minute) for each in history_of("payments", since=AT)]
        assert changes == [("working", 4), ("down", 2), ("working", 0)]


def test_another_council_learns_nothing(council: CouncilSite, other_council: CouncilSite) -> None:
    with in_council(council):
        call(council, works)
        set_fault(capability="payments", effect="failing", by=SYSTEM, at=AT)
    with in_council(other_council):
        assert (standings(), faults_set(at=AT)) == ([], [])
        assert call(other_council, works) == "done"


def test_old_changes_go_but_the_last_stays(council: CouncilSite) -> None:
    with in_council(council):
        for days, state in ((200, "down"), (190, "working")):
            Standing.objects.create(
                capability="payments", provider="practice_card", state=state, at=AT - timedelta(days=days)
            )
    trim_standings(council, at=AT)
    with in_council(council):
        assert [each.state for each in standings()] == ["working"]
        assert Standing.objects.count() == 1


class Counted:
    """A provider that counts how often it was asked."""

    def __init__(self) -> None:
        self.asked = 0

    def __call__(self) -> str:
        self.asked += 1
        return "done"


@pytest.mark.parametrize(
    ("effect", "asked", "in_doubt"),
    [("failing", 0, False), ("lying", 1, True), ("duplicating", 2, None), ("slow", 1, None)],
)
def test_a_fault_does_what_it_says(
    council: CouncilSite, monkeypatch: pytest.MonkeyPatch, effect: Effect, asked: int, in_doubt: bool | None
) -> None:
    slept: list[float] = []
    monkeypatch.setattr("commonhall.catalogue.faults.sleep", slept.append)
    provider = Counted()
    with in_council(council):
        set_fault(capability="payments", effect=effect, by=SYSTEM, at=AT)
        if in_doubt is None:
            assert call(council, provider) == "done"
        else:
            with pytest.raises(Unavailable) as caught:
                call(council, provider)
            assert caught.value.in_doubt is in_doubt
    assert provider.asked == asked
    assert bool(slept) == (effect == "slow")


def test_reordering_puts_every_other_call_off(council: CouncilSite) -> None:
    done: list[str] = []
    with in_council(council):
        set_fault(capability="payments", effect="reordering", by=SYSTEM, at=AT)
        for name in ("first", "second", "first"):

            def send(name: str = name) -> str:
                done.append(name)
                return name

            try:
                call(council, send)
            except Unavailable:
                continue
    assert done == ["second"]


def test_a_fault_ends_by_itself_and_by_being_cleared(council: CouncilSite) -> None:
    with in_council(council):
        set_fault(capability="payments", effect="failing", lasts=timedelta(minutes=5), by=SYSTEM, at=AT)
        with pytest.raises(Unavailable):
            call(council, works)
        assert call(council, works, AT + timedelta(minutes=5)) == "done"
        assert faults_set(at=AT + timedelta(minutes=5)) == []
        set_fault(capability="payments", effect="lying", by=SYSTEM, at=AT)
        assert [(each.capability, each.effect) for each in faults_set(at=AT)] == [("payments", "lying")]
        assert clear_faults() == 1
        assert call(council, works, AT + timedelta(minutes=6)) == "done"


def test_production_has_no_faults(council: CouncilSite, settings: LazySettings) -> None:
    with in_council(council):
        set_fault(capability="payments", effect="failing", by=SYSTEM, at=AT)
        settings.FAULTS_ALLOWED = False
        assert call(council, works) == "done"
        with pytest.raises(FaultsNotAllowed):
            set_fault(capability="payments", effect="failing", by=SYSTEM, at=AT)


def test_an_unknown_capability_has_no_faults(council: CouncilSite) -> None:
    with in_council(council), pytest.raises(Misconfigured):
        set_fault(capability="teleport", effect="failing", by=SYSTEM, at=AT)
