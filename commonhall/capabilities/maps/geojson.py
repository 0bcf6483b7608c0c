"""What is in a file of shapes? Streets, things or areas as GeoJSON: all of it is right, or none is read."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from commonhall.capabilities.errors import Misconfigured
from commonhall.capabilities.maps.port import AreaKind, Line
from commonhall.capabilities.maps.rows import AreaRow, StreetShape, ThingRow
from commonhall.core.values.coordinates import GRID_EASTINGS, GRID_NORTHINGS, NotOnTheGrid, to_grid
from commonhall.core.values.words import Words

GRID: Final = re.compile(r"(?:^|[:/])27700$")
"""How the coordinate reference system of the National Grid is named at its end."""
Row = TypeVar("Row")
Move = Callable[[Any], tuple[float, float]]


class _Geometry(BaseModel):
    type: str
    coordinates: Any


class _Feature(BaseModel):
    type: Literal["Feature"]
    geometry: _Geometry
    properties: dict[str, Any]


class _Crs(BaseModel):
    properties: dict[str, Any] = Field(default_factory=dict)


class _Collection(BaseModel):
    type: Literal["FeatureCollection"]
    features: list[_Feature]
    crs: _Crs | None = None


class _Street(BaseModel):
    model_config = ConfigDict(coerce_numbers_to_str=True)

    usrn: str = Field(pattern=r"^\d{1,8}$")
    name: str = Field(min_length=1)
    name_cy: str | None = None
    town: str | None = None
    ward: str | None = None


class _Thing(BaseModel):
    model_config = ConfigDict(coerce_numbers_to_str=True)

    number: str = Field(min_length=1, max_length=60)
    kind: str = Field(pattern=r"^[a-z][a-z0-9_]{0,39}$")
    name: str = Field(min_length=1)
    name_cy: str | None = None
    usrn: str | None = None
    ward: str | None = None


class _Area(BaseModel):
    model_config = ConfigDict(coerce_numbers_to_str=True)

    kind: AreaKind
    code: str = Field(min_length=1, max_length=60)
    name: str = Field(min_length=1)
    name_cy: str | None = None
    url: str | None = Field(default=None, pattern=r"^https?://\S+$")


def read_streets(path: Path) -> list[StreetShape]:
    """Return the streets of a file: LineString or MultiLineString with ``usrn`` and ``name``; ``name_cy``, ``town`` and
    ``ward`` may be left out. Raises Misconfigured, naming the feature that is wrong."""
    return _read(path, _street)


def read_things(path: Path) -> list[ThingRow]:
    """Return the things of a file: Point with ``number``, ``kind`` (a slug) and ``name``; ``name_cy``, ``usrn`` and
    ``ward`` may be left out. Raises Misconfigured, naming the feature that is wrong."""
    return _read(path, _thing)


def read_areas(path: Path) -> list[AreaRow]:
    """Return the areas of a file: Polygon or MultiPolygon with ``kind`` (council, neighbour, ward, park, water),
    ``code`` and ``name``; ``name_cy`` and ``url`` may be left out. Raises Misconfigured, naming the feature."""
    return _read(path, _area)


def _read(path: Path, made: Callable[[_Feature, Move], Row]) -> list[Row]:
    try:
        collection = _Collection.model_validate_json(path.read_bytes())
    except OSError as error:
        raise Misconfigured(f"{path.name} could not be read: {error.strerror}. Correct its name.") from error
    except ValidationError as wrong:
        raise Misconfigured(f"{path.name} is not a FeatureCollection of GeoJSON. {_first(wrong)}") from None
    named = str(collection.crs.properties.get("name", "")) if collection.crs else ""
    move = _on_grid if GRID.search(named) else _from_degrees
    rows: list[Row] = []
    for number, feature in enumerate(collection.features, 1):
        try:
            rows.append(made(feature, move))
        except ValidationError as wrong:
            raise Misconfigured(f"Correct feature {number} of {path.name}. {_first(wrong)}") from None
        except (ValueError, TypeError) as wrong:
            raise Misconfigured(f"Correct feature {number} of {path.name}. {wrong}") from None
    return rows


def _first(wrong: ValidationError) -> str:
    error = wrong.errors(include_url=False, include_input=False)[0]
    place = ".".join(str(part) for part in error["loc"])
    return f"{place}: {error['msg']}" if place else str(error["msg"])


def _street(feature: _Feature, move: Move) -> StreetShape:
    said = _Street.model_validate(feature.properties)
    lines = _nested(feature.geometry, {"LineString": 0, "MultiLineString": 1})
    return StreetShape(
        said.usrn, Words(en=said.name, cy=said.name_cy or ""), said.town or "", said.ward or "",
        [_line(line, move, least=2) for line in lines],
    )  # fmt: skip


def _thing(feature: _Feature, move: Move) -> ThingRow:
    said = _Thing.model_validate(feature.properties)
    if feature.geometry.type != "Point":
        raise ValueError(f"A thing is a Point, not a {feature.geometry.type}")
    easting, northing = move(feature.geometry.coordinates)
    name = Words(en=said.name, cy=said.name_cy or "")
    return ThingRow(said.number, said.kind, name, said.usrn or "", said.ward or "", easting, northing)


def _area(feature: _Feature, move: Move) -> AreaRow:
    said = _Area.model_validate(feature.properties)
    parts = _nested(feature.geometry, {"Polygon": 0, "MultiPolygon": 1})
    return AreaRow(
        said.kind, said.code, Words(en=said.name, cy=said.name_cy or ""), said.url or "",
        [[_line(ring, move, least=4) for ring in _list(part)] for part in parts],
    )  # fmt: skip


def _nested(geometry: _Geometry, kinds: dict[str, int]) -> Sequence[Any]:
    """Return the parts of a geometry, of which one kind has one and the other several."""
    if geometry.type not in kinds:
        raise ValueError(f"A {geometry.type} is not one of: {', '.join(kinds)}")
    parts = [geometry.coordinates] if kinds[geometry.type] == 0 else _list(geometry.coordinates)
    if not parts:
        raise ValueError("It has no coordinates")
    return parts


def _list(given: Any) -> list[Any]:
    if not isinstance(given, list) or not given:
        raise ValueError("Its coordinates are not nested as its type wants")
    return given


def _line(given: Any, move: Move, *, least: int) -> Line:
    points = [move(point) for point in _list(given)]
    if len(points) < least:
        raise ValueError(f"It has {len(points)} points where at least {least} are needed")
    return points


def _pair(point: Any) -> tuple[float, float]:
    if not isinstance(point, list) or len(point) < 2 or not all(type(part) in (int, float) for part in point[:2]):
        raise ValueError("Its coordinates are not nested as its type wants")
    return float(point[0]), float(point[1])


def _from_degrees(point: Any) -> tuple[float, float]:
    """Return easting and northing of a longitude and latitude, in that order, as RFC 7946 has it."""
    longitude, latitude = _pair(point)
    try:
        return to_grid(latitude, longitude)
    except NotOnTheGrid:
        raise ValueError(
            f"{longitude}, {latitude} is not a longitude and latitude in Great Britain; if it is metres of the "
            "National Grid, name EPSG:27700 in crs"
        ) from None


def _on_grid(point: Any) -> tuple[float, float]:
    easting, northing = _pair(point)
    if not (GRID_EASTINGS[0] <= easting <= GRID_EASTINGS[1] and GRID_NORTHINGS[0] <= northing <= GRID_NORTHINGS[1]):
        raise ValueError(f"{easting}, {northing} is not on the National Grid")
    return easting, northing
