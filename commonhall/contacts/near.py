"""What is at a point, and where is what somebody looks for? Streets, wards, things nearby, and whose ground it is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import hypot
from typing import Final, NamedTuple

from django.db.models import Case, Q, When

from commonhall.capabilities.maps.view import Box
from commonhall.contacts.models import Area, Furniture, Property, Street, StreetLine
from commonhall.contacts.places import find_place
from commonhall.core.questions.location import written_point
from commonhall.core.values.coordinates import NotOnTheGrid, to_grid, to_wgs84
from commonhall.core.values.outlines import distance_to, holds, length_of, middle_of
from commonhall.core.values.words import Words

STREET_WITHIN: Final = 150
THINGS_WITHIN: Final = 60
"""Metres."""
ON_THE_EDGE: Final = 50
"""Metres beyond its own edge at which a council still takes a report: edges run along streets."""
MOST_SPOTS: Final = 10
LONGEST_LOOKED_FOR: Final = 200

Point = tuple[float, float]


class NearStreet(NamedTuple):
    """A street near a point, and how far away it is in metres."""

    usrn: str
    name: Words
    ward: str
    metres: int


class NearThing(NamedTuple):
    """A thing that stands near a point."""

    number: str
    kind: str
    name: Words
    metres: int
    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A point is not the council's to look after. name: whose it may be, blank where nobody knows; url: theirs."""

    name: Words
    url: str = ""


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """What is known of a point. elsewhere: None where it is the council's, or where its edge is not known."""

    street: NearStreet | None
    ward: str
    elsewhere: Elsewhere | None


class Spot(NamedTuple):
    """Something that was looked for and found, with its place."""

    name: Words
    latitude: float
    longitude: float


def whereabouts(latitude: float, longitude: float) -> Whereabouts:
    """Return what the council in scope knows of a point."""
    try:
        here = to_grid(latitude, longitude)
    except NotOnTheGrid:
        return Whereabouts(None, "", Elsewhere(Words(en="")))
    street = nearest_street(here)
    ward = next((area.name_en for area in _areas_at(here, "ward")), street.ward if street else "")
    return Whereabouts(street, ward, elsewhere(here))


def ward_at(latitude: float, longitude: float) -> str:
    """Return the ward that a point is in, or blank where that is not known."""
    try:
        here = to_grid(latitude, longitude)
    except NotOnTheGrid:
        return ""
    ward = next((area.name_en for area in _areas_at(here, "ward")), None)
    if ward is not None:
        return ward
    street = nearest_street(here)
    return street.ward if street else ""


def elsewhere(here: Point) -> Elsewhere | None:
    """Return whose ground a point may be where it is not the council's; None where it is, or where nobody knows."""
    own = list(Area.objects.filter(kind="council"))
    if not own or any(_reaches(area, here) for area in own):
        return None
    other = next(iter(_areas_at(here, "neighbour")), None)
    return Elsewhere(_name(other), other.url) if other else Elsewhere(Words(en=""))


def nearest_street(here: Point) -> NearStreet | None:
    """Return the street nearest to a point, or None where there is none within STREET_WITHIN metres."""
    nearest: tuple[float, str] | None = None
    for row in _boxed(StreetLine, _around(here, STREET_WITHIN)):
        metres = min(distance_to(line, *here) for line in row.shape)
        if metres <= STREET_WITHIN and (nearest is None or metres < nearest[0]):
            nearest = (metres, row.usrn)
    if nearest is None:
        return None
    street = Street.objects.filter(usrn=nearest[1]).first()
    if street is None:
        return None
    return NearStreet(street.usrn, Words(en=street.name_en, cy=street.name_cy), street.ward, round(nearest[0]))


def things_near(latitude: float, longitude: float, *, most: int) -> list[NearThing]:
    """Return at most ``most`` things that stand near a point, nearest first. Trees and the like are among them."""
    try:
        easting, northing = to_grid(latitude, longitude)
    except NotOnTheGrid:
        return []
    rows = Furniture.objects.filter(
        easting__range=(easting - THINGS_WITHIN, easting + THINGS_WITHIN),
        northing__range=(northing - THINGS_WITHIN, northing + THINGS_WITHIN),
    )
    found = sorted((hypot(row.easting - easting, row.northing - northing), row.number, row) for row in rows)
    return [_near(row, metres) for metres, _, row in found[:most] if metres <= THINGS_WITHIN]


def find_thing(number: str) -> NearThing | None:
    """Return the thing with this number, or None."""
    row = Furniture.objects.filter(number=number.strip().upper()).first()
    return _near(row, 0) if row else None


