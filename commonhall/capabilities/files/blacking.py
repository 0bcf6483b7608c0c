"""How are parts of pages blacked out so that nothing is left beneath? Each page becomes a picture, the boxes are
painted on it, and the pictures alone make the new file."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Final

from PIL import Image, ImageDraw, ImageOps

from commonhall.capabilities.files.kinds import ONE_AT_A_TIME

PICTURED: Final = ("application/pdf", "image/jpeg", "image/png")
"""Types of files whose pages can be blacked out here."""
MOST_PAGES: Final = 200
DOTS_PER_INCH: Final = 150
POINTS_PER_INCH: Final = 72
LONGEST_SIDE: Final = 2480
"""Dots. A page of A3 at 150 to the inch; a larger one is made smaller."""
MOST_PIXELS: Final = 89_000_000
QUALITY: Final = 85
WHOLE: Final = 100.0
_WRONG: Final = (
    OSError, SyntaxError, ValueError, TypeError, EOFError, LookupError, ArithmeticError, struct.error, zlib.error,
    RuntimeError, Image.DecompressionBombError, Image.DecompressionBombWarning,
)  # fmt: skip
"""What the readers raise for a file that is damaged or locked: pypdfium2's own error is a RuntimeError."""


class NotPictured(ValueError):
    """The file cannot be drawn page by page: it is locked, damaged, too long, or of another type."""


@dataclass(frozen=True, slots=True)
class Box:
    """A part of a page to be blacked out. page: from 1. The others are per cent of the page, from its left and top."""

    page: int
    left: float
    top: float
    width: float
    height: float

    @property
    def fits(self) -> bool:
        """Whether it is on the page, and not empty."""
        return (
            self.page >= 1
            and 0 <= self.left < WHOLE
            and 0 <= self.top < WHOLE
            and 0 < self.width <= WHOLE - self.left
            and 0 < self.height <= WHOLE - self.top
        )


def page_count(content: bytes, type_: str) -> int:
    """Return how many pages a file has. Raises NotPictured."""
    if type_ not in PICTURED:
        raise NotPictured(type_)
    if type_ != "application/pdf":
        return 1
    import pypdfium2  # slow to load, and few files need it

    with ONE_AT_A_TIME:
        try:
            document = pypdfium2.PdfDocument(content)
            number = len(document)
            document.close()
        except _WRONG as wrong:
            raise NotPictured(type_) from wrong
    if not 0 < number <= MOST_PAGES:
        raise NotPictured(f"{number} pages")
    return number


def picture_of(content: bytes, type_: str, page: int, boxes: Iterable[Box] = ()) -> bytes:
    """Return one page as a JPEG, with its boxes blacked out. page: from 1. Raises NotPictured."""
    if not 1 <= page <= page_count(content, type_):
        raise NotPictured(f"page {page}")
    image = next(_pages(content, type_, only=page))
    return _written([_blackened(image, [box for box in boxes if box.page == page])], "JPEG")


def blackened(content: bytes, type_: str, boxes: Iterable[Box]) -> bytes:
    """Return a PDF of nothing but pictures of the pages, with ``boxes`` blacked out. Raises NotPictured."""
    page_count(content, type_)
    every = list(boxes)
    pages = [
        _blackened(image, [box for box in every if box.page == number])
        for number, image in enumerate(_pages(content, type_), 1)
    ]
    return _written(pages, "PDF")


def _pages(content: bytes, type_: str, *, only: int = 0) -> Iterator[Image.Image]:
    """Yield the pages as pictures without anything that goes with them."""
    try:
        if type_ == "application/pdf":
            yield from _pages_of_pdf(content, only)
        else:
            yield _photo(content)
    except _WRONG as wrong:
        raise NotPictured(type_) from wrong


def _pages_of_pdf(content: bytes, only: int) -> Iterator[Image.Image]:
    import pypdfium2  # slow to load, and few files need it

    with ONE_AT_A_TIME:
        document = pypdfium2.PdfDocument(content)
        try:
            if document.get_formtype():
                document.init_forms()  # what was filled in is drawn too
            for number in (only - 1,) if only else range(len(document)):
                page = document[number]
                scale = DOTS_PER_INCH / POINTS_PER_INCH
                scale = min(scale, LONGEST_SIDE / max(page.get_size()))
                yield page.render(scale=scale, may_draw_forms=True).to_pil().convert("RGB")
        finally:
            document.close()


def _photo(content: bytes) -> Image.Image:
    with Image.open(BytesIO(content), formats=["JPEG", "PNG"]) as image:
        if image.width * image.height > MOST_PIXELS:
            raise NotPictured("the picture is too large")
        upright = ImageOps.exif_transpose(image)
        if upright.mode in ("RGBA", "LA", "P"):
            behind = Image.new("RGBA", upright.size, "white")
            behind.alpha_composite(upright.convert("RGBA"))
            upright = behind
        upright = upright.convert("RGB")
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    return upright


def _blackened(image: Image.Image, boxes: Iterable[Box]) -> Image.Image:
    """Return the picture with the boxes painted over, on a new picture that knows nothing of the old one."""
    clean = Image.new("RGB", image.size, "white")
    clean.paste(image)
    brush = ImageDraw.Draw(clean)
    for box in boxes:
        across, down = image.width / WHOLE, image.height / WHOLE
        corner = (int(box.left * across), int(box.top * down))
        far = (-int(-(box.left + box.width) * across), -int(-(box.top + box.height) * down))
        brush.rectangle((corner, far), fill="black")
    return clean


def _written(pages: list[Image.Image], form: str) -> bytes:
    out = BytesIO()
    if form == "PDF":
        pages[0].save(out, form, save_all=True, append_images=pages[1:], resolution=DOTS_PER_INCH, quality=QUALITY)
    else:
        pages[0].save(out, form, quality=QUALITY)
    return out.getvalue()
