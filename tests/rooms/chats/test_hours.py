"""When are chats answered? Hours by day in London, bank holidays by nation, and what cannot be."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from commonhall.chats.policies import DAYS, DeskRules, HoursRefused, is_open, next_opening
from commonhall.councils.queries import Nation

ON = DeskRules(is_on=True)


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ("2026-06-10T07:59", False),  # a Wednesday: 8:59 in London
        ("2026-06-10T08:00", True),
        ("2026-06-10T15:59", True),
        ("2026-06-10T16:00", False),
        ("2026-12-09T08:59", False),  # winter: the clocks agree
        ("2026-12-09T09:00", True),
        ("2026-06-13T10:00", False),  # a Saturday
        ("2026-05-25T10:00", False),  # a bank holiday
    ],
)
def test_hours_are_londons(at: str, expected: bool) -> None:
    assert is_open(ON, nation="england", at=datetime.fromisoformat(f"{at}+00:00")) is expected


@pytest.mark.parametrize("at", ["2026-06-12T22:59:59", "2026-06-12T23:00", "2026-06-13T11:00", "2026-06-13T22:59:59"])
def test_chats_may_be_answered_around_the_clock(at: str) -> None:
    rules = DeskRules(is_on=True, hours=dict.fromkeys(DAYS, ("00:00", "24:00")))
    rules.check()
    assert is_open(rules, nation="england", at=datetime.fromisoformat(f"{at}+00:00"))


@pytest.mark.parametrize(("nation", "expected"), [("scotland", False), ("wales", True), ("northern_ireland", True)])
def test_holidays_are_the_nations_own(nation: Nation, expected: bool) -> None:
    saint_andrew = datetime(2026, 11, 30, 10, 0, tzinfo=UTC)
    assert is_open(ON, nation=nation, at=saint_andrew) is expected


def test_a_council_may_answer_on_holidays_and_none_answers_when_off() -> None:
    spring = datetime(2026, 5, 25, 10, 0, tzinfo=UTC)
    assert is_open(DeskRules(is_on=True, on_holidays=True), nation="england", at=spring)
    assert not is_open(DeskRules(is_on=False, on_holidays=True), nation="england", at=spring)


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ("2026-06-10T06:00", "2026-06-10T09:00:00"),
        ("2026-06-10T17:00", "2026-06-11T09:00:00"),
        ("2026-05-22T18:00", "2026-05-26T09:00:00"),  # over a weekend and a bank holiday
    ],
)
def test_it_says_when_chats_are_answered_again(at: str, expected: str) -> None:
    assert next_opening(ON, nation="england", at=datetime.fromisoformat(f"{at}+00:00")) == expected


def test_nobody_knows_when_a_desk_without_hours_opens() -> None:
    now = datetime(2026, 6, 10, 10, 0, tzinfo=UTC)
    assert next_opening(DeskRules(is_on=True, hours={}), nation="england", at=now) == ""
    assert next_opening(DeskRules(), nation="england", at=now) == ""


@pytest.mark.parametrize(
    "times", [("17:00", "09:00"), ("09:00", "09:00"), ("nine", "five"), ("09:00", "25:00"), ("24:00", "24:00")]
)
def test_hours_that_cannot_be_are_refused(times: tuple[str, str]) -> None:
    with pytest.raises(HoursRefused) as refused:
        DeskRules(hours={"tue": times}).check()
    assert refused.value.day == "tue"


@pytest.mark.parametrize("wrong", [{"most_waiting": 0}, {"most_waiting": 501}, {"quiet_minutes": 1}])
def test_limits_out_of_range_are_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="From 1 to 500"):
        DeskRules(**wrong).check()
