"""Where is a point on the British National Grid, and where in the world? Conversion both ways, to about 5
metres.

Source: Ordnance Survey, "A guide to coordinate systems in Great Britain", annexes B, C and section 6.6.
"""

from __future__ import annotations

from math import asin, atan2, cos, degrees, hypot, radians, sin, sqrt, tan
from typing import NamedTuple


class _Ellipsoid(NamedTuple):
    """Half axes in metres."""

    a: float
    b: float

    @property
    def e2(self) -> float:
        """The square of the eccentricity."""
        return 1 - (self.b / self.a) ** 2


_AIRY = _Ellipsoid(6377563.396, 6356256.909)
_WGS84 = _Ellipsoid(6378137.0, 6356752.314245)

_EARTH_RADIUS = 6_371_000.0
_SCALE = 0.9996012717
_LATITUDE_0, _LONGITUDE_0 = radians(49), radians(-2)
_EASTING_0, _NORTHING_0 = 400_000.0, -100_000.0

# From WGS84 to OSGB36: metres, parts per million, seconds of arc.
_SHIFT = (-446.448, 125.157, -542.060)
_PPM = 20.4894
_TURN = (-0.1502, -0.2470, -0.8421)

GRID_EASTINGS = (0.0, 700_000.0)
GRID_NORTHINGS = (0.0, 1_300_000.0)


class NotOnTheGrid(ValueError):
    """The point lies outside the British National Grid."""


def to_wgs84(easting: float, northing: float) -> tuple[float, float]:
    """Return (latitude, longitude) in degrees of a grid point in metres. Raises NotOnTheGrid."""
    if not (GRID_EASTINGS[0] <= easting <= GRID_EASTINGS[1]) or not (
        GRID_NORTHINGS[0] <= northing <= GRID_NORTHINGS[1]
    ):
        raise NotOnTheGrid(f"{easting:g}, {northing:g} is outside the British National Grid")
    latitude, longitude = _from_grid(easting, northing)
    latitude, longitude = _other_datum(latitude, longitude, _AIRY, _WGS84, direction=-1)
    return degrees(latitude), degrees(longitude)


def metres_between(latitude: float, longitude: float, other_latitude: float, other_longitude: float) -> float:
    """Return how far two points are from each other over ground, in metres, to half a per cent (a spherical Earth)."""
    phi, other_phi = radians(latitude), radians(other_latitude)
    across = sin((other_phi - phi) / 2) ** 2
    along = cos(phi) * cos(other_phi) * sin(radians(other_longitude - longitude) / 2) ** 2
    return 2 * _EARTH_RADIUS * asin(min(1.0, sqrt(across + along)))


def to_grid(latitude: float, longitude: float) -> tuple[float, float]:
    """Return (easting, northing) in metres of a point in degrees (WGS84). Raises NotOnTheGrid."""
    if not (49 <= latitude <= 62 and -9.5 <= longitude <= 3.5):
        raise NotOnTheGrid(f"{latitude:g}, {longitude:g} is outside the British National Grid")
    phi, lam = _other_datum(radians(latitude), radians(longitude), _WGS84, _AIRY, direction=1)
    return _onto_grid(phi, lam)


def _other_datum(
    latitude: float, longitude: float, from_: _Ellipsoid, to: _Ellipsoid, *, direction: int
) -> tuple[float, float]:
    """Helmert transformation at height 0; direction 1 is WGS84 to OSGB36, -1 the reverse."""
    nu = from_.a / sqrt(1 - from_.e2 * sin(latitude) ** 2)
    x = nu * cos(latitude) * cos(longitude)
    y = nu * cos(latitude) * sin(longitude)
    z = nu * (1 - from_.e2) * sin(latitude)
    tx, ty, tz = (direction * t for t in _SHIFT)
    scale = 1 + direction * _PPM * 1e-6
    rx, ry, rz = (direction * radians(r / 3600) for r in _TURN)
    x, y, z = (
        tx + x * scale - y * rz + z * ry,
        ty + x * rz + y * scale - z * rx,
        tz - x * ry + y * rx + z * scale,
    )
    across = hypot(x, y)
    phi = atan2(z, across * (1 - to.e2))
    for _ in range(10):
        nu = to.a / sqrt(1 - to.e2 * sin(phi) ** 2)
        phi = atan2(z + to.e2 * nu * sin(phi), across)
    return phi, atan2(y, x)


def _meridian_arc(phi: float) -> float:
    """Length in metres along the central meridian from the true origin to ``phi``."""
    n = (_AIRY.a - _AIRY.b) / (_AIRY.a + _AIRY.b)
    less, more = phi - _LATITUDE_0, phi + _LATITUDE_0
    return (
        _AIRY.b
        * _SCALE
        * (
            (1 + n + 1.25 * n**2 + 1.25 * n**3) * less
            - (3 * n + 3 * n**2 + 2.625 * n**3) * sin(less) * cos(more)
            + (1.875 * n**2 + 1.875 * n**3) * sin(2 * less) * cos(2 * more)
            - 35 / 24 * n**3 * sin(3 * less) * cos(3 * more)
        )
    )


def _radii(phi: float) -> tuple[float, float, float]:
    """Return nu, rho and eta squared at a latitude, as the guide names them."""
    bend = 1 - _AIRY.e2 * sin(phi) ** 2
    nu = _AIRY.a * _SCALE / sqrt(bend)
    rho = _AIRY.a * _SCALE * (1 - _AIRY.e2) * bend**-1.5
    return nu, rho, nu / rho - 1


def _onto_grid(phi: float, lam: float) -> tuple[float, float]:
    nu, _, eta2 = _radii(phi)
    s, c, t2 = sin(phi), cos(phi), tan(phi) ** 2
    p = lam - _LONGITUDE_0
    northing = (
        _meridian_arc(phi)
        + _NORTHING_0
        + nu / 2 * s * c * p**2
        + nu / 24 * s * c**3 * (5 - t2 + 9 * eta2) * p**4
        + nu / 720 * s * c**5 * (61 - 58 * t2 + t2**2) * p**6
    )
    easting = (
        _EASTING_0
        + nu * c * p
        + nu / 6 * c**3 * (1 + eta2 - t2) * p**3
        + nu / 120 * c**5 * (5 - 18 * t2 + t2**2 + 14 * eta2 - 58 * t2 * eta2) * p**5
    )
    return easting, northing


def _from_grid(easting: float, northing: float) -> tuple[float, float]:
    phi, arc = _LATITUDE_0, 0.0
    while abs(northing - _NORTHING_0 - arc) >= 1e-5:
        phi += (northing - _NORTHING_0 - arc) / (_AIRY.a * _SCALE)
        arc = _meridian_arc(phi)
    nu, rho, eta2 = _radii(phi)
    t, t2, sec = tan(phi), tan(phi) ** 2, 1 / cos(phi)
    e = easting - _EASTING_0
    latitude = (
        phi
        - t / (2 * rho * nu) * e**2
        + t / (24 * rho * nu**3) * (5 + 3 * t2 + eta2 - 9 * t2 * eta2) * e**4
        - t / (720 * rho * nu**5) * (61 + 90 * t2 + 45 * t2**2) * e**6
    )
    longitude = (
        _LONGITUDE_0
        + sec / nu * e
        - sec / (6 * nu**3) * (nu / rho + 2 * t2) * e**3
        + sec / (120 * nu**5) * (5 + 28 * t2 + 24 * t2**2) * e**5
        - sec / (5040 * nu**7) * (61 + 662 * t2 + 1320 * t2**2 + 720 * t2**3) * e**7
    )
    return latitude, longitude
