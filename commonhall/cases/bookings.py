"""How does a slot become a case's? Held while the journey is filled in, then booked, moved or given back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any, TypeVar
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from commonhall.capabilities.bookings.port import Bookings, Claim, Wanted, bookings_from
from commonhall.capabilities.bookings.slot import Slot
from commonhall.capabilities.errors import Misconfigured, Rejected, Unavailable
from commonhall.cases.models import Booking, Case
from commonhall.catalogue.calls import call_provider
from commonhall.catalogue.queries import BindingMissing, get_binding
from commonhall.core.language import holding_model
from commonhall.core.language.effective import Effective
from commonhall.core.language.expressions import Scope, evaluate
from commonhall.core.questions.question import Answer, Problem
from commonhall.core.values.dates import parse_date
from commonhall.core.values.words import Words
from commonhall.councils.actors import SYSTEM, Actor
from commonhall.councils.ids import new_id
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import council_in_scope, in_council
from commonhall.journeys.forgetting import forget_options
from commonhall.journeys.hooks import before_keeping, once_kept
from commonhall.journeys.models import Journey
from commonhall.journeys.queries import Standing
from commonhall.record.claims import Entry
from commonhall.record.deliveries import GiveUp, TryAgain, delivers
from commonhall.record.jobs import job
from commonhall.record.operations import enqueue, record_event

Result = TypeVar("Result")
KEPT_AFTER_LAPSE = timedelta(days=1)
"""How long a hold of a journey that was never sent is remembered after it lapsed: the room it took is free at once."""
DOWN = Words(
    en="We cannot book a time at the moment. Try again in a few minutes",
    cy="Ni allwn drefnu amser ar hyn o bryd. Rhowch gynnig arall arni ymhen ychydig funudau",
)


class SlotGone(Exception):
    """The slot that was chosen cannot be had any more. question: the question that is answered with a slot."""

    def __init__(self, question: str) -> None:
        super().__init__(f"the slot of {question} is gone")
        self.question = question


class NothingChanged(Exception):
    """The booking is in that slot already."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a booking of a pattern comes to for one journey or case."""

    spec: holding_model.Booking
    calendar: str
    units: int
    minutes: int
    slot: Mapping[str, Any]

    @property
    def slot_id(self) -> str:
        """The slot as its calendar knows it. What follows a "#" tells the same slot apart in a list, and no more."""
        return str(self.slot.get("value") or "").split("#", 1)[0]


def asked_for(effective: Effective, spec: holding_model.Booking, slot: Mapping[str, Any], scope: Scope) -> Asked:
    """Return what ``spec`` comes to over ``scope``. Raises ExpressionFailed."""

    def worked(source: str | int, part: str) -> Any:
        place = f"case.bookings.{spec.id}.{part}"
        return source if isinstance(source, int) else evaluate(source, scope, place=place, calendar=effective.calendar)

    return Asked(
        spec,
        str(worked(spec.calendar, "calendar")),
        int(worked(spec.units, "units")),
        int(worked(spec.hold_minutes, "hold_minutes")),
        slot,
    )


@before_keeping
def hold_chosen(
    journey: Journey, standing: Standing, answers: Mapping[str, Answer], at: datetime
) -> tuple[Problem, ...]:
    """Hold the slot that a page was answered with, in the room of one held before; say where it is gone."""
    effective = standing.effective
    for spec in effective.pattern.case.bookings:
        slot = answers.get(spec.question)
        if not isinstance(slot, Mapping):
            continue
        scope = {**standing.route.scope, "answers": {**standing.route.answers, **answers}}
        question = effective.questions[spec.question]
        try:
            _hold(journey.id, asked_for(effective, spec, slot, scope), _uprn_of(effective, scope["answers"]), at)
        except Rejected:
            forget_options(journey=journey, effective=effective, question=spec.question)
            problem = question.problem("gone", standing.setting()).problem
            return (problem,) if problem else ()
        except (Unavailable, Misconfigured, BindingMissing):
            return (Problem("gone", DOWN.say(standing.known.language), question.fields()[0]),)
    return ()


@once_kept
def release_unwanted(standing: Standing, at: datetime) -> None:
    """Give back what a journey holds but no longer asks for: the question is left out, or is not answered any more."""
    specs = standing.effective.pattern.case.bookings
    if not specs:
        return
    wanted = [spec.id for spec in specs if standing.route.answers.get(spec.question)]
    _let_go(Booking.objects.filter(journey_id=standing.journey.id, case=None).exclude(kind__in=wanted), at)


def release_held(*, journey: Journey, at: datetime) -> None:
    """Give back everything that ``journey`` holds: it is begun anew."""
    _let_go(Booking.objects.filter(journey_id=journey.id, case=None), at)


def _let_go(held: Iterable[Booking], at: datetime) -> None:
    for booking in held:
        _call(partial(_release, booking.reference, at), at)
        booking.delete()


