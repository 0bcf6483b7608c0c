"""Is nothing left beneath what was blacked out, and everything else still there to be seen?"""

from __future__ import annotations

from io import BytesIO

import pypdfium2
import pytest
from PIL import Image

from commonhall.capabilities.files.blacking import Box, NotPictured, blackened, page_count, picture_of
from commonhall.capabilities.notifications.paper.pdf import letter_pdf
from commonhall.capabilities.notifications.paper.sheet import Letter

WORD = "Quixbramble"
EVERYWHERE = Box(1, 0, 0, 100, 100)


@pytest.fixture(scope="module")
def pdf() -> bytes:
    """A letter that names somebody, on more than one page."""
    body = "\n\n".join(f"{WORD} wrote this, line {number}." for number in range(80))
    return letter_pdf(
        Letter(
            to=("Sam", "1 Long Road"), sender=("Amberford",), date="10 June 2026", reference="MS-1", subject=WORD,
            body=body, language="en", large=False,
        )
    )  # fmt: skip


def text_of(content: bytes) -> str:
    document = pypdfium2.PdfDocument(content)
    words = " ".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return words


def image_of(content: bytes, page: int = 1) -> Image.Image:
    return Image.open(BytesIO(picture_of(content, "application/pdf", page)))


def lightness(image: Image.Image) -> tuple[int, int]:
    """Return how light the darkest and the lightest dot of a grey picture are, 0 to 255."""
    values = set(image.convert("L").tobytes())
    return min(values), max(values)


def test_no_text_is_left(pdf: bytes) -> None:
    assert WORD in text_of(pdf)
    made = blackened(pdf, "application/pdf", [Box(1, 10, 10, 20, 5)])
    assert text_of(made).strip() == ""
    assert WORD.encode() not in made
    assert page_count(made, "application/pdf") == page_count(pdf, "application/pdf") > 1


def test_the_box_is_black_and_the_rest_is_not(pdf: bytes) -> None:
    page = image_of(blackened(pdf, "application/pdf", [Box(1, 25, 50, 50, 10)])).convert("L")
    across, down = page.width / 100, page.height / 100
    inside = page.crop((int(26 * across), int(51 * down), int(74 * across), int(59 * down)))
    assert lightness(inside)[1] < 16, "nothing shines through"
    beside = page.crop((0, int(51 * down), int(24 * across), int(59 * down)))
    assert lightness(beside)[1] > 240
    other = image_of(blackened(pdf, "application/pdf", [Box(1, 25, 50, 50, 10)]), 2).convert("L")
    assert lightness(other.crop((int(26 * across), 0, int(74 * across), int(5 * down))))[1] > 240


def test_a_whole_page_can_go(pdf: bytes) -> None:
    page = image_of(blackened(pdf, "application/pdf", [EVERYWHERE])).convert("L")
    assert lightness(page)[1] < 16


@pytest.mark.parametrize(("form", "type_"), [("JPEG", "image/jpeg"), ("PNG", "image/png")])
def test_a_photo_loses_what_goes_with_it(form: str, type_: str) -> None:
    exif = Image.Exif()
    exif[0x010E] = WORD
    out = BytesIO()
    Image.new("RGB", (300, 200), "red").save(out, form, exif=exif)
    assert WORD.encode() in out.getvalue()
    made = blackened(out.getvalue(), type_, [Box(1, 0, 0, 50, 100)])
    assert WORD.encode() not in made
    shown = Image.open(BytesIO(picture_of(made, "application/pdf", 1))).convert("RGB")
    left, right = shown.getpixel((10, shown.height // 2)), shown.getpixel((shown.width - 10, shown.height // 2))
    assert isinstance(left, tuple)
    assert isinstance(right, tuple)
    assert max(left) < 32
    assert right[0] > 200


def test_what_is_behind_glass_is_drawn_on_white() -> None:
    out = BytesIO()
    Image.new("RGBA", (40, 40), (0, 0, 0, 0)).save(out, "PNG")
    page = Image.open(BytesIO(picture_of(out.getvalue(), "image/png", 1))).convert("L")
    assert lightness(page)[0] > 240


@pytest.mark.parametrize(
    ("content", "type_"), [(b"%PDF-1.4 nothing", "application/pdf"), (b"GIF89a", "image/png"), (b"words", "text/plain")]
)
def test_what_cannot_be_drawn_is_refused(content: bytes, type_: str) -> None:
    with pytest.raises(NotPictured):
        blackened(content, type_, [EVERYWHERE])


def test_a_page_that_is_not_there(pdf: bytes) -> None:
    for page in (0, 99):
        with pytest.raises(NotPictured):
            picture_of(pdf, "application/pdf", page)


@pytest.mark.parametrize(
    ("box", "fits"),
    [
        (Box(1, 0, 0, 100, 100), True),
        (Box(2, 99, 99, 1, 1), True),
        (Box(0, 0, 0, 1, 1), False),
        (Box(1, 60, 0, 41, 1), False),
        (Box(1, 0, 0, 0, 1), False),
        (Box(1, -1, 0, 5, 1), False),
        (Box(1, 0, float("nan"), 5, 1), False),
    ],
)
def test_a_box_is_on_the_page(box: Box, fits: bool) -> None:
    assert box.fits is fits
