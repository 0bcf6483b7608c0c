"""Into which words does a text fall, and which words are one slip away from each other?"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

SHORTEST_FOR_SLIPS: Final = 4
"""Shorter names differ from too many others by one letter."""
_APOSTROPHES = re.compile(r"['’‘`´]")
_WORDS = re.compile(r"[a-z0-9]+")
_PLAIN: Final = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "þ": "th"})


def folded(text: str) -> str:
    """Return ``text`` in small letters without accents and apostrophes: "O’Brien" is "obrien"."""
    apart = unicodedata.normalize("NFKD", _APOSTROPHES.sub("", text.casefold()).translate(_PLAIN))
    return "".join(each for each in apart if not unicodedata.combining(each))


def words_in(text: str) -> list[str]:
    """Return the words of ``text``, folded, in their order."""
    return _WORDS.findall(folded(text))


def slips_of(word: str) -> set[str]:
    """Return ``word`` and all that is left of it when one letter is missing.

    Two names that share one of these are a letter apart: left out, added, changed, or two next to each other swapped.
    """
    if len(word) < SHORTEST_FOR_SLIPS:
        return {word}
    return {word, *(word[:place] + word[place + 1 :] for place in range(len(word)))}
