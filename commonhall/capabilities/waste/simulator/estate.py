"""What does the contractor know? Each client's properties, when their bins are due, and what crews reported of them.

The rounds are those of the provider ``rounds``, so that a demonstration says the same whichever of the two it asks.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

from commonhall.capabilities.waste.codes import find_code
from commonhall.capabilities.waste.collection import Collection, LastCollection
from commonhall.capabilities.waste.contractor_wire import REASONS, SERVICES, STATES, STREAMS, WEEKDAYS
from commonhall.capabilities.waste.port import PropertyKey, Waste, waste_from
from commonhall.core.values.dates import from_london, london
from commonhall.core.values.words import Words

Json = dict[str, Any]
KEPT: Final = timedelta(days=7)
"""How long events are kept."""
_CODE_OF: Final = {service: code for code, service in SERVICES.items()}
_REASON_OF: Final = {canonical: reason for reason, canonical in REASONS.items()}
_STATE_OF: Final = {ours: theirs for theirs, ours in STATES.items()}
_TYPE_OF: Final = {stream: kind for kind, stream in STREAMS.items()}
_EVERY: Final = {"twice_weekly": 1, "weekly": 1, "fortnightly": 2, "every_three_weeks": 3, "every_four_weeks": 4}


@dataclass
class Estate:
    """One client's properties. rounds: the settings of the provider ``rounds``."""

    properties: Mapping[str, PropertyKey]
    rounds: Mapping[str, Any] = field(default_factory=dict)
    _said: list[Json] = field(default_factory=list)
    _days: dict[date, list[Json]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def _crews(self) -> Waste:
        return waste_from("rounds", self.rounds)

    def property(self, uprn: str, at: datetime) -> Json | None:
        """Return a property with its service units, or None where it is not known."""
        key = self.properties.get(uprn)
        if key is None:
            return None
        units = [_unit(each) for each in self._crews().collections(key, london(at))]
        return {"uprn": uprn, "usrn": key.usrn, "block_uprn": key.parent_uprn or None, "service_units": units}

    def collections(self, uprn: str, first: date, last: date, at: datetime) -> list[Json]:
        """Return its collections between two dates, in order. Of past ones the last of each service has its events."""
        key, crews, today = self.properties[uprn], self._crews(), london(at)[:10]
        found = crews.collections(key, london(at))
        rows = {
            (day.service, day.original_date): _row(day.service, day.original_date, day.date, day.date < today)
            for day in crews.calendar(key, first.isoformat(), last.isoformat())
        }
        for each in found:
            self._put_last(rows, key, each, today, (first.isoformat(), last.isoformat()))
        for event in self._of_property(key, at):
            _put_event(rows, event)
        return sorted(rows.values(), key=lambda row: (row["collect_on"], row["service_code"], row["scheduled_on"]))

    def _put_last(
        self, rows: dict[tuple[str, str], Json], key: PropertyKey, each: Collection, today: str, within: tuple[str, str]
    ) -> None:
        """Let the last collection of a service be as the crew has it: there is none after it, up to today."""
        after = each.last.date if each.last else ""
        for place in [place for place, row in rows.items() if place[0] == each.service]:
            if after < rows[place]["collect_on"] <= today or (not each.last and rows[place]["collect_on"] <= today):
                del rows[place]
        if each.last is None or not within[0] <= each.last.date <= within[1]:
            return
        last = each.last
        row = _row(each.service, last.original_date, last.date, completed=False)
        row["task_state"] = _STATE_OF[last.state]
        row["completed_at"] = _utc(last.completed_at) if last.completed_at else None
        row["events"] = [_event(key, each, last)] if last.logged_at else []
        rows[each.service, last.original_date] = row
        if each.next is not None and each.next.time_band:
            starts, ends = each.next.time_band.split("-")
            rows[each.service, each.next.original_date]["time_band"] = {"starts": starts, "ends": ends}

    def report(self, event: Json) -> None:
        """Let a crew report something."""
        with self._lock:
            self._said.append(event)

    def _of_property(self, key: PropertyKey, at: datetime) -> Iterator[Json]:
        with self._lock:
            said = list(self._said)
        for event in said:
            mine = event["usrn"] == key.usrn if event["scope"] == "STREET" else event["uprn"] in key_uprns(key)
            if mine and event["recorded_at"] <= written(at):
                yield event

    def events(self, since: datetime, at: datetime) -> list[Json]:
        """Return what was recorded from a moment until now, oldest first."""
        day, found = from_day(since), list[Json]()
        while day <= from_day(at):
            found += self._of_day(day)
            day += timedelta(days=1)
        with self._lock:
            found += self._said
        wanted = [one for one in found if written(since) <= one["recorded_at"] <= written(at)]
        return sorted(wanted, key=lambda one: (one["recorded_at"], one["id"]))

    def _of_day(self, day: date) -> list[Json]:
        """Return all that crews report on a day: worked out once."""
        with self._lock:
            if day not in self._days:
                for old in [one for one in self._days if one < day - 2 * KEPT]:
                    del self._days[old]
                self._days[day] = list(self._worked_out(day))
            return self._days[day]

    def _worked_out(self, day: date) -> Iterator[Json]:
        crews, seen = self._crews(), set[str]()
        for key in self.properties.values():
            for each in crews.collections(key, f"{day.isoformat()}T23:59:59"):
                if each.last is None or each.last.date != day.isoformat() or not each.last.logged_at:
                    continue
                event = _event(key, each, each.last)
                if event["id"] not in seen:
                    seen.add(event["id"])
                    yield event


def key_uprns(key: PropertyKey) -> tuple[str, ...]:
    """Return the numbers under which a property's bins go: its own, and that of its block."""
    return (key.uprn, key.parent_uprn) if key.parent_uprn else (key.uprn,)


def from_day(at: datetime) -> date:
    """Return the day in London."""
    return date.fromisoformat(london(at)[:10])


def written(at: datetime) -> str:
    """Return a moment as it goes over the wire."""
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def reported(key: PropertyKey, one: Mapping[str, str], at: datetime) -> Json:
    """Return the event of what a demonstration lets a crew report at a property: ``service_code`` and ``reason_code``,
    blank for a bin that was emptied, and if wanted ``id`` and ``material``."""
    reason, day = one.get("reason_code", ""), london(at)[:10]
    code = find_code(REASONS[reason]) if reason else None
    street = code is not None and code.scope == "street"
    uprn = key.parent_uprn or key.uprn
    return {
        "id": one.get("id") or _id(key.usrn if street else uprn, one["service_code"], day, reason, written(at)),
        "recorded_at": written(at),
        "scope": "STREET" if street else "PROPERTY",
        "uprn": None if street else uprn,
        "usrn": key.usrn,
        "service_code": one["service_code"],
        "scheduled_on": day,
        "collect_on": day,
        "task_state": "OUTSTANDING" if street else "NOT_COMPLETED" if code else "COMPLETED",
        "reason_code": reason or None,
        "material": one.get("material") or None,
        "final": code is None or code.final,
    }


def _id(*parts: str) -> str:
    return f"evt_{hashlib.blake2b('/'.join(parts).encode(), digest_size=12).hexdigest()}"


def _utc(local: str) -> str:
    return written(from_london(local))


def _text(words: Words) -> Json:
    return {"en": words.en, "cy": words.cy}


def _unit(each: Collection) -> Json:
    days = _weekdays(each)
    return {
        "service_code": _CODE_OF[each.service],
        "waste_type": _TYPE_OF[each.stream],
        "title": _text(each.name),
        "container": _text(each.container),
        "status": "NONE" if not each.provided else "PENDING" if each.last is None else "ACTIVE",
        "shared": each.communal,
        "assisted": each.assisted,
        "time_banded": each.time_banded,
        "round": each.round,
        "schedules": [{"every_weeks": _EVERY[each.frequency], "weekday": day} for day in days],
    }


def _weekdays(each: Collection) -> list[str]:
    """Return the days of a service, from the code of its round: ``refuse-3A-2`` is on the third day."""
    first = int(each.round.split("-")[1][0]) - 1
    return [WEEKDAYS[first], WEEKDAYS[first + 3]] if each.frequency == "twice_weekly" else [WEEKDAYS[first]]


def _row(service: str, original: str, day: str, completed: bool) -> Json:
    return {
        "service_code": _CODE_OF[service],
        "scheduled_on": original,
        "collect_on": day,
        "time_band": None,
        "task_state": "COMPLETED" if completed else "OUTSTANDING",
        "completed_at": None,
        "events": [],
    }


def _event(key: PropertyKey, each: Collection, last: LastCollection) -> Json:
    """Return what the crew reported of a collection that it has been at."""
    street = last.code_scope == "street"
    uprn = key.parent_uprn if each.communal and key.parent_uprn else key.uprn
    at = last.logged_at or last.completed_at or ""
    reason = _REASON_OF[last.code] if last.code else ""
    return {
        "id": _id(key.usrn if street else uprn, each.service, last.date, reason, last.state),
        "recorded_at": _utc(last.completed_at or at),
        "scope": "STREET" if street else "PROPERTY",
        "uprn": None if street else uprn,
        "usrn": key.usrn,
        "service_code": _CODE_OF[each.service],
        "scheduled_on": last.original_date,
        "collect_on": last.date,
        "task_state": _STATE_OF[last.state],
        "reason_code": reason or None,
        "material": last.material.upper() or None,
        "final": last.final or not last.code,
    }


def _put_event(rows: Mapping[tuple[str, str], Json], event: Json) -> None:
    """Put what a crew reported by itself to the collection of its day."""
    for row in rows.values():
        if (row["service_code"], row["collect_on"]) == (event["service_code"], event["collect_on"]):
            row["events"] = [*row["events"], event]
            if event["scope"] == "STREET":
                continue
            row["task_state"] = event["task_state"]
            row["completed_at"] = event["recorded_at"] if event["task_state"] == "COMPLETED" else None
