"""What would a crew have reported by now? The simulated working day of every round: times, codes and
delays.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Literal

from commonhall.capabilities.waste.codes import CODES
from commonhall.capabilities.waste.collection import LastCollection, State
from commonhall.core.values.chance import number_below, one_of

Situation = Literal[
    "collected",
    "collected_this_morning",
    "under_way",
    "contaminated",
    "road_blocked",
    "partially_collected",
    "window_closed",
    "no_collection_yet",
    "not_provided",
    "assisted",
]
"""A story: what a property (or a whole street) of the demonstration shows on every day of the year."""

_PROPERTY_CODES = (
    "not_presented",
    "not_presented",
    "contaminated",
    "contaminated",
    "too_heavy",
    "excess_lid_open",
    "wrong_bin_or_week",
    "gate_locked",
    "damaged_lid",
    "unsafe_other",
)
_SHARED_CODES = ("bin_store_inaccessible", "key_changed", "contaminated")
_STREET_CODES = ("parked_vehicle", "roadworks", "no_access_first_try", "road_closed", "breakdown")
_MATERIALS = {"recycling": ("food", "textiles", "refuse"), "garden": ("soil", "rubble"), "food": ("other",)}
_OTHER_MATERIALS = ("garden", "rubble")

_ROUND_MINUTES = 470
_LATE_MINUTES = 180
_COME_BACK = timedelta(minutes=120)


@dataclass(frozen=True, slots=True)
class Stop:
    """One bin or one shared bin on one round on one day. unit: the UPRN that the bin belongs to."""

    unit: str
    usrn: str
    stream: str
    shared: bool
    original: date
    day: date


@dataclass(frozen=True, slots=True)
class Crews:
    """The crews of a council. The three figures are out of a thousand stops, stops and streets."""

    seed: str
    day_start: time
    not_completed: int
    partly: int
    streets_missed: int

    def report(self, stop: Stop, now: datetime) -> LastCollection:
        """Return what is known of ``stop`` at ``now`` (London wall clock)."""
        start = datetime.combine(stop.day, self.day_start)
        minutes = number_below(_ROUND_MINUTES, self.seed, "position", stop.usrn, stop.stream)
        done = start + timedelta(minutes=minutes + 1 + number_below(9, self.seed, "stop", stop.unit))
        late = number_below(100, self.seed, "late", stop.stream, stop.usrn[-2:], stop.day.isoformat()) == 0
        if late:
            done += timedelta(minutes=_LATE_MINUTES)
        blank = LastCollection(original_date=stop.original.isoformat(), date=stop.day.isoformat(), state="outstanding")
        if now < start:
            return blank
        if now < done:
            return replace(blank, state="delayed" if late else "allocated")
        return self._street_report(stop, blank, done, now) or self._stop_report(stop, blank, done)

    def _street_report(self, stop: Stop, blank: LastCollection, done: datetime, now: datetime) -> LastCollection | None:
        seed = (self.seed, "street", stop.usrn, stop.stream, stop.day.isoformat())
        if number_below(1000, *seed) >= self.streets_missed:
            return None
        code = one_of(_STREET_CODES, *seed, "code")
        if code != "no_access_first_try":
            return coded(blank, code, done)
        if now < done + _COME_BACK:
            return coded(blank, code, done)
        return replace(blank, state="completed", completed_at=_at(done + _COME_BACK), logged_at=_at(done))

    def _stop_report(self, stop: Stop, blank: LastCollection, done: datetime) -> LastCollection:
        seed = (self.seed, "bin", stop.unit, stop.stream, stop.day.isoformat())
        lot = number_below(1000, *seed)
        if lot < self.not_completed:
            code = one_of(_SHARED_CODES if stop.shared else _PROPERTY_CODES, *seed, "code")
            materials = _MATERIALS.get(stop.stream, _OTHER_MATERIALS)
            return coded(blank, code, done, material=one_of(materials, *seed, "material"))
        state: State = "partially_completed" if lot < self.not_completed + self.partly else "completed"
        return replace(blank, state=state, completed_at=_at(done), logged_at=_at(done))


def coded(blank: LastCollection, code: str, at: datetime, *, material: str = "") -> LastCollection:
    """Return ``blank`` with a crew's code logged ``at``: the bin was not emptied.

    A code for the whole street leaves the task itself outstanding, as contractors' systems do.
    """
    meaning = CODES[code]
    return replace(
        blank,
        state="outstanding" if meaning.scope == "street" else "not_completed",
        logged_at=_at(at),
        code=code,
        code_scope=meaning.scope,
        final=meaning.final,
        disputable=meaning.disputable,
        material=material if code == "contaminated" else "",
    )


def story(
    situation: Situation, stream: str, day_start: time, now: datetime, working_day_before: date
) -> LastCollection:
    """Return the last collection that ``situation`` always shows. working_day_before: the last one before
    today.
    """
    today = now.date()
    day = today if situation in ("collected_this_morning", "under_way") else working_day_before
    if situation == "window_closed":
        day = today - timedelta(days=9 + (1 if (today - timedelta(days=9)).weekday() == 6 else 0))
    blank = LastCollection(original_date=day.isoformat(), date=day.isoformat(), state="allocated")
    done = datetime.combine(day, day_start) + timedelta(minutes=95)
    if day == today:  # a crew that starts early, so that it is true before the usual start, too
        done = min(done, now)
    if situation == "under_way":
        return blank
    if situation == "contaminated":
        return coded(blank, "contaminated", done, material=_MATERIALS.get(stream, _OTHER_MATERIALS)[0])
    if situation == "road_blocked":
        return coded(blank, "roadworks", done)
    state: State = "partially_completed" if situation == "partially_collected" else "completed"
    return replace(blank, state=state, completed_at=_at(done), logged_at=_at(done))


def _at(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")
