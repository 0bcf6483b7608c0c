"""Does a photo keep its picture, the right way up, and nothing else?"""

from __future__ import annotations

import resource
import struct
from io import BytesIO

import pytest
from PIL import Image

from commonhall.capabilities.files import photos
from commonhall.capabilities.files.photos import LONGEST_SIDE, PhotoDamaged, as_jpeg, redrawn
from tests.contracts.files import samples as s


def opened(content: bytes) -> Image.Image:
    image = Image.open(BytesIO(content))
    image.load()
    return image


def is_red(image: Image.Image, place: tuple[int, int]) -> bool:
    found = image.convert("RGB").getpixel(place)
    assert isinstance(found, tuple)
    return found[0] > 180 and found[1] < 110


@pytest.mark.parametrize("order", ["<", ">"])
def test_a_photo_keeps_its_picture_and_nothing_else(order: str) -> None:
    bare = redrawn(s.jpeg(order=order, turn=None, behind=b"film" + s.PLACE + b"\xff\xd9"), "jpg")
    for gone in (s.PLACE, b"ABC", b"Exif", b"film", b"xap"):
        assert gone not in bare
    image = opened(bare)
    assert (image.format, image.size, image.mode) == ("JPEG", (12, 8), "RGB")
    assert is_red(image, (1, 1))
    assert not is_red(image, (11, 7))


@pytest.mark.parametrize(
    ("turn", "size", "red"),
    [(1, (80, 40), (5, 5)), (3, (80, 40), (75, 35)), (6, (40, 80), (35, 5)), (8, (40, 80), (5, 75))],
)
def test_a_photo_is_turned_the_right_way_up(turn: int, size: tuple[int, int], red: tuple[int, int]) -> None:
    image = opened(redrawn(s.jpeg(turn=turn, size=(80, 40)), "jpg"))
    assert image.size == size
    assert is_red(image, red)
    assert not image.getexif()


@pytest.mark.parametrize(
    ("size", "kept"), [((4000, 3000), (2048, 1536)), ((3000, 4000), (1536, 2048)), ((2048, 9), (2048, 9))]
)
def test_a_large_photo_is_made_smaller_and_a_small_one_is_not_made_larger(
    size: tuple[int, int], kept: tuple[int, int]
) -> None:
    for form, kind in (("JPEG", "jpg"), ("PNG", "png")):
        assert opened(redrawn(s.picture(size=size, form=form), kind)).size == kept
    assert max(kept) == LONGEST_SIDE


@pytest.mark.parametrize("mode", ["L", "CMYK"])
def test_photos_of_other_colours_are_drawn_too(mode: str) -> None:
    image = opened(redrawn(s.jpeg(mode=mode, turn=None), "jpg"))
    assert image.mode == ("L" if mode == "L" else "RGB")


@pytest.mark.parametrize("mode", ["RGBA", "L", "LA", "P", "1", "I;16", "RGB"])
def test_pictures_keep_what_can_be_seen_through(mode: str) -> None:
    for size in ((20, 20), (2100, 20)):
        image = opened(redrawn(s.picture(mode=mode, form="PNG", size=size), "png"))
        assert image.width == min(size[0], LONGEST_SIDE)
        assert image.format == "PNG"


def test_a_picture_with_a_palette_keeps_its_clear_colour() -> None:
    image = Image.new("P", (4, 4), 1)
    image.putpalette([255, 0, 0, 0, 0, 255])
    image.putpixel((0, 0), 0)
    out = BytesIO()
    image.save(out, format="PNG", transparency=0)
    drawn = opened(redrawn(out.getvalue(), "png")).convert("RGBA")
    assert drawn.getpixel((0, 0)) == (255, 0, 0, 0)
    assert drawn.getpixel((3, 3)) == (0, 0, 255, 255)


def test_a_picture_loses_its_comments_and_what_is_hidden_behind_it() -> None:
    bare = redrawn(s.png(s.text_chunk()) + s.PLACE, "png")
    assert s.PLACE not in bare
    assert b"tEXt" not in bare
    assert opened(bare).getpixel((0, 0)) == (0, 0, 0)


def test_what_the_colours_need_stays() -> None:
    from PIL import ImageCms

    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for form, kind in (("JPEG", "jpg"), ("PNG", "png")):
        drawn = opened(redrawn(s.picture(form=form, icc_profile=profile), kind))
        assert drawn.info["icc_profile"] == profile


@pytest.mark.parametrize("cut", [3, 30, 60, -40, -9])
def test_half_a_photo_is_refused(cut: int) -> None:
    for content, kind in ((s.jpeg(size=(300, 200)), "jpg"), (s.picture(form="PNG", size=(300, 200)), "png")):
        with pytest.raises(PhotoDamaged):
            redrawn(content[: len(content) // 2 if cut == -9 else cut], kind)


def test_a_picture_that_would_fill_the_memory_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(photos, "MOST_PIXELS", 10_000)
    with pytest.raises(PhotoDamaged):
        redrawn(s.picture(size=(101, 100)), "jpg")
    huge = s.png().replace((1).to_bytes(4, "big") * 2, (60_000).to_bytes(4, "big") * 2)
    with pytest.raises(PhotoDamaged):
        redrawn(huge, "png")


def test_other_files_are_left_as_they_are() -> None:
    assert redrawn(s.PDF, "pdf") is s.PDF


def test_a_telephones_photo_becomes_a_jpeg_without_its_metadata() -> None:
    assert s.PLACE in s.HEIC
    drawn = as_jpeg(s.HEIC)
    assert s.PLACE not in drawn
    with Image.open(BytesIO(drawn)) as picture:
        assert (picture.format, picture.size, dict(picture.getexif())) == ("JPEG", (64, 48), {})
        red, white = picture.getpixel((4, 4)), picture.getpixel((60, 40))
    assert isinstance(red, tuple)
    assert red[0] > 180 > 80 > red[1]
    assert white == (255, 255, 255)


def test_a_telephones_photo_that_would_fill_the_memory_is_refused_before_it_is_read() -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(PhotoDamaged, match="too large"):
        as_jpeg(s.HUGE_HEIC)
    honest = s.HUGE_HEIC.index(b"ispe") + 8
    lying = s.HUGE_HEIC[:honest] + struct.pack(">II", 64, 48) + s.HUGE_HEIC[honest + 8 :]
    with pytest.raises(PhotoDamaged, match="cannot be read"):
        as_jpeg(lying)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000, "kilobytes"


@pytest.mark.parametrize("cut", [12, 40, 300, 500])
def test_half_a_telephones_photo_is_refused(cut: int) -> None:
    with pytest.raises(PhotoDamaged):
        as_jpeg(s.HEIC[:cut])
