"""Does the contractor of the demonstration say the same of every home as the council's own rounds do?"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from commonhall.capabilities.waste.port import PropertyKey, Waste, waste_from
from commonhall.capabilities.waste.simulator.program import demo_settings, running
from commonhall.core.values.dates import from_london
from commonhall.upkeep.demo.contracting import estates
from commonhall.upkeep.demo.gazetteer import generate
from commonhall.upkeep.demo.gazetteer_stories import story_properties, waste_settings

COUNCIL = "thornbridge"


def known(waste: Waste, key: PropertyKey, now: str) -> list[dict[str, Any]]:
    """Return the collections, without what a contractor keeps to itself of a property that has none."""
    found = [each.record() for each in waste.collections(key, now)]
    return [each for each in found if each["provided"]] + [{"none": each["service"]} for each in found]


@pytest.mark.parametrize("now", ["2026-06-10T05:30:00", "2026-06-10T10:15:00", "2026-12-28T18:00:00"])
def test_both_say_the_same(now: str) -> None:
    told = {story.uprn for story in story_properties(COUNCIL)}
    rows = [row for row in generate(COUNCIL).properties if row.uprn in told or row.uprn.endswith("37")]
    assert len(rows) > len(told)
    clock = from_london(now).astimezone(UTC)
    own = waste_from("rounds", waste_settings(COUNCIL))
    with running(estates(), clock=lambda: clock) as simulator:
        theirs = waste_from("contractor", demo_settings(COUNCIL, simulator.address))
        for row in rows:
            key = PropertyKey(row.uprn, row.usrn, row.parent_uprn, row.classification, row.postcode)
            assert known(theirs, key, now) == known(own, key, now), row.lines
            days = [(day.service, day.original_date, day.date) for day in theirs.calendar(key, now[:10], "2027-02-01")
                    if day.date > now[:10]]  # fmt: skip
            assert days == [
                (day.service, day.original_date, day.date) for day in own.calendar(key, now[:10], "2027-02-01")
                if day.date > now[:10]
            ]  # fmt: skip


def test_every_council_of_the_demonstration_is_a_client() -> None:
    now = datetime(2026, 6, 10, tzinfo=UTC)
    with running(estates(), clock=lambda: now) as simulator:
        for council in estates():
            waste_from("contractor", demo_settings(council, simulator.address)).check()
