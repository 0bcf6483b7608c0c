"""What is left of a text once certain words are removed, and is any of them left? For copies that are given out.

A block of one length stands for every word, so that its length tells nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

BLOCK: Final = "█████"
_APOSTROPHES: Final = "['’‘ʼ`]"
_DASHES: Final = "[-‐‑–—]"


def redacted(text: str, marks: Iterable[str]) -> str:
    """Return ``text`` with every occurrence of each of ``marks`` replaced by BLOCK.

    In whatever letters, spaces, line breaks, apostrophes and dashes it is written. The longest go first, so that a
    name that is part of another does not leave the rest of it behind.
    """
    for mark in sorted({each.strip() for each in marks if each.strip()}, key=len, reverse=True):
        text = _pattern(mark).sub(BLOCK, text)
    return text


def occurrences(text: str, mark: str) -> int:
    """Return how often ``mark`` stands in ``text``."""
    return len(_pattern(mark.strip()).findall(text)) if mark.strip() else 0


def left_in(text: str, marks: Iterable[str]) -> tuple[str, ...]:
    """Return those of ``marks`` that still stand in ``text``, also as part of a longer word."""
    return tuple(mark for mark in marks if mark.strip() and re.search(_loose(mark.strip()), text, re.IGNORECASE))


def _pattern(mark: str) -> re.Pattern[str]:
    """A word is removed whole: "Ann" is not found in "Annexe". What begins or ends with a sign is found anywhere."""
    before = r"(?<!\w)" if mark[:1].isalnum() else ""
    after = r"(?!\w)" if mark[-1:].isalnum() else ""
    return re.compile(f"{before}{_loose(mark)}{after}", re.IGNORECASE)


def _loose(mark: str) -> str:
    parts = (re.escape(part) for part in mark.split())
    loose = (re.sub(r"['’‘ʼ`]", _APOSTROPHES, re.sub(r"\\-|[‐‑–—]", _DASHES, part)) for part in parts)
    return r"\s+".join(loose)
