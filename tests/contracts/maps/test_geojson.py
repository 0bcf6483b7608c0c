"""Are files of shapes read as they are meant, and refused whole, with the feature that is wrong, where they are not?"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from commonhall.capabilities.errors import Misconfigured
from commonhall.capabilities.maps.geojson import read_areas, read_streets, read_things
from tests.contracts.maps.benches import EASTING, HERE, NORTHING

GRID = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::27700"}}
STREET = {"usrn": 99020001, "name": "Mill Lane", "name_cy": "Lôn y Felin", "ward": "Beckside"}
AREA = {"kind": "council", "code": "E07009999", "name": "Amberford"}
RING = [[0, 0], [100, 0], [100, 100], [0, 0]]


def written(folder: Path, *features: Any, **more: Any) -> Path:
    path = folder / "shapes.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features, **more}))
    return path


def feature(kind: str, coordinates: Any, properties: Any) -> dict[str, Any]:
    return {"type": "Feature", "geometry": {"type": kind, "coordinates": coordinates}, "properties": properties}


def test_a_street_may_be_in_degrees_or_in_metres(tmp_path: Path) -> None:
    degrees = feature("LineString", [[HERE[1], HERE[0]], [HERE[1] + 0.001, HERE[0]]], STREET)
    (street,) = read_streets(written(tmp_path, degrees))
    assert (street.usrn, street.name.cy, street.ward, street.town) == ("99020001", "Lôn y Felin", "Beckside", "")
    assert street.lines[0][0] == pytest.approx((EASTING, NORTHING), abs=0.1)
    metres = feature("MultiLineString", [[[400000, 500000], [400100, 500000, 12.5]], [[1, 1], [2, 2]]], STREET)
    (street,) = read_streets(written(tmp_path, metres, crs=GRID))
    assert [list(line) for line in street.lines] == [[(400000, 500000), (400100, 500000)], [(1, 1), (2, 2)]]


def test_things_and_areas_are_read(tmp_path: Path) -> None:
    said = {"number": "lc-9", "kind": "lamp_column", "name": "Lamp column 9"}
    (thing,) = read_things(written(tmp_path, feature("Point", [400000.5, 500000], said), crs=GRID))
    assert (thing.number, thing.easting, thing.usrn) == ("lc-9", 400000.5, "")
    two = feature("MultiPolygon", [[RING, RING], [RING]], AREA)
    (area,) = read_areas(written(tmp_path, two, crs=GRID))
    assert [len(part) for part in area.parts] == [2, 1]
    assert (area.kind, area.url) == ("council", "")


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        (feature("LineString", [[HERE[1], HERE[0]]], STREET), "2 are needed"),
        (feature("LineString", [[400000, 500000], [400001, 500000]], STREET), "EPSG:27700"),
        (feature("LineString", [HERE[1], HERE[0]], STREET), "nested"),
        (feature("LineString", [], STREET), "nested"),
        (feature("LineString", [["1", "2"], [3, 4]], STREET), "nested"),
        (feature("Point", [HERE[1], HERE[0]], STREET), "not one of: LineString"),
        (feature("LineString", [[HERE[1], HERE[0]], [HERE[1], HERE[0]]], {"usrn": "12A", "name": "x"}), "usrn"),
        (feature("LineString", [[HERE[1], HERE[0]], [HERE[1], HERE[0]]], {"usrn": "12"}), "name"),
    ],
)
def test_a_feature_that_is_wrong_is_named(tmp_path: Path, wrong: Any, why: str) -> None:
    right = feature("LineString", [[HERE[1], HERE[0]], [HERE[1], HERE[0]]], STREET)
    with pytest.raises(Misconfigured, match=r"Correct feature 2 of shapes\.geojson") as refused:
        read_streets(written(tmp_path, right, wrong))
    assert why in str(refused.value)


def test_other_files_are_refused(tmp_path: Path) -> None:
    for content in ("", "[]", '{"type": "Feature"}', '{"type": "FeatureCollection", "features": [{"type": "x"}]}'):
        (tmp_path / "other.json").write_text(content)
        with pytest.raises(Misconfigured, match="not a FeatureCollection"):
            read_streets(tmp_path / "other.json")
    with pytest.raises(Misconfigured, match="could not be read"):
        read_streets(tmp_path / "nothing.json")
    for wrong in ({**AREA, "kind": "county"}, {**AREA, "url": "javascript:alert(1)"}, {**AREA, "code": ""}):
        with pytest.raises(Misconfigured, match="feature 1"):
            read_areas(written(tmp_path, feature("Polygon", [RING], wrong), crs=GRID))
    for kind in ("Lamp column", "", "9"):
        said = {"number": "1", "kind": kind, "name": "x"}
        with pytest.raises(Misconfigured, match="kind"):
            read_things(written(tmp_path, feature("Point", [1, 1], said), crs=GRID))
