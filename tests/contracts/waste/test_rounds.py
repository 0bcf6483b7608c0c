"""Does the simulator behave as crews do: through a day, over bank holidays, and in its stories?"""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonhall.capabilities.errors import Misconfigured, Unavailable
from commonhall.capabilities.waste.collection import UNDER_WAY, Collection, LastCollection
from commonhall.capabilities.waste.port import PropertyKey, Waste, waste_from
from commonhall.upkeep.demo.gazetteer import generate
from commonhall.upkeep.demo.gazetteer_places import PLACES
from commonhall.upkeep.demo.gazetteer_stories import story_properties, waste_settings

PLACE = generate("fallowdale")
KEYS = [
    PropertyKey(row.uprn, row.usrn, row.parent_uprn, row.classification, row.postcode)
    for row in PLACE.properties
    if row.kind == "postal"
]
STORIES = waste_settings("fallowdale")["stories"]
ORDINARY = [key for key in KEYS if key.uprn not in STORIES and key.usrn not in STORIES]
WASTE = waste_from("rounds", waste_settings("fallowdale"))
DAYS = st.dates(date(2025, 1, 1), date(2035, 12, 31))


def of_stream(waste: Waste, key: PropertyKey, now: str, stream: str = "refuse") -> Collection:
    return next(each for each in waste.collections(key, now) if each.stream == stream)


def last_of(waste: Waste, key: PropertyKey, now: str, stream: str = "refuse") -> LastCollection:
    last = of_stream(waste, key, now, stream).last
    assert last is not None
    return last


def story_key(situation: str, slug: str = "fallowdale") -> PropertyKey:
    uprn = next(story.uprn for story in story_properties(slug) if story.situation == situation)
    row = next(row for row in generate(slug).properties if row.uprn == uprn)
    return PropertyKey(row.uprn, row.usrn, row.parent_uprn, row.classification, row.postcode)


def test_a_day_runs_from_outstanding_to_an_outcome_and_never_back() -> None:
    for key in ORDINARY[:60]:
        food_day = of_stream(WASTE, key, "2026-06-07T12:00:00", "food").next
        if food_day is None:
            continue
        states = [
            last_of(WASTE, key, f"{food_day.date}T{minute // 60:02}:{minute % 60:02}:00", "food")
            for minute in range(0, 24 * 60, 30)
        ]
        assert states[0].state == "outstanding"
        assert states[0].logged_at is None
        under_way = [last.state in UNDER_WAY for last in states]
        assert under_way == sorted(under_way, reverse=True)
        assert states[-1].logged_at is not None
        times = {last.completed_at for last in states if last.completed_at}
        assert len(times) <= 1


def test_most_bins_are_emptied_and_a_few_are_not() -> None:
    found = Counter[str]()
    for key in ORDINARY:
        for each in WASTE.collections(key, "2026-06-13T12:00:00"):
            if each.last:
                found[each.last.code_scope or each.last.state] += 1
    total = found.total()
    assert total > 4000
    assert 0.93 < found["completed"] / total < 0.98
    assert 0.015 < found["property"] / total < 0.04
    assert 0.001 < found["street"] / total < 0.03
    assert 0.001 < found["partially_completed"] / total < 0.012


def test_a_code_for_the_street_is_told_to_every_house_in_it() -> None:
    houses = [key for key in ORDINARY if key.classification in ("RD02", "RD03", "RD04")]
    saturdays = (f"{date(2026, 6, 6) + timedelta(days=7 * week)}T12:00:00" for week in range(12))
    missed = 0
    for now in saturdays:
        codes: dict[str, set[str | None]] = {}
        for key in houses[::4]:
            last = last_of(WASTE, key, now, "food")
            codes.setdefault(key.usrn, set()).add(last.code if last.code_scope == "street" else None)
        assert all(len(told) == 1 for told in codes.values())
        missed += sum(told != {None} for told in codes.values())
    assert missed > 3


def test_flats_share_their_bins_and_have_no_garden_waste() -> None:
    flats = [key for key in ORDINARY if key.parent_uprn and key.usrn not in waste_settings("fallowdale")["time_banded"]]
    blocks: dict[str, set[str]] = {}
    for key in flats:
        found = WASTE.collections(key, "2026-06-13T12:00:00")
        assert all(each.communal for each in found)
        assert not next(each for each in found if each.stream == "garden").provided
        blocks.setdefault(key.parent_uprn, set()).add(repr(found))
    assert len(blocks) > 5
    assert all(len(answers) == 1 for answers in blocks.values())


def test_recycling_goes_in_the_weeks_between_and_some_houses_are_helped() -> None:
    banded = waste_settings("fallowdale")["time_banded"]
    houses = [key for key in ORDINARY if key.classification in ("RD02", "RD03", "RD04") and key.usrn not in banded]
    helped = 0
    for key in houses:
        days = WASTE.calendar(key, "2026-06-01", "2026-06-28")
        refuse = {day.date for day in days if day.stream == "refuse"}
        assert len(refuse) == 2
        assert not refuse & {day.date for day in days if day.stream == "recycling"}
        helped += of_stream(WASTE, key, "2026-06-13T12:00:00").assisted
    assert 0.01 < helped / len(houses) < 0.06


