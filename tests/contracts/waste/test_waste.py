"""Does every waste provider keep the promises of its port?"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from time import sleep
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commonhall.capabilities.errors import Rejected, Unavailable
from commonhall.capabilities.ports import Breaker, guarded, providers_of
from commonhall.capabilities.waste.codes import CODES
from commonhall.capabilities.waste.collection import STATES, Collection
from commonhall.capabilities.waste.port import PropertyKey, Waste
from commonhall.capabilities.waste.record import RECORD_TYPES, Part
from commonhall.core.values.dates import parse_date, parse_date_time
from tests.contracts.waste.benches import BENCHES, FLAT, HOUSE, SHOP

NAMES = [provider.name for provider in providers_of("waste")]
MOMENTS = st.datetimes(datetime(2025, 3, 1), datetime(2031, 12, 31)).map(lambda at: at.isoformat(timespec="seconds"))


@pytest.fixture(params=NAMES)
def waste(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Waste]:
    with BENCHES[request.param](tmp_path) as made:
        yield made


def test_every_provider_has_a_bench() -> None:
    assert set(BENCHES) == set(NAMES)


def test_it_checks_out(waste: Waste) -> None:
    waste.check()


def is_of(part: Part, value: Any) -> bool:
    if value is None:
        return part.nullable
    match part.type:
        case "string":
            return isinstance(value, str)
        case "bool":
            return isinstance(value, bool)
        case "date":
            return bool(parse_date(value))
        case "datetime":
            return bool(parse_date_time(value))
        case "words":
            return set(value) == {"en", "cy"} and all(isinstance(text, str) for text in value.values())
        case "record":
            return isinstance(value, dict)
        case "list":
            return isinstance(value, list)


def paths_of(record: Mapping[str, Any], before: str = "") -> set[str]:
    """Return the dotted paths that a record has, as RECORD_TYPES writes them."""
    found: set[str] = set()
    for name, value in record.items():
        found.add(f"{before}{name}")
        if RECORD_TYPES[f"{before}{name}"].type == "record" and value is not None:
            found |= paths_of(value, f"{before}{name}.")
    return found


def value_at(record: Mapping[str, Any], path: str) -> Any:
    value: Any = record
    for name in path.split("."):
        value = value[name]
    return value


def check_promises(found: list[Collection], now: str) -> None:
    today = now[:10]
    assert len({each.service for each in found}) == len(found)
    dates = [each.next.date for each in found if each.next]
    assert dates == sorted(dates)
    for each in found:
        record = each.record()
        assert json.loads(json.dumps(record)) == record
        for path in paths_of(record):
            assert is_of(RECORD_TYPES[path], value_at(record, path)), path
        assert each.name.en
        assert each.name.cy
        assert each.provided or (each.last is None and each.next is None and not each.assisted)
        assert bool(each.next) is each.provided
        if each.next:
            assert today < each.next.date
            assert each.next.original_date <= each.next.date
        if each.last:
            assert each.last.original_date <= each.last.date <= today
            assert each.last.state in STATES
            assert (each.last.code is None) is (each.last.code_scope is None)
            assert each.last.code is None or CODES[each.last.code].scope == each.last.code_scope
            assert all(at is None or at <= now for at in (each.last.completed_at, each.last.logged_at))
            assert not (each.under_way and each.last.completed_at)


@pytest.mark.parametrize("key", [HOUSE, FLAT, SHOP])
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=120, deadline=None)
@given(now=MOMENTS)
def test_at_any_moment_the_answer_makes_sense(waste: Waste, key: PropertyKey, now: str) -> None:
    found = waste.collections(key, now)
    check_promises(found, now)
    assert waste.collections(key, now) == found


def test_the_house_has_every_stream_and_the_types_cover_the_whole_record(waste: Waste) -> None:
    found = waste.collections(HOUSE, "2026-06-10T14:20:00")
    assert {each.stream for each in found} == {"refuse", "recycling", "food", "garden"}
    assert all(each.provided and each.last and each.next for each in found)
    assert paths_of(found[0].record()) == set(RECORD_TYPES)


def test_a_property_without_collections_is_told_so_service_by_service(waste: Waste) -> None:
    found = waste.collections(SHOP, "2026-06-10T14:20:00")
    assert len(found) == 4
    assert not any(each.provided for each in found)
    assert waste.calendar(SHOP, "2026-06-01", "2026-12-31") == []


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=80, deadline=None)
@given(now=MOMENTS)
def test_the_calendar_agrees_with_the_next_dates(waste: Waste, now: str) -> None:
    today = date.fromisoformat(now[:10])
    tomorrow, end = today + timedelta(days=1), today + timedelta(days=60)
    days = waste.calendar(HOUSE, tomorrow.isoformat(), end.isoformat())
    assert [day.date for day in days] == sorted(day.date for day in days)
    assert all(tomorrow.isoformat() <= day.date <= end.isoformat() for day in days)
    for each in waste.collections(HOUSE, now):
        first = next(day for day in days if day.service == each.service)
        assert each.next is not None
        assert (first.date, first.original_date) == (each.next.date, each.next.original_date)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(start=st.dates(date(2025, 3, 1), date(2031, 1, 1)), cut=st.integers(1, 364))
def test_a_calendar_in_two_halves_is_the_calendar(waste: Waste, start: date, cut: int) -> None:
    end, middle = start + timedelta(days=365), start + timedelta(days=cut)
    whole = waste.calendar(HOUSE, start.isoformat(), end.isoformat())
    halves = waste.calendar(HOUSE, start.isoformat(), (middle - timedelta(days=1)).isoformat())
    halves += waste.calendar(HOUSE, middle.isoformat(), end.isoformat())
    assert whole == halves
    events = [(day.service, day.original_date) for day in whole]
    assert len(set(events)) == len(events)


def test_no_collection_falls_on_christmas_day_or_a_sunday(waste: Waste) -> None:
    for street in range(40):
        key = PropertyKey(HOUSE.uprn, f"990200{street:02}", classification="RD03")
        for year in range(2025, 2031):
            days = waste.calendar(key, f"{year}-12-01", f"{year + 1}-01-31")
            assert f"{year}-12-25" not in {day.date for day in days}
            assert 6 not in {date.fromisoformat(day.date).weekday() for day in days}


def test_a_wrong_range_is_rejected_with_a_code(waste: Waste) -> None:
    for from_date, to_date, code in (
        ("2026-06-10", "2026-06-09", "dates_reversed"),
        ("2026-01-01", "2036-01-01", "range_too_long"),
        ("1999-12-01", "2000-01-01", "date_out_of_range"),
        ("9998-12-01", "9999-12-31", "date_out_of_range"),
    ):
        with pytest.raises(Rejected) as refused:
            waste.calendar(HOUSE, from_date, to_date)
        assert refused.value.code == code


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(st.builds(PropertyKey, st.text(), st.text(), st.text(), st.text(), st.text()))
def test_no_key_breaks_it(waste: Waste, key: PropertyKey) -> None:
    found: list[Collection] = []
    refused = "not_found"
    try:
        found = waste.collections(key, "2026-12-28T09:00:00")
    except Rejected as problem:
        refused = problem.code
    assert refused == "not_found"
    check_promises(found, "2026-12-28T09:00:00")


def test_downtimes_are_in_order(waste: Waste) -> None:
    starts = [each.start for each in waste.planned_downtime()]
    assert starts == sorted(starts)


def test_a_provider_that_hangs_is_unavailable(waste: Waste) -> None:
    def hangs() -> list[Collection]:
        sleep(0.3)
        return waste.collections(HOUSE, "2026-06-10T14:20:00")

    with pytest.raises(Unavailable):
        guarded(hangs, breaker=Breaker(), clock=lambda: datetime.now(UTC), seconds=0.02)
