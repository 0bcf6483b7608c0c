"""Is a text pattern safe to run on what anybody types? Allows the plain part of regular expressions only.

A pattern is refused when the number of ways in which it could split a text is large: that is what makes a
regular expression take minutes. Back-references and look-around are refused outright.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

MOST_WAYS = 300_000
_UNBOUNDED = 500
_QUANTIFIER = re.compile(r"[*+?]|\{([0-9]{1,4})(,)?([0-9]{1,4})?\}")
_CLASS = re.compile(r"\[\^?\]?(?:\\.|[^\]\\])*\]")
_ESCAPE = re.compile(r"\\[dDwWsS.^$*+?()\[\]{}|/\\-]")


class PatternRefused(ValueError):
    """A text pattern uses something that is not allowed, or could take too long."""


@dataclass(slots=True)
class _Reader:
    """Walks over a pattern and counts the ways in which each part could match."""

    pattern: str
    place: int = 0

    def alternatives(self) -> int:
        ways = self.sequence()
        while self.at("|"):
            self.place += 1
            ways += self.sequence()
        return ways

    def sequence(self) -> int:
        ways = 1
        while self.place < len(self.pattern) and self.pattern[self.place] not in "|)":
            ways = min(ways * self.repeated(self.item()), MOST_WAYS + 1)
        return ways

    def item(self) -> int:
        if self.at("("):
            return self.group()
        for form in (_CLASS, _ESCAPE):
            found = form.match(self.pattern, self.place)
            if found:
                self.place = found.end()
                return 1
        letter = self.pattern[self.place]
        if letter in "\\[]{}*+?^$":
            raise PatternRefused(f"{self.pattern!r}: {letter!r} is not allowed at place {self.place + 1}")
        self.place += 1
        return 1

    def group(self) -> int:
        self.place += 3 if self.pattern.startswith("(?:", self.place) else 1
        if self.at("?"):
            raise PatternRefused(f"{self.pattern!r}: look-around and named groups are not allowed")
        ways = self.alternatives()
        if not self.at(")"):
            raise PatternRefused(f"{self.pattern!r}: a bracket is not closed")
        self.place += 1
        return ways

    def repeated(self, ways: int) -> int:
        found = _QUANTIFIER.match(self.pattern, self.place)
        if not found:
            return ways
        self.place = found.end()
        least, most = _times(found)
        if most < least:
            raise PatternRefused(f"{self.pattern!r}: {found[0]} asks for more than it allows")
        # A part that has only one way to match can still stop after any allowed number of turns.
        once = 1 if ways == 1 else min(ways ** min(most, 20), MOST_WAYS + 1)
        return min((most - least + 1) * once, MOST_WAYS + 1)

    def at(self, letter: str) -> bool:
        return self.pattern.startswith(letter, self.place)


def check_pattern(pattern: str) -> None:
    """Raise PatternRefused unless ``pattern`` is plain and quick on every text."""
    reader = _Reader(pattern)
    ways = reader.alternatives()
    if reader.place < len(pattern):
        raise PatternRefused(f"{pattern!r}: a bracket is closed that was not opened")
    if ways > MOST_WAYS:
        raise PatternRefused(f"{pattern!r} could take too long: use fewer * and +, and none inside another")
    try:
        re.compile(pattern)
    except re.error as error:
        raise PatternRefused(f"{pattern!r}: {error}") from error


def _times(quantifier: re.Match[str]) -> tuple[int, int]:
    plain = {"*": (0, _UNBOUNDED), "+": (1, _UNBOUNDED), "?": (0, 1)}
    if quantifier[0] in plain:
        return plain[quantifier[0]]
    least = int(quantifier[1])
    if not quantifier[2]:
        return least, least
    return least, int(quantifier[3]) if quantifier[3] else max(_UNBOUNDED, least)
