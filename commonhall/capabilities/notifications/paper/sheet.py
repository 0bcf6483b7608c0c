"""Where does each line of a letter stand? The address in the window, the council opposite, the text below."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final, Literal

from commonhall.capabilities.notifications.paper.metrics import width_of, wrapped
from commonhall.capabilities.notifications.words import to_plain
from commonhall.core.values.words import Language, Words

WIDTH: Final = 595.28
HEIGHT: Final = 841.89
MM: Final = 72 / 25.4
LEFT: Final = 24.6 * MM
RIGHT: Final = WIDTH - 20 * MM
ADDRESS_TOP: Final = HEIGHT - 43 * MM
SENDER_LEFT: Final = 125 * MM
SENDER_TOP: Final = HEIGHT - 20 * MM
DATE_TOP: Final = HEIGHT - 84 * MM
TEXT_TOP: Final = HEIGHT - 98 * MM
NEXT_TOP: Final = HEIGHT - 25 * MM
BOTTOM: Final = 25 * MM
SIZE: Final = 11.0
LEADING: Final = 15.0
PAGE: Final = Words(en="Page {number} of {of}", cy="Tudalen {number} o {of}")
REFERENCE: Final = Words(en="Our reference: {reference}", cy="Ein cyfeirnod: {reference}")
_BULLET: Final = re.compile(r"\s*(?:[*•\-]|\d+\.)\s+")
_RULE: Final = re.compile(r"\s*(?:-{3,}|\*{3,})\s*")
Tag = Literal["H1", "H2", "P"]


@dataclass(frozen=True, slots=True)
class Letter:
    """What stands in a letter. to: lines of the address. sender: the council and how to reach it. body: with marks.

    large: in large print, for whoever needs it.
    """

    to: tuple[str, ...]
    sender: tuple[str, ...]
    date: str
    reference: str
    subject: str
    body: str
    language: Language = "en"
    large: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text. x, y: its beginning, in points from the lower left corner. block: which paragraph it is of."""

    text: str
    x: float
    y: float
    size: float
    bold: bool
    block: int


@dataclass
class Sheet:
    """Lines by page, and the kind of each block. A block of -1 is furniture that is not read aloud."""

    pages: list[list[Line]] = field(default_factory=lambda: [[]])
    tags: list[Tag] = field(default_factory=list)

    def begin(self, tag: Tag) -> int:
        """Begin a block and return its number."""
        self.tags.append(tag)
        return len(self.tags) - 1


def set_letter(letter: Letter) -> Sheet:
    """Return the letter with a place for each line."""
    sheet = Sheet()
    _head(sheet, letter)
    scale = 16 / SIZE if letter.large else 1.0
    y = TEXT_TOP
    y = _block(sheet, letter.subject, "H1", y, size=SIZE * scale + 2, bold=True)
    for raw in _paragraphs(letter.body):
        y = _paragraph(sheet, raw, y, scale)
    _numbers(sheet, letter)
    return sheet


def _head(sheet: Sheet, letter: Letter) -> None:
    first = sheet.pages[0]
    number = sheet.begin("P")
    for row, text in enumerate(letter.sender):
        for part in wrapped(text, 10, RIGHT - SENDER_LEFT, bold=row == 0):
            y = SENDER_TOP - 13 * sum(1 for line in first if line.block == number)
            first.append(Line(part, SENDER_LEFT, y, 10, row == 0, number))
    number = sheet.begin("P")
    first += [Line(text, LEFT, ADDRESS_TOP - 11.5 * row, 10, False, number) for row, text in enumerate(letter.to[:7])]
    number = sheet.begin("P")
    first.append(Line(letter.date, LEFT, DATE_TOP, SIZE, False, number))
    said = REFERENCE.say(letter.language).format(reference=letter.reference)
    first.append(Line(said, RIGHT - width_of(said, SIZE), DATE_TOP, SIZE, False, number))


def _paragraphs(body: str) -> list[str]:
    """Return the paragraphs: each heading, item of a list and rule is one of its own."""
    found: list[str] = []
    for block in re.split(r"\n\s*\n", body.replace("\r\n", "\n")):
        lines = [line for line in block.split("\n") if line.strip()]
        found += ["\n".join(lines)] if lines and not any(map(_alone, lines)) else lines
    return found


def _alone(line: str) -> bool:
    return bool(line.startswith("#") or _BULLET.match(line) or _RULE.fullmatch(line))


def _paragraph(sheet: Sheet, raw: str, y: float, scale: float) -> float:
    size = SIZE * scale
    if _RULE.fullmatch(raw):
        sheet.pages.append([])
        return NEXT_TOP
    if raw.startswith("#"):
        return _block(sheet, to_plain(raw), "H2", y - 4, size=size + 1, bold=True)
    marked = _BULLET.match(raw)
    if marked:
        sign = "•" if marked[0].strip() in "*•-" else marked[0].strip()
        return _block(sheet, to_plain(raw[marked.end() :]), "P", y, size=size, sign=sign)
    for text in to_plain(raw).split("\n")[:-1]:
        y = _block(sheet, text, "P", y, size=size, after=0)
    return _block(sheet, to_plain(raw).split("\n")[-1], "P", y, size=size)


def _block(
    sheet: Sheet, text: str, tag: Tag, y: float, *, size: float, bold: bool = False, sign: str = "", after: float = 7
) -> float:
    """Set one block and return where the next begins; a heading does not stay alone at the foot of a page."""
    text = text.replace("**", "").replace("__", "")
    number, leading, indent = sheet.begin(tag), size * LEADING / SIZE, 16.0 if sign else 0.0
    if tag != "P" and y < BOTTOM + 4 * leading:
        sheet.pages.append([])
        y = NEXT_TOP
    for row, part in enumerate(wrapped(text, size, RIGHT - LEFT - indent, bold=bold)):
        if y < BOTTOM:
            sheet.pages.append([])
            y = NEXT_TOP
        if sign and row == 0:
            sheet.pages[-1].append(Line(sign, LEFT, y, size, bold, number))
        sheet.pages[-1].append(Line(part, LEFT + indent, y, size, bold, number))
        y -= leading
    return y - after


def _numbers(sheet: Sheet, letter: Letter) -> None:
    for number, page in enumerate(sheet.pages, 1):
        said = PAGE.say(letter.language).format(number=number, of=len(sheet.pages))
        page.append(Line(said, RIGHT - width_of(said, 9), 15 * MM, 9, False, -1))
        if number > 1:
            page.append(Line(letter.reference, LEFT, 15 * MM, 9, False, -1))
