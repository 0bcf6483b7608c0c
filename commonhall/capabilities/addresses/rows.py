"""What does a gazetteer hold, row by row? The form in which streets, properties and street furniture are
loaded.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from commonhall.capabilities.addresses.address import Address, Kind, Status
from commonhall.core.values.words import Words

FurnitureKind = Literal["lamp_column", "grit_bin", "litter_bin", "tree"]


@dataclass(frozen=True, slots=True)
class Point:
    """A place, in metres of the British National Grid and in degrees of WGS84."""

    easting: float
    northing: float
    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class StreetRow:
    """One street. usrn: 8 digits. start, end: of its centre line."""

    usrn: str
    name: Words
    town: Words
    ward: str
    start: Point
    end: Point


@dataclass(frozen=True, slots=True)
class PropertyRow:
    """One property, block or piece of land. See ``Address`` for the fields."""

    uprn: str
    usrn: str
    lines: tuple[str, ...]
    lines_cy: tuple[str, ...]
    town: Words
    postcode: str
    parent_uprn: str
    classification: str
    ward: str
    point: Point
    kind: Kind = "postal"
    status: Status = "approved"

    def address(self, street: Words) -> Address:
        """Return it as an address on the street of this name."""
        return Address(
            uprn=self.uprn,
            usrn=self.usrn,
            lines=self.lines,
            lines_cy=self.lines_cy,
            town=self.town.en,
            town_cy=self.town.cy,
            postcode=self.postcode,
            street=street,
            parent_uprn=self.parent_uprn,
            classification=self.classification,
            ward=self.ward,
            easting=self.point.easting,
            northing=self.point.northing,
            latitude=self.point.latitude,
            longitude=self.point.longitude,
            kind=self.kind,
            status=self.status,
        )


@dataclass(frozen=True, slots=True)
class FurnitureRow:
    """One thing in a street. code: its own number, as on its plate ("LC-0012")."""

    code: str
    kind: FurnitureKind
    name: Words
    usrn: str
    ward: str
    point: Point
