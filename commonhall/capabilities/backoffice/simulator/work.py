"""Which kinds of work does the contractor take on, what must it know of each, and how does a crew get on with it?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal

Datatype = Literal["string", "number", "datetime", "text", "singlevaluelist", "multivaluelist"]


@dataclass(frozen=True, slots=True)
class Attribute:
    """Something to know of a kind of work. values: key to name, for lists. server_set: the sender works it out."""

    code: str
    description: str
    datatype: Datatype = "string"
    required: bool = False
    values: tuple[tuple[str, str], ...] = ()
    server_set: bool = False


@dataclass(frozen=True, slots=True)
class Service:
    """A kind of work. batch: a report gets a token first, and its reference a moment later."""

    code: str
    name: str
    description: str
    group: str
    keywords: str = ""
    attributes: tuple[Attribute, ...] = ()
    batch: bool = False


@dataclass(frozen=True, slots=True)
class Stage:
    """What a crew reports. after: seconds from the report being made."""

    after: int
    status: str
    text: str
    code: str = ""
    days_ahead: int = 0


_USRN: Final = Attribute("usrn", "Street number", server_set=True)
SERVICES: Final = (
    Service(
        "POTHOLE", "Pothole", "A hole in a road or pavement", "Roads", "road,surface",
        (
            Attribute("size", "How big is it?", "singlevaluelist", True,
                      (("S", "Smaller than a plate"), ("M", "Like a plate"), ("L", "Larger"))),
            Attribute("where", "Which part of the road?", "multivaluelist", False,
                      (("cway", "Carriageway"), ("cycle", "Cycle lane"), ("fway", "Footway"))),
            _USRN,
        ),
    ),
    Service(
        "LIGHT", "Street light", "A street light that is broken", "Street lighting", "light,lamp",
        (
            Attribute("fault", "What is wrong with it?", "singlevaluelist", True,
                      (("out", "Off at night"), ("flicker", "Flickers"), ("day", "On in the day"), ("hit", "Damaged"))),
            Attribute("column", "Number on the column"),
        ),
        batch=True,
    ),
    Service("DRAIN", "Drain", "A drain that is blocked or broken", "Roads", "drain,flood"),
    Service("OTHER", "Other road problem", "Anything else in the road", "Roads"),
)  # fmt: skip
TOKEN_SECONDS: Final = 3
"""How long a batch service takes to give a report its reference."""
STAGES: Final = (
    Stage(0, "open", "We have your report.", "NEW"),
    Stage(60, "investigating", "An inspector goes to see it.", "INS-1"),
    Stage(180, "action_scheduled", "A crew is booked.", "WRK-1", days_ahead=3),
    Stage(600, "in_progress", "The crew is on site.", "WRK-2"),
    Stage(900, "fixed", "The crew has finished.", "WRK-9"),
)
CORE_CLOSED: Final = frozenset({
    "fixed", "closed", "duplicate", "not_councils_responsibility", "no_further_action", "internal_referral",
    "cancelled",
})  # fmt: skip
STATUSES: Final = CORE_CLOSED | {
    "open", "for_triage", "investigating", "planned", "action_scheduled", "in_progress", "reopen", "unchanged",
}  # fmt: skip


def find_service(code: str) -> Service | None:
    """Return the service with this code."""
    return next((each for each in SERVICES if each.code == code), None)


def stages_of(made_at: datetime, until: datetime) -> Iterator[tuple[int, Stage, datetime]]:
    """Return what the crew has reported by ``until``, with its number and its moment."""
    for number, stage in enumerate(STAGES):
        at = made_at + timedelta(seconds=stage.after)
        if at <= until:
            yield number, stage, at


def problems_of(service: Service, given: Mapping[str, list[str]]) -> list[str]:
    """Return what is wrong with the attributes of a report, naming each."""
    problems: list[str] = []
    for each in service.attributes:
        values = [value for value in given.get(each.code, []) if value.strip()]
        if not values:
            if each.required:
                problems.append(f"attribute[{each.code}] is required")
            continue
        keys = {key for key, _ in each.values}
        if keys and not set(values) <= keys:
            problems.append(f"attribute[{each.code}] is not one of its values")
        if each.datatype == "number" and not _is_number(values[0]):
            problems.append(f"attribute[{each.code}] is not a number")
    return problems


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
