"""How is a map drawn as SVG? Areas below, then streets with their names, house numbers, a scale, and marks on top."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from html import escape
from itertools import pairwise
from math import atan2, degrees, hypot
from typing import Final

from commonhall.capabilities.maps.port import DrawnArea, DrawnPlot, DrawnStreet, Line, Mark
from commonhall.capabilities.maps.view import View
from commonhall.core.values.outlines import distance_to, holds
from commonhall.core.values.words import Language

NAMES_FROM: Final = 15
"""The zoom from which streets have names; below it, areas have."""
NUMBERS_FROM: Final = 17
LARGE_NAMES_FROM: Final = 17
LAND, OUTSIDE, STREET, EDGE, INK, PIN, THING = (
    "#f2efe8",
    "#d9dde0",
    "#ffffff",
    "#b5b0a5",
    "#0b0c0c",
    "#d4351c",
    "#144e81",
)
FILLS: Final = {"park": "#cfe6c4", "water": "#bcd9ec"}
WIDTHS: Final = {12: 2, 13: 3, 14: 4, 15: 7, 16: 11, 17: 18, 18: 30, 19: 48}
"""How broad a street is, in pixels, by zoom."""
SCALES: Final = (10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000)
"""Metres that the scale may stand for."""
SCALE_PIXELS: Final = 100
A_LETTER: Final = 0.55
"""How broad a letter is on average, of its height."""
OUTLINE: Final = f'paint-order="stroke" stroke="{LAND}" stroke-width="3" stroke-linejoin="round"'

Pixel = Callable[[float, float], tuple[float, float]]


def draw(
    view: View,
    *,
    areas: Sequence[DrawnArea],
    streets: Sequence[DrawnStreet],
    plots: Sequence[DrawnPlot],
    marks: Sequence[Mark],
    language: Language,
) -> str:
    """Return the drawing. Raises NotOnTheGrid."""
    pixel = view.from_grid()
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{view.width}" height="{view.height}" '
        f'viewBox="0 0 {view.width} {view.height}" font-family="Arial, Helvetica, sans-serif">',
        *_areas(view, areas, pixel),
        *_streets(view, streets, pixel),
        *_plots(view, plots, pixel),
        *_edges(areas, pixel),
        *_names(view, areas, streets, pixel, language),
        *_scale(view),
        *_marks(view, marks),
        "</svg>",
    ]
    return "".join(parts)


def _path(lines: Iterable[Line], pixel: Pixel, *, closed: bool = False) -> str:
    end = "Z" if closed else ""
    return "".join(
        "M" + "L".join(f"{x:g} {y:g}" for x, y in (pixel(*point) for point in line)) + end for line in lines if line
    )


def _areas(view: View, areas: Sequence[DrawnArea], pixel: Pixel) -> Iterator[str]:
    """Yield the ground: the council's is light, what is outside is grey."""
    own = [area for area in areas if area.kind == "council"]
    yield f'<rect width="{view.width}" height="{view.height}" fill="{OUTSIDE if _knows_edge(areas) else LAND}"/>'
    for area in own:
        yield f'<path d="{_path(area.rings, pixel, closed=True)}" fill="{LAND}" fill-rule="evenodd"/>'
    for area in areas:
        if area.kind in FILLS:
            drawn = _path(area.rings, pixel, closed=True)
            yield f'<path d="{drawn}" fill="{FILLS[area.kind]}" fill-rule="evenodd"/>'


def _knows_edge(areas: Sequence[DrawnArea]) -> bool:
    return any(area.kind in ("council", "neighbour") for area in areas)


def _edges(areas: Sequence[DrawnArea], pixel: Pixel) -> Iterator[str]:
    for area in areas:
        if area.kind in ("council", "ward"):
            look = (
                'stroke="#505a5f" stroke-width="2" stroke-dasharray="10 5"'
                if area.kind == "council"
                else 'stroke="#8a8f94" stroke-width="1" stroke-dasharray="3 5"'
            )
            yield f'<path d="{_path(area.rings, pixel, closed=True)}" fill="none" {look}/>'


def _streets(view: View, streets: Sequence[DrawnStreet], pixel: Pixel) -> Iterator[str]:
    """Yield all edges first and then all surfaces, so that streets open into each other."""
    paths = [_path(street.lines, pixel) for street in streets]
    width = WIDTHS.get(view.zoom, 1)
    look = 'fill="none" stroke-linecap="round" stroke-linejoin="round"'
    together = "".join(paths)
    if not together:
        return
    yield f'<path d="{together}" {look} stroke="{EDGE}" stroke-width="{width + 2}"/>'
    yield f'<path d="{together}" {look} stroke="{STREET}" stroke-width="{width}"/>'


def _plots(view: View, plots: Sequence[DrawnPlot], pixel: Pixel) -> Iterator[str]:
    size = 8 if view.zoom == NUMBERS_FROM else 14
    for plot in plots:
        x, y = pixel(plot.easting, plot.northing)
        yield (
            f'<rect x="{x - size / 2:g}" y="{y - size / 2:g}" width="{size}" height="{size}" '
            f'fill="#ddd5c6" stroke="{EDGE}"/>'
        )
        if plot.label and view.zoom > NUMBERS_FROM:
            yield _text(x, y + 4, escape(plot.label), 11)


def _text(x: float, y: float, words: str, size: int, more: str = "") -> str:
    return f'<text x="{x:g}" y="{y:g}" font-size="{size}" text-anchor="middle" fill="{INK}"{more}>{words}</text>'


