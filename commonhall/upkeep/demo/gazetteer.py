"""Which streets, properties and street furniture does a demonstration council have? The same ones every
time.

UPRNs have 12 digits and begin 9999, then two digits for the council: the numbers that are in circulation
are either shorter or begin 1, 2 or 90. USRNs begin 99. Postcodes lie in real districts, in sectors where
none is allocated.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from math import cos, radians, sin

from commonhall.capabilities.addresses.address import Kind, Status
from commonhall.capabilities.addresses.rows import FurnitureKind, FurnitureRow, Point, PropertyRow, StreetRow
from commonhall.core.values.chance import number_below, one_of
from commonhall.core.values.coordinates import to_wgs84
from commonhall.core.values.words import Words
from commonhall.upkeep.demo.gazetteer_places import PLACES, STREETS, Place

_LETTERS = "ABDEFGHJLNPQRSTUWXYZ"  # the letters that the last two places of a postcode may have
_ACROSS = 8
_STREET_LENGTH, _COLUMN, _ROW = 300.0, 345.0, 92.0
_CROWDED_STREET = 5  # the street of three towers, whose one postcode has more than a hundred addresses
_SCHOOL_STREET, _PARK_STREET = 7, 12
_HOUSE_CLASSES = ("RD02", "RD03", "RD03", "RD04", "RD04", "RD04")
SHOP_STREETS = (9, 10)
_HISTORIC_STREET, _NEW_BUILD_STREET = 20, 21


@dataclass(frozen=True)
class Gazetteer:
    """All that a council's gazetteer holds.

    crowded_postcode: one with more than a hundred addresses. empty_postcode: well formed, with none.
    """

    place: Place
    streets: tuple[StreetRow, ...]
    properties: tuple[PropertyRow, ...]
    furniture: tuple[FurnitureRow, ...]
    crowded_postcode: str
    empty_postcode: str


@cache
def generate(council_slug: str) -> Gazetteer:
    """Return the gazetteer of a demonstration council. Raises KeyError for a slug that is not one of
    PLACES.
    """
    return _Surveyor(PLACES[council_slug]).gazetteer()


@dataclass
class _Surveyor:
    """Walks the streets of one place and writes down what is there."""

    place: Place
    properties: list[PropertyRow] = field(default_factory=list)
    furniture: list[FurnitureRow] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)

    def gazetteer(self) -> Gazetteer:
        streets = tuple(self._street(number) for number in range(STREETS))
        for number, street in enumerate(streets):
            self._plots(number, street)
            self._furnish(street, number)
        self._park(streets[_PARK_STREET])
        return Gazetteer(
            place=self.place,
            streets=streets,
            properties=tuple(self.properties),
            furniture=tuple(self.furniture),
            crowded_postcode=self._postcode(_CROWDED_STREET),
            empty_postcode=self._postcode(STREETS + 7),
        )

    # Where things are

    def _at(self, east: float, north: float) -> Point:
        """Return the point so many metres from the corner of the place, along its turned streets."""
        turn = radians(self.place.turn)
        easting = round(self.place.easting + east * cos(turn) - north * sin(turn), 1)
        northing = round(self.place.northing + east * sin(turn) + north * cos(turn), 1)
        latitude, longitude = to_wgs84(easting, northing)
        return Point(easting, northing, round(latitude, 7), round(longitude, 7))

    def _corner(self, number: int) -> tuple[float, float]:
        return (number % _ACROSS) * _COLUMN, (number // _ACROSS) * _ROW

    def _beside(self, number: int, along: float, aside: float) -> Point:
        east, north = self._corner(number)
        return self._at(east + along, north + aside)

    def _ward(self, number: int) -> str:
        column, row = (number % _ACROSS) * 3 // _ACROSS, (number // _ACROSS) * 2 // (STREETS // _ACROSS)
        return self.place.wards[row * 3 + column]

    def _postcode(self, number: int) -> str:
        """Return the unit of a street: units are far apart, so that a slip in typing does not find a
        neighbour.
        """
        sector = self.place.sectors[number % len(self.place.sectors)]
        spread = number * 37 % (len(_LETTERS) ** 2)
        return f"{self.place.outward} {sector}{_LETTERS[spread // len(_LETTERS)]}{_LETTERS[spread % len(_LETTERS)]}"

    def _street(self, number: int) -> StreetRow:
        return StreetRow(
            usrn=f"99{self.place.number:02}{number + 1:04}",
            name=self.place.streets[number],
            town=self.place.town,
            ward=self._ward(number),
            start=self._beside(number, 0, 0),
            end=self._beside(number, _STREET_LENGTH, 0),
        )

    # What stands there

    def _plots(self, number: int, street: StreetRow) -> None:
        if number == _CROWDED_STREET:
            for tower in range(3):
                self._block(number, street, self.place.buildings[tower], flats=42, along=60.0 + 90 * tower)
            return
        seed = f"{self.place.slug}:{street.usrn}"
        plots = 24 if number < 2 else 14 + number_below(16, seed, "plots")
        block_at = number_below(plots, seed, "block") if number >= 2 and number_below(5, seed, "flats") == 0 else -1
        spacing = _STREET_LENGTH / (plots / 2 + 1)
        for plot in range(plots):
            along, aside = spacing * (plot // 2 + 1), 14.0 if plot % 2 else -14.0
            if plot == block_at:
                building = one_of(self.place.buildings[3:], seed)
                self._block(number, street, building, flats=6 + number_below(13, seed, "size"), along=along)
            else:
                self._house(number, street, plot + 1, self._beside(number, along, aside))
        if number == _SCHOOL_STREET:
            self._add(number, street, self._lines(self.place.school, street), self._beside(number, 250, 40), "CE03")
        if number in (_HISTORIC_STREET, _NEW_BUILD_STREET):
            self._not_in_use(number, street, plots)

    def _house(self, number: int, street: StreetRow, plot: int, point: Point) -> None:
        seed = f"{self.place.slug}:{street.usrn}:{plot}"
        if number in SHOP_STREETS and plot % 3 == 0:
            shop = self._add(number, street, self._numbered(str(plot), street), point, "CR08")
            if plot % 2:
                flat = self._inside(Words(en="Flat above", cy="Fflat uwchben"), self._numbered(str(plot), street))
                self._add(number, street, flat, point, "RD06", parent=shop)
            return
        kind = one_of(_HOUSE_CLASSES, self.place.slug, street.usrn) if number >= 2 else "RD03"
        lines = self._numbered(str(plot), street)
        if number >= 2 and number_below(60, seed) == 0:
            name = self.place.houses[self._count(f"names in {street.usrn}") - 1]
            lines, kind = self._lines(Words(en=name), street), "RD02"
        elif number >= 2 and number_below(45, seed, "suffix") == 0:
            self._add(number, street, self._numbered(f"{plot}A", street), point, kind)
        self._add(number, street, lines, point, kind)

    def _block(self, number: int, street: StreetRow, building: Words, *, flats: int, along: float) -> None:
        point = self._beside(number, along, 20.0)
        lines = self._lines(building, street)
        shell = self._add(number, street, lines, point, "PP", kind="shell")
        for flat in range(1, flats + 1):
            inner = self._inside(Words(en=f"Flat {flat}", cy=f"Fflat {flat}"), lines)
            self._add(number, street, inner, point, "RD06", parent=shell)

    def _not_in_use(self, number: int, street: StreetRow, plots: int) -> None:
        """Add homes that were pulled down, or that are being built: known, but not offered in a list."""
        status: Status = "historic" if number == _HISTORIC_STREET else "provisional"
        for plot in range(plots + 1, plots + 6):
            point = self._beside(number, _STREET_LENGTH + 5.0 * (plot - plots), 14.0)
            self._add(number, street, self._numbered(str(plot), street), point, "RD03", status=status)

    def _park(self, street: StreetRow) -> None:
        point = self._beside(_PARK_STREET, _STREET_LENGTH / 2, -46.0)
        lines = self._lines(self.place.park, street)
        self._add(_PARK_STREET, street, lines, point, "LP01", kind="land", postcode="")

    def _add(
        self,
        number: int,
        street: StreetRow,
        lines: tuple[Words, ...],
        point: Point,
        classification: str,
        *,
        parent: str = "",
        kind: Kind = "postal",
        status: Status = "approved",
        postcode: str | None = None,
    ) -> str:
        uprn = f"9999{self.place.number:02}{self._count('uprn'):06}"
        self.properties.append(
            PropertyRow(
                uprn=uprn,
                usrn=street.usrn,
                lines=tuple(line.en for line in lines),
                lines_cy=tuple(line.cy for line in lines) if street.name.cy else (),
                town=street.town,
                postcode=self._postcode(number) if postcode is None else postcode,
                parent_uprn=parent,
                classification=classification,
                ward=street.ward,
                point=point,
                kind=kind,
                status=status,
            )
        )
        return uprn

    def _count(self, what: str) -> int:
        self.counts[what] = self.counts.get(what, 0) + 1
        return self.counts[what]

    # What it is called

    def _numbered(self, number: str, street: StreetRow) -> tuple[Words, ...]:
        return (Words(en=f"{number} {street.name.en}", cy=f"{number} {street.name.cy}"),)

    def _lines(self, building: Words, street: StreetRow) -> tuple[Words, ...]:
        return (Words(en=building.en, cy=building.cy or building.en), street.name)

    def _inside(self, part: Words, lines: tuple[Words, ...]) -> tuple[Words, ...]:
        return (part, *lines)

    # What stands in the street

    def _furnish(self, street: StreetRow, number: int) -> None:
        for kind, name, along, aside in _things(f"{self.place.slug}:{street.usrn}"):
            count = self._count(kind)
            self.furniture.append(
                FurnitureRow(
                    code=f"{_PLATES[kind]}-{count:04}",
                    kind=kind,
                    name=Words(en=f"{name.en} {count}", cy=f"{name.cy} {count}"),
                    usrn=street.usrn,
                    ward=street.ward,
                    point=self._beside(number, along, aside),
                )
            )


_PLATES: dict[FurnitureKind, str] = {"lamp_column": "LC", "grit_bin": "GB", "litter_bin": "LB", "tree": "TR"}
_NAMES: dict[FurnitureKind, Words] = {
    "lamp_column": Words(en="Lamp column", cy="Colofn olau"),
    "grit_bin": Words(en="Grit bin", cy="Bin graean"),
    "litter_bin": Words(en="Litter bin", cy="Bin sbwriel"),
    "tree": Words(en="Street tree", cy="Coeden stryd"),
}


def _things(seed: str) -> Iterator[tuple[FurnitureKind, Words, float, float]]:
    """Yield what stands in a street: its kind and name, and metres along and beside the centre line."""
    for column in range(8):
        yield "lamp_column", _NAMES["lamp_column"], 18.0 + 38 * column, 5.0 if column % 2 else -5.0
    for tree in range(number_below(6, seed, "trees")):
        yield "tree", _NAMES["tree"], 30.0 + number_below(240, seed, "tree", tree), 6.0
    if number_below(3, seed, "litter") == 0:
        yield "litter_bin", _NAMES["litter_bin"], 4.0, -6.0
    if number_below(6, seed, "grit") == 0:
        yield "grit_bin", _NAMES["grit_bin"], 290.0, 6.0
