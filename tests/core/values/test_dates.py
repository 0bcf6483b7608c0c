"""Is London's clock right on the days it changes, and do dates read naturally in both languages?"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonhall.core.values.dates import (
    MONTHS,
    DateNotRecognised,
    from_london,
    in_words,
    london,
    london_date,
    parse_date,
    parse_month,
)
from commonhall.core.values.words import Language


@pytest.mark.parametrize(
    ("utc", "wall"),
    [
        (datetime(2026, 6, 10, 16, 0, 0, 5, tzinfo=UTC), "2026-06-10T17:00:00"),
        (datetime(2026, 1, 10, 17, 0, tzinfo=UTC), "2026-01-10T17:00:00"),
        (datetime(2026, 3, 29, 1, 0, tzinfo=UTC), "2026-03-29T02:00:00"),
        (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), "2026-10-25T01:30:00"),
    ],
)
def test_london_and_back(utc: datetime, wall: str) -> None:
    assert london(utc) == wall
    assert from_london(wall) == utc.replace(microsecond=0)


def test_the_hour_that_comes_twice_means_its_first_and_the_one_left_out_an_hour_later() -> None:
    assert from_london("2026-10-25T01:30:00") == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert london(from_london("2026-03-29T01:30:00")) == "2026-03-29T02:30:00"
    assert from_london("2026-06-10") == datetime(2026, 6, 9, 23, 0, tzinfo=UTC)


def test_the_date_of_receipt_is_londons() -> None:
    assert london_date(datetime(2026, 6, 30, 23, 30, tzinfo=UTC)) == "2026-07-01"


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        london(datetime(2026, 6, 10))


@given(st.datetimes(datetime(2000, 1, 1), datetime(2099, 1, 1)))
def test_londons_clock_never_runs_more_than_an_hour_apart(naive: datetime) -> None:
    at = naive.replace(tzinfo=UTC, microsecond=0)
    assert abs(from_london(london(at)) - at) in (timedelta(0), timedelta(hours=1))


@pytest.mark.parametrize(
    ("value", "language", "words"),
    [
        ("2026-06-10", "en", "Wednesday 10 June 2026"),
        ("2026-06-10", "cy", "dydd Mercher 10 Mehefin 2026"),
        ("17:00", "en", "5pm"),
        ("17:30", "en", "5:30pm"),
        ("12:00", "en", "midday"),
        ("00:00", "en", "midnight"),
        ("00:05", "en", "12:05am"),
        ("09:05", "cy", "9.05yb"),
        ("17:00", "cy", "5yp"),
        ("17:30:00", "cy", "5.30yp"),
        ("19:00", "cy", "7yh"),
        ("12:00", "cy", "hanner dydd"),
        ("2026-06-10T17:00:00", "en", "5pm on Wednesday 10 June 2026"),
        ("2026-06-10T17:00:00", "cy", "5yp ddydd Mercher 10 Mehefin 2026"),
        ("2026-06-10T00:00:00", "en", "the start of Wednesday 10 June 2026"),
        ("2026-06-10T23:59:59", "en", "11:59pm on Wednesday 10 June 2026"),
    ],
)
def test_in_words(value: str, language: Language, words: str) -> None:
    assert in_words(value, language) == words


def test_shorter_words() -> None:
    assert in_words("2026-06-10", "en", weekday=False, year=False) == "10 June"
    assert in_words("2026-06-10T17:00", "cy", weekday=False) == "5yp ar 10 Mehefin 2026"


@pytest.mark.parametrize("value", ["", "2026-6-1", "2026-02-30", "20260610", "2026-06-10T25:00", "today", "1" * 10**6])
def test_what_is_no_date(value: str) -> None:
    with pytest.raises(DateNotRecognised):
        in_words(value, "en")


@given(st.dates())
def test_dates_are_kept_as_iso(day: date) -> None:
    assert parse_date(day.isoformat()) == day


def test_months_are_read_in_both_languages_and_cut_short() -> None:
    for number, month in enumerate(MONTHS, 1):
        for name in (month.en, month.cy):
            assert parse_month(name) == parse_month(f" {name[:3].upper()}. ") == number
    assert [parse_month(typed) for typed in ("Sept", "Gorff", "Fehefin", "09", "9")] == [9, 7, 6, 9, 9]
    assert [parse_month(typed) for typed in ("", "0", "13", "Ju", "Juni!", "٣", "1" * 10**6)] == [None] * 7