def _release(reference: str, at: datetime, port: Bookings) -> None:
    port.release(reference, at)


def _uprn_of(effective: Effective, answers: Mapping[str, Any]) -> str:
    place = answers.get(effective.pattern.case.property or "")
    return str(place.get("uprn") or "") if isinstance(place, Mapping) else ""


def _call(ask: Callable[[Bookings], Result], at: datetime) -> Result:
    """Ask the council's booking provider. Raises the three errors of capabilities, and BindingMissing."""
    bound = get_binding("bookings")
    return call_provider(
        lambda: ask(bookings_from(bound.provider, bound.settings)),
        council_id=council_in_scope(),
        capability="bookings",
        provider=bound.provider,
        at=at,
    )


def _hold(journey_id: UUID, asked: Asked, uprn: str, at: datetime) -> Booking:
    """Hold the slot for a journey, or renew the hold, and keep that it does."""
    booking = Booking.objects.filter(journey_id=journey_id, kind=asked.spec.id).first()
    reference = booking.reference if booking else str(new_id())
    claim = Claim(reference, asked.calendar, asked.slot_id, asked.minutes, asked.units, uprn)
    place = _call(lambda port: port.hold(claim, at), at)
    booking = booking or Booking(journey_id=journey_id, kind=asked.spec.id, reference=reference, made_at=at)
    booking.question, booking.calendar = asked.spec.question, asked.calendar
    booking.slot, booking.date = dict(asked.slot), parse_date(place.slot.date)
    booking.units, booking.uprn = place.units, uprn
    booking.state, booking.until, booking.changed_at = "held", place.until, at
    booking.save()
    return booking


def renew_holds(*, standing: Standing, at: datetime) -> None:
    """Make sure, as a journey is sent, that it holds every slot that it was answered with.

    A hold that lapsed is taken up again where there is room. A provider that is down leaves things as they are: the
    booking is made when it answers again. Raises SlotGone, and ExpressionFailed; after SlotGone the question has to be
    answered again, from what is free then.
    """
    effective, route = standing.effective, standing.route
    for spec in effective.pattern.case.bookings:
        slot = route.answers.get(spec.question)
        if not isinstance(slot, Mapping):
            continue
        asked = asked_for(effective, spec, slot, route.scope)
        try:
            with transaction.atomic():
                _hold(standing.journey.id, asked, _uprn_of(effective, route.answers), at)
        except Rejected:
            forget_options(journey=standing.journey, effective=effective, question=spec.question)
            raise SlotGone(spec.question) from None
        except (Unavailable, Misconfigured, BindingMissing):
            if not Booking.objects.filter(journey_id=standing.journey.id, kind=spec.id).exists():
                raise SlotGone(spec.question) from None


def give_to_case(*, journey_id: UUID, case_id: UUID, confirm: bool, at: datetime) -> None:
    """Let the bookings that a journey holds be those of its case.

    confirm: book them for good now; otherwise they stay held until a transition does, when the charges are paid.
    """
    Booking.objects.filter(journey_id=journey_id, case=None).update(case_id=case_id)
    if confirm:
        for booking in Booking.objects.filter(case_id=case_id, state="held"):
            _confirm(booking, at)


def _confirm(booking: Booking, at: datetime) -> None:
    """Book a held place for good. One that is gone is lost, and the record says so; one that waits is promised."""
    try:
        with transaction.atomic():
            _call(lambda port: port.confirm(booking.reference, at), at)
    except Rejected as refused:
        if refused.code != "place_unknown" or not _taken_again(booking, at):
            _becomes(booking, "lost", at, facts={"reason": refused.code})
            return
    except (Unavailable, Misconfigured, BindingMissing):
        enqueue(kind="booking", payload={"booking_id": str(booking.id)}, key=f"booking:{booking.id}:{at}", at=at)
        return
    _becomes(booking, "confirmed", at)


def _taken_again(booking: Booking, at: datetime) -> bool:
    """Take the same slot once more after it was given back: the payment came when nobody waited for it any more."""
    claim = Claim(booking.reference, booking.calendar, _slot_id(booking), 1, booking.units, booking.uprn)
    try:
        with transaction.atomic():
            _call(lambda port: port.hold(claim, at), at)
            _call(lambda port: port.confirm(booking.reference, at), at)
    except Rejected:
        return False
    return True


def _slot_id(booking: Booking) -> str:
    return str(booking.slot.get("value") or "").split("#", 1)[0]


def _becomes(booking: Booking, state: str, at: datetime, *, facts: Mapping[str, Any] | None = None) -> None:
    booking.state, booking.until, booking.changed_at = state, None, at
    booking.save(update_fields=["state", "until", "changed_at", "slot", "date", "units"])
    if booking.case_id:
        record_event(
            kind=f"booking_{state}",
            subject=("case", booking.case_id),
            facts={"booking": booking.kind, "date": booking.date.isoformat(), **(facts or {})},
            by=SYSTEM,
            at=at,
        )


