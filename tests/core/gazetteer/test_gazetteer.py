"""Is each demonstration gazetteer whole, the same every time, and clearly nowhere in the real world?"""

from __future__ import annotations

import re
from collections import Counter
from hashlib import sha256
from itertools import pairwise
from math import hypot
from time import process_time

import pytest
from uk_postcodes_parsing import is_in_ons_postcode_directory

from commonhall.capabilities.addresses.port import MOST, choose
from commonhall.core.values.coordinates import to_grid
from commonhall.core.values.postcode import parse_postcode
from commonhall.core.values.uprn import parse_uprn
from commonhall.upkeep.demo.gazetteer import Gazetteer, generate
from commonhall.upkeep.demo.gazetteer_places import PLACES
from commonhall.upkeep.demo.gazetteer_stories import story_properties, waste_settings

SLUGS = tuple(PLACES)
# South, west, north and east edges of a box that lies in the right part of the right nation.
BOXES = {
    "thornbridge": (544_000, 178_000, 550_000, 182_000),
    "fallowdale": (398_000, 495_000, 406_000, 503_000),
    "stonemere": (338_000, 332_000, 344_000, 338_000),
    "brynafon": (288_000, 334_000, 297_000, 341_000),
    "strathrowan": (268_000, 795_000, 276_000, 801_000),
}


@pytest.fixture(params=SLUGS)
def gazetteer(request: pytest.FixtureRequest) -> Gazetteer:
    return generate(request.param)


def test_there_are_the_five_councils() -> None:
    assert set(SLUGS) == set(BOXES)
    with pytest.raises(KeyError):
        generate("nowhere")


def test_it_has_the_size_of_a_small_town(gazetteer: Gazetteer) -> None:
    assert 1_900 <= len(gazetteer.properties) <= 2_200
    assert len(gazetteer.streets) == 80
    assert len({street.name.en for street in gazetteer.streets}) == 80
    assert {row.ward for row in gazetteer.properties} == set(gazetteer.place.wards)
    assert len(gazetteer.place.wards) == 6
    assert Counter(thing.kind for thing in gazetteer.furniture).keys() == {
        "lamp_column",
        "grit_bin",
        "litter_bin",
        "tree",
    }


def test_it_is_the_same_every_time_and_quick(gazetteer: Gazetteer) -> None:
    began = process_time()
    again = generate.__wrapped__(gazetteer.place.slug)
    assert process_time() - began < 1
    assert again == gazetteer


def test_it_is_the_same_on_every_machine() -> None:
    text = "\n".join(
        "|".join(
            (row.uprn, row.usrn, *row.lines, *row.lines_cy, row.postcode, row.parent_uprn, row.classification, row.ward)
        )
        for slug in SLUGS
        for row in generate(slug).properties
    )
    assert sha256(text.encode()).hexdigest()[:16] == "790f51274712374c"


def test_identifiers_are_unique_well_formed_and_in_the_unused_block() -> None:
    rows = [row for slug in SLUGS for row in generate(slug).properties]
    streets = [street for slug in SLUGS for street in generate(slug).streets]
    assert len({row.uprn for row in rows}) == len(rows)
    assert len({street.usrn for street in streets}) == len(streets)
    assert all(re.fullmatch(r"9999\d{8}", row.uprn) and parse_uprn(row.uprn) == row.uprn for row in rows)
    assert all(re.fullmatch(r"99\d{6}", street.usrn) for street in streets)
    for slug in SLUGS:
        codes = [thing.code for thing in generate(slug).furniture]
        assert len(set(codes)) == len(codes)


def test_every_postcode_is_well_formed_and_allocated_to_nobody(gazetteer: Gazetteer) -> None:
    assert is_in_ons_postcode_directory("SW1A 1AA"), "the list of real postcodes must be there"
    postcodes = {row.postcode for row in gazetteer.properties if row.postcode} | {gazetteer.empty_postcode}
    for postcode in postcodes:
        assert parse_postcode(postcode) == postcode
        assert re.fullmatch(r"[A-Z]{2}\d\d \d[ABD-HJLNP-UW-Z]{2}", postcode)
        assert not is_in_ons_postcode_directory(postcode), postcode
    everywhere = Counter(postcode for slug in SLUGS for postcode in {row.postcode for row in generate(slug).properties})
    assert all(everywhere[postcode] == 1 for postcode in postcodes if postcode != gazetteer.empty_postcode)


