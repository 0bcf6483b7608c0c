"""Is a text easy to read? Hard words, long sentences and the reading age, each by a rule that can be looked up."""

from __future__ import annotations

import csv
import functools
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

LONGEST_SENTENCE: Final = 25
"""Words; GOV.UK content design says that longer sentences are hard to read."""

OLDEST_READER: Final = 14
"""Years. What most adults read without effort is what a child of this age can read; GOV.UK aims at 9."""

LEAST_WORDS: Final = 40
"""Below this many words the formula says more about chance than about the text."""

_SENTENCE: Final = re.compile(r"[.!?:;](?:\s|$)|\n")
_WORD: Final = re.compile(r"[a-z]+(?:['’-][a-z]+)*")
_GAP: Final = re.compile(r"\{[a-z0-9_.]+\}")
_MARKS: Final = re.compile(r"\]\([^)]*\)|[*_#>`|]|https?://\S+")


@functools.cache
def hard_words() -> dict[str, str]:
    """Return the words that are hard to read, with what to say instead (nothing: leave it out)."""
    text = Path(__file__).with_name("plain_words.csv").read_text(encoding="utf-8")
    return {row["word"]: row["instead"] for row in csv.DictReader(text.splitlines())}


@functools.cache
def _hard() -> re.Pattern[str]:
    longest_first = sorted(hard_words(), key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, longest_first))})(?![\w-])")


def hard_words_in(text: str) -> tuple[str, ...]:
    """Return the hard words of ``text``, each once, in the order in which they stand."""
    return tuple(dict.fromkeys(_hard().findall(text.lower())))


def sentences(text: str) -> Iterator[str]:
    """Yield the sentences of a text, without its marks; a line is one at least, and a gap counts as a word."""
    plain = _GAP.sub("gap", _MARKS.sub(" ", text))
    return (part for part in _SENTENCE.split(plain) if part.strip())


def longest_sentence(text: str) -> int:
    """Return how many words the longest sentence of ``text`` has."""
    return max((len(each.split()) for each in sentences(text)), default=0)


def syllables(word: str) -> int:
    """Return about how many syllables a word has: groups of vowels, less an ``e`` at the end that is not heard."""
    word = word.lower()
    count = len(re.findall(r"[aeiouy]+", word))
    silent = re.search(r"[^aeiouyl]es?$|[^aeiouydt]ed$", word)
    return max(1, count - 1 if silent and count > 1 else count)


def reading_age(texts: Iterable[str]) -> float | None:
    """Return the age in years at which ``texts`` can be read, or None where there are too few words to say.

    The Flesch-Kincaid grade, 0.39 words a sentence + 11.8 syllables a word - 15.59, is a school year of the United
    States; children are five years older than its number (Kincaid et al. 1975).
    """
    words = marks = heard = 0
    for text in texts:
        for sentence in sentences(text):
            found = _WORD.findall(sentence.lower())
            words += len(found)
            marks += 1 if found else 0
            heard += sum(map(syllables, found))
    if words < LEAST_WORDS:
        return None
    return 0.39 * words / marks + 11.8 * heard / words - 15.59 + 5
