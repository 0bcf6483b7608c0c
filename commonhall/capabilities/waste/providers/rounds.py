"""What would a contractor's system say? A simulator of rounds and crews that keeps nothing and never
disagrees.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from typing import ClassVar, NamedTuple

from pydantic import BaseModel, ConfigDict, Field

from commonhall.capabilities.errors import Misconfigured, Unavailable
from commonhall.capabilities.waste.collection import (
    Collection,
    CollectionDay,
    Frequency,
    LastCollection,
    NextCollection,
    frequency_words,
)
from commonhall.capabilities.waste.crews import Crews, Situation, Stop, story
from commonhall.capabilities.waste.port import Downtime, PropertyKey
from commonhall.capabilities.waste.schedules import Moves, Nation, Round, Schedule, parse_range, working_day_before
from commonhall.capabilities.waste.streams import SACKS, STREAMS, Stream
from commonhall.core.values.chance import number_below
from commonhall.core.values.dates import parse_date_time
from commonhall.core.values.words import Words

_EVERY: dict[Frequency, int] = {"twice_weekly": 1, "weekly": 1, "fortnightly": 2}
_HOUSES = ("RD02", "RD03", "RD04")


class PlannedDowntime(BaseModel):
    """A time when the simulator does not answer."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    start: str = Field(pattern=r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}$", title="From")
    end: str = Field(pattern=r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}$", title="Until")
    why: Words = Words(en="Planned work on the system", cy="Gwaith wedi'i gynllunio ar y system")


