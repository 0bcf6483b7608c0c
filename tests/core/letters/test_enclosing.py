"""Files that go with a letter are printed behind it, and what cannot be printed is left out."""

from __future__ import annotations

import io

import pypdfium2
import pytest
from PIL import Image

from commonhall.capabilities.notifications.paper.enclosing import (
    MOST_PAGES,
    PDF,
    Enclosure,
    enclosure_of,
    list_of,
    with_enclosures,
)
from commonhall.capabilities.notifications.paper.pdf import letter_pdf
from commonhall.capabilities.notifications.paper.sheet import Letter


def pages_of(pdf: bytes) -> int:
    """Return how many pages a PDF has."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return len(document)
    finally:
        document.close()


def pdf_of(pages: int) -> bytes:
    """Return a PDF of empty pages."""
    document = pypdfium2.PdfDocument.new()
    for _ in range(pages):
        document.new_page(595, 842)
    written = io.BytesIO()
    document.save(written)
    document.close()
    return written.getvalue()


def picture(width: int, height: int, kind: str) -> bytes:
    """Return a picture of one colour."""
    written = io.BytesIO()
    Image.new("RGB", (width, height), "navy").save(written, kind)
    return written.getvalue()


LETTER = letter_pdf(
    Letter(("Ana Rees", "1 High Street", "AB1 0AA"), ("Amberford",), "1 June 2026", "PE-1", "Your permit", "Dear Ana")
)


@pytest.mark.parametrize(("width", "height", "kind"), [(2000, 1000, "JPEG"), (30, 4000, "PNG"), (1, 1, "PNG")])
def test_a_picture_is_one_sheet(width: int, height: int, kind: str) -> None:
    made = enclosure_of("plan", f"image/{kind.lower()}", picture(width, height, kind))
    assert made is not None
    assert pages_of(made.pdf) == 1


@pytest.mark.parametrize(
    ("kind", "content"),
    [("text/plain", b"words"), (PDF, b"%PDF-1.4 nothing"), ("image/jpeg", b"none"), (PDF, pdf_of(MOST_PAGES + 1))],
)
def test_what_cannot_be_printed_is_left_out(kind: str, content: bytes) -> None:
    assert enclosure_of("file", kind, content) is None


def test_pages_come_behind_the_letter() -> None:
    assert with_enclosures(LETTER, []) == LETTER
    made = [enclosure_of("a", PDF, pdf_of(3)), enclosure_of("b", "image/png", picture(90, 90, "PNG"))]
    whole = with_enclosures(LETTER, [each for each in made if isinstance(each, Enclosure)])
    assert pages_of(whole) == pages_of(LETTER) + 4
    text = pypdfium2.PdfDocument(whole)[0].get_textpage().get_text_range()
    assert "Dear Ana" in text


def test_they_are_listed() -> None:
    assert list_of([], "en") == ""
    assert list_of(["plan.pdf", "photo.jpg"], "cy") == "# Argraffwyd gyda’r llythyr hwn\n\n* plan.pdf\n* photo.jpg"
