"""Is what is at a point found in the council's own records, loaded from files, and never in another council's?"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from commonhall.capabilities.addresses.rows import FurnitureRow
from commonhall.capabilities.maps.rows import StreetShape
from commonhall.capabilities.maps.view import Box
from commonhall.contacts.charting import load_map
from commonhall.contacts.mapping import StreetRecords, offers_map
from commonhall.contacts.models import Area, Furniture, StreetLine
from commonhall.contacts.near import council_box, find_spots, find_thing, things_near, whereabouts
from commonhall.contacts.operations import load_gazetteer
from commonhall.core.values.coordinates import metres_between, to_wgs84
from commonhall.core.values.words import Words
from commonhall.councils.actors import SYSTEM
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.record.queries import events_about
from commonhall.upkeep.demo.gazetteer import generate
from commonhall.upkeep.demo.gazetteer_areas import areas

AT = datetime(2026, 6, 2, 9, 0, tzinfo=UTC)
RECORDS = generate("brynafon")
HOME = RECORDS.properties[3]
STREET = next(street for street in RECORDS.streets if street.usrn == HOME.usrn)
LAMP: FurnitureRow = RECORDS.furniture[0]
GRID = {"type": "name", "properties": {"name": "EPSG:27700"}}


@pytest.fixture
def recorded(council: CouncilSite) -> CouncilSite:
    """The council with a gazetteer, its edge, wards and neighbours."""
    with in_council(council):
        load_gazetteer(
            properties=RECORDS.properties[:40], streets=RECORDS.streets, furniture=RECORDS.furniture[:40],
            by=SYSTEM, at=AT,
        )  # fmt: skip
        load_map(areas=areas("brynafon"), by=SYSTEM, at=AT)
    return council


def test_a_point_has_its_street_and_ward(recorded: CouncilSite) -> None:
    with in_council(recorded):
        found = whereabouts(HOME.point.latitude, HOME.point.longitude)
        assert found.street is not None
        assert (found.street.usrn, found.street.name, found.street.metres) == (STREET.usrn, STREET.name, 14)
        assert (found.ward, found.elsewhere) == (STREET.ward, None)


def test_a_point_outside_says_whose_it_may_be(recorded: CouncilSite) -> None:
    def elsewhere(east: float, north: float) -> Any:
        return whereabouts(*to_wgs84(STREET.start.easting + east, STREET.start.northing + north)).elsewhere

    with in_council(recorded):
        north, south = elsewhere(0, 5000), elsewhere(0, -5000)
        assert (north.name.en, south.name.en) == ("North Glanteg", "South Glanteg")
        assert north.url.startswith("https://")
        assert elsewhere(0, 200_000).name.en == ""
        edge = Area.objects.get(kind="council").shape[0]
        westmost = min(edge)
        assert whereabouts(*to_wgs84(westmost[0] - 30, westmost[1])).elsewhere is None  # roads run along edges
        assert whereabouts(*to_wgs84(westmost[0] - 90, westmost[1])).elsewhere is not None


def test_what_stands_near_is_listed_nearest_first(recorded: CouncilSite) -> None:
    with in_council(recorded):
        found = things_near(LAMP.point.latitude, LAMP.point.longitude, most=3)
        assert (found[0].number, found[0].name) == (LAMP.code, LAMP.name)
        assert found[0].metres <= 1  # kept to the metre
        assert [each.metres for each in found] == sorted(each.metres for each in found)
        assert len(found) <= 3
        assert things_near(40.7, -74.0, most=3) == []


@pytest.mark.parametrize(
    ("typed", "metres"),
    [
        (f"{HOME.lines[0]}", 1), (f"{HOME.lines_cy[0].upper()}, {HOME.town.en}", 1), (LAMP.code.lower(), 1),
        (STREET.name.cy, 160), (f"{HOME.point.latitude}, {HOME.point.longitude}", 1), (HOME.postcode, 400),
    ],
)  # fmt: skip
def test_what_is_looked_for_is_found(recorded: CouncilSite, typed: str, metres: float) -> None:
    with in_council(recorded):
        (spot,) = find_spots(typed)
        assert metres_between(*spot[1:], HOME.point.latitude, HOME.point.longitude) < metres + 200
        assert spot.name.en


def test_part_of_a_name_gives_several_with_those_first_that_begin_with_it(recorded: CouncilSite) -> None:
    with in_council(recorded):
        spots = find_spots("mill")
        assert len(spots) > 1
        assert all("mill" in spot.name.en.casefold() for spot in spots)
        for nothing in ("", "   ", "a pub that is not there", "40.7, -74.0", "99 Nowhere"):
            assert find_spots(nothing) == []


def test_a_gazetteer_does_not_straighten_what_a_map_has_bent(recorded: CouncilSite) -> None:
    bent = [[(292500.0, 336500.0), (292600.0, 336550.0), (292700.0, 336500.0)]]
    with in_council(recorded):
        load_map(streets=[StreetShape(STREET.usrn, STREET.name, "", "", bent)], by=SYSTEM, at=AT)
        load_gazetteer(properties=(), streets=[STREET], furniture=(), by=SYSTEM, at=AT)
        row = StreetLine.objects.get(usrn=STREET.usrn)
        assert len(row.shape[0]) == 3
        assert (row.west, row.north) == (292500, 336550)


def test_files_are_loaded_by_the_command_all_or_none(recorded: CouncilSite, tmp_path: Path) -> None:
    things, wrong = tmp_path / "things.json", tmp_path / "areas.json"
    properties = {"number": "gu-7", "kind": "gully", "name": "Gully 7", "name_cy": "Gwter 7"}
    point = {"type": "Point", "coordinates": [292600, 336600]}
    feature = {"type": "Feature", "geometry": point, "properties": properties}
    things.write_text(json.dumps({"type": "FeatureCollection", "crs": GRID, "features": [feature]}))
    wrong.write_text(json.dumps({"type": "FeatureCollection", "crs": GRID, "features": [feature]}))
    with pytest.raises(CommandError, match=r"Nothing was loaded. Correct feature 1 of areas.json"):
        call_command("map", "load", recorded.slug, things=things, areas=wrong)
    with in_council(recorded):
        assert not Furniture.objects.filter(kind="gully").exists()
    said = StringIO()
    call_command("map", "load", recorded.slug, things=things, stdout=said)
    assert said.getvalue() == f"{recorded.slug}: 1 things\n"
    with in_council(recorded):
        gully = find_thing("GU-7")
        assert gully is not None
        assert gully.name == Words(en="Gully 7", cy="Gwter 7")
        assert [event.kind for event in events_about(("council", recorded.id))][-1] == "map_loaded"
    for arguments in ((recorded.slug,), ("nowhere", "--things", str(things))):
        with pytest.raises(CommandError):
            call_command("map", "load", *arguments)


def test_an_area_of_several_parts_is_replaced_whole(recorded: CouncilSite) -> None:
    with in_council(recorded):
        park = next(row for row in areas("brynafon") if row.kind == "park")
        for parts in ([park.parts[0]] * 3, park.parts):
            load_map(areas=[type(park)(park.kind, park.code, park.name, "", parts)], by=SYSTEM, at=AT)
            assert Area.objects.filter(kind="park").count() == len(parts)


def test_the_other_council_sees_nothing(recorded: CouncilSite, other_council: CouncilSite) -> None:
    far = Box(0, 0, 700_000, 1_300_000)
    with in_council(recorded):
        assert council_box() is not None
        assert len(StreetRecords().streets_in(far)) == len(RECORDS.streets)
    with in_council(other_council):
        found = whereabouts(HOME.point.latitude, HOME.point.longitude)
        assert (found.street, found.ward, found.elsewhere) == (None, "", None)
        assert things_near(LAMP.point.latitude, LAMP.point.longitude, most=3) == []
        assert find_spots(STREET.name.en) == []
        assert council_box() is None
        records = StreetRecords()
        assert not (*records.streets_in(far), *records.areas_in(far), *records.plots_in(far))
        assert not offers_map()
