"""What can a council ask of its calendars, and what may it expect? The port that every booking provider fills."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar, Protocol, cast

from commonhall.capabilities.bookings.slot import Calendar, Place, Slot
from commonhall.capabilities.errors import Rejected
from commonhall.capabilities.ports import make_provider
from commonhall.core.values.dates import DateNotRecognised, parse_date

LONGEST_DAYS = 400
MOST_UNITS = 10_000
LONGEST_HOLD_MINUTES = 60 * 24 * 31


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which slots are asked for.

    units: how much room is needed. first, last: dates, both included. uprn: the property that it is for.
    mine: the reference of a place that whoever asks has already: its own slot is shown even when it is full.
    """

    calendar: str
    first: str
    last: str
    units: int = 1
    uprn: str = ""
    mine: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """A place that somebody wants to hold. reference: made by whoever asks; again with it renews or moves the hold."""

    reference: str
    calendar: str
    slot: str
    minutes: int
    units: int = 1
    uprn: str = ""


class Bookings(Protocol):
    """The port. Every method may raise Unavailable, Rejected or Misconfigured. ``at`` is the moment, UTC.

    Rejected codes: ``calendar_unknown``, ``slot_unknown``, ``slot_gone`` (full, closed, or too late to book),
    ``already_booked`` (the property has a place that day and may have one only), ``place_unknown``,
    ``nothing_changed``, ``dates_reversed``, ``range_too_long``, ``date_malformed``, ``units_malformed``,
    ``minutes_malformed``.

    in_step: it counts in the council's own records, so that what it did is undone with the transaction of whoever
    asked. One over the network is asked to book or give back only what its caller has stored for good.
    """

    in_step: ClassVar[bool]

    def calendars(self) -> Sequence[Calendar]:
        """Return the council's calendars, in order of id."""

    def slots(self, wanted: Wanted, at: datetime) -> list[Slot]:
        """Return the slots that can be booked now and have room, in order of time."""

    def hold(self, claim: Claim, at: datetime) -> Place:
        """Hold a place, or renew it; with another slot the former place is given back. Nothing changes on refusal."""

    def confirm(self, reference: str, at: datetime) -> Place:
        """Book a held place for good. A hold that has lapsed is taken up again while there is room.

        A place that is confirmed stays as it is. Raises Rejected("slot_gone") and Rejected("place_unknown").
        """

    def move(self, reference: str, slot: str, units: int, at: datetime) -> Place:
        """Move a place to another slot of its calendar: the new one is taken before the old one is given back."""

    def release(self, reference: str, at: datetime) -> None:
        """Give a place back. One that is not there is none to give back: nothing happens."""

    def find(self, reference: str, at: datetime) -> Place | None:
        """Return the place, also when its hold has lapsed; None where there is none."""

    def listed(self, first: str, last: str, at: datetime) -> list[Place]:
        """Return the places of all calendars that stand, of the dates from ``first`` to ``last``, by reference."""

    def check(self) -> None:
        """Try the provider harmlessly."""


class PlaceRecords(Protocol):
    """The places that a council's own calendars have given out. The room that keeps them plugs itself in at start.

    It answers for the council in scope, inside the transaction of whoever asks.
    """

    def lock(self, days: Sequence[tuple[str, str]]) -> None:
        """Keep others from changing the places of these (calendar, date) until the transaction ends."""

    def taken(self, calendar: str, first: str, last: str, at: datetime) -> Sequence[Place]:
        """Return the places that stand at the moment ``at``, of the dates from ``first`` to ``last``."""

    def find(self, reference: str) -> Place | None:
        """Return the place with this reference, whether it stands or not."""

    def keep(self, place: Place) -> None:
        """Store ``place``, in the room of what was kept with its reference."""

    def drop(self, reference: str) -> None:
        """Forget the place with this reference, if there is one."""

    def closed(self, calendar: str, first: str, last: str) -> Collection[str]:
        """Return the dates from ``first`` to ``last`` on which people of the council have closed the calendar."""


_plugged: list[PlaceRecords] = []


def plug_places(records: PlaceRecords | None) -> PlaceRecords | None:
    """Plug in the records of places (None unplugs). Returns what was plugged in before."""
    before = place_records()
    _plugged[:] = [] if records is None else [records]
    return before


def place_records() -> PlaceRecords | None:
    """Return the plugged-in records of places, or None where no room has plugged in."""
    return _plugged[0] if _plugged else None


def bookings_from(name: str, settings: Mapping[str, Any]) -> Bookings:
    """Return the booking provider called ``name`` with a council's settings. Raises Misconfigured."""
    return cast(Bookings, make_provider("bookings", name, settings))


def read_dates(first: str, last: str) -> tuple[date, date]:
    """Return the first and the last date that are asked for. Raises Rejected for what is no range of dates."""
    try:
        begins, ends = parse_date(first), parse_date(last)
    except DateNotRecognised as wrong:
        raise Rejected("date_malformed", why=str(wrong)) from None
    if ends < begins:
        raise Rejected("dates_reversed", why=f"{last} is before {first}")
    if (ends - begins).days > LONGEST_DAYS:
        raise Rejected("range_too_long", why=f"more than {LONGEST_DAYS} days")
    return begins, ends


def check_units(units: int) -> None:
    """Raise Rejected("units_malformed") for what is no number of places."""
    if isinstance(units, bool) or not isinstance(units, int) or not 1 <= units <= MOST_UNITS:
        raise Rejected("units_malformed", why=f"units must be from 1 to {MOST_UNITS}")


def check_minutes(minutes: int) -> None:
    """Raise Rejected("minutes_malformed") for what is no time to hold a place."""
    if isinstance(minutes, bool) or not isinstance(minutes, int) or not 1 <= minutes <= LONGEST_HOLD_MINUTES:
        raise Rejected("minutes_malformed", why=f"minutes must be from 1 to {LONGEST_HOLD_MINUTES}")