class RoundsSettings(BaseModel):
    """What makes one council's rounds differ from another's. Everything has a default."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    seed: str = Field(
        default="rounds",
        title="Seed",
        description="Another word gives other rounds.",
        json_schema_extra={"title_cy": "Hedyn", "description_cy": "Mae gair arall yn rhoi rowndiau eraill."},
    )
    nation: Nation = Field(
        default="england-wales",
        title="Nation",
        description="Whose bank holidays count.",
        json_schema_extra={"title_cy": "Cenedl", "description_cy": "Gwyliau banc pwy sy’n cyfrif."},
    )
    moves: Moves = Field(
        default="all",
        title="Bank holidays that move collections",
        json_schema_extra={"title_cy": "Gwyliau banc sy’n symud casgliadau"},
    )
    day_start: time = Field(
        default=time(6, 30), title="Start of the day", json_schema_extra={"title_cy": "Dechrau’r dydd"}
    )
    garden_share: int = Field(
        default=40,
        ge=0,
        le=100,
        title="Houses in a hundred with garden waste",
        json_schema_extra={"title_cy": "Tai ym mhob cant â gwastraff gardd"},
    )
    not_completed: int = Field(
        default=25,
        ge=0,
        le=1000,
        title="Bins in a thousand left with a code",
        json_schema_extra={"title_cy": "Biniau ym mhob mil a adawyd gyda chod"},
    )
    partly: int = Field(
        default=5,
        ge=0,
        le=1000,
        title="Bins in a thousand emptied in part",
        json_schema_extra={"title_cy": "Biniau ym mhob mil a wagiwyd yn rhannol"},
    )
    streets_missed: int = Field(
        default=10,
        ge=0,
        le=1000,
        title="Streets in a thousand not reached",
        json_schema_extra={"title_cy": "Strydoedd ym mhob mil na chyrhaeddwyd"},
    )
    time_banded: frozenset[str] = Field(
        default=frozenset(),
        title="USRNs with sacks and time bands",
        json_schema_extra={"title_cy": "USRNau â sachau a bandiau amser"},
    )
    stories: dict[str, Situation] = Field(
        default_factory=dict,
        title="UPRN or USRN to a fixed situation",
        json_schema_extra={"title_cy": "UPRN neu USRN i sefyllfa benodol"},
    )
    downtimes: tuple[PlannedDowntime, ...] = Field(
        default=(), title="Planned downtime", json_schema_extra={"title_cy": "Amser segur wedi’i gynllunio"}
    )


class _Unit(NamedTuple):
    """Whose bin it is, and what the property has."""

    key: PropertyKey
    uprn: str
    shared: bool
    banded: bool
    domestic: bool
    house: bool
    situation: Situation | None


class Provider:
    """Rounds worked out from the numbers of streets and properties: the same answer to the same question,
    always.
    """

    name: ClassVar[str] = "rounds"
    title: ClassVar[Words] = Words(en="Simulated bin rounds", cy="Rowndiau biniau wedi'u hefelychu")
    Settings: ClassVar[type[BaseModel]] = RoundsSettings
    stays_here: ClassVar[bool] = True

    def __init__(self, settings: RoundsSettings) -> None:
        self._settings = settings
        self._crews = Crews(
            seed=settings.seed,
            day_start=settings.day_start,
            not_completed=settings.not_completed,
            partly=settings.partly,
            streets_missed=settings.streets_missed,
        )

    def collections(self, property_: PropertyKey, now: str) -> list[Collection]:
        """See the port."""
        moment = parse_date_time(now)
        for downtime in self._settings.downtimes:
            if parse_date_time(downtime.start) <= moment < parse_date_time(downtime.end):
                raise Unavailable(downtime.end, why=downtime.why.en)
        unit = self._unit(property_)
        found = [self._collection(unit, stream, moment) for stream in STREAMS]
        return sorted(found, key=lambda each: (each.next.date if each.next else "9999", each.name.en))

    def calendar(self, property_: PropertyKey, from_date: str, to_date: str) -> list[CollectionDay]:
        """See the port."""
        first, last = parse_range(from_date, to_date)
        unit = self._unit(property_)
        days = [
            CollectionDay(
                service=stream.service,
                stream=stream.stream,
                name=stream.name,
                container=self._container(unit, stream),
                original_date=original.isoformat(),
                date=day.isoformat(),
            )
            for stream in STREAMS
            if self._provides(unit, stream)
            for original, day in self._round(unit, stream).between(first, last)
        ]
        return sorted(days, key=lambda each: (each.date, each.name.en))

    def planned_downtime(self) -> Sequence[Downtime]:
        """See the port."""
        planned = (Downtime(start=each.start, end=each.end, why=each.why) for each in self._settings.downtimes)
        return sorted(planned, key=lambda each: each.start)

    def check(self) -> None:
        """Raise Misconfigured where a planned downtime ends before it starts."""
        _check_in_order(self._settings.downtimes)

    def _unit(self, key: PropertyKey) -> _Unit:
        settings = self._settings
        banded = key.usrn in settings.time_banded
        return _Unit(
            key=key,
            uprn=key.parent_uprn or key.uprn,
            shared=not banded and bool(key.parent_uprn or key.classification == "PP"),
            banded=banded,
            domestic=key.classification[:1] in ("", "R") or key.classification == "PP",
            house=key.classification in _HOUSES or not key.classification,
            situation=settings.stories.get(key.uprn) or settings.stories.get(key.usrn),
        )

    def _number(self, below: int, *seed: str) -> int:
        return number_below(below, self._settings.seed, *seed)

    def _provides(self, unit: _Unit, stream: Stream) -> bool:
        if not unit.domestic or unit.situation == "not_provided":
            return False
        if stream.stream == "garden":
            joined = self._number(100, "garden", unit.uprn) < self._settings.garden_share
            return unit.house and not unit.banded and not unit.key.parent_uprn and joined
        return True

    def _frequency(self, unit: _Unit, stream: Stream) -> Frequency:
        if stream.stream == "refuse" and unit.banded:
            return "twice_weekly"
        if stream.stream == "food" or (stream.stream == "refuse" and unit.shared):
            return "weekly"
        return "fortnightly"

    def _round(self, unit: _Unit, stream: Stream) -> Round:
        weekday = self._number(5, "weekday", unit.key.usrn)
        frequency = self._frequency(unit, stream)
        weekdays = (weekday % 2, weekday % 2 + 3) if frequency == "twice_weekly" else (weekday,)
        # Recycling goes in the week between the refuse weeks; garden waste with the recycling.
        phase = (self._number(2, "week", unit.key.usrn) + (stream.stream != "refuse")) % _EVERY[frequency]
        schedule = Schedule(weekdays=weekdays, every=_EVERY[frequency], phase=phase)
        return Round(schedule, self._settings.nation, self._settings.moves)

    def _container(self, unit: _Unit, stream: Stream) -> Words:
        if unit.banded and stream.stream == "refuse":
            return SACKS
        return stream.shared_container if unit.shared else stream.container

    def _collection(self, unit: _Unit, stream: Stream, now: datetime) -> Collection:
        round_ = self._round(unit, stream)
        frequency = self._frequency(unit, stream)
        provided = self._provides(unit, stream)
        days = round_.schedule.weekdays
        last = self._last(unit, stream, round_, now) if provided else None
        next_ = self._next(unit, stream, round_, now.date()) if provided else None
        house_needs_help = unit.house and self._number(100, "assisted", unit.uprn) < 3
        return Collection(
            service=stream.service,
            stream=stream.stream,
            name=stream.name,
            container=self._container(unit, stream),
            frequency=frequency,
            frequency_words=frequency_words(frequency, days[0], days[-1]),
            communal=unit.shared,
            assisted=provided and (unit.situation == "assisted" or (unit.situation is None and house_needs_help)),
            provided=provided,
            time_banded=unit.banded and stream.stream == "refuse",
            last=last,
            next=next_,
            round=self._round_code(unit, stream, round_.schedule),
        )

    def _round_code(self, unit: _Unit, stream: Stream, schedule: Schedule) -> str:
        crew = 1 + self._number(6, "crew", unit.key.usrn)
        return f"{stream.stream}-{schedule.weekdays[0] + 1}{'AB'[schedule.phase]}-{crew}"

    def _last(self, unit: _Unit, stream: Stream, round_: Round, now: datetime) -> LastCollection | None:
        if unit.situation == "no_collection_yet":
            return None
        if unit.situation is not None:
            before = working_day_before(now.date(), self._settings.nation)
            return story(unit.situation, stream.stream, self._settings.day_start, now, before)
        last = round_.last_by(now.date())
        if last is None:
            return None
        stop = Stop(unit.uprn, unit.key.usrn, stream.stream, unit.shared, *last)
        return self._crews.report(stop, now)

    def _next(self, unit: _Unit, stream: Stream, round_: Round, today: date) -> NextCollection:
        original, day = round_.next_after(today)
        start = self._settings.day_start
        banded = unit.banded and stream.stream == "refuse"
        end = time((start.hour + 2) % 24, start.minute)
        return NextCollection(
            original_date=original.isoformat(),
            date=day.isoformat(),
            time_band=f"{start:%H:%M}-{end:%H:%M}" if banded else "",
        )


def _check_in_order(downtimes: Iterable[PlannedDowntime]) -> None:
    for downtime in downtimes:
        if downtime.end <= downtime.start:
            raise Misconfigured(f"The downtime of {downtime.start} ends before it starts. Correct one of the times.")
