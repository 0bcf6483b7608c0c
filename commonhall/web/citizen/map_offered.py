"""Where is a place offered to be chosen on a map? Beside each question for a place, where the council has maps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from commonhall.contacts.mapping import offers_map
from commonhall.contacts.near import Whereabouts, whereabouts
from commonhall.web.citizen.map_texts import SAID
from commonhall.web.citizen.visit import Visit
from commonhall.web.components.views.questions import MapOffer, QuestionView

ON_IT: Final = 12
"""Metres from the middle of a street within which a place is on it."""
POINTED_AT: Final = ("map", "device")


def with_map(visit: Visit, questions: tuple[QuestionView, ...]) -> tuple[QuestionView, ...]:
    """Return ``questions`` such that those for a place lead to a map, where the council has one."""
    if not any(each.type == "location" for each in questions) or not offers_map():
        return questions
    return tuple(replace(each, map=_offer(visit, each)) if each.type == "location" else each for each in questions)


def _offer(visit: Visit, question: QuestionView) -> MapOffer:
    chosen = ""
    if question.text("source") in POINTED_AT and question.text("for") == question.text():
        try:
            place = float(question.text("lat")), float(question.text("lng"))
        except ValueError:
            place = None
        chosen = visit.say(SAID["chosen_near"]).format(here=said_of(visit, *place)) if place else ""
    return MapOffer(
        button=visit.say(SAID["open_again" if chosen else "open"]),
        chosen=chosen,
        note=visit.say(SAID["chosen_note"]) if chosen else "",
        locate=visit.say(SAID["locate"]),
        locating=visit.say(SAID["locating"]),
        not_located=visit.say(SAID["not_located"]),
    )


def said_of(visit: Visit, latitude: float, longitude: float) -> str:
    """Return in a few words where a point is: its street, else its coordinates."""
    street = whereabouts(latitude, longitude).street
    return visit.say(street.name) if street else f"{latitude:.5f}, {longitude:.5f}"


def described(visit: Visit, about: Whereabouts, latitude: float, longitude: float) -> str:
    """Return in full sentences where the pin is."""
    parts: Sequence[str]
    if about.street is None:
        parts = [visit.say(SAID["at_point"]).format(point=f"{latitude:.5f}, {longitude:.5f}")]
    else:
        said = SAID["on_street" if about.street.metres <= ON_IT else "near_street"]
        parts = [visit.say(said).format(street=visit.say(about.street.name), metres=about.street.metres)]
    if about.ward:
        parts = [*parts, visit.say(SAID["in_ward"]).format(ward=about.ward)]
    return " ".join(parts)
