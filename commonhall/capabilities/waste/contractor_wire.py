"""What does a contractor's system say in the Contractor JSON API, and what does each of its words mean in ours?

docs/reference/capabilities/waste-contractor-api.yaml describes it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from types import MappingProxyType
from typing import Annotated, Final

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from commonhall.capabilities.waste.codes import MATERIALS, find_code
from commonhall.capabilities.waste.collection import Frequency, State
from commonhall.capabilities.waste.crew_events import CrewEvent
from commonhall.core.values.words import Words

VERSION: Final = "/v1"
REASONS: Final[Mapping[str, str]] = MappingProxyType({
    "NOT_OUT": "not_presented",
    "WRONG_WEEK": "wrong_bin_or_week",
    "CONTAMINATED": "contaminated",
    "OVERWEIGHT": "too_heavy",
    "LID_OPEN": "excess_lid_open",
    "SIDE_WASTE": "excess_side_waste",
    "LID_BROKEN": "damaged_lid",
    "WHEELS_BROKEN": "damaged_wheels",
    "BODY_BROKEN": "damaged_body",
    "LOST_IN_HOPPER": "lost_in_vehicle",
    "NOT_ON_SCHEME": "not_on_scheme",
    "STORE_BLOCKED": "bin_store_inaccessible",
    "GATE_LOCKED": "gate_locked",
    "KEY_FAILED": "key_changed",
    "VERMIN": "unsafe_vermin",
    "DOG": "unsafe_dog",
    "AGGRESSION": "unsafe_aggression",
    "SHARPS": "unsafe_sharps",
    "ICE": "unsafe_icy",
    "HAZARD": "unsafe_other",
    "ADDRESS_QUERY": "address_query",
    "ROAD_CLOSED": "road_closed",
    "ROADWORKS": "roadworks",
    "PARKED_CARS": "parked_vehicle",
    "POLICE": "police",
    "WEATHER": "weather",
    "NO_ACCESS_1": "no_access_first_try",
    "NO_ACCESS_2": "no_access_second_try",
    "BREAKDOWN": "breakdown",
    "PART_STREET": "part_street",
    "STREET_DONE": "street_completed",
})  # fmt: skip
"""Reason code to canonical crew code. A council's settings may say otherwise."""
SERVICES: Final[Mapping[str, str]] = MappingProxyType(
    {"REF": "refuse", "REC": "recycling", "FOOD": "food", "GDN": "garden"}
)
"""Service code to our slug. A council's settings may say otherwise; any other is its code in small letters."""
STREAMS: Final[Mapping[str, str]] = MappingProxyType(
    {"RESIDUAL": "refuse", "RECYCLING": "recycling", "FOOD": "food", "GARDEN": "garden"}
)
STATES: Final[Mapping[str, State]] = MappingProxyType({
    "OUTSTANDING": "outstanding",
    "ALLOCATED": "allocated",
    "DELAYED": "delayed",
    "COMPLETED": "completed",
    "PART_COMPLETED": "partially_completed",
    "NOT_COMPLETED": "not_completed",
})  # fmt: skip
WEEKDAYS: Final = ("MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN")
_EVERY: Final[Mapping[int, Frequency]] = {1: "weekly", 2: "fortnightly", 3: "every_three_weeks"}


def _aware(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("a moment says its offset")
    return moment


Moment = Annotated[datetime, AfterValidator(_aware)]


class _Said(BaseModel):
    """Anything that the system says: what we do not know of it is passed over."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class Text(_Said):
    """A text in English, and in Welsh where the system has it."""

    en: str = Field(min_length=1, max_length=200)
    cy: str = Field(default="", max_length=200)

    def words(self) -> Words:
        """Return it as ours."""
        return Words(en=self.en, cy=self.cy or self.en)


class Stop(_Said):
    """A planned downtime."""

    starts_at: Moment
    ends_at: Moment
    reason: Text


class Status(_Said):
    """Who the key belongs to, and when the system will be down."""

    client: str
    planned_downtime: tuple[Stop, ...]


class Recurrence(_Said):
    """A schedule: on one weekday of every so many weeks."""

    every_weeks: int = Field(ge=1)
    weekday: str


class ServiceUnit(_Said):
    """One service at one property."""

    service_code: str = Field(min_length=1, max_length=20)
    waste_type: str
    title: Text
    container: Text
    status: str
    shared: bool
    assisted: bool
    time_banded: bool
    round: str
    schedules: tuple[Recurrence, ...]

    def rhythm(self) -> tuple[Frequency, int, int]:
        """Return how often it is collected, and on which weekdays, Monday being 0: the same twice for one."""
        known = sorted({WEEKDAYS.index(each.weekday) for each in self.schedules if each.weekday in WEEKDAYS}) or [0]
        every = min((each.every_weeks for each in self.schedules), default=1)
        if len(known) > 1 and every == 1:
            return "twice_weekly", known[0], known[1]
        return _EVERY.get(every, "every_four_weeks"), known[0], known[0]


class Property(_Said):
    """A property and all its service units."""

    uprn: str
    usrn: str
    service_units: tuple[ServiceUnit, ...]


class Event(_Said):
    """What a crew reported."""

    id: str = Field(min_length=1, max_length=100)
    recorded_at: Moment
    scope: str
    uprn: str | None
    usrn: str = Field(max_length=12)
    service_code: str = Field(max_length=20)
    scheduled_on: date
    collect_on: date
    task_state: str
    reason_code: str | None
    material: str | None
    final: bool

    def as_ours(self, services: Mapping[str, str], reasons: Mapping[str, str]) -> CrewEvent:
        """Return it in the words of the port. A reason that we do not know leaves only the state."""
        code = find_code(reasons.get(self.reason_code or ""))
        street = code.scope == "street" if code else self.scope == "STREET"
        material = (self.material or "").lower()
        return CrewEvent(
            id=self.id,
            scope="street" if street else "property",
            uprn="" if street else (self.uprn or "")[:12],
            usrn=self.usrn,
            service=services.get(self.service_code, self.service_code.lower()),
            original_date=self.scheduled_on.isoformat(),
            date=self.collect_on.isoformat(),
            state=STATES.get(self.task_state, "outstanding"),
            recorded_at=self.recorded_at,
            code=code.code if code else None,
            material="" if not material else material if material in MATERIALS else "other",
            final=self.final,
        )


class Band(_Said):
    """Between which times of day."""

    starts: str = Field(pattern=r"^\d{2}:\d{2}$")
    ends: str = Field(pattern=r"^\d{2}:\d{2}$")


class CollectionSaid(_Said):
    """One service collected on one day."""

    service_code: str
    scheduled_on: date
    collect_on: date
    time_band: Band | None
    task_state: str
    completed_at: Moment | None
    events: tuple[Event, ...]


class CollectionPage(_Said):
    """A page of collections."""

    collections: tuple[CollectionSaid, ...]
    next_cursor: str | None


class EventPage(_Said):
    """A page of events."""

    events: tuple[Event, ...]
    next_cursor: str | None


class Push(_Said):
    """A webhook as a whole."""

    type: str
    data: dict[str, object]
