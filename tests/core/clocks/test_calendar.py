"""Are the working days of every nation right: against published tables, the golden cases, and as arithmetic?"""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonhall.core.clocks.calendar import (
    HOLIDAY_NAMES,
    NATIONS,
    CalendarName,
    CalendarRunsOut,
    WorkingCalendar,
)
from commonhall.core.clocks.overrides import OVERRIDES

ENGLAND = WorkingCalendar("england-wales")
SCOTLAND = WorkingCalendar("scotland")
UK = WorkingCalendar("uk")
ONLY_FEASTS = WorkingCalendar(
    "england-wales", holiday_names=frozenset({"Christmas Day", "Boxing Day", "New Year's Day"})
)

# Weekdays that are bank holidays, by nation and year, as proclaimed.
WEEKDAY_HOLIDAYS: dict[CalendarName, dict[int, str]] = {
    "england-wales": {
        2024: "01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26",
        2025: "01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26",
        2026: "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28",
        2027: "01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28",
        2028: "01-03 04-14 04-17 05-01 05-29 08-28 12-25 12-26",
    },
    "scotland": {
        2024: "01-01 01-02 03-29 05-06 05-27 08-05 12-02 12-25 12-26",
        2025: "01-01 01-02 04-18 05-05 05-26 08-04 12-01 12-25 12-26",
        2026: "01-01 01-02 04-03 05-04 05-25 06-15 08-03 11-30 12-25 12-28",
        2027: "01-01 01-04 03-26 05-03 05-31 08-02 11-30 12-27 12-28",
        2028: "01-03 01-04 04-14 05-01 05-29 08-07 11-30 12-25 12-26",
    },
    "northern-ireland": {
        2024: "01-01 03-18 03-29 04-01 05-06 05-27 07-12 08-26 12-25 12-26",
        2025: "01-01 03-17 04-18 04-21 05-05 05-26 07-14 08-25 12-25 12-26",
        2026: "01-01 03-17 04-03 04-06 05-04 05-25 07-13 08-31 12-25 12-28",
        2027: "01-01 03-17 03-26 03-29 05-03 05-31 07-12 08-30 12-27 12-28",
        2028: "01-03 03-17 04-14 04-17 05-01 05-29 07-12 08-28 12-25 12-26",
    },
}


@pytest.mark.parametrize("nation", WEEKDAY_HOLIDAYS)
def test_every_day_from_2024_to_2028(nation: CalendarName) -> None:
    calendar, published = WorkingCalendar(nation), WEEKDAY_HOLIDAYS[nation]
    holidays = {date.fromisoformat(f"{year}-{day}") for year, row in published.items() for day in row.split()}
    day = date(2024, 1, 1)
    while day.year <= 2028:
        assert calendar.is_working_day(day) == (day.weekday() < 5 and day not in holidays), day
        assert UK.is_working_day(day) <= calendar.is_working_day(day), day
        day += timedelta(days=1)


def test_the_union_is_the_union() -> None:
    days = [date(2027, 1, 1) + timedelta(days=number) for number in range(365)]
    closed = [day.isoformat()[5:] for day in days if day.weekday() < 5 and not UK.is_working_day(day)]
    assert closed == (
        [
            "01-01",
            "01-04",
            "03-17",
            "03-26",
            "03-29",
            "05-03",
            "05-31",
            "07-12",
            "08-02",
            "08-30",
            "11-30",
            "12-27",
            "12-28",
        ]
    )


@pytest.mark.parametrize("override", OVERRIDES, ids=lambda row: f"{row.nation} {row.date}")
def test_overrides_hold_and_say_why(override: object) -> None:
    assert override in OVERRIDES
    assert SCOTLAND.why_not(date(2026, 6, 15)) == "World Cup bank holiday"
    assert ENGLAND.is_working_day(date(2026, 6, 15))
    assert all(row.reason for row in OVERRIDES)


