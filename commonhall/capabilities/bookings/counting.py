"""Is there room in a slot? Counts places in the plugged-in records, under a lock, so that the last goes to one only."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import ClassVar, Literal, Protocol

from commonhall.capabilities.bookings.port import (
    Claim,
    PlaceRecords,
    Wanted,
    check_minutes,
    check_units,
    place_records,
    read_dates,
)
from commonhall.capabilities.bookings.slot import Calendar, Place, Slot
from commonhall.capabilities.errors import Misconfigured, Rejected
from commonhall.core.values.dates import london

Counts = Literal["units", "properties"]


@dataclass(frozen=True, slots=True)
class Offer:
    """A slot as its calendar offers it. capacity: how much room it has in all. closes: the London wall clock from
    which it can be booked no longer; opens: from which it can, blank for always.
    """

    slot: Slot
    capacity: int
    closes: str
    opens: str = ""


@dataclass(frozen=True, slots=True)
class Rules:
    """How a calendar counts. counts: ``units`` adds them up; ``properties`` counts each property once, however much
    it has booked. once_a_day: a property may have one place a day.
    """

    calendar: Calendar
    counts: Counts = "units"
    once_a_day: bool = False


class Diary(Protocol):
    """Where slots come from: opening rules, or a list."""

    def rules(self) -> Sequence[Rules]:
        """Return the calendars and how each counts."""

    def offers(self, calendar: str, first: date, last: date) -> Sequence[Offer]:
        """Return the slots of a calendar in order of time, full or not, closed or not."""


class Counted:
    """The port over a diary and the records of a room (see port.Bookings for what each method promises).

    records: where places are kept; None for those that a room has plugged in.
    """

    in_step: ClassVar[bool] = True

    def __init__(self, diary: Diary, records: PlaceRecords | None = None) -> None:
        self._diary = diary
        self._own_records = records

    @property
    def _records(self) -> PlaceRecords:
        found = self._own_records or place_records()
        if found is None:
            raise Misconfigured("No room keeps the places of calendars. Start Commonhall with its rooms.")
        return found

    def calendars(self) -> Sequence[Calendar]:
        """See the port."""
        return sorted((rules.calendar for rules in self._diary.rules()), key=lambda calendar: calendar.id)

    def slots(self, wanted: Wanted, at: datetime) -> list[Slot]:
        """See the port."""
        check_units(wanted.units)
        first, last = read_dates(wanted.first, wanted.last)
        rules = self._rules(wanted.calendar)
        taken = self._records.taken(wanted.calendar, wanted.first, wanted.last, at)
        mine = next((place for place in taken if place.reference == wanted.mine), None) if wanted.mine else None
        others = [place for place in taken if place is not mine]
        found = []
        closed = self._records.closed(wanted.calendar, wanted.first, wanted.last)
        for offer in self._diary.offers(wanted.calendar, first, last):
            own = mine is not None and mine.slot.id == offer.slot.id
            fits = self._fits(rules, offer, wanted.units, wanted.uprn, others)
            shown = own or (fits and offer.slot.date not in closed)
            if shown and (self._open(offer, at) or (own and mine is not None and mine.state == "confirmed")):
                left = offer.capacity - _counted(rules, [each for each in others if each.slot.id == offer.slot.id])
                found.append(replace(offer.slot, left=max(left, 0)))
        return found

    def hold(self, claim: Claim, at: datetime) -> Place:
        """See the port."""
        check_units(claim.units)
        check_minutes(claim.minutes)
        offer = self._offer(claim.calendar, claim.slot)
        before = self._lock(offer, claim.reference)
        if before is not None and before.state == "confirmed":
            raise Rejected("nothing_changed", why="the place is confirmed: move it instead")
        place = Place(claim.reference, offer.slot, claim.units, claim.uprn, at + timedelta(minutes=claim.minutes))
        return self._take(offer, place, at)

    def confirm(self, reference: str, at: datetime) -> Place:
        """See the port."""
        place = self._known(reference)
        offer = self._offer(place.slot.calendar, place.slot.id, gone=not place.stands(at))
        place = self._still(self._lock(offer, reference))
        if place.state == "confirmed":
            return place
        if place.stands(at):
            confirmed = replace(place, until=None)
            self._records.keep(confirmed)
            return confirmed
        return self._take(offer, replace(place, until=None), at)

    def move(self, reference: str, slot: str, units: int, at: datetime) -> Place:
        """See the port."""
        check_units(units)
        place = self._known(reference)
        offer = self._offer(place.slot.calendar, slot)
        place = self._still(self._lock(offer, reference))
        if place.slot.id == slot and place.units == units and place.stands(at):
            raise Rejected("nothing_changed", why="the place is in that slot already")
        return self._take(offer, replace(place, slot=offer.slot, units=units), at)

    def release(self, reference: str, at: datetime) -> None:
        """See the port."""
        self._records.drop(reference)

    def find(self, reference: str, at: datetime) -> Place | None:
        """See the port."""
        return self._records.find(reference)

    def listed(self, first: str, last: str, at: datetime) -> list[Place]:
        """See the port."""
        read_dates(first, last)
        calendars = [calendar.id for calendar in self.calendars()]
        found = [place for each in calendars for place in self._records.taken(each, first, last, at)]
        return sorted(found, key=lambda place: place.reference)

    def _known(self, reference: str) -> Place:
        return self._still(self._records.find(reference))

    def _still(self, place: Place | None) -> Place:
        if place is None:
            raise Rejected("place_unknown", why="no place has this reference")
        return place

    def _rules(self, calendar: str) -> Rules:
        found = next((rules for rules in self._diary.rules() if rules.calendar.id == calendar), None)
        if found is None:
            raise Rejected("calendar_unknown", why=f"there is no calendar {calendar[:60]!r}")
        return found

    def _offer(self, calendar: str, slot: str, *, gone: bool = True) -> Offer:
        """Return the slot. gone: whether one that the calendar offers no longer is refused, or stands as it was."""
        self._rules(calendar)
        try:
            day = date.fromisoformat(slot[:10])
        except ValueError:
            raise Rejected("slot_unknown", why=f"{slot[:40]!r} is no slot") from None
        found = next((each for each in self._diary.offers(calendar, day, day) if each.slot.id == slot), None)
        if found is not None:
            return found
        if gone:
            raise Rejected("slot_gone", why=f"the calendar does not offer {slot[:40]!r}")
        return Offer(Slot(calendar, slot, day.isoformat()), 0, "")

    def _lock(self, offer: Offer, reference: str) -> Place | None:
        """Lock the day of ``offer`` and that of the place as it is; return the place as it is then."""
        before = self._records.find(reference)
        days = {(offer.slot.calendar, offer.slot.date)}
        if before is not None:
            days.add((before.slot.calendar, before.slot.date))
        self._records.lock(sorted(days))
        return self._records.find(reference)

    def _take(self, offer: Offer, place: Place, at: datetime) -> Place:
        """Store ``place`` if there is room for it besides the others. The day must be locked."""
        rules, slot = self._rules(offer.slot.calendar), offer.slot
        taken = self._records.taken(slot.calendar, slot.date, slot.date, at)
        others = [each for each in taken if each.reference != place.reference]
        if not self._open(offer, at):
            raise Rejected("slot_gone", why="it is too late to book it")
        if self._records.closed(slot.calendar, slot.date, slot.date) and not self._keeps(place, slot, at):
            raise Rejected("slot_gone", why="the calendar is closed that day")
        if rules.once_a_day and place.uprn and any(each.uprn == place.uprn for each in others):
            raise Rejected("already_booked", why="the property has a place that day")
        if not self._fits(rules, offer, place.units, place.uprn, others):
            raise Rejected("slot_gone", why="it is full")
        self._records.keep(place)
        return place

    def _keeps(self, place: Place, slot: Slot, at: datetime) -> bool:
        """Return whether the place stands in that slot already: what was taken before the day was closed stays."""
        before = self._records.find(place.reference)
        return before is not None and before.slot.id == slot.id and before.stands(at)

    def _open(self, offer: Offer, at: datetime) -> bool:
        return offer.opens <= london(at) < offer.closes

    def _fits(self, rules: Rules, offer: Offer, units: int, uprn: str, others: Iterable[Place]) -> bool:
        """Return whether there is room for ``units`` more beside ``others`` of the same day."""
        same_day = [each for each in others if each.slot.date == offer.slot.date]
        if rules.once_a_day and uprn and any(each.uprn == uprn for each in same_day):
            return False
        here = [each for each in same_day if each.slot.id == offer.slot.id]
        mine = Place("", offer.slot, units, uprn)
        return _counted(rules, [*here, mine]) <= offer.capacity


def _counted(rules: Rules, places: Sequence[Place]) -> int:
    """Return how much of a slot's room ``places`` take up."""
    if rules.counts == "units":
        return sum(place.units for place in places)
    return len({place.uprn or f"/{place.reference}" for place in places})
