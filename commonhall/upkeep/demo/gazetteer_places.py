"""Where are the demonstration's councils, and what are their streets called? Places that do not exist."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from commonhall.core.values.words import Words

Nation = Literal["england", "wales", "scotland"]


@dataclass(frozen=True, slots=True)
class Place:
    """What the generator needs to know of a council.

    number: its part of the block of identifiers. outward, sectors: real districts in which no unit of these
    sectors is allocated. easting, northing: the south-west corner of its streets, in metres. turn: degrees
    by which its streets are turned. streets: at least STREETS different names; the first two are the
    streets of the stories.
    """

    slug: str
    name: Words
    nation: Nation
    number: int
    town: Words
    outward: str
    sectors: Sequence[int]
    easting: int
    northing: int
    turn: float
    wards: Sequence[str]
    streets: Sequence[Words]
    buildings: Sequence[Words]
    houses: Sequence[str]
    park: Words
    school: Words


STREETS = 80


def _named(stems: Sequence[str], kinds: Sequence[str]) -> tuple[Words, ...]:
    """Return three streets for each stem, so that names repeat as they do in a real town ("Mill Lane, Mill
    Close").
    """
    return tuple(
        Words(en=f"{stem} {kinds[(index + step * 2) % len(kinds)]}")
        for step in range(3)
        for index, stem in enumerate(stems)
    )


def _welsh(stems: Mapping[str, str], kinds: Mapping[str, str]) -> tuple[Words, ...]:
    """Return pairs of names: the Welsh stem is in the form that follows the word for street ("Heol yr
    Eglwys").
    """
    types = list(kinds.items())
    return tuple(
        Words(
            en=f"{en} {types[(index + step * 2) % len(types)][0]}",
            cy=f"{types[(index + step * 2) % len(types)][1]} {cy}",
        )
        for step in range(3)
        for index, (en, cy) in enumerate(stems.items())
    )


def _plain(names: Sequence[str]) -> tuple[Words, ...]:
    return tuple(Words(en=name) for name in names)


_THORNBRIDGE = Place(
    slug="thornbridge",
    name=Words(en="Thornbridge"),
    nation="england",
    number=1,
    town=Words(en="London"),
    outward="SE28",
    sectors=(2, 3),
    easting=546_300,
    northing=179_600,
    turn=11.0,
    wards=("Tanyard", "Lantern Hill", "Ropewalk", "Thornbridge Park", "Saltmarsh", "St Osyth's"),
    streets=_named(
        [
            "Tanyard",
            "Lantern",
            "Cooper",
            "Ropemaker",
            "Saltmarsh",
            "Osyth",
            "Larkfield",
            "Brazier",
            "Mercer",
            "Chandler",
            "Fennel",
            "Quillon",
            "Marlow",
            "Pewter",
            "Harbinger",
            "Tallow",
            "Greyfriars",
            "Sorrel",
            "Wainwright",
            "Juniper",
            "Bellfounder",
            "Oakum",
            "Limehurst",
            "Hazelwood",
            "Swanscott",
            "Copperfield",
            "Thornbury",
        ],
        ("Road", "Street", "Lane", "Avenue", "Close", "Gardens", "Grove"),
    ),
    buildings=_plain(
        [
            "Lantern House",
            "Ropewalk Court",
            "Mercer Point",
            "Chandler House",
            "Saltmarsh Court",
            "Fennel House",
            "Tallow Court",
        ]
    ),
    houses=("The Old Forge", "The Vicarage", "Wharf Cottage"),
    park=Words(en="Thornbridge Park"),
    school=Words(en="Tanyard Primary School"),
)

_FALLOWDALE = Place(
    slug="fallowdale",
    name=Words(en="Fallowdale"),
    nation="england",
    number=2,
    town=Words(en="Fallowdale"),
    outward="DL11",
    sectors=(2, 3),
    easting=400_500,
    northing=499_000,
    turn=-18.0,
    wards=("Beckside", "High Fallow", "Priory", "Market", "Scar and Fell", "Low Moor"),
    streets=_named(
        [
            "Mill",
            "Beck",
            "Fellside",
            "Priory",
            "Shepherd",
            "Drovers",
            "Larch",
            "Curlew",
            "Heather",
            "Bracken",
            "Quarry",
            "Dalesway",
            "Foundry",
            "Weaver",
            "Hollin",
            "Rowan",
            "Lapwing",
            "Scarfoot",
            "Meadow",
            "Chapel",
            "Orchard",
            "Tarn",
            "Hawthorn",
            "Millstone",
            "Packhorse",
            "Ryecroft",
            "Fallow",
        ],
        ("Lane", "Road", "Street", "Close", "View", "Rise", "Terrace"),
    ),
    buildings=_plain(
        ["Priory Court", "Beck House", "Weavers Mill", "Curlew Court", "Market House", "Foundry Court", "Tarn House"]
    ),
    houses=("Beck Cottage", "The Old Schoolhouse", "Fell View", "Rose Cottage"),
    park=Words(en="Priory Meadows"),
    school=Words(en="Beckside Primary School"),
)

_STONEMERE = Place(
    slug="stonemere",
    name=Words(en="Stonemere"),
    nation="england",
    number=3,
    town=Words(en="Stonemere"),
    outward="SY12",
    sectors=(3, 4),
    easting=340_000,
    northing=334_500,
    turn=5.0,
    wards=("Mereside", "Kiln Green", "Abbey Fields", "Wharf", "Coppice", "Stonemere East"),
    streets=_named(
        [
            "Mere",
            "Kiln",
            "Abbey",
            "Wharf",
            "Coppice",
            "Heron",
            "Alder",
            "Clover",
            "Kestrel",
            "Barley",
            "Canal",
            "Potters",
            "Thistle",
            "Bluebell",
            "Windmill",
            "Sandstone",
            "Elder",
            "Granary",
            "Falcon",
            "Primrose",
            "Ridgeway",
            "Spinney",
            "Barnfield",
            "Maple",
            "Teasel",
            "Linden",
            "Swallow",
        ],
        ("Road", "Lane", "Drive", "Close", "Way", "Avenue", "Crescent"),
    ),
    buildings=_plain(
        ["Abbey Court", "Kiln House", "Wharf Point", "Heron Court", "Granary House", "Linden Court", "Mere House"]
    ),
    houses=("Mere Cottage", "Lock House", "The Granary", "Elder Farm"),
    park=Words(en="Abbey Fields"),
    school=Words(en="Mereside Primary School"),
)

_BRYNAFON = Place(
    slug="brynafon",
    name=Words(en="Brynafon", cy="Brynafon"),
    nation="wales",
    number=4,
    town=Words(en="Brynafon", cy="Brynafon"),
    outward="LL23",
    sectors=(2, 3),
    easting=292_500,
    northing=336_500,
    turn=24.0,
    wards=("Bryn", "Glan yr Afon", "Pen y Bont", "Tre'r Felin", "Y Castell", "Maes y Dref"),
    streets=_welsh(
        {
            "Church": "yr Eglwys",
            "Mill": "y Felin",
            "Chapel": "y Capel",
            "Bridge": "y Bont",
            "School": "yr Ysgol",
            "Castle": "y Castell",
            "River": "yr Afon",
            "Wood": "y Coed",
            "Oak": "y Dderwen",
            "Ash": "yr Onnen",
            "Birch": "y Fedwen",
            "Holly": "y Gelynnen",
            "Well": "y Ffynnon",
            "Hill": "y Bryn",
            "Orchard": "y Berllan",
            "Meadow": "y Ddôl",
            "Station": "yr Orsaf",
            "Market": "y Farchnad",
            "Park": "y Parc",
            "Moor": "y Waun",
            "Brook": "y Nant",
            "Lake": "y Llyn",
            "Rock": "y Graig",
            "Nightingale": "yr Eos",
            "Lark": "yr Ehedydd",
            "Swallow": "y Wennol",
            "Wren": "y Dryw",
        },
        {
            "Road": "Heol",
            "Street": "Stryd",
            "Lane": "Lôn",
            "Avenue": "Rhodfa",
            "Close": "Clos",
            "Way": "Ffordd",
            "Crescent": "Cilgant",
        },
    ),
    buildings=(
        Words(en="Castle Court", cy="Llys y Castell"),
        Words(en="Mill House", cy="Tŷ'r Felin"),
        Words(en="Oak Court", cy="Llys y Dderwen"),
        Words(en="Bridge House", cy="Tŷ'r Bont"),
        Words(en="Orchard Court", cy="Llys y Berllan"),
        Words(en="River House", cy="Tŷ'r Afon"),
        Words(en="Lark Court", cy="Llys yr Ehedydd"),
    ),
    houses=("Bryn Awel", "Tŷ Gwyn", "Hafod", "Min y Nant"),
    park=Words(en="Castle Park", cy="Parc y Castell"),
    school=Words(en="Glan yr Afon Primary School", cy="Ysgol Gynradd Glan yr Afon"),
)

_STRATHROWAN = Place(
    slug="strathrowan",
    name=Words(en="Strathrowan"),
    nation="scotland",
    number=5,
    town=Words(en="Strathrowan"),
    outward="PH20",
    sectors=(3, 4),
    easting=270_500,
    northing=797_500,
    turn=-7.0,
    wards=("Kirkton", "Rowan Glen", "Lochside", "Braehead", "Millhaugh", "Strath North"),
    streets=_named(
        [
            "Rowan",
            "Kirk",
            "Birnie",
            "Lochan",
            "Millhaugh",
            "Braehead",
            "Corrie",
            "Heather",
            "Strath",
            "Capercaillie",
            "Osprey",
            "Ballater",
            "Drummore",
            "Smithy",
            "Tweeddale",
            "Whin",
            "Gorse",
            "Juniper",
            "Sawmill",
            "Station",
            "Manse",
            "Ferry",
            "Glebe",
            "Lintie",
            "Burnside",
            "Alder",
            "Craigie",
        ],
        ("Street", "Road", "Wynd", "Brae", "Crescent", "Place", "Terrace"),
    ),
    buildings=_plain(
        ["Rowan Court", "Kirk House", "Osprey Court", "Manse Court", "Lochan House", "Glebe House", "Ferry Court"]
    ),
    houses=("The Old Manse", "Burn Cottage", "Craigview", "Smithy Croft"),
    park=Words(en="Glebe Park"),
    school=Words(en="Kirkton Primary School"),
)

PLACES: dict[str, Place] = {
    place.slug: place for place in (_THORNBRIDGE, _FALLOWDALE, _STONEMERE, _BRYNAFON, _STRATHROWAN)
}
"""The five councils, by slug."""
