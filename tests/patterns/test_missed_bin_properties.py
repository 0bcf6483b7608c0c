"""Does the missed-bin decision keep its promises whatever the facts are, under every profile?"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonhall.capabilities.waste.codes import CODES
from commonhall.capabilities.waste.collection import UNDER_WAY, LastCollection
from commonhall.core.journey.decisions import Decided
from commonhall.core.language.effective import Effective
from commonhall.core.values.dates import london
from tests.patterns.library import effective, folder, said
from tests.patterns.missed_bin import SLUG, decision

PROFILES = tuple(folder(SLUG).profiles)
GOES_ON = {"accept", "dispute"}
AT_LEAST = 60
"""Sets of facts tried for each property, under a profile drawn for each."""


@cache
def _under(profile: str) -> Effective:
    return effective(SLUG, profile)


def _seldom(draw: st.DrawFn, *, once_in: int = 10) -> bool:
    """What refuses for good comes seldom, so that it does not hide what comes after it."""
    return draw(st.integers(1, once_in)) == 2


@st.composite
def _moments(draw: st.DrawFn, day: date, first: int, last: int) -> str:
    moment = datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(
        days=draw(st.integers(first, last)), seconds=draw(st.integers(0, 86_399))
    )
    return moment.replace(tzinfo=None).isoformat()


@st.composite
def _situations(draw: st.DrawFn) -> dict[str, Any]:
    """A collection as a waste system may report it, the moment at which somebody asks, and open reports."""
    day = draw(st.dates(date(2026, 1, 2), date(2027, 12, 20)))
    code = draw(st.sampled_from(sorted(CODES))) if _seldom(draw, once_in=4) else None
    last = LastCollection(
        original_date=(day - timedelta(days=draw(st.integers(0, 2)))).isoformat(),
        date=day.isoformat(),
        state=draw(st.sampled_from([*sorted(UNDER_WAY), *6 * ["completed"], "partially_completed", "not_completed"])),
        completed_at=draw(st.none() | _moments(day, 0, 0)),
        logged_at=draw(st.none() | _moments(day, 0, 2)),
        code=code,
        code_scope=CODES[code].scope if code else None,
        final=CODES[code].final if code else False,
        disputable=CODES[code].disputable if code else False,
        material=draw(st.sampled_from(["", "food", "rubble"])),
    )
    record = {
        "service": "refuse-fortnightly",
        "stream": "batteries" if _seldom(draw) else draw(st.sampled_from(["refuse", "recycling", "food", "garden"])),
        "name": {"en": "Rubbish", "cy": "Sbwriel"},
        "container": {"en": "Black bin", "cy": "Bin du"},
        "frequency": draw(st.sampled_from(["weekly", "fortnightly", "twice_weekly", "every_three_weeks"])),
        "frequency_words": {"en": "every Friday", "cy": "bob dydd Gwener"},
        "communal": draw(st.booleans()),
        "assisted": draw(st.booleans()),
        "provided": not _seldom(draw),
        "time_banded": _seldom(draw),
        "last": None if _seldom(draw) else last.record(),
        "next": draw(st.sampled_from([None, _next(day + timedelta(days=7))])),
        "round": "R1",
        "under_way": last.state in UNDER_WAY,
    }
    reports = draw(st.lists(_reports(day), min_size=1, max_size=2)) if _seldom(draw, once_in=4) else []
    return {"collections": [record], "now": draw(_moments(day, 0, 0) | _moments(day, 0, 6)), "reports": tuple(reports)}


def _next(day: date) -> dict[str, Any]:
    return {"original_date": day.isoformat(), "date": day.isoformat(), "changed": False, "time_band": ""}


@st.composite
def _reports(draw: st.DrawFn, day: date) -> dict[str, Any]:
    opened = (day + timedelta(days=draw(st.integers(-7, 3)))).isoformat()
    return {
        "service": draw(st.sampled_from(["refuse-fortnightly", "another"])),
        "reference": "MB-SECRET",
        "opened_at": f"{opened}T18:00:00",
        "opened_date": opened,
        "due_date": draw(st.sampled_from([None, opened])),
        "state": "reported",
        "mine": draw(st.booleans()),
    }


profiles = st.sampled_from(PROFILES)
situations = _situations()


def _one(made: Effective, situation: dict[str, Any], **more: Any) -> Decided:
    [one], failures = decision(made, **{**situation, **more})
    assert failures == ()
    return one


@settings(max_examples=4 * AT_LEAST, deadline=None)
@given(profiles, situations)
def test_the_decision_is_total_and_deterministic(profile: str, situation: dict[str, Any]) -> None:
    first, second = _one(_under(profile), situation), _one(_under(profile), situation)
    assert first == second
    assert first.outcome == "accept" or first.outcome in folder(SLUG).pattern.outcomes
    assert first.row is not None


@settings(max_examples=AT_LEAST, deadline=None)
@given(profiles, situations, st.sampled_from(["scheduled", "logged"]), st.integers(1, 10), st.booleans())
def test_reportable_until_is_never_before_reportable_from(
    profile: str, situation: dict[str, Any], basis: str, days: int, by_time: bool
) -> None:
    own = {"window_basis": basis, "window_days": days, "window_until_time": "00:00"}
    made = effective(SLUG, profile, **own, window_close="at_time" if by_time else "end_of_day")
    one = _one(made, situation)
    if situation["collections"][0]["last"]:
        assert one.values["until"] >= one.values["report_from"]
        assert one.values["opens_at"] is None or one.values["until"] >= one.values["opens_at"]


@settings(max_examples=AT_LEAST, deadline=None)
@given(profiles, situations, st.integers(1, 9))
def test_raising_the_days_never_closes_an_open_window(profile: str, situation: dict[str, Any], days: int) -> None:
    before = _one(effective(SLUG, profile, window_days=days), situation)
    after = _one(effective(SLUG, profile, window_days=days + 1), situation)
    if before.outcome in GOES_ON:
        assert after.outcome == before.outcome


@settings(max_examples=AT_LEAST, deadline=None)
@given(profiles, situations, st.integers(0, 6))
def test_adding_a_holiday_never_shortens_a_window(profile: str, situation: dict[str, Any], later: int) -> None:
    day = date.fromisoformat(situation["now"][:10]) + timedelta(days=later)
    closure = [{"date": day.isoformat(), "reason": {"en": "Closed", "cy": "Ar gau"}}]
    before = _one(_under(profile), situation)
    after = _one(effective(SLUG, profile, calendar_extra_non_working=closure), situation)
    if situation["collections"][0]["last"]:
        assert after.values["until"] >= before.values["until"]
    if before.outcome in GOES_ON:
        assert after.outcome == before.outcome


@settings(max_examples=2 * AT_LEAST, deadline=None)
@given(profiles, situations, st.booleans())
def test_staff_are_never_held_to_more_than_the_public(profile: str, situation: dict[str, Any], exempt: bool) -> None:
    made = effective(SLUG, profile, on_day_staff_exempt=exempt)
    public, staff = _one(made, situation), _one(made, situation, actor="officer")
    if public.outcome in GOES_ON:
        assert staff.outcome == public.outcome
    if staff.outcome != public.outcome:
        assert public.outcome in ("in_progress", "too_early")


@settings(max_examples=AT_LEAST, deadline=None)
@given(profiles, situations, st.sampled_from(["Pacific/Auckland", "America/New_York", "Asia/Kolkata", "Europe/London"]))
def test_the_same_instant_in_any_zone_gives_the_same_answer(profile: str, situation: dict[str, Any], zone: str) -> None:
    instant = datetime.fromisoformat(situation["now"]).replace(tzinfo=UTC)
    here = _one(_under(profile), situation, now=london(instant))
    there = _one(_under(profile), situation, now=london(instant.astimezone(ZoneInfo(zone))))
    assert here == there


@settings(max_examples=4 * AT_LEAST, deadline=None)
@given(profiles, situations)
def test_every_refusal_is_said_in_every_language_without_saying_too_much(
    profile: str, situation: dict[str, Any]
) -> None:
    one = _one(_under(profile), situation)
    if one.outcome == "accept":
        return
    for shown in said(_under(profile), one):
        assert re.search(r"MB-|@|\d{5}|None|null|vermin|aggression", shown) is None, shown


@pytest.mark.parametrize("code", CODES)
def test_a_crews_code_gives_its_own_reason_in_both_languages(code: str) -> None:
    last = LastCollection(
        original_date="2026-06-10", date="2026-06-10", state="not_completed", code=code,
        code_scope=CODES[code].scope, final=CODES[code].final,
    ).record()  # fmt: skip
    situation = {
        "service": "refuse", "stream": "refuse", "name": {"en": "Rubbish", "cy": "Sbwriel"}, "frequency": "weekly",
        "communal": False, "assisted": False, "provided": True, "time_banded": False, "under_way": False,
        "next": None, "last": last,
    }  # fmt: skip
    [one], failures = decision(_under("a_outer_london"), [situation], now="2026-06-11T09:00:00")
    assert failures == ()
    assert one.outcome == "crew_code"
    assert one.values["reason"] == {"en": CODES[code].reason.en, "cy": CODES[code].reason.cy}
    assert one.values["advice"]["cy"]
