"""Which part of the world does a picture show, and which pixel is which place? Web Mercator, as all tiles are cut."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from math import asinh, atan, cos, degrees, pi, radians, sinh, tan
from typing import Final

from commonhall.core.values.coordinates import GRID_EASTINGS, GRID_NORTHINGS, to_grid, to_wgs84

TILE: Final = 256
"""Pixels along each side of a tile."""
FARTHEST, CLOSEST = 10, 19
"""Zooms: at 10 a county fits a page, at 19 a house."""
ROUND_THE_EARTH: Final = 40_075_016.686
"""Metres along the equator."""


@dataclass(frozen=True, slots=True)
class Box:
    """A part of the National Grid, in metres."""

    west: float
    south: float
    east: float
    north: float

    def widened(self, metres: float) -> Box:
        """Return it with so much more on every side."""
        return Box(self.west - metres, self.south - metres, self.east + metres, self.north + metres)


@dataclass(frozen=True, slots=True)
class View:
    """What a picture shows: the place in its middle, in degrees, how close (see FARTHEST), and its size in pixels."""

    latitude: float
    longitude: float
    zoom: int
    width: int
    height: int

    @property
    def metres_a_pixel(self) -> float:
        """How many metres over ground a pixel is, in the middle."""
        return ROUND_THE_EARTH * cos(radians(self.latitude)) / (TILE << self.zoom)

    def corner(self) -> tuple[float, float]:
        """Return where in the world of this zoom the upper left corner is, in pixels."""
        across, down = world_pixel(self.latitude, self.longitude, self.zoom)
        return across - self.width / 2, down - self.height / 2

    def place_at(self, x: float, y: float) -> tuple[float, float]:
        """Return latitude and longitude of a pixel, from the upper left corner."""
        left, top = self.corner()
        size = TILE << self.zoom
        longitude = (left + x) / size * 360 - 180
        latitude = degrees(atan(sinh(pi * (1 - 2 * (top + y) / size))))
        return latitude, longitude

    def pixel_of(self, latitude: float, longitude: float) -> tuple[float, float]:
        """Return the pixel of a place; it may lie outside the picture."""
        left, top = self.corner()
        across, down = world_pixel(latitude, longitude, self.zoom)
        return across - left, down - top

    def centred(self, latitude: float, longitude: float) -> View:
        """Return the view of the same size and zoom with another middle."""
        return replace(self, latitude=latitude, longitude=longitude)

    def zoomed(self, zoom: int) -> View:
        """Return the view at another zoom, kept between the farthest and the closest."""
        return replace(self, zoom=max(FARTHEST, min(CLOSEST, zoom)))

    def box(self) -> Box:
        """Return the part of the National Grid that holds all of the picture. Raises NotOnTheGrid."""
        corners = [to_grid(*self.place_at(x, y)) for x in (0, self.width) for y in (0, self.height)]
        eastings, northings = [each[0] for each in corners], [each[1] for each in corners]
        return Box(min(eastings), min(northings), max(eastings), max(northings))

    def from_grid(self) -> Callable[[float, float], tuple[float, float]]:
        """Return what gives the pixel of an easting and northing.

        Over a picture the two projections differ by a shift, a turn and a scale, to less than a pixel; so three
        points are converted and not each. Raises NotOnTheGrid.
        """
        easting, northing = to_grid(self.latitude, self.longitude)
        reach = max(self.width, self.height) * self.metres_a_pixel / 2
        east = reach if easting + reach <= GRID_EASTINGS[1] else -reach
        north = reach if northing + reach <= GRID_NORTHINGS[1] else -reach
        x0, y0 = self.pixel_of(*to_wgs84(easting, northing))
        x1, y1 = self.pixel_of(*to_wgs84(easting + east, northing))
        x2, y2 = self.pixel_of(*to_wgs84(easting, northing + north))
        a, b, c, d = (x1 - x0) / east, (x2 - x0) / north, (y1 - y0) / east, (y2 - y0) / north

        def pixel(e: float, n: float) -> tuple[float, float]:
            e, n = e - easting, n - northing
            return round(x0 + a * e + b * n, 1), round(y0 + c * e + d * n, 1)

        return pixel


def world_pixel(latitude: float, longitude: float, zoom: int) -> tuple[float, float]:
    """Return where a place is in the picture of the whole world at ``zoom``, in pixels."""
    size = TILE << zoom
    return (longitude + 180) / 360 * size, (1 - asinh(tan(radians(latitude))) / pi) / 2 * size


def view_of(box: Box, *, width: int, height: int) -> View:
    """Return the closest view of this size in which all of ``box`` can be seen. Raises NotOnTheGrid."""
    latitude, longitude = to_wgs84((box.west + box.east) / 2, (box.south + box.north) / 2)
    view = View(latitude, longitude, CLOSEST, width, height)
    while view.zoom > FARTHEST:
        across, down = width * view.metres_a_pixel, height * view.metres_a_pixel
        if across >= box.east - box.west and down >= box.north - box.south:
            break
        view = view.zoomed(view.zoom - 1)
    return view
