"""Which calendar is asked about a booking? The one that took its slot, whatever the council has chosen since; and what
cannot be given back now is promised."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from commonhall.capabilities.bookings.port import Bookings, bookings_from
from commonhall.capabilities.errors import Misconfigured, Rejected, Unavailable
from commonhall.capabilities.ports import find_provider
from commonhall.cases.models import Booking
from commonhall.catalogue.calls import call_provider
from commonhall.catalogue.queries import BindingMissing, Bound, get_binding, get_bound
from commonhall.councils.actors import SYSTEM
from commonhall.councils.ids import new_id
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import council_in_scope, in_council
from commonhall.record.claims import Entry
from commonhall.record.deliveries import GiveUp, TryAgain, delivers
from commonhall.record.operations import enqueue

Result = TypeVar("Result")
NOT_NOW = (Unavailable, Misconfigured, BindingMissing)
"""What says that a calendar cannot be asked now; a person or time mends each of them."""
OVER = ("released", "lost")


def ask_calendar(bound: Bound, ask: Callable[[Bookings], Result], at: datetime) -> Result:
    """Return what the calendar of ``bound`` answers. Raises the three errors of capabilities."""
    return call_provider(
        lambda: ask(bookings_from(bound.provider, bound.settings)),
        council_id=council_in_scope(),
        capability="bookings",
        provider=bound.provider,
        at=at,
    )


def calendar_of(booking: Booking | None, *, service: str, at: datetime) -> Bound:
    """Return the binding that a booking ends with; the one in force for ``service`` where nothing is taken.

    A hold that lapsed before anything was sent has nothing to end: it begins anew. Raises BindingMissing.
    """
    if booking is None or booking.state in OVER or _has_lapsed(booking, at):
        return get_binding("bookings", service=service)
    return _that_took(booking, service)


def service_of(booking: Booking) -> str:
    """Return the slug of the service for which a case has a booking; blank for a journey's."""
    return str(booking.case.service) if booking.case else ""


def is_in_step(bound: Bound) -> bool:
    """Return whether a calendar counts in our own records: what it did is undone together with what we did.

    One over the network does not: what it did stays done, so it is told only of what is stored for good. Raises
    Misconfigured.
    """
    return bool(getattr(find_provider("bookings", bound.provider), "in_step", False))


def renew(booking: Booking, *, service: str, at: datetime) -> Bound:
    """Return the binding that a booking ends with; one that is over begins anew, with a name of its own.

    The former name may still be on its way to be given back. Nothing is stored. Raises BindingMissing.
    """
    if booking.state in OVER:
        booking.reference, booking.binding_id = str(new_id()), None
        booking.state, booking.until = "held", None
    bound = calendar_of(booking, service=service, at=at)
    if booking.binding_id not in (None, bound.id):
        booking.reference = str(new_id())
    booking.binding_id = bound.id
    return bound


def _has_lapsed(booking: Booking, at: datetime) -> bool:
    return booking.case_id is None and booking.until is not None and booking.until <= at


def _that_took(booking: Booking, service: str) -> Bound:
    if booking.binding_id is None:  # it was made before bindings were kept
        return get_binding("bookings", service=service)
    return get_bound(booking.binding_id)


def give_back(booking: Booking, at: datetime) -> None:
    """Give a place back: at once where the calendar is ours, otherwise once what we do here is stored for good."""
    try:
        bound = _that_took(booking, service_of(booking))
        if is_in_step(bound):
            ask_calendar(bound, lambda port: port.release(booking.reference, at), at)
            return
    except (*NOT_NOW, Rejected):
        pass  # it is tried again by the delivery, and whoever looks after deliveries sees why
    binding = str(booking.binding_id) if booking.binding_id else ""
    payload = {"reference": booking.reference, "binding": binding}
    enqueue(kind="booking_release", payload=payload, key=f"booking_release:{booking.reference}", at=at)


@delivers("booking_release")
def release_later(council: CouncilSite, entry: Entry, at: datetime) -> None:
    """Give back what could not be given back at once. It may have been already: that is none to give back."""
    reference, binding = str(entry.payload["reference"]), str(entry.payload["binding"])
    with in_council(council, by=SYSTEM, purpose="job"):
        try:
            bound = get_bound(UUID(binding)) if binding else get_binding("bookings")
            ask_calendar(bound, lambda port: port.release(reference, at), at)
        except NOT_NOW as down:
            raise TryAgain(str(down)) from down
        except Rejected as refused:
            raise GiveUp(refused.code) from refused