def _names(
    view: View, areas: Sequence[DrawnArea], streets: Sequence[DrawnStreet], pixel: Pixel, language: Language
) -> Iterator[str]:
    if view.zoom >= NAMES_FROM:
        for street in streets:
            yield from _along(street, pixel, language, view)
    for area in areas:
        near = view.zoom >= NAMES_FROM
        if area.kind in ("park", "water", "neighbour") or (area.kind == "ward" and not near):
            yield from _in_area(area, pixel, language, view)


def _along(street: DrawnStreet, pixel: Pixel, language: Language, view: View) -> Iterator[str]:
    """Yield the street's name along the longest straight part that can be seen and has room for it."""
    name, size = street.name.say(language), 13 if view.zoom < LARGE_NAMES_FROM else 15
    parts = [
        seen
        for line in street.lines
        for start, end in pairwise(line)
        if (seen := _clipped(pixel(*start), pixel(*end), view))
    ]
    if not name or not parts:
        return
    x1, y1, x2, y2 = max(parts, key=lambda part: hypot(part[2] - part[0], part[3] - part[1]))
    if hypot(x2 - x1, y2 - y1) < len(name) * size * A_LETTER:
        return
    turn = degrees(atan2(y2 - y1, x2 - x1))
    turn += 180 if turn > 90 else -180 if turn <= -90 else 0  # never upside down
    x, y = (x1 + x2) / 2, (y1 + y2) / 2
    more = f' dy="{size * 0.35:g}" transform="rotate({turn:.1f} {x:g} {y:g})" {OUTLINE.replace(LAND, STREET)}'
    yield _text(x, y, escape(name), size, more)


def _clipped(
    start: tuple[float, float], end: tuple[float, float], view: View
) -> tuple[float, float, float, float] | None:
    """Return the part of a straight line inside the picture, or None (after Liang and Barsky)."""
    (x, y), dx, dy = start, end[0] - start[0], end[1] - start[1]
    first, last = 0.0, 1.0
    for by, room in ((-dx, x), (dx, view.width - x), (-dy, y), (dy, view.height - y)):
        if by == 0:
            if room < 0:
                return None
            continue
        share = room / by
        if by < 0:
            first = max(first, share)
        else:
            last = min(last, share)
    if first >= last:
        return None
    return x + first * dx, y + first * dy, x + last * dx, y + last * dy


def _in_area(area: DrawnArea, pixel: Pixel, language: Language, view: View) -> Iterator[str]:
    """Yield the area's name where it can be seen and is farthest from the edge, if there is room for it."""
    rings = [[pixel(*point) for point in ring] for ring in area.rings]
    xs, ys = [x for x, _ in rings[0]], [y for _, y in rings[0]]
    left, right = max(0.0, min(xs)), min(float(view.width), max(xs))
    top, bottom = max(0.0, min(ys)), min(float(view.height), max(ys))
    tried = [
        (left + (right - left) * across / 10, top + (bottom - top) * down / 10)
        for across in range(1, 10)
        for down in range(1, 10)
    ]
    inside = [place for place in tried if right > left and bottom > top and holds(rings, *place)]
    name = area.name.say(language)
    if not inside or not name:
        return
    middle = ((left + right) / 2, (top + bottom) / 2)

    def room(place: tuple[float, float]) -> tuple[float, float]:
        aside = min(place[0], view.width - place[0], 2 * place[1], 2 * (view.height - place[1]))
        return min(aside, *(distance_to([*ring, ring[0]], *place) for ring in rings)), -hypot(
            place[0] - middle[0], place[1] - middle[1]
        )

    x, y = max(inside, key=room)
    if room((x, y))[0] >= (12 if area.kind == "water" else len(name) * 7 * A_LETTER):
        yield _text(x, y + 5, escape(name), 14, f' font-style="italic" {OUTLINE}')


def _scale(view: View) -> Iterator[str]:
    metres = max((each for each in SCALES if each / view.metres_a_pixel <= SCALE_PIXELS), default=SCALES[0])
    length, bottom = metres / view.metres_a_pixel, view.height - 10
    said = f"{metres} m" if metres < 1000 else f"{metres // 1000} km"
    yield f'<rect x="6" y="{bottom - 20}" width="{length + 12:.1f}" height="26" fill="#ffffff" fill-opacity="0.8"/>'
    yield f'<path d="M12 {bottom - 5}v5h{length:.1f}v-5" fill="none" stroke="{INK}" stroke-width="2"/>'
    yield _text(12 + length / 2, bottom - 6, said, 11)


def _marks(view: View, marks: Sequence[Mark]) -> Iterator[str]:
    """Yield the marks; the pin is on top of all others, and its point is at the place."""
    for mark in sorted(marks, key=lambda each: each.kind == "pin"):
        x, y = view.pixel_of(mark.latitude, mark.longitude)
        if mark.kind == "pin":
            yield (
                f'<path transform="translate({x:.1f} {y:.1f})" stroke="#ffffff" stroke-width="2" fill="{PIN}" '
                'd="M0 0C-4 -11 -13 -17 -13 -27A13 13 0 1 1 13 -27C13 -17 4 -11 0 0Z"/>'
                f'<circle cx="{x:.1f}" cy="{y - 27:.1f}" r="5" fill="#ffffff"/>'
            )
            continue
        yield (
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{11 if mark.label else 6}" fill="{THING}" '
            'stroke="#ffffff" stroke-width="2"/>'
        )
        if mark.label:
            yield _text(x, y + 4.5, escape(mark.label), 13, ' font-weight="bold"').replace(INK, "#ffffff")
