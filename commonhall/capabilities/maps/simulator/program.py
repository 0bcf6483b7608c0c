"""How does the stand-in answer? Tiles as XYZ and as WMTS, for a key; and the controls of its faults."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any, Final

from commonhall.capabilities.maps.simulator.painting import Feature, blank, tile
from commonhall.capabilities.simulators.serving import Answer, Request, serving
from commonhall.capabilities.simulators.standing_in import StandIn, in_json, is_key, key_for

XYZ: Final = re.compile(r"/maps/raster/v1/zxy/Light_3857/(\d{1,2})/(\d{1,7})/(\d{1,7})\.png")
WMTS: Final = "/maps/raster/v1/wmts"
FARTHEST, CLOSEST = 7, 20
PNG: Final = "image/png"
ATTRIBUTION: Final = "Demonstration map of made-up places"


def demo_key(council: str) -> str:
    """Return the key of a demo council. It guards nothing: all places are made up."""
    return key_for(council, "maps")


def demo_settings(council: str, address: str, *, wmts: bool = False) -> dict[str, Any]:
    """Return the settings with which the provider ``tiles`` talks to the simulator for a council."""
    template = (
        f"{address}{WMTS}?service=WMTS&request=GetTile&version=1.0.0&layer=Light_3857&tilematrixset=EPSG:3857"
        "&tilematrix={TileMatrix}&tilerow={TileRow}&tilecol={TileCol}&key={key}"
        if wmts
        else f"{address}/maps/raster/v1/zxy/Light_3857/{{z}}/{{x}}/{{y}}.png?key={{key}}"
    )
    return {"template": template, "key": demo_key(council), "attribution": ATTRIBUTION, "closest": CLOSEST}


class MapSimulator(StandIn):
    """The supplier of tiles, but for its socket.

    asked: how many tiles it was asked for, for tests of what is kept.
    """

    name = "a supplier of map tiles"

    def __init__(self, features: Callable[[], Sequence[Feature]]) -> None:
        super().__init__(own=("blank",))
        self.asked = 0
        self._features = cache(features)  # made when the first tile is asked for: a start should be quick

    def called(self, request: Request) -> Answer:
        """Return the tile that is asked for."""
        wanted = _xyz(request) if request.path != WMTS else _wmts(request)
        if wanted is None or request.method != "GET":
            return in_json(404, {})
        return self.faults.around(request, lambda: self._tile(request, wanted))

    def _tile(self, request: Request, wanted: tuple[int, int, int]) -> Answer:
        self.asked += 1
        key = request.query.get("key", [""])[0]
        if not is_key(key, "maps"):
            return in_json(401, {"fault": {"faultstring": "Invalid ApiKey"}})
        zoom, column, row = wanted
        if not (FARTHEST <= zoom <= CLOSEST and column < 1 << zoom and row < 1 << zoom):
            return in_json(404, {})
        if self.faults.takes("blank", request):
            return Answer(200, blank(), PNG)
        return Answer(200, tile(zoom, column, row, self._features()), PNG, {"Cache-Control": "max-age=86400"})


def _xyz(request: Request) -> tuple[int, int, int] | None:
    found = XYZ.fullmatch(request.path)
    return (int(found[1]), int(found[2]), int(found[3])) if found else None


def _wmts(request: Request) -> tuple[int, int, int] | None:
    """Return what a GetTile request asks for; the names of its parts are read in any case, as the standard wants."""
    asked = {name.lower(): values[0] for name, values in request.query.items()}
    if asked.get("request", "").lower() != "gettile" or asked.get("tilematrixset") != "EPSG:3857":
        return None
    parts = [asked.get(name, "") for name in ("tilematrix", "tilecol", "tilerow")]
    if not all(part.isascii() and part.isdigit() and len(part) < 8 for part in parts):
        return None
    zoom, column, row = map(int, parts)
    return zoom, column, row


@contextmanager
def running(
    *, features: Callable[[], Sequence[Feature]] = tuple, port: int = 0, host: str = "127.0.0.1"
) -> Iterator[MapSimulator]:
    """Run the simulator in threads of this process; port 0 takes a free one. features: gives what there is to draw."""
    simulator = MapSimulator(features)
    with serving(simulator, port=port, host=host):
        yield simulator
