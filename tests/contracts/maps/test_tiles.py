"""Does the provider of tiles speak as suppliers of XYZ and WMTS do, keep what it fetched, and fail as it should?"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from PIL import Image

from commonhall.capabilities.errors import Misconfigured, Unavailable
from commonhall.capabilities.maps.port import Maps, maps_from
from commonhall.capabilities.maps.simulator.program import WMTS, MapSimulator, demo_key, demo_settings, running
from commonhall.capabilities.maps.view import View
from tests.contracts.maps.benches import FEATURES, HERE

VIEW = View(*HERE, 17, 320, 240)
XYZ = "/maps/raster/v1/zxy/Light_3857/{z}/{x}/{y}.png"


@pytest.fixture
def simulator() -> Iterator[MapSimulator]:
    with running(features=lambda: FEATURES) as made:
        yield made


def tiles(simulator: MapSimulator, **more: Any) -> Maps:
    return maps_from("tiles", {**demo_settings("amberford", simulator.address), "keep_hours": 0, **more})


def test_wmts_gives_the_same_picture_as_xyz(simulator: MapSimulator) -> None:
    wmts = maps_from("tiles", {**demo_settings("amberford", simulator.address, wmts=True), "keep_hours": 0})
    assert wmts.picture(VIEW).content == tiles(simulator).picture(VIEW).content


def test_tiles_are_kept_for_the_hours_of_the_settings(simulator: MapSimulator) -> None:
    maps = tiles(simulator, keep_hours=24)
    first = maps.picture(VIEW)
    asked = simulator.asked
    assert asked >= 4
    assert maps.picture(VIEW) == first
    assert simulator.asked == asked
    tiles(simulator, keep_hours=0).picture(VIEW)
    assert simulator.asked == 2 * asked


def test_closer_than_the_suppliers_tiles_they_are_made_larger(simulator: MapSimulator) -> None:
    near, far = tiles(simulator, closest=15), tiles(simulator)
    assert len(far.picture(VIEW).content) > 0
    with Image.open(io.BytesIO(near.picture(VIEW.zoomed(19)).content)) as opened:
        assert opened.size == (320, 240)
    assert near.picture(VIEW.zoomed(15)).content == far.picture(VIEW.zoomed(15)).content


@pytest.mark.parametrize("effect", ["status:401", "status:403"])
def test_a_key_that_is_refused_is_for_the_operator(simulator: MapSimulator, effect: str) -> None:
    simulator.faults.set(effect)
    for call in (tiles(simulator).check, lambda: tiles(simulator).picture(VIEW)):
        with pytest.raises(Misconfigured):
            call()


def test_a_wrong_key_is_for_the_operator_and_is_not_told(simulator: MapSimulator) -> None:
    with pytest.raises(Misconfigured) as wrong:
        tiles(simulator, key="amberford.wrong").picture(VIEW)
    assert "amberford.wrong" not in str(wrong.value)


@pytest.mark.parametrize(
    "effect", ["status:500", "status:503", "rate_limit", "reset", "truncated_json", "html_error_page", "body:{}"]
)
def test_a_supplier_in_trouble_may_be_asked_again(simulator: MapSimulator, effect: str) -> None:
    simulator.faults.set(effect)
    with pytest.raises(Unavailable):
        tiles(simulator).picture(VIEW)
    httpx.delete(f"{simulator.address}/_sim/faults")
    tiles(simulator).picture(VIEW)


def test_nobody_waits_longer_than_the_limit(simulator: MapSimulator, monkeypatch: pytest.MonkeyPatch) -> None:
    maps = tiles(simulator)
    monkeypatch.setitem(type(maps).picture.__globals__, "SECONDS", 0.2)
    simulator.faults.set("slow:2000")
    with pytest.raises(Unavailable):
        maps.picture(VIEW)


def test_blank_tiles_and_tiles_that_are_not_there_are_a_picture_still(simulator: MapSimulator) -> None:
    good = tiles(simulator).picture(VIEW).content
    simulator.faults.set("blank")
    assert tiles(simulator).picture(VIEW).content != good
    httpx.delete(f"{simulator.address}/_sim/faults")
    simulator.faults.set("status:404")
    assert tiles(simulator).picture(VIEW).content != good
    with pytest.raises(Misconfigured):
        tiles(simulator).check()


@pytest.mark.parametrize(
    "template",
    ["https://tiles.example.org/{z}/{x}.png", "https://{x}.example.org/{z}/{y}.png", "ftp://example.org/{z}/{x}/{y}",
     "https://tiles.example.org/{z}/{x}/{y}/{secret}.png", "/{z}/{x}/{y}.png"],
)  # fmt: skip
def test_an_address_that_is_none_is_refused(template: str) -> None:
    with pytest.raises(Misconfigured, match="template"):
        maps_from("tiles", {"template": template, "attribution": "Nobody"})


def test_a_host_inside_is_not_called() -> None:
    maps = maps_from("tiles", {"template": "https://10.0.0.1/{z}/{x}/{y}.png", "attribution": "Nobody"})
    with pytest.raises(Misconfigured):
        maps.picture(VIEW)


def test_the_stand_in_answers_as_suppliers_do(simulator: MapSimulator) -> None:
    key = demo_key("amberford")

    def asked(path: str, **query: Any) -> httpx.Response:
        return httpx.get(f"{simulator.address}{path}", params=query)

    there = XYZ.format(z=16, x=32405, y=20796)
    answer = asked(there, key=key)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "image/png")
    with Image.open(io.BytesIO(answer.content)) as opened:
        assert opened.size == (256, 256)
    wmts = {"SERVICE": "WMTS", "REQUEST": "GetTile", "TileMatrixSet": "EPSG:3857", "TileMatrix": 16}
    assert asked(WMTS, **wmts, TileCol=32405, TileRow=20796, key=key).content == answer.content
    assert asked(there).status_code == 401
    assert asked(XYZ.format(z=6, x=31, y=20), key=key).status_code == 404
    assert asked(XYZ.format(z=16, x=70000, y=20796), key=key).status_code == 404
    assert asked(WMTS, REQUEST="GetCapabilities", key=key).status_code == 404
    assert "stands in" in asked("/").text
