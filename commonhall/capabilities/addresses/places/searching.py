"""Where are addresses searched as OS Places searches them? What a gazetteer must offer for it, and one in memory."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from math import hypot
from typing import Final, Protocol

from commonhall.capabilities.addresses.address import Address
from commonhall.core.values.postcode import PostcodeNotRecognised, parse_postcode

LONGEST_QUERY: Final = 250
_POSTCODE: Final = re.compile(r"\b[A-Za-z]{1,2}[0-9][A-Za-z0-9]? ?[0-9][A-Za-z]{2}\b")


class Searched(Protocol):
    """A gazetteer that can be searched. Like PropertySource it answers for one council, and does not filter."""

    def at_postcode(self, postcode: str) -> Sequence[Address]:
        """Return every row at a postcode in standard form."""

    def by_uprn(self, uprn: str) -> Address | None:
        """Return the row with this UPRN, or None."""

    def holding(self, words: Sequence[str]) -> Sequence[Address]:
        """Return the rows, some hundreds at most, that may be meant by ``words``, which are in small letters."""

    def around(self, easting: float, northing: float, metres: float) -> Sequence[Address]:
        """Return the rows in a square of twice ``metres`` around a point."""


@dataclass(frozen=True)
class InMemory:
    """A gazetteer in memory, as a simulator has it."""

    rows: Sequence[Address]

    def at_postcode(self, postcode: str) -> Sequence[Address]:
        """See Searched."""
        return [row for row in self.rows if row.postcode == postcode]

    def by_uprn(self, uprn: str) -> Address | None:
        """See Searched."""
        return next((row for row in self.rows if row.uprn == uprn), None)

    def holding(self, words: Sequence[str]) -> Sequence[Address]:
        """See Searched."""
        names = {word for word in words if not word[0].isdigit()}
        return [row for row in self.rows if names & set(words_of(row))]

    def around(self, easting: float, northing: float, metres: float) -> Sequence[Address]:
        """See Searched."""
        return [row for row in self.rows if max(abs(row.easting - easting), abs(row.northing - northing)) <= metres]


def words_in(text: str) -> list[str]:
    """Return the words and numbers of a text, in small letters."""
    return re.findall(r"\w+", text[:LONGEST_QUERY].casefold())


def words_of(address: Address) -> list[str]:
    """Return the words of an address in both languages; those of its postcode as one."""
    held = (*address.lines, *address.lines_cy, address.town, address.town_cy, address.postcode.replace(" ", ""))
    return words_in(" ".join(held))


def found_by_text(source: Searched, query: str) -> list[tuple[float, Address]]:
    """Return what a free text may mean, best first, with how well it fits: the part of its words that are there."""
    postcode = _postcode_in(query)
    rest = _POSTCODE.sub(" ", query, count=1) if postcode else query
    words = words_in(rest)
    rows = source.at_postcode(postcode) if postcode else source.holding(words) if words else ()
    wanted = [*words, *([postcode.replace(" ", "").casefold()] if postcode else [])]
    scored = [(_fit(wanted, row), row) for row in {row.uprn: row for row in rows}.values()]
    fitting = [(fit, row) for fit, row in scored if fit > 0]
    return sorted(fitting, key=lambda each: (-each[0], len(words_of(each[1])), each[1].uprn))


def found_around(source: Searched, easting: float, northing: float, metres: float) -> list[Address]:
    """Return what lies within ``metres`` of a point, the nearest first."""
    square = source.around(easting, northing, metres)
    near = sorted(
        (hypot(row.easting - easting, row.northing - northing), row.uprn, at) for at, row in enumerate(square)
    )
    return [square[at] for distance, _, at in near if distance <= metres]


def _postcode_in(query: str) -> str:
    found = _POSTCODE.search(query)
    if found is None:
        return ""
    try:
        return parse_postcode(found.group())
    except PostcodeNotRecognised:
        return ""


def _fit(wanted: Sequence[str], row: Address) -> float:
    held = set(words_of(row))
    return sum(word in held for word in wanted) / len(wanted) if wanted else 0.0
