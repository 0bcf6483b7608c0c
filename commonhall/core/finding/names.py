"""Which ways of writing a name are the same name? As it sounds in English, Scots and Welsh, or one slip away."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

SHORTEST_FOR_SLIPS: Final = 4
"""Shorter names differ from too many others by one letter."""
_APOSTROPHES = re.compile(r"['’‘`´]")
_WORDS = re.compile(r"[a-z0-9]+")
_PLAIN: Final = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "þ": "th"})
# In order. Welsh f is v and Welsh y, w are vowels; gh is silent; an h after a consonant only changes it.
_SOUNDS: Final = (
    (r"^m[a]?c(?=[a-z]{3})", "mk"),
    (r"^kn", "n"), (r"^wr", "r"), (r"^ps", "s"), (r"^pf", "f"),
    (r"gh", ""), (r"ph", "f"), (r"v", "f"), (r"sch?", "s"), (r"ch", "k"), (r"ck", "k"), (r"x", "ks"),
    (r"th", "t"), (r"dd", "t"), (r"sh|si(?=[aeiouwy])", "s"), (r"c(?=[eiy])", "s"), (r"g(?=[eiy])", "j"),
    (r"[cq]", "k"), (r"z", "s"), (r"mp(?=[st])", "m"), (r"(?<=[a-z])h", ""),
)  # fmt: skip
_RULES: Final = tuple((re.compile(pattern), to) for pattern, to in _SOUNDS)


def folded(text: str) -> str:
    """Return ``text`` in small letters without accents and apostrophes: "O’Brien" is "obrien"."""
    apart = unicodedata.normalize("NFKD", _APOSTROPHES.sub("", text.casefold()).translate(_PLAIN))
    return "".join(each for each in apart if not unicodedata.combining(each))


def words_in(text: str) -> list[str]:
    """Return the words of ``text``, folded, in their order."""
    return _WORDS.findall(folded(text))


def sound_of(word: str) -> str:
    """Return how a folded name sounds, roughly: "rhys", "rees" and "reece" are one, as are "macdonald" and "mcdonald".

    Vowels count only at the start, where all are one. Blank for what has no letters.
    """
    sound = re.sub(r"[^a-z]", "", word)
    if not sound:
        return ""
    for pattern, to in _RULES:
        sound = pattern.sub(to, sound)
    start = "a" if sound[:1] in "aeiouwy" else sound[:1]
    rest = re.sub(r"[aeiouwy]", "", sound[1:])
    return re.sub(r"(.)\1+", r"\1", start + rest)


def slips_of(word: str) -> set[str]:
    """Return ``word`` and all that is left of it when one letter is missing.

    Two names that share one of these are a letter apart: left out, added, changed, or two next to each other swapped.
    """
    if len(word) < SHORTEST_FOR_SLIPS:
        return {word}
    return {word, *(word[:place] + word[place + 1 :] for place in range(len(word)))}
