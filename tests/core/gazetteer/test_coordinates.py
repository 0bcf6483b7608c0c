"""Do grid and world coordinates agree with the oracle, and with each other?"""

from __future__ import annotations

from math import cos, hypot, radians

import pytest
from convertbng.cutil import convert_bng, convert_lonlat
from hypothesis import given
from hypothesis import strategies as st

from commonhall.core.values.coordinates import NotOnTheGrid, to_grid, to_wgs84

# Points on land, spread over the three nations (the oracle has no grid shift far out at sea).
PLACES = [
    (530_000, 180_000),
    (547_500, 180_500),
    (400_500, 499_000),
    (340_000, 334_500),
    (292_500, 336_500),
    (270_500, 797_500),
    (180_000, 40_000),
    (621_000, 308_000),
    (440_000, 1_140_000),
    (120_000, 920_000),
]


@pytest.mark.parametrize(("easting", "northing"), PLACES)
def test_grid_to_world_agrees_with_the_oracle_within_five_metres(easting: int, northing: int) -> None:
    latitude, longitude = to_wgs84(easting, northing)
    longitudes, latitudes = convert_lonlat([easting], [northing])
    metres_north = (latitude - float(latitudes[0])) * 111_320
    metres_east = (longitude - float(longitudes[0])) * 111_320 * cos(radians(latitude))
    assert hypot(metres_north, metres_east) < 5


@pytest.mark.parametrize(("easting", "northing"), PLACES)
def test_world_to_grid_agrees_with_the_oracle_within_five_metres(easting: int, northing: int) -> None:
    latitude, longitude = to_wgs84(easting, northing)
    eastings, northings = convert_bng([longitude], [latitude])
    ours = to_grid(latitude, longitude)
    assert hypot(ours[0] - float(eastings[0]), ours[1] - float(northings[0])) < 5


@given(st.floats(80_000, 650_000), st.floats(10_000, 1_200_000))
def test_there_and_back_is_the_same_place(easting: float, northing: float) -> None:
    back = to_grid(*to_wgs84(easting, northing))
    assert hypot(back[0] - easting, back[1] - northing) < 0.05


def test_the_worked_example_of_the_survey() -> None:
    # Caister water tower, from the guide: the projection alone, before the change of datum, is exact there.
    latitude, longitude = to_wgs84(651_409.903, 313_177.270)
    assert latitude == pytest.approx(52.6579786, abs=5e-5)
    assert longitude == pytest.approx(1.7160519, abs=5e-5)


@pytest.mark.parametrize("point", [(-1.0, 5.0), (700_001.0, 5.0), (5.0, 1_300_001.0), (float("nan"), 5.0)])
def test_a_point_off_the_grid_is_refused(point: tuple[float, float]) -> None:
    with pytest.raises(NotOnTheGrid):
        to_wgs84(*point)


@pytest.mark.parametrize("point", [(48.0, 0.0), (55.0, 10.0), (float("nan"), 0.0)])
def test_a_place_outside_great_britain_is_refused(point: tuple[float, float]) -> None:
    with pytest.raises(NotOnTheGrid):
        to_grid(*point)
