"""Do deadlines fall where law and the published tables say, with pauses, months and Scotland's first day?"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonhall.core.clocks.calendar import CalendarName, WorkingCalendar
from commonhall.core.clocks.deadlines import (
    Clock,
    Deadline,
    Pause,
    PausesOverlap,
    Unit,
    add_months,
    due,
)
from commonhall.core.values.dates import london_date
from tests.core.shared_files import vectors


def _deadline(
    length: int,
    unit: Unit = "working_days",
    nation: CalendarName = "uk",
    day_one: Literal["next", "same"] = "next",
    roll: bool = False,
) -> Deadline:
    return Deadline("reply", "received", length, unit, WorkingCalendar(nation), day_one, roll)


def _due(deadline: Deadline, started: str, *pauses: Pause) -> str:
    end = due(deadline, started, pauses)
    assert end is not None
    return end.due_date


FOI = _deadline(20)
FOI_SCOTLAND = _deadline(20, nation="scotland")
SUBJECT_ACCESS = _deadline(1, "months", "england-wales", roll=True)
SUBJECT_ACCESS_SCOTLAND = _deadline(1, "months", "scotland", roll=True)


@pytest.mark.parametrize(
    ("received", "expected"),
    [
        ("2026-03-02", "2026-03-31"),
        ("2026-06-22", "2026-07-21"),
        ("2026-07-20", "2026-08-18"),
        ("2026-11-16", "2026-12-15"),
        ("2026-12-18", "2027-01-21"),
        ("2026-12-01", "2026-12-31"),
        ("2026-03-13", "2026-04-15"),
        ("2026-06-01", "2026-06-30"),
        ("2026-06-12", "2026-07-14"),
        ("2026-10-31", "2026-11-27"),
        ("2009-03-14", "2009-04-15"),
        ("2009-03-15", "2009-04-15"),
        ("2027-03-01", "2027-04-01"),
        ("2026-09-18", "2026-10-16"),  # clarification on the 18th: a new day nought
    ],
)
def test_freedom_of_information(received: str, expected: str) -> None:
    assert _due(FOI, received) == expected


@pytest.mark.shared_data
def test_published_freedom_of_information_dates() -> None:
    published = vectors("foi-due-dates.json")
    for received, expected in published["working_days_20"] + published["computed_with_holidays_0.109"]:
        assert _due(FOI, received) == expected


def test_receipt_is_a_london_date() -> None:
    from datetime import UTC, datetime

    received = london_date(datetime(2026, 6, 30, 23, 30, tzinfo=UTC))
    assert _due(FOI, received) == "2026-07-30"


@pytest.mark.parametrize(
    ("deadline", "started", "expected"),
    [
        (FOI_SCOTLAND, "2026-03-02", "2026-03-30"),
        (FOI_SCOTLAND, "2026-08-14", "2026-09-11"),
        (FOI_SCOTLAND, "2026-11-02", "2026-12-01"),
        (FOI_SCOTLAND, "2026-12-18", "2027-01-21"),
        (FOI.extended(20), "2026-03-02", "2026-04-30"),
        (FOI.extended(20), "2026-11-02", "2026-12-31"),
        (_deadline(20, nation="england-wales"), "2026-03-02", "2026-03-30"),
        (SUBJECT_ACCESS, "2026-01-31", "2026-03-02"),
        (SUBJECT_ACCESS, "2024-01-31", "2024-02-29"),
        (SUBJECT_ACCESS, "2026-09-03", "2026-10-05"),
        (SUBJECT_ACCESS, "2025-11-25", "2025-12-29"),
        (SUBJECT_ACCESS, "2026-03-03", "2026-04-07"),
        (SUBJECT_ACCESS_SCOTLAND, "2026-03-03", "2026-04-06"),
        (SUBJECT_ACCESS, "2026-10-31", "2026-11-30"),
        (SUBJECT_ACCESS_SCOTLAND, "2026-10-31", "2026-12-01"),
        (SUBJECT_ACCESS.extended(2), "2026-05-31", "2026-09-01"),
        (SUBJECT_ACCESS.extended(2), "2027-11-30", "2028-02-29"),
        (SUBJECT_ACCESS, "2026-09-21", "2026-10-21"),
        (_deadline(30, "days", day_one="same"), "2026-07-01", "2026-07-30"),
        (_deadline(5, nation="england-wales"), "2026-03-25", "2026-04-01"),
        (_deadline(10, nation="england-wales"), "2026-03-27", "2026-04-14"),
        (_deadline(20, nation="england-wales"), "2026-03-27", "2026-04-28"),
        (_deadline(10, nation="england-wales"), "2026-07-06", "2026-07-20"),
        (_deadline(5, nation="england-wales"), "2026-12-21", "2026-12-30"),
        (_deadline(10, nation="england-wales"), "2026-12-30", "2027-01-14"),
        (_deadline(5, nation="england-wales"), "2026-05-01", "2026-05-11"),
        (_deadline(5, nation="england-wales"), "2026-08-24", "2026-09-01"),
        (_deadline(20, nation="england-wales"), "2026-08-27", "2026-09-25"),
        (_deadline(40, nation="england-wales"), "2026-08-27", "2026-10-23"),
        (_deadline(5, nation="scotland", day_one="same"), "2026-07-31", "2026-08-07"),
        (_deadline(10, nation="scotland", day_one="same"), "2026-07-31", "2026-08-14"),
        (_deadline(5, nation="scotland", day_one="same"), "2026-08-01", "2026-08-10"),
        (_deadline(3, nation="scotland", day_one="same"), "2026-11-27", "2026-12-02"),
        (_deadline(20, nation="scotland", day_one="same"), "2026-11-27", "2026-12-29"),
        (_deadline(3, "months", day_one="same"), "2026-09-08", "2026-12-07"),
        (_deadline(8, day_one="same"), "2026-12-21", "2027-01-05"),
        (_deadline(8, nation="england-wales", day_one="same"), "2026-12-21", "2027-01-04"),
        (_deadline(8, day_one="same"), "2026-03-30", "2026-04-10"),
        (_deadline(30, "days", day_one="same"), "2026-05-05", "2026-06-03"),
        (_deadline(120, "days", day_one="same"), "2026-05-05", "2026-09-01"),
        (_deadline(2, nation="england-wales"), "2026-08-28", "2026-09-02"),
    ],
)
def test_other_duties(deadline: Deadline, started: str, expected: str) -> None:
    assert _due(deadline, started) == expected


def test_pauses_leave_out_both_their_days() -> None:
    fees = Pause("2026-09-08", "2026-09-22", "fees notice")
    assert _due(FOI, "2026-09-01") == "2026-09-29"
    assert _due(FOI, "2026-09-01", fees) == "2026-10-14"
    asked = Pause("2026-09-10", "2026-09-17", "clarification")
    assert _due(SUBJECT_ACCESS, "2026-09-07", asked) == "2026-10-15"


def test_the_trace_shows_the_counting() -> None:
    end = due(_deadline(3, nation="england-wales"), "2026-12-23", [Pause("2026-12-29", "2026-12-29", "asked")])
    assert end is not None
    assert [(day.date[8:], day.number, day.why_not) for day in end.trace] == [
        ("24", 1, ""),
        ("25", 0, "Christmas Day"),
        ("26", 0, "weekend"),
        ("27", 0, "weekend"),
        ("28", 0, "Boxing Day"),
        ("29", 0, "paused"),
        ("30", 2, ""),
        ("31", 3, ""),
    ]
    assert (end.due_at, end.due_date) == ("2026-12-31T23:59:59", "2026-12-31")


def test_the_trace_of_a_month_shows_where_its_end_moved() -> None:
    end = due(SUBJECT_ACCESS, "2026-09-03")
    assert end is not None
    assert [(day.date[5:], day.number, day.why_not) for day in end.trace[-3:]] == [
        ("10-03", 30, ""),
        ("10-04", 0, "weekend"),
        ("10-05", 0, "next working day"),
    ]


def test_hours_are_real_hours() -> None:
    day = _deadline(24, "hours")
    ends = [due(day, started) for started in ("2026-06-10T17:00:00", "2026-03-28T17:00:00")]
    assert [end.due_at for end in ends if end] == ["2026-06-11T17:00:00", "2026-03-29T18:00:00"]
    paused = due(day, "2026-06-10T17:00:00", [Pause("2026-06-10T18:00:00", "2026-06-10T20:00:00", "asked")])
    assert paused is not None
    assert paused.due_at == "2026-06-11T19:00:00"


@pytest.mark.parametrize(
    "pauses",
    [
        (Pause("2026-09-10", "2026-09-12", "a"), Pause("2026-09-11", "2026-09-13", "b")),
        (Pause("2026-09-10", None, "a"), Pause("2026-09-11", "2026-09-13", "b")),
        (Pause("2026-09-10", "2026-09-09", "a"),),
    ],
)
def test_pauses_that_overlap_or_end_before_they_begin_are_refused(pauses: tuple[Pause, ...]) -> None:
    with pytest.raises(PausesOverlap):
        due(FOI, "2026-09-01", pauses)


def test_a_deadline_has_a_length() -> None:
    with pytest.raises(ValueError, match="at least 1"):
        _deadline(0)


def test_months() -> None:
    assert add_months(date(2027, 3, 31), -6) == date(2026, 9, 30)
    assert add_months(date(2027, 8, 31), -6) == date(2027, 2, 28)
    assert add_months(date(2026, 12, 15), 1) == date(2027, 1, 15)


OPEN = Pause("2026-03-20", None, "clarification")
STARTED = Clock(FOI, "2026-03-02")  # due 31 March


@pytest.mark.parametrize(
    ("clock", "now", "state"),
    [
        (Clock(FOI), "2026-03-02T09:00:00", "not_started"),
        (STARTED, "2026-03-31T23:59:59", "running"),
        (STARTED, "2026-04-01T00:00:00", "breached"),
        (Clock(FOI, "2026-03-02", (OPEN,)), "2026-03-19T23:59:59", "running"),
        (Clock(FOI, "2026-03-02", (OPEN,)), "2026-06-01T00:00:00", "paused"),
        (Clock(FOI, "2026-03-02", (Pause("2026-03-20", "2026-03-20", "x"),)), "2026-04-01T12:00:00", "running"),
        (Clock(FOI, "2026-03-02", (Pause("2026-04-02", None, "x"),)), "2026-04-03T00:00:00", "breached"),
        (Clock(FOI, "2026-03-02", met_at="2026-03-31T17:00:00"), "2026-05-01T00:00:00", "met"),
        (Clock(FOI, "2026-03-02", met_at="2026-04-01T09:00:00"), "2026-05-01T00:00:00", "breached"),
        (Clock(FOI, "2026-03-02", (OPEN,), met_at="2026-05-01T09:00:00"), "2026-05-01T09:00:00", "met"),
        (Clock(FOI, "2026-03-02", stopped_at="2026-03-10T09:00:00"), "2026-05-01T00:00:00", "stopped"),
        (Clock(FOI, None, stopped_at="2026-03-10T09:00:00"), "2026-05-01T00:00:00", "stopped"),
    ],
)
def test_states(clock: Clock, now: str, state: str) -> None:
    assert clock.state(now) == state


def test_an_open_pause_has_no_due_date() -> None:
    assert Clock(FOI, "2026-03-02", (OPEN,)).due() is None
    assert Clock(FOI).due() is None


@given(
    st.dates(date(2010, 1, 1), date(2080, 1, 1)),
    st.integers(1, 40),
    st.integers(-5, 60),
    st.integers(0, 40),
    st.sampled_from(["working_days", "days"]),
)
def test_a_pause_never_brings_a_deadline_forward(start: date, length: int, offset: int, days: int, unit: Unit) -> None:
    deadline = _deadline(length, unit)
    first = start + timedelta(days=offset)
    pause = Pause(first.isoformat(), (first + timedelta(days=days)).isoformat(), "asked")
    plain, paused = due(deadline, start.isoformat()), due(deadline, start.isoformat(), [pause])
    assert plain is not None
    assert paused is not None
    assert paused.due_at >= plain.due_at
    assert max(day.number for day in paused.trace) == length