@delivers("booking")
def confirm_later(council: CouncilSite, entry: Entry, at: datetime) -> None:
    """Book for good what could not be booked when the provider was down."""
    with in_council(council, by=SYSTEM, purpose="job"):
        booking = Booking.objects.select_for_update().filter(id=UUID(entry.payload["booking_id"])).first()
        if booking is None or booking.state != "held":
            return
        try:
            _call(lambda port: port.find(booking.reference, at), at)
        except (Unavailable, Misconfigured, BindingMissing) as down:
            raise TryAgain(str(down)) from down
        except Rejected as refused:
            raise GiveUp(refused.code) from refused
        _confirm(booking, at)


def act_on_booking(
    *,
    case: Case,
    kind: str,
    act: str,
    slot: Mapping[str, Any] | None = None,
    units: int | None = None,
    by: Actor,
    at: datetime,
) -> Booking:
    """Do to a case's booking what a transition says, and return it as it is then.

    act: ``confirm`` (one that is gone becomes ``lost``: who has paid is not refused), ``change`` to ``slot``, for
    ``units`` where that changes too, or ``release``. Raises LookupError where the case has no such booking, SlotGone
    and NothingChanged for a change, and Unavailable, Misconfigured and BindingMissing where it cannot be asked now.
    """
    booking: Booking | None = Booking.objects.select_for_update().filter(case_id=case.id, kind=kind).first()
    if booking is None:
        raise LookupError(f"{case.reference} has no booking {kind}")
    match act:
        case "confirm":
            if booking.state != "confirmed":
                _confirm(booking, at)
        case "release":
            _call(lambda port: port.release(booking.reference, at), at)
            _becomes(booking, "released", at)
        case "change":
            _change(booking, slot or {}, units or booking.units, at)
        case _:
            raise ValueError(f"a booking cannot {act}")
    return booking


def _change(booking: Booking, slot: Mapping[str, Any], units: int, at: datetime) -> None:
    """Move a booking: the new slot is taken before the old one is given back."""
    wanted = str(slot.get("value") or "").split("#", 1)[0]
    try:
        with transaction.atomic():
            if booking.state in ("released", "lost"):
                claim = Claim(booking.reference, booking.calendar, wanted, 1, units, booking.uprn)
                _call(lambda port: port.hold(claim, at), at)
                place = _call(lambda port: port.confirm(booking.reference, at), at)
            else:
                place = _call(lambda port: port.move(booking.reference, wanted, units, at), at)
    except Rejected as refused:
        if refused.code == "nothing_changed":
            raise NothingChanged(booking.kind) from None
        raise SlotGone(booking.question) from None
    booking.slot, booking.date, booking.units = dict(slot), parse_date(place.slot.date), place.units
    _becomes(booking, "confirmed" if place.until is None else "held", at)
    if place.until is not None:
        Booking.objects.filter(id=booking.id).update(until=place.until)


def slots_for(*, case: Case, kind: str, first: str, last: str, at: datetime) -> list[Slot]:
    """Return the slots to which a case's booking can be moved; its own is among them even when it is full.

    Raises LookupError where the case has no such booking, and what the provider raises.
    """
    booking = Booking.objects.filter(case_id=case.id, kind=kind).first()
    if booking is None:
        raise LookupError(f"{case.reference} has no booking {kind}")
    wanted = Wanted(booking.calendar, first, last, booking.units, booking.uprn, booking.reference)
    return _call(lambda port: port.slots(wanted, at), at)


def free_slots(*, wanted: Wanted, journey_id: UUID | None, at: datetime) -> list[Slot]:
    """Return the slots that a journey can choose from, with the one that it holds. Raises what the provider raises."""
    held = Booking.objects.filter(journey_id=journey_id, calendar=wanted.calendar).first() if journey_id else None
    return _call(lambda port: port.slots(replace(wanted, mine=held.reference if held else ""), at), at)


def bookings_of(case_id: UUID) -> tuple[Booking, ...]:
    """Return the bookings of a case, in order of when they were made."""
    return tuple(Booking.objects.filter(case_id=case_id).order_by("made_at", "id"))


@job("clear_holds", every_seconds=600)
def clear_holds(council: CouncilSite, *, at: datetime) -> None:
    """Forget the lapsed holds of journeys that were not sent. Their room was free from the moment they lapsed."""
    with in_council(council, by=SYSTEM, purpose="job"):
        old = Booking.objects.filter(Q(case=None), until__lt=at - KEPT_AFTER_LAPSE).order_by("until")[:500]
        try:
            _let_go(list(old), at)
        except BindingMissing:
            Booking.objects.filter(id__in=[booking.id for booking in old]).delete()
