"""Where does a demonstration council end, who is beyond, and which wards, parks and waters are there? All made up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import cos, pi, radians, sin
from typing import Final

from commonhall.capabilities.maps.port import AreaKind
from commonhall.capabilities.maps.rows import AreaRow
from commonhall.capabilities.maps.simulator.painting import Feature
from commonhall.core.values.coordinates import to_wgs84
from commonhall.core.values.words import Words
from commonhall.upkeep.demo.gazetteer import generate
from commonhall.upkeep.demo.gazetteer_places import PLACES, STREETS, Place

ACROSS, COLUMN, ROW = 8, 345.0, 92.0
"""How the streets of a place lie: see gazetteer.py."""
WIDE, HIGH = ACROSS * COLUMN, STREETS // ACROSS * ROW
BEYOND: Final = 700.0
FAR: Final = 9000.0
"""Metres from the streets to the edge of the council, and to that of its neighbours."""
NEIGHBOURS: Final = {
    "thornbridge": (Words(en="Eastmarsh"), Words(en="Wexcombe")),
    "fallowdale": (Words(en="Nether Craven"), Words(en="Scarsdale")),
    "stonemere": (Words(en="Oakwater"), Words(en="Marlmoor")),
    "brynafon": (Words(en="North Glanteg", cy="Gogledd Glanteg"), Words(en="South Glanteg", cy="De Glanteg")),
    "strathrowan": (Words(en="Glenorrin"), Words(en="Corrievale")),
}
"""Councils that do not exist, to the north and to the south."""
Flat = Sequence[tuple[float, float]]


def areas(slug: str) -> tuple[AreaRow, ...]:
    """Return the areas of a demonstration council. Raises KeyError for a slug that is not one of PLACES."""
    place = PLACES[slug]
    return tuple(_areas(place))


def features() -> tuple[Feature, ...]:
    """Return what the stand-in for a supplier of tiles draws: streets, parks and waters of all councils."""
    found: list[Feature] = []
    for slug in PLACES:
        for area in areas(slug):
            if area.kind == "park" or area.kind == "water":
                ring = tuple(to_wgs84(*point) for point in area.parts[0][0])
                found.append(Feature(area.kind, area.name.en, ring))
        for street in generate(slug).streets:
            ends = tuple((point.latitude, point.longitude) for point in (street.start, street.end))
            found.append(Feature("street", street.name.en, ends))
    return tuple(found)


def _areas(place: Place) -> Iterator[AreaRow]:
    edge = _edge(BEYOND)
    yield _row(place, "council", "own", place.name, [edge])
    north, south = NEIGHBOURS[place.slug]
    far = _edge(FAR)
    half = len(edge) // 2
    yield _row(place, "neighbour", "north", north, [[*edge[: half + 1], *reversed(far[: half + 1])]], place.slug)
    below = [*edge[half:], edge[0]], [*far[half:], far[0]]
    yield _row(place, "neighbour", "south", south, [[*below[0], *reversed(below[1])]], place.slug)
    for number, ward in enumerate(place.wards):
        yield _row(place, "ward", f"W{number + 1}", Words(en=ward, cy=ward), [_ward(number)])
    yield _row(place, "park", "park", place.park, [_park()])
    yield _row(place, "water", "river", Words(en="River Fallen", cy="Afon Fallen"), [_river()])


def _row(place: Place, kind: AreaKind, code: str, name: Words, rings: Sequence[Flat], neighbour: str = "") -> AreaRow:
    url = f"https://{code}-of-{neighbour}.example.org/report" if neighbour else ""
    return AreaRow(kind, code, name, url, [[[_at(place, *point) for point in ring] for ring in rings]])


def _at(place: Place, east: float, north: float) -> tuple[float, float]:
    turn = radians(place.turn)
    return (
        round(place.easting + east * cos(turn) - north * sin(turn), 1),
        round(place.northing + east * sin(turn) + north * cos(turn), 1),
    )


def _edge(beyond: float) -> list[tuple[float, float]]:
    """Return a ring around the streets, from the east against the clock: first its northern half, then the other."""
    points = []
    for step in range(32):
        angle = step * 2 * pi / 32
        wave = 1 + 0.06 * sin(3 * angle) + 0.04 * cos(5 * angle)
        points.append(
            (
                WIDE / 2 + (WIDE / 2 + beyond) * 1.15 * wave * cos(angle),
                HIGH / 2 + (HIGH / 2 + beyond) * 1.15 * wave * sin(angle),
            )
        )
    return points


def _ward(number: int) -> list[tuple[float, float]]:
    """Return the ground of a ward: three side by side, in two rows, as the streets are dealt out to them."""
    lines = [-200.0, 3 * COLUMN - 22, 6 * COLUMN - 22, WIDE + 200]
    rows = [-200.0, HIGH / 2 - ROW / 2, HIGH + 150]
    left, right = lines[number % 3], lines[number % 3 + 1]
    low, high = rows[number // 3], rows[number // 3 + 1]
    return [(left, low), (right, low), (right, high), (left, high)]


def _park() -> list[tuple[float, float]]:
    """Return the park between two rows of streets, around the point that the gazetteer has for it."""
    east, north = (12 % ACROSS) * COLUMN, (12 // ACROSS) * ROW - 46
    return [(east + 20, north - 24), (east + 280, north - 24), (east + 280, north + 24), (east + 20, north + 24)]


def _river() -> list[tuple[float, float]]:
    """Return a river that winds along the south of the streets."""
    bank = [(-1500.0 + 250 * step, -190 + 45 * sin(step / 1.7)) for step in range(24)]
    return [*bank, *((east, north - 55) for east, north in reversed(bank))]