@pytest.mark.parametrize(
    ("calendar", "basis", "count", "day"),
    [
        (ENGLAND, "2026-06-10", 2, "2026-06-12"),  # golden cases of missed collections, by number: 1
        (ENGLAND, "2026-06-12", 2, "2026-06-16"),  # 5
        (ENGLAND, "2026-12-24", 2, "2026-12-30"),  # 6: 25 and 28 December
        (ENGLAND, "2026-04-02", 2, "2026-04-08"),  # 7: Easter
        (ONLY_FEASTS, "2026-04-02", 2, "2026-04-06"),  # 8: Easter counts as working
        (ONLY_FEASTS, "2026-12-24", 2, "2026-12-30"),  # 9: the substitute day is still Boxing Day
        (ENGLAND, "2026-06-12", 1, "2026-06-15"),  # 22
        (ENGLAND, "2026-04-02", 1, "2026-04-07"),  # 23
        (ENGLAND, "2026-03-27", 2, "2026-03-31"),  # 26
        (ENGLAND, "2027-01-02", 2, "2027-01-05"),  # 28: counts from a Saturday
        (WorkingCalendar("scotland", saturday_working=True), "2026-11-27", 2, "2026-12-01"),  # 29
        (ENGLAND, "2026-09-01", 2, "2026-09-03"),  # 31
        (ENGLAND, "2026-08-28", 2, "2026-09-02"),
        (ENGLAND, "2026-09-01", -1, "2026-08-28"),
        (ENGLAND, "2026-08-31", 0, "2026-08-31"),
        (
            WorkingCalendar("england-wales", extra_non_working=frozenset({date(2026, 12, 24)})),
            "2026-12-23",
            1,
            "2026-12-29",
        ),
    ],
)
def test_golden_windows(calendar: WorkingCalendar, basis: str, count: int, day: str) -> None:
    assert calendar.add_working_days(date.fromisoformat(basis), count) == date.fromisoformat(day)


def test_why_a_day_does_not_count() -> None:
    closed = WorkingCalendar("england-wales", extra_non_working=frozenset({date(2026, 12, 24)}))
    assert [closed.why_not(date(2026, 12, day)) for day in (23, 24, 25, 26, 27, 28, 29)] == [
        "",
        "closure",
        "Christmas Day",
        "weekend",
        "weekend",
        "Boxing Day",
        "",
    ]


def test_every_yearly_holiday_has_a_name_that_a_filter_knows_and_welsh() -> None:
    days = [date(2025, 1, 1) + timedelta(days=number) for number in range(365)]
    met = {WorkingCalendar(name).why_not(day) for name in NATIONS for day in days} - {"", "weekend"}
    assert met == set(HOLIDAY_NAMES)
    assert all(words.cy for words in HOLIDAY_NAMES.values())


def test_unknown_names_and_far_dates_are_refused() -> None:
    with pytest.raises(ValueError, match="No holiday is called Xmas"):
        WorkingCalendar("england-wales", holiday_names=frozenset({"Xmas"}))
    with pytest.raises(ValueError, match="no calendar"):
        WorkingCalendar("france")  # type: ignore[arg-type]  # it must be refused
    for day in (date(1999, 6, 1), date(2100, 6, 1), date.max):
        with pytest.raises(CalendarRunsOut):
            ENGLAND.add_working_days(day, 1)


DAYS = st.dates(date(2005, 1, 1), date(2090, 1, 1))
CALENDARS = st.builds(
    WorkingCalendar,
    st.sampled_from(list(NATIONS)),
    saturday_working=st.booleans(),
    holiday_names=st.frozensets(st.sampled_from(list(HOLIDAY_NAMES))),
)


@given(CALENDARS, DAYS, st.integers(-60, 60).filter(bool))
def test_between_undoes_adding(calendar: WorkingCalendar, day: date, count: int) -> None:
    end = calendar.add_working_days(day, count)
    assert calendar.is_working_day(end)
    assert calendar.working_days_between(day, end) == count


@given(CALENDARS, DAYS, st.integers(1, 40), st.frozensets(st.integers(0, 80), max_size=10))
def test_a_further_holiday_never_shortens_a_window(
    calendar: WorkingCalendar, day: date, count: int, closures: frozenset[int]
) -> None:
    closed = WorkingCalendar(
        calendar.nation,
        calendar.saturday_working,
        calendar.holiday_names,
        frozenset(day + timedelta(days=number) for number in closures),
    )
    assert closed.add_working_days(day, count) >= calendar.add_working_days(day, count)


@given(CALENDARS, DAYS, DAYS.map(lambda day: day.toordinal() % 400))
def test_counts_add_up(calendar: WorkingCalendar, day: date, apart: int) -> None:
    middle, end = day + timedelta(days=apart // 2), day + timedelta(days=apart)
    parts = calendar.working_days_between(day, middle) + calendar.working_days_between(middle, end)
    assert parts == calendar.working_days_between(day, end)
    assert calendar.working_days_between(end, day) == -calendar.working_days_between(
        day - timedelta(days=1), end - timedelta(days=1)
    )
