"""How wide is a text in Helvetica, and with which codes is it written? The standard font that every reader has."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Final

WELSH: Final = {"ŵ": 0x81, "ŷ": 0x8D, "Ŵ": 0x8F, "Ŷ": 0x90}
"""Letters that Windows' Latin code does not have, on codes that it leaves free."""
GLYPHS: Final = {0x81: "wcircumflex", 0x8D: "ycircumflex", 0x8F: "Wcircumflex", 0x90: "Ycircumflex"}
_PLAIN: Final = (
    "278 278 355 556 556 889 667 191 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556 556 "
    "556 278 278 584 584 584 556 1015 667 667 722 722 667 611 778 722 278 500 667 556 833 722 778 667 778 "
    "722 667 611 722 667 944 667 667 611 278 278 278 469 556 333 556 556 500 556 556 278 556 556 222 222 "
    "500 222 833 556 556 556 556 333 500 278 556 500 722 500 500 500 334 260 334 584 "
)
_BOLD: Final = (
    "278 333 474 556 556 889 722 238 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556 556 "
    "556 333 333 584 584 584 611 975 722 722 722 722 667 611 778 722 278 556 722 611 833 722 778 667 778 "
    "722 667 611 722 667 944 667 667 611 333 278 333 584 556 333 556 611 556 611 556 333 611 611 278 278 "
    "556 278 889 611 611 611 611 389 556 333 611 556 778 556 556 500 389 280 389 584 "
)
"""Widths of the characters 32 to 126 in thousandths of the size. Source: Adobe Font Metrics of the core fonts."""
_OTHERS: Final = {
    "‘": (222, 278), "’": (222, 278), "“": (333, 500), "”": (333, 500), "–": (556, 556), "—": (1000, 1000),
    "•": (350, 350), "…": (1000, 1000), "£": (556, 556), "€": (556, 556), "\xa0": (278, 278), "°": (400, 400),
}  # fmt: skip


@lru_cache(maxsize=2)
def _widths(bold: bool) -> tuple[int, ...]:
    return tuple(int(one) for one in (_BOLD if bold else _PLAIN).split())


def width_of(text: str, size: float, *, bold: bool = False) -> float:
    """Return how wide ``text`` is in points."""
    return sum(_width(letter, bold) for letter in text) * size / 1000


def _width(letter: str, bold: bool) -> int:
    if letter in _OTHERS:
        return _OTHERS[letter][bold]
    base = unicodedata.normalize("NFD", letter)[0]
    return _widths(bold)[ord(base) - 32] if 32 <= ord(base) < 127 else 556


def encoded(text: str) -> bytes:
    """Return ``text`` in the codes of the font; what it does not have as its base letter, else as a question mark."""
    return b"".join(_code(letter) for letter in unicodedata.normalize("NFC", text))


def _code(letter: str) -> bytes:
    if letter in WELSH:
        return bytes([WELSH[letter]])
    try:
        return letter.encode("cp1252")
    except UnicodeEncodeError:
        return unicodedata.normalize("NFD", letter)[0].encode("cp1252", "replace")


def wrapped(text: str, size: float, width: float, *, bold: bool = False) -> list[str]:
    """Return ``text`` in lines of at most ``width`` points; a word that is wider is cut."""
    lines: list[str] = []
    line = ""
    for word in text.split():
        while width_of(word, size, bold=bold) > width:
            fits = next(n for n in range(len(word) - 1, 0, -1) if width_of(word[:n], size, bold=bold) <= width)
            lines += [line, word[:fits]] if line else [word[:fits]]
            line, word = "", word[fits:]
        longer = f"{line} {word}" if line else word
        if width_of(longer, size, bold=bold) <= width:
            line = longer
        else:
            lines.append(line)
            line = word
    return [*lines, line] if line else lines
