"""On which bench is each provider of maps tried? The council's own streets plugged in, and a supplier stood in for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from commonhall.capabilities.maps.port import DrawnArea, DrawnPlot, DrawnStreet, Maps, maps_from
from commonhall.capabilities.maps.simulator.painting import Feature
from commonhall.capabilities.maps.simulator.program import MapSimulator, demo_settings
from commonhall.capabilities.maps.view import Box
from commonhall.core.values.coordinates import to_grid, to_wgs84
from commonhall.core.values.words import Words

HERE = (54.38, -1.99)
EASTING, NORTHING = to_grid(*HERE)
STREET = ((EASTING - 150, NORTHING), (EASTING + 150, NORTHING))
FEATURES = (Feature("street", "Mill Lane", tuple(to_wgs84(*point) for point in STREET)),)


class Streets:
    """One street with a house, in a council whose edge is in sight."""

    def streets_in(self, box: Box) -> Sequence[DrawnStreet]:
        assert box.west < box.east
        return [DrawnStreet(Words(en="Mill Lane", cy="Lôn y Felin"), [STREET])]

    def areas_in(self, box: Box) -> Sequence[DrawnArea]:
        ring = [(EASTING + x, NORTHING + y) for x, y in ((-900, -900), (900, -900), (900, 900), (-900, 900))]
        return [DrawnArea("council", Words(en="Amberford & <Vale>"), [ring])]

    def plots_in(self, box: Box) -> Sequence[DrawnPlot]:
        return [DrawnPlot(EASTING + 20, NORTHING + 14, "7<")]


def _tiles(simulator: MapSimulator, **more: Any) -> Maps:
    return maps_from("tiles", {**demo_settings("amberford", simulator.address), **more})


BENCHES: dict[str, Callable[[MapSimulator], Maps]] = {
    "own_streets": lambda _: maps_from("own_streets", {}),
    "tiles": lambda simulator: _tiles(simulator, keep_hours=0),
}