def test_postcodes_hold_about_25_one_holds_over_a_hundred_and_one_none(gazetteer: Gazetteer) -> None:
    held = Counter(row.postcode for row in gazetteer.properties if row.postcode)
    assert 20 <= sum(held.values()) / len(held) <= 30
    assert gazetteer.empty_postcode not in held
    assert [postcode for postcode, count in held.items() if count > MOST] == [gazetteer.crowded_postcode]
    streets = {street.usrn: street.name for street in gazetteer.streets}
    crowd = [
        row.address(streets[row.usrn]) for row in gazetteer.properties if row.postcode == gazetteer.crowded_postcode
    ]
    assert choose(crowd).more


def test_no_two_rows_read_the_same(gazetteer: Gazetteer) -> None:
    read = Counter((row.lines, row.postcode) for row in gazetteer.properties)
    assert not [lines for lines, count in read.items() if count > 1]
    assert all(row.lines and all(row.lines) for row in gazetteer.properties)


def test_every_flat_has_a_parent_that_is_there(gazetteer: Gazetteer) -> None:
    rows = {row.uprn: row for row in gazetteer.properties}
    flats = [row for row in rows.values() if row.parent_uprn]
    assert len(flats) > 200
    for flat in flats:
        parent = rows[flat.parent_uprn]
        assert flat.classification == "RD06"
        assert parent.classification in ("PP", "CR08")
        assert (parent.usrn, parent.postcode, parent.point) == (flat.usrn, flat.postcode, flat.point)
    assert all(row.parent_uprn for row in rows.values() if row.classification == "RD06")


def test_it_has_every_kind_of_place(gazetteer: Gazetteer) -> None:
    classes = {row.classification for row in gazetteer.properties}
    assert classes == {"RD02", "RD03", "RD04", "RD06", "PP", "CR08", "CE03", "LP01"}
    statuses = Counter(row.status for row in gazetteer.properties)
    assert statuses["historic"] == 5
    assert statuses["provisional"] == 5
    assert [row.kind for row in gazetteer.properties if row.classification == "LP01"] == ["land"]


def test_everything_lies_where_it_says(gazetteer: Gazetteer) -> None:
    west, south, east, north = BOXES[gazetteer.place.slug]
    points = [row.point for row in gazetteer.properties] + [thing.point for thing in gazetteer.furniture]
    points += [end for street in gazetteer.streets for end in (street.start, street.end)]
    for point in points:
        assert west < point.easting < east
        assert south < point.northing < north
    for point in points[::50]:
        back = to_grid(point.latitude, point.longitude)
        assert hypot(back[0] - point.easting, back[1] - point.northing) < 0.2


def test_neighbours_are_near_each_other_and_not_on_top(gazetteer: Gazetteer) -> None:
    street = gazetteer.streets[0]
    odd = [row.point for row in gazetteer.properties if row.usrn == street.usrn][::2]
    for one, other in pairwise(odd):
        assert 5 < hypot(one.easting - other.easting, one.northing - other.northing) < 40


def test_only_the_welsh_council_has_welsh_and_it_has_all_of_it(gazetteer: Gazetteer) -> None:
    welsh = gazetteer.place.slug == "brynafon"
    assert all(bool(street.name.cy) is welsh for street in gazetteer.streets)
    for row in gazetteer.properties:
        assert len(row.lines_cy) == (len(row.lines) if welsh else 0)
        assert all(row.lines_cy)
    if welsh:
        assert all(street.name.cy != street.name.en for street in gazetteer.streets)
        assert len({street.name.cy for street in gazetteer.streets}) == 80


def test_the_stories_have_addresses_that_a_resident_would_find(gazetteer: Gazetteer) -> None:
    stories = story_properties(gazetteer.place.slug)
    rows = {row.uprn: row for row in gazetteer.properties}
    assert len({story.uprn for story in stories}) == len(stories) == 11
    assert len({story.situation for story in stories}) == 10  # number 10 has that of number 9
    for story in stories:
        row = rows[story.uprn]
        assert row.kind == "postal"
        assert row.status == "approved"
        assert row.postcode in story.address
        assert story.words.en
        assert story.words.cy
    settings = waste_settings(gazetteer.place.slug)
    assert {story.uprn for story in stories if story.situation != "road_blocked"} < settings["stories"].keys()
    assert {street.usrn for street in gazetteer.streets} >= set(settings["time_banded"])
