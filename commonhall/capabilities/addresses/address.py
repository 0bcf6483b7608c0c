"""What is an address? One property or object of a gazetteer, in both languages, and the order lists show it
in.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Literal

from commonhall.core.values.words import Language, Words

Kind = Literal["postal", "shell", "land", "furniture"]
"""postal: somewhere with letters and bins. shell: a block that only holds flats. land: a park or a green.
furniture: a lamp column, a grit bin ..."""

Status = Literal["approved", "provisional", "historic"]
"""Logical status: in use; planned or being built; no longer there."""


@dataclass(frozen=True, slots=True)
class Address:
    """One row of a gazetteer. Identifiers are text; coordinates are metres (British National Grid) and
    degrees.

    lines: building and street in English, without town and postcode. lines_cy: the same in Welsh; empty
    where the gazetteer holds no Welsh. parent_uprn: the block that a flat belongs to, or "".
    classification: BLPU class.
    """

    uprn: str
    usrn: str
    lines: tuple[str, ...]
    town: str
    postcode: str
    street: Words
    parent_uprn: str = ""
    classification: str = ""
    ward: str = ""
    easting: float = 0.0
    northing: float = 0.0
    latitude: float = 0.0
    longitude: float = 0.0
    lines_cy: tuple[str, ...] = ()
    town_cy: str = ""
    kind: Kind = "postal"
    status: Status = "approved"

    def lines_in(self, language: Language) -> tuple[str, ...]:
        """Return the lines, then the town, in ``language``; English where there is no Welsh."""
        if language == "cy" and self.lines_cy:
            return (*self.lines_cy, self.town_cy or self.town)
        return (*self.lines, self.town)

    def in_one_line(self, language: Language) -> str:
        """Return the whole address as one line, as a list of addresses shows it."""
        return ", ".join(part for part in (*self.lines_in(language), self.postcode) if part)

    def record(self) -> dict[str, Any]:
        """Return the address as JSON: what an answer to an address question stores and a pattern reads."""
        return {
            "uprn": self.uprn,
            "usrn": self.usrn,
            "parent_uprn": self.parent_uprn,
            "lines": list(self.lines),
            "lines_cy": list(self.lines_cy),
            "town": self.town,
            "town_cy": self.town_cy,
            "postcode": self.postcode,
            "classification": self.classification,
            "ward": self.ward,
            "easting": self.easting,
            "northing": self.northing,
            "latitude": self.latitude,
            "longitude": self.longitude,
        }


def in_natural_order(address: Address) -> tuple[Any, ...]:
    """Return the sort key of a list: street by street, "2" before "10", the flats of a building together in
    order.
    """
    street = address.street.en
    premises = [line.removesuffix(street) for line in address.lines if line != street]
    main, *inner = reversed(premises) if premises else [""]
    return (street.casefold(), _parts(main), tuple(_parts(line) for line in inner), address.uprn)


def _parts(text: str) -> tuple[tuple[int, int, str], ...]:
    """Split into numbers and words, so that numbers compare as numbers; a number sorts before a name."""
    return tuple(
        (0, int(piece), "") if piece.isdigit() else (1, 0, piece.casefold())
        for piece in re.findall(r"[0-9]+|[^0-9\s]+", text)
    )
