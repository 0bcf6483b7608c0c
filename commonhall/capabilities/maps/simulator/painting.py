"""What does a tile of the stand-in look like? Ground, areas and streets of made-up places, and a faint grid."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from math import atan2, degrees
from typing import Final, Literal

from PIL import Image, ImageDraw, ImageFont

from commonhall.capabilities.maps.view import TILE, world_pixel

FINER: Final = 2
GROUND, GRID, CASING, ROAD, INK = "#eef1ea", "#dfe4da", "#a9b4a4", "#fff7d6", "#3b4a3f"
FILLS: Final = {"park": "#c5dfb4", "water": "#a9cbe4"}
ROADS: Final = {13: 2, 14: 3, 15: 6, 16: 10, 17: 16, 18: 26, 19: 44}
NAMES_FROM: Final = 15
Kind = Literal["street", "park", "water"]


@dataclass(frozen=True)
class Feature:
    """A thing on the map. points: latitudes and longitudes, of the middle of a street or the edge of an area."""

    kind: Kind
    name: str
    points: tuple[tuple[float, float], ...]


def tile(zoom: int, column: int, row: int, features: Sequence[Feature]) -> bytes:
    """Return a tile as PNG: the same for the same place, every time."""
    size = TILE * FINER
    picture = Image.new("RGB", (size, size), GROUND)
    pen = ImageDraw.Draw(picture)
    for step in range(0, size, size // 4):
        pen.line([(step, 0), (step, size)], GRID)
        pen.line([(0, step), (size, step)], GRID)
    drawn = [(each, _points(each, zoom, column, row)) for each in features]
    seen = [(each, points) for each, points in drawn if _may_be_seen(points, size)]
    for each, points in seen:
        if each.kind in FILLS and len(points) > 2:
            pen.polygon(points, FILLS[each.kind])
    streets = [(each, points) for each, points in seen if each.kind == "street"]
    width = ROADS.get(zoom, 1) * FINER
    for colour, more in ((CASING, 2 * FINER), (ROAD, 0)):
        for _, points in streets:
            pen.line(points, colour, width + more, joint="curve")
            for x, y in (points[0], points[-1]):
                pen.circle((x, y), (width + more) / 2, colour)
    if zoom >= NAMES_FROM:
        for each, points in streets:
            _name(picture, each.name, points, 11 if zoom < 17 else 14)
    written = io.BytesIO()
    picture.resize((TILE, TILE), Image.Resampling.BOX).quantize(64).save(written, "PNG")
    return written.getvalue()


def blank() -> bytes:
    """Return a tile with nothing on it."""
    written = io.BytesIO()
    Image.new("P", (TILE, TILE), 0).save(written, "PNG")
    return written.getvalue()


def _points(feature: Feature, zoom: int, column: int, row: int) -> list[tuple[float, float]]:
    found = []
    for latitude, longitude in feature.points:
        across, down = world_pixel(latitude, longitude, zoom)
        found.append(((across - column * TILE) * FINER, (down - row * TILE) * FINER))
    return found


def _may_be_seen(points: Sequence[tuple[float, float]], size: int) -> bool:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    room = 120 * FINER  # for the names and widths of what is just outside
    return max(xs) > -room and min(xs) < size + room and max(ys) > -room and min(ys) < size + room


def _name(picture: Image.Image, name: str, points: Sequence[tuple[float, float]], height: int) -> None:
    """Write a street's name turned along its first part: whole, also where it goes on in the next tile."""
    (x1, y1), (x2, y2) = points[0], points[1]
    font = ImageFont.load_default(height * FINER)
    length = int(font.getlength(name))
    if (x2 - x1) ** 2 + (y2 - y1) ** 2 < length**2:
        return
    if x2 < x1:
        x1, y1, x2, y2 = x2, y2, x1, y1
    written = Image.new("RGBA", (length + 8, height * FINER * 2), (0, 0, 0, 0))
    ImageDraw.Draw(written).text(
        (written.width / 2, written.height / 2), name, INK, font, anchor="mm", stroke_width=FINER, stroke_fill=ROAD
    )
    turned = written.rotate(_degrees(x2 - x1, y2 - y1), expand=True, resample=Image.Resampling.BICUBIC)
    middle = (round((x1 + x2 - turned.width) / 2), round((y1 + y2 - turned.height) / 2))
    picture.paste(turned, middle, turned)


def _degrees(dx: float, dy: float) -> float:
    """Return the turn of a line, against the clock, as Pillow turns."""
    return -degrees(atan2(dy, dx))
