"""How do files go out with a letter on paper? PDFs page by page, pictures one to a sheet, behind its own pages."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from PIL import Image, UnidentifiedImageError

from commonhall.core.values.words import Language, Words

PDF: Final = "application/pdf"
PRINTED: Final = (PDF, "image/jpeg", "image/png")
"""Kinds of files that can be printed as they are."""
MOST_PAGES: Final = 50
"""Pages of one file: what has more is read on a screen, and a letter has to go into an envelope."""
DOTS: Final = 150
SHEET: Final = (1240, 1754)
"""A4 in dots of that size."""
MARGIN: Final = 90
ENCLOSED: Final = Words(en="Printed with this letter", cy="Argraffwyd gyda’r llythyr hwn")


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file to go with a letter. pdf: its pages, made printable."""

    name: str
    pdf: bytes


def enclosure_of(name: str, kind: str, content: bytes) -> Enclosure | None:
    """Return a file as it is printed, or None where it cannot be: another kind, damaged, locked, or too long."""
    if kind not in PRINTED:
        return None
    pdf = content if kind == PDF else _sheet_of(content)
    return Enclosure(name, pdf) if pdf and 0 < _pages_in(pdf) <= MOST_PAGES else None


def _sheet_of(content: bytes) -> bytes:
    """Return a picture in the middle of a white sheet, as large as fits; nothing for one that cannot be read."""
    try:
        with Image.open(io.BytesIO(content)) as opened:
            picture = opened.convert("RGB")
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError):
        return b""
    if picture.width > picture.height:
        picture = picture.rotate(90, expand=True)
    room = (SHEET[0] - 2 * MARGIN, SHEET[1] - 2 * MARGIN)
    scale = min(room[0] / picture.width, room[1] / picture.height)
    picture = picture.resize((max(1, int(picture.width * scale)), max(1, int(picture.height * scale))))
    sheet = Image.new("RGB", SHEET, "white")
    sheet.paste(picture, ((SHEET[0] - picture.width) // 2, (SHEET[1] - picture.height) // 2))
    written = io.BytesIO()
    sheet.save(written, "PDF", resolution=DOTS)
    return written.getvalue()


def _pages_in(pdf: bytes) -> int:
    """Return how many pages a PDF has; 0 for one that cannot be opened."""
    import pypdfium2  # slow to load, and few letters need it

    try:
        document = pypdfium2.PdfDocument(pdf)
    except pypdfium2.PdfiumError:
        return 0
    try:
        return len(document)
    finally:
        document.close()


def with_enclosures(letter: bytes, enclosures: Sequence[Enclosure]) -> bytes:
    """Return the PDF of a letter with the pages of its enclosures behind it."""
    if not enclosures:
        return letter
    import pypdfium2  # slow to load, and few letters need it

    whole: Any = pypdfium2.PdfDocument(letter)
    try:
        for each in enclosures:
            added = pypdfium2.PdfDocument(each.pdf)
            whole.import_pages(added)
            added.close()
        written = io.BytesIO()
        whole.save(written)
    finally:
        whole.close()
    return written.getvalue()


def list_of(names: Sequence[str], language: Language) -> str:
    """Return the part of a letter that lists what is printed with it, with marks. names: made harmless."""
    return "\n".join((f"# {ENCLOSED.say(language)}", "", *(f"* {name}" for name in names))) if names else ""
