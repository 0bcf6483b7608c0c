"""How do tiles become one picture with marks on it? Pasted side by side, cut to size, and drawn upon."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import ceil, floor
from typing import Final

from PIL import Image, ImageDraw, ImageFont

from commonhall.capabilities.maps.drawing import PIN, THING
from commonhall.capabilities.maps.port import Mark
from commonhall.capabilities.maps.view import TILE, View

FINER: Final = 3
"""How many times finer marks are drawn, and then made smaller, so that their edges are smooth."""
COLOURS: Final = 128
NOTHING_THERE: Final = "#d9dde0"
Tile = tuple[int, int]
"""Column and row, at the zoom of the view."""


def base_of(view: View, closest: int) -> View:
    """Return the view whose tiles are fetched: ``view``, or where it is closer than ``closest``, the smaller one at
    that zoom which is then made larger."""
    times = 1 << max(0, view.zoom - closest)
    return replace(view, zoom=min(view.zoom, closest), width=ceil(view.width / times), height=ceil(view.height / times))


def tiles_of(view: View) -> list[Tile]:
    """Return the tiles that ``view`` needs, row by row; none beyond the poles."""
    left, top = view.corner()
    columns = range(floor(left / TILE), floor((left + view.width - 1) / TILE) + 1)
    rows = range(floor(top / TILE), floor((top + view.height - 1) / TILE) + 1)
    return [(column, row) for row in rows for column in columns if 0 <= row < 1 << view.zoom]


def compose(view: View, base: View, tiles: Mapping[Tile, bytes], marks: Sequence[Mark]) -> bytes:
    """Return the picture of ``view`` as PNG. tiles: those that there are, of ``base`` (see :func:`base_of`).

    Raises ValueError for a tile that is no picture.
    """
    picture = _pasted(base, tiles)
    times = 1 << (view.zoom - base.zoom)
    if times > 1:
        large = picture.resize((base.width * times, base.height * times), Image.Resampling.BILINEAR)
        left, top = (large.width - view.width) // 2, (large.height - view.height) // 2
        picture = large.crop((left, top, left + view.width, top + view.height))
    over = Image.new("RGBA", (view.width * FINER, view.height * FINER), (0, 0, 0, 0))
    for mark in sorted(marks, key=lambda each: each.kind == "pin"):
        _draw_mark(ImageDraw.Draw(over), view, mark)
    small = over.resize((view.width, view.height), Image.Resampling.BOX)
    picture.paste(small, mask=small)
    written = io.BytesIO()
    picture.quantize(COLOURS).save(written, "PNG")
    return written.getvalue()


def _pasted(view: View, tiles: Mapping[Tile, bytes]) -> Image.Image:
    left, top = view.corner()
    picture = Image.new("RGB", (view.width, view.height), NOTHING_THERE)
    for (column, row), content in tiles.items():
        picture.paste(picture_of(content), (round(column * TILE - left), round(row * TILE - top)))
    return picture


def picture_of(content: bytes) -> Image.Image:
    """Return a tile as a picture. Raises ValueError where it is none, or has another size."""
    try:
        with Image.open(io.BytesIO(content), formats=("PNG", "JPEG", "WEBP")) as opened:
            if opened.size not in ((TILE, TILE), (2 * TILE, 2 * TILE)):
                raise ValueError(f"a tile of {opened.size}")
            return opened.convert("RGB").resize((TILE, TILE))
    except (OSError, SyntaxError, Image.DecompressionBombError) as wrong:
        raise ValueError("a tile that is no picture") from wrong


def _draw_mark(pen: ImageDraw.ImageDraw, view: View, mark: Mark) -> None:
    x, y = (FINER * part for part in view.pixel_of(mark.latitude, mark.longitude))
    if mark.kind == "pin":
        edge, white, f = "#ffffff", "#ffffff", FINER
        for colour, more in ((edge, 2), (PIN, 0)):
            pen.polygon(
                [(x - (11 + more) * f, y - 20 * f), (x + (11 + more) * f, y - 20 * f), (x, y + more * f)], colour
            )
            pen.circle((x, y - 27 * f), (13 + more) * f, colour)
        pen.circle((x, y - 27 * f), 5 * f, white)
        return
    pen.circle((x, y), (11 if mark.label else 6) * FINER, THING, "#ffffff", 2 * FINER)
    if mark.label:
        pen.text((x, y), mark.label, "#ffffff", ImageFont.load_default(14 * FINER), anchor="mm")
