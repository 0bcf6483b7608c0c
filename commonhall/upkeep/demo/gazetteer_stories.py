"""Where does a demonstration show each situation of a missed bin, on every day of the year?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from commonhall.capabilities.addresses.rows import PropertyRow
from commonhall.capabilities.waste.crews import Situation
from commonhall.core.values.words import Words
from commonhall.upkeep.demo.gazetteer import SHOP_STREETS, generate
from commonhall.upkeep.demo.gazetteer_places import PLACES


@dataclass(frozen=True, slots=True)
class Story:
    """One property whose bins always show ``situation``; words: what a person trying the demonstration will see."""

    uprn: str
    situation: Situation
    words: Words
    address: str


_BY_NUMBER: dict[int, tuple[Situation, Words]] = {
    1: (
        "collected",
        Words(
            en="Collected on the last working day: a missed bin can be reported.",
            cy="Casglwyd ar y diwrnod gwaith diwethaf: gellir rhoi gwybod am fin a gollwyd.",
        ),
    ),
    2: (
        "under_way",
        Words(
            en="The crew is out today: it is too soon to report.",
            cy="Mae'r criw allan heddiw: mae'n rhy gynnar i roi gwybod.",
        ),
    ),
    3: (
        "collected_this_morning",
        Words(
            en="Emptied this morning: at some councils it is too early to report until a set time.",
            cy="Gwagiwyd y bore yma: mewn rhai cynghorau mae'n rhy gynnar i roi gwybod tan amser penodol.",
        ),
    ),
    4: (
        "contaminated",
        Words(
            en="The crew left the bin because of what was in it.",
            cy="Gadawodd y criw y bin oherwydd yr hyn oedd ynddo.",
        ),
    ),
    5: (
        "partially_collected",
        Words(en="Only part of it was taken.", cy="Dim ond rhan ohono a gymerwyd."),
    ),
    6: (
        "window_closed",
        Words(
            en="Collected more than a week ago: it is too late to report.",
            cy="Casglwyd dros wythnos yn ôl: mae'n rhy hwyr i roi gwybod.",
        ),
    ),
    7: (
        "no_collection_yet",
        Words(en="The first collection is still to come.", cy="Nid yw'r casgliad cyntaf wedi bod eto."),
    ),
    8: (
        "not_provided",
        Words(en="The council does not collect here.", cy="Nid yw'r cyngor yn casglu yma."),
    ),
    9: (
        "assisted",
        Words(
            en="The crew fetches the bins: an assisted collection, made on the last working day.",
            cy="Mae'r criw yn nôl y biniau: casgliad â chymorth, ar y diwrnod gwaith diwethaf.",
        ),
    ),
    10: (
        "assisted",
        Words(
            en="An assisted collection, as at number 9: for another try.",
            cy="Casgliad â chymorth, fel yn rhif 9: i roi cynnig arall arni.",
        ),
    ),
}
_BLOCKED: tuple[Situation, Words] = (
    "road_blocked",
    Words(
        en="Roadworks kept the crew out of the whole street.",
        cy="Gwnaeth gwaith ffordd gadw'r criw o'r stryd gyfan.",
    ),
)
_STORY_STREET, _BLOCKED_STREET = 0, 1


def story_properties(council_slug: str) -> list[Story]:
    """Return the properties of the stories: numbers 1 to 10 of the first street, and number 1 of the second.

    Every home in the second street has the same story. Raises KeyError for an unknown council.
    """
    told = [
        Story(row.uprn, situation, words, _address(row))
        for number, (situation, words) in _BY_NUMBER.items()
        for row in [_numbered(council_slug, _STORY_STREET, number)]
    ]
    row = _numbered(council_slug, _BLOCKED_STREET, 1)
    return [*told, Story(row.uprn, *_BLOCKED, _address(row))]


def waste_settings(council_slug: str) -> dict[str, Any]:
    """Return the settings of the rounds provider for a demonstration council, with its stories, as plain JSON."""
    gazetteer = generate(council_slug)
    stories = {story.uprn: story.situation for story in story_properties(council_slug)}
    stories[gazetteer.streets[_BLOCKED_STREET].usrn] = "road_blocked"
    return {
        "seed": council_slug,
        "nation": "scotland" if PLACES[council_slug].nation == "scotland" else "england-wales",
        "moves": "christmas" if council_slug == "thornbridge" else "all",
        "day_start": "07:00:00" if council_slug in ("brynafon", "strathrowan") else "06:30:00",
        "time_banded": sorted(gazetteer.streets[number].usrn for number in SHOP_STREETS),
        "stories": stories,
    }


def _numbered(council_slug: str, street: int, number: int) -> PropertyRow:
    gazetteer = generate(council_slug)
    wanted = f"{number} {gazetteer.streets[street].name.en}"
    return next(row for row in gazetteer.properties if row.lines == (wanted,))


def _address(row: PropertyRow) -> str:
    return f"{', '.join(row.lines)}, {row.postcode}"