def find_spots(text: str) -> list[Spot]:
    """Return where what somebody typed may be, at most MOST_SPOTS: coordinates, a postcode, the number of a thing, an
    address, or streets whose names have these words."""
    text = " ".join(text.split())[:LONGEST_LOOKED_FOR]
    if not text:
        return []
    try:
        written = written_point(text)
    except NotOnTheGrid:
        return []
    if written:
        return [Spot(Words(en=text), written[0], written[1])]
    if thing := find_thing(text):
        return [Spot(thing.name, thing.latitude, thing.longitude)]
    if address := _address(text):
        return [address]
    streets = _streets(text.partition(",")[0].strip())
    known = find_place(text) if not streets else None
    return [Spot(Words(en=text), *known)] if known else streets


def council_box() -> Box | None:
    """Return the box around the council's own ground, else around all its streets; None where neither is known."""
    rows = Area.objects.filter(kind="council").values_list("west", "south", "east", "north")
    boxes = list(rows) or list(StreetLine.objects.values_list("west", "south", "east", "north"))
    if not boxes:
        return None
    west, south, east, north = zip(*boxes, strict=True)
    return Box(min(west), min(south), max(east), max(north))


def _near(row: Furniture, metres: float) -> NearThing:
    latitude, longitude = to_wgs84(row.easting, row.northing)
    name = Words.model_validate(row.record["name"])
    return NearThing(row.number, row.kind, name, round(metres), round(latitude, 6), round(longitude, 6))


def _address(text: str) -> Spot | None:
    """Return the property whose number and street were typed ("12 Mill Lane"), or None."""
    number, _, rest = text.partition(" ")
    if not number[:1].isdigit() or not rest:
        return None
    street = rest.partition(",")[0].strip()
    usrns = Street.objects.filter(Q(name_en__iexact=street) | Q(name_cy__iexact=street)).values_list("usrn", flat=True)
    for record in Property.objects.filter(usrn__in=list(usrns)[:MOST_SPOTS]).values_list("record", flat=True):
        typed = f"{number} {street}".casefold()
        if typed in (str(line).casefold() for line in (*record["lines"][:1], *record["lines_cy"][:1])):
            name = Words(en=", ".join(record["lines"]), cy=", ".join(record["lines_cy"]))
            return Spot(name, record["latitude"], record["longitude"])
    return None


def _streets(typed: str) -> list[Spot]:
    names = Q(name_en__icontains=typed) | Q(name_cy__icontains=typed)
    begins = Q(name_en__istartswith=typed) | Q(name_cy__istartswith=typed)
    rows = Street.objects.filter(names).annotate(begins=Case(When(begins, then=0), default=1))
    streets = {row.usrn: row for row in rows.order_by("begins", "name_en", "usrn")[:MOST_SPOTS]}
    lines = {row.usrn: row for row in StreetLine.objects.filter(usrn__in=list(streets))}
    exact = [row for row in streets.values() if typed.casefold() in (row.name_en.casefold(), row.name_cy.casefold())]
    spots = []
    for row in exact or streets.values():
        line = lines.get(row.usrn)
        place = to_wgs84(*middle_of(max(line.shape, key=length_of))) if line else find_place(row.name_en)
        if place:
            name = Words(en=_and_town(row.name_en, row), cy=_and_town(row.name_cy, row) if row.name_cy else "")
            spots.append(Spot(name, *place))
    return spots


def _and_town(name: str, row: Street) -> str:
    return ", ".join(part for part in (name, row.ward or row.town) if part)


def _around(here: Point, metres: float) -> Box:
    return Box(here[0], here[1], here[0], here[1]).widened(metres)


def _boxed(model: type[StreetLine], box: Box) -> Iterable[StreetLine]:
    return model.objects.filter(west__lte=box.east, east__gte=box.west, south__lte=box.north, north__gte=box.south)


def _areas_at(here: Point, kind: str) -> list[Area]:
    easting, northing = here
    rows = Area.objects.filter(
        kind=kind, west__lte=easting, east__gte=easting, south__lte=northing, north__gte=northing
    ).order_by("code", "part")  # fmt: skip
    return [row for row in rows if holds(row.shape, *here)]


def _name(area: Area) -> Words:
    return Words(en=area.name_en, cy=area.name_cy)


def _reaches(area: Area, here: Point) -> bool:
    return holds(area.shape, *here) or min(distance_to(ring, *here) for ring in area.shape) <= ON_THE_EDGE
