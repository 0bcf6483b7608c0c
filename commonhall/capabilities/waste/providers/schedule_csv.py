"""When are bins due, by a council's own list? Fixed schedules from a CSV file, where no crew reports anything."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field

from commonhall.capabilities.errors import Misconfigured
from commonhall.capabilities.tables import modified_at, read_rows, wrong_line
from commonhall.capabilities.waste.collection import (
    Collection,
    CollectionDay,
    LastCollection,
    NextCollection,
    frequency_words,
)
from commonhall.capabilities.waste.port import Downtime, PropertyKey
from commonhall.capabilities.waste.schedules import Moves, Nation, Round, Schedule, parse_range, week_number
from commonhall.capabilities.waste.streams import BY_STREAM
from commonhall.core.values.dates import parse_date_time
from commonhall.core.values.words import Words

_EVERY = {"weekly": 1, "fortnightly": 2, "every_three_weeks": 3, "every_four_weeks": 4}


class ScheduleSettings(BaseModel):
    """Where the list is, and which bank holidays move its dates."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    path: Path = Field(
        title="File",
        description="The CSV file of schedules, with the columns listed in the reference.",
        json_schema_extra={
            "title_cy": "Ffeil",
            "description_cy": "Y ffeil CSV o amserlenni, gyda’r colofnau a restrir yn y dogfennau.",
        },
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


class _Row(BaseModel):
    """One line: a collection at one property (uprn) or along one street (usrn).

    first_date: a date of collection; it fixes the weekday and the week, and nothing is due before it.
    provided: "no" takes the collection of its street away from one property.
    """

    model_config = ConfigDict(frozen=True, extra="ignore", str_strip_whitespace=True)

    uprn: str = Field(default="", pattern=r"^[0-9]{0,12}$")
    usrn: str = Field(default="", pattern=r"^[0-9]{0,8}$")
    service: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    stream: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    frequency: Literal["weekly", "fortnightly", "every_three_weeks", "every_four_weeks"]
    first_date: date
    name: str = ""
    name_cy: str = ""
    container: str = ""
    container_cy: str = ""
    communal: bool = False
    assisted: bool = False
    provided: bool = True

    def name_words(self) -> Words:
        usual = BY_STREAM.get(self.stream)
        return usual.name if usual and not self.name else Words(en=self.name or self.stream, cy=self.name_cy)

    def container_words(self) -> Words:
        usual = BY_STREAM.get(self.stream)
        return usual.container if usual and not self.container else Words(en=self.container, cy=self.container_cy)


class _Schedules:
    """A file that has been read: rows by place and service, and one row of each service for those without it."""

    def __init__(self) -> None:
        self.rows: dict[tuple[str, str], _Row] = {}
        self.services: dict[str, _Row] = {}

    def of(self, property_: PropertyKey) -> Iterator[_Row]:
        """Yield a row for each service; a property's own row goes before its block's, and that before its street's."""
        for service, example in self.services.items():
            places = (f"uprn:{property_.uprn}", f"uprn:{property_.parent_uprn}", f"usrn:{property_.usrn}")
            rows = (self.rows.get((place, service)) for place in places)
            yield next((row for row in rows if row), example.model_copy(update={"provided": False}))


@lru_cache(maxsize=16)
def _read(path: Path, _modified: int) -> _Schedules:
    """Read the whole file or nothing. The time it was modified is part of the key, so a new file is read again."""
    found = _Schedules()
    for line, row in read_rows(path, _Row):
        if bool(row.uprn) == bool(row.usrn):
            raise wrong_line(path, line, "Give either a uprn or a usrn.")
        place = (f"uprn:{row.uprn.lstrip('0')}" if row.uprn else f"usrn:{row.usrn}", row.service)
        if place in found.rows:
            raise wrong_line(path, line, f"{row.service} is there twice for the same place.")
        found.rows[place] = row
        found.services.setdefault(row.service, row)
    return found


class Provider:
    """Schedules from a CSV file on the machine. A collection counts as made when its day is over."""

    name: ClassVar[str] = "schedule_csv"
    title: ClassVar[Words] = Words(en="A file of bin days (CSV)", cy="Ffeil o ddiwrnodau biniau (CSV)")
    Settings: ClassVar[type[BaseModel]] = ScheduleSettings
    stays_here: ClassVar[bool] = True

    def __init__(self, settings: ScheduleSettings) -> None:
        self._settings = settings

    def collections(self, property_: PropertyKey, now: str) -> list[Collection]:
        """See the port. There are no codes and no times: nobody has reported any."""
        today = parse_date_time(now).date()
        found = [self._collection(row, today) for row in self._schedules().of(property_)]
        return sorted(found, key=lambda each: (each.next.date if each.next else "9999", each.name.en))

    def calendar(self, property_: PropertyKey, from_date: str, to_date: str) -> list[CollectionDay]:
        """See the port."""
        first, last = parse_range(from_date, to_date)
        days = [
            CollectionDay(
                service=row.service,
                stream=row.stream,
                name=row.name_words(),
                container=row.container_words(),
                original_date=original.isoformat(),
                date=day.isoformat(),
            )
            for row in self._schedules().of(property_)
            if row.provided
            for original, day in self._round(row).between(first, last)
        ]
        return sorted(days, key=lambda each: (each.date, each.name.en))

    def planned_downtime(self) -> Sequence[Downtime]:
        """See the port. A file has none."""
        return ()

    def check(self) -> None:
        """Read the file. Raises Misconfigured naming the first wrong line, or that the file is empty or missing."""
        if not self._schedules().rows:
            raise Misconfigured(f"{self._settings.path.name} has no schedules. Put the list there.")

    def _schedules(self) -> _Schedules:
        return _read(self._settings.path, modified_at(self._settings.path))

    def _round(self, row: _Row) -> Round:
        every = _EVERY[row.frequency]
        schedule = Schedule(
            weekdays=(row.first_date.weekday(),),
            every=every,
            phase=week_number(row.first_date) % every,
            begins=row.first_date,
        )
        return Round(schedule, self._settings.nation, self._settings.moves)

    def _collection(self, row: _Row, today: date) -> Collection:
        round_ = self._round(row)
        last = round_.last_by(today) if row.provided else None
        next_ = round_.next_after(today) if row.provided else None
        return Collection(
            service=row.service,
            stream=row.stream,
            name=row.name_words(),
            container=row.container_words(),
            frequency=row.frequency,
            frequency_words=frequency_words(row.frequency, row.first_date.weekday()),
            communal=row.communal,
            assisted=row.assisted and row.provided,
            provided=row.provided,
            last=_last(last, today) if last else None,
            next=NextCollection(next_[0].isoformat(), next_[1].isoformat()) if next_ else None,
        )


def _last(last: tuple[date, date], today: date) -> LastCollection:
    original, day = last
    return LastCollection(original.isoformat(), day.isoformat(), "outstanding" if day == today else "completed")