def test_sack_streets_have_two_collections_a_week_with_a_time_band() -> None:
    key = next(key for key in ORDINARY if key.usrn in waste_settings("fallowdale")["time_banded"])
    house = PropertyKey(key.uprn, key.usrn, classification="RD04")
    each = of_stream(WASTE, house, "2026-06-13T12:00:00")
    assert each.time_banded
    assert each.frequency == "twice_weekly"
    assert each.next is not None
    assert each.next.time_band == "06:30-08:30"
    assert len([day for day in WASTE.calendar(house, "2026-06-01", "2026-06-28") if day.stream == "refuse"]) == 8


@pytest.mark.parametrize(
    ("nation", "moves", "expected"),
    [
        # Friday 25 and Monday 28 December 2026 and Friday 1 January 2027 are holidays.
        ("england-wales", "all", {"2026-12-24": "2026-12-24", "2026-12-25": "2026-12-29", "2026-12-28": "2026-12-29"}),
        ("england-wales", "christmas", {"2026-12-29": "2026-12-30", "2027-01-01": "2027-01-04"}),
        ("england-wales", "none", {"2026-12-25": "2026-12-25"}),
        ("england-wales", "all", {"2026-08-31": "2026-09-01", "2026-09-04": "2026-09-05", "2026-09-07": "2026-09-07"}),
        ("england-wales", "christmas", {"2026-08-31": "2026-08-31"}),
        ("scotland", "all", {"2026-08-31": "2026-08-31", "2026-11-30": "2026-12-01"}),
    ],
)
def test_bank_holidays_move_the_rest_of_the_week(nation: str, moves: str, expected: dict[str, str]) -> None:
    waste = waste_from("rounds", {"nation": nation, "moves": moves})
    found: dict[str, str] = {}
    for street in range(40):
        for day in waste.calendar(PropertyKey("1", f"9902{street:04}"), "2026-07-01", "2027-02-01"):
            found[day.original_date] = day.date
            assert day.changed is (day.original_date != day.date)
    assert {original: found[original] for original in expected} == expected


def test_planned_downtime_is_announced_and_true() -> None:
    downtime = {"start": "2026-06-10T05:30:00", "end": "2026-06-10T06:30:00"}
    waste = waste_from("rounds", {"downtimes": [downtime]})
    assert [(each.start, each.end) for each in waste.planned_downtime()] == [(downtime["start"], downtime["end"])]
    for now in ("2026-06-10T05:29:59", "2026-06-10T06:30:00"):
        assert waste.collections(KEYS[0], now)
    with pytest.raises(Unavailable) as down:
        waste.collections(KEYS[0], "2026-06-10T05:30:00")
    assert down.value.until == downtime["end"]
    backwards = waste_from("rounds", {"downtimes": [{"start": downtime["end"], "end": downtime["start"]}]})
    with pytest.raises(Misconfigured, match="ends before it starts"):
        backwards.check()


@pytest.mark.parametrize("slug", list(PLACES))
@settings(max_examples=40, deadline=None)
@given(day=DAYS, minute=st.integers(0, 24 * 60 - 1))
def test_every_story_holds_at_any_minute_of_any_day(slug: str, day: date, minute: int) -> None:
    waste = waste_from("rounds", waste_settings(slug))
    now = f"{day}T{minute // 60:02}:{minute % 60:02}:00"
    last = {s: of_stream(waste, story_key(s, slug), now).last for s in ("no_collection_yet", "not_provided")}
    assert set(last.values()) == {None}
    assert of_stream(waste, story_key("no_collection_yet", slug), now).next is not None
    assert not any(each.provided for each in waste.collections(story_key("not_provided", slug), now))
    assert of_stream(waste, story_key("assisted", slug), now).assisted
    told = {
        s: last_of(waste, story_key(s, slug), now)
        for s in (
            "collected",
            "collected_this_morning",
            "under_way",
            "contaminated",
            "road_blocked",
            "partially_collected",
            "window_closed",
        )
    }
    today = day.isoformat()
    assert (told["under_way"].date, told["under_way"].state) == (today, "allocated")
    assert (told["collected_this_morning"].date, told["collected_this_morning"].state) == (today, "completed")
    assert told["collected"].state == told["window_closed"].state == "completed"
    assert told["collected"].date < today
    assert day - date.fromisoformat(told["window_closed"].date) >= timedelta(days=9)
    assert (told["contaminated"].code, told["contaminated"].disputable) == ("contaminated", True)
    assert (told["road_blocked"].code, told["road_blocked"].final) == ("roadworks", True)
    assert told["road_blocked"].state == "outstanding"
    assert told["partially_collected"].state == "partially_completed"
    for each in told.values():
        assert each.completed_at is None or each.completed_at <= now
        assert datetime.fromisoformat(each.date).weekday() != 6 or each.date == today
