"""Does every provider of maps keep the port's promises: a picture of the size and place that was asked for?"""

from __future__ import annotations

import io
from collections.abc import Iterator
from xml.etree import ElementTree

import pytest
from PIL import Image

from commonhall.capabilities.errors import Misconfigured, Rejected
from commonhall.capabilities.maps.drawing import PIN
from commonhall.capabilities.maps.port import Maps, Mark, maps_from, plug_streets
from commonhall.capabilities.maps.simulator.program import MapSimulator, running
from commonhall.capabilities.maps.view import CLOSEST, FARTHEST, Box, View, view_of
from commonhall.capabilities.ports import providers_of
from commonhall.core.values.coordinates import NotOnTheGrid, metres_between, to_grid
from tests.contracts.maps.benches import BENCHES, EASTING, FEATURES, HERE, NORTHING, Streets

VIEW = View(*HERE, 17, 320, 240)
PINNED = (Mark("thing", HERE[0], HERE[1] + 0.0006, "1"), Mark("pin", *HERE))


@pytest.fixture(scope="module")
def simulator() -> Iterator[MapSimulator]:
    with running(features=lambda: FEATURES) as made:
        yield made


@pytest.fixture(autouse=True)
def streets() -> Iterator[None]:
    before = plug_streets(Streets())
    yield
    plug_streets(before)


@pytest.fixture(params=sorted(BENCHES))
def maps(request: pytest.FixtureRequest, simulator: MapSimulator) -> Maps:
    return BENCHES[request.param](simulator)


def test_every_provider_is_on_the_bench() -> None:
    assert {provider.name for provider in providers_of("maps")} == set(BENCHES)


def test_it_can_be_tried(maps: Maps) -> None:
    maps.check()


@pytest.mark.parametrize("zoom", [FARTHEST, 14, 17, CLOSEST])
def test_a_picture_has_the_size_that_was_asked_for_and_says_whose_it_is(maps: Maps, zoom: int) -> None:
    picture = maps.picture(VIEW.zoomed(zoom), PINNED, language="cy")
    assert picture.source.en
    assert picture.source.cy
    if picture.media_type == "image/png":
        with Image.open(io.BytesIO(picture.content)) as opened:
            assert opened.size == (VIEW.width, VIEW.height)
    else:
        assert picture.media_type == "image/svg+xml"
        drawn = ElementTree.fromstring(picture.content)
        assert (drawn.get("width"), drawn.get("height")) == ("320", "240")
    assert len(picture.content) < 400_000


def test_the_same_place_gives_the_same_picture_and_another_gives_another(maps: Maps) -> None:
    assert maps.picture(VIEW, PINNED) == maps.picture(VIEW, PINNED)
    assert maps.picture(VIEW, PINNED) != maps.picture(VIEW, ())
    assert maps.picture(VIEW, PINNED) != maps.picture(VIEW.centred(HERE[0] + 0.001, HERE[1]), PINNED)


def test_a_place_outside_the_country_is_refused(maps: Maps) -> None:
    with pytest.raises(Rejected) as refused:
        maps.picture(VIEW.centred(40.7, -74.0))
    assert refused.value.code == "elsewhere"


def test_the_pin_s_point_is_at_its_place(simulator: MapSimulator) -> None:
    picture = BENCHES["tiles"](simulator).picture(VIEW, (Mark("pin", *HERE),))
    with Image.open(io.BytesIO(picture.content)) as opened:
        colours = opened.convert("RGB")
        wanted = tuple(int(PIN[at : at + 2], 16) for at in (1, 3, 5))
        red = [(x, y) for x in range(320) for y in range(240) if _near(colours.getpixel((x, y)), wanted)]
    lowest = max(red, key=lambda place: place[1])
    assert abs(lowest[0] - 160) <= 2
    assert abs(lowest[1] - 120) <= 3
    drawn = BENCHES["own_streets"](simulator).picture(VIEW, (Mark("pin", *HERE),)).content.decode()
    assert "translate(160.0 120.0)" in drawn


def _near(colour: object, wanted: tuple[int, ...]) -> bool:
    assert isinstance(colour, tuple)
    return all(abs(one - other) < 24 for one, other in zip(colour, wanted, strict=True))


def test_names_are_in_the_language_and_nothing_in_them_is_markup(simulator: MapSimulator) -> None:
    maps = BENCHES["own_streets"](simulator)
    assert "Mill Lane" in maps.picture(VIEW).content.decode()
    drawn = maps.picture(VIEW.zoomed(18), language="cy").content.decode()
    assert "Lôn y Felin" in drawn
    assert "Mill Lane" not in drawn
    assert "7&lt;" in drawn


def test_without_streets_nothing_is_drawn() -> None:
    plug_streets(None)
    maps = maps_from("own_streets", {})
    for call in (maps.check, lambda: maps.picture(VIEW)):
        with pytest.raises(Misconfigured):
            call()


def test_pixels_and_places_are_each_other() -> None:
    for zoom in (FARTHEST, 14, CLOSEST):
        view = VIEW.zoomed(zoom)
        for x, y in ((0.0, 0.0), (160.0, 120.0), (319.0, 239.0)):
            back = view.pixel_of(*view.place_at(x, y))
            assert back == pytest.approx((x, y), abs=0.01)


def test_grid_and_pixels_agree_over_the_whole_picture() -> None:
    for zoom in (12, 15, CLOSEST):
        view = View(*HERE, zoom, 640, 400)
        pixel = view.from_grid()
        for x, y in ((0, 0), (640, 0), (0, 400), (640, 400), (100, 300)):
            assert pixel(*to_grid(*view.place_at(x, y))) == pytest.approx((x, y), abs=1.5)


def test_a_pixel_is_as_many_metres_as_it_says() -> None:
    (latitude, longitude), (other, beside) = VIEW.place_at(0, 120), VIEW.place_at(320, 120)
    across = metres_between(latitude, longitude, other, beside)
    assert across == pytest.approx(320 * VIEW.metres_a_pixel, rel=0.01)


def test_the_closest_view_that_shows_a_box_shows_all_of_it() -> None:
    box = Box(EASTING - 1000, NORTHING - 800, EASTING + 1000, NORTHING + 800)
    view = view_of(box, width=640, height=400)
    seen = view.box()
    assert seen.west <= box.west
    assert seen.east >= box.east
    assert seen.south <= box.south
    assert seen.north >= box.north
    assert view.zoom == 14
    with pytest.raises(NotOnTheGrid):
        view_of(Box(-10, -10, -5, -5), width=640, height=400)
