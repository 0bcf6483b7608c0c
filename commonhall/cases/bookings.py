"""How does a slot become a case's? Held while the journey is filled in, then booked, moved or given back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from commonhall.capabilities.bookings.port import Claim, Wanted
from commonhall.capabilities.bookings.slot import Place, Slot
from commonhall.capabilities.errors import Rejected
from commonhall.cases.calendars import (
    NOT_NOW,
    ask_calendar,
    calendar_of,
    give_back,
    is_in_step,
    renew,
    service_of,
)
from commonhall.cases.models import Booking, Case
from commonhall.catalogue.queries import Bound
from commonhall.core.language import holding_model
from commonhall.core.language.effective import Effective
from commonhall.core.language.expressions import Scope, evaluate
from commonhall.core.questions.question import Answer, Problem
from commonhall.core.values.dates import parse_date
from commonhall.core.values.words import Words
from commonhall.councils.actors import SYSTEM, Actor
from commonhall.councils.ids import new_id
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.journeys.forgetting import forget_options
from commonhall.journeys.hooks import before_keeping, once_kept
from commonhall.journeys.models import Journey
from commonhall.journeys.queries import Standing
from commonhall.record.claims import Entry
from commonhall.record.deliveries import TryAgain, delivers
from commonhall.record.jobs import job
from commonhall.record.operations import enqueue, record_event

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


def asked_for(effective: Effective, spec: holding_model.Booking, slot: Mapping[str, Any], scope: Scope) -> Asked:
    """Return what ``spec`` comes to over ``scope``. Raises ExpressionFailed."""
    return Asked(
        spec,
        str(_worked(effective, spec, "calendar", scope)),
        int(_worked(effective, spec, "units", scope)),
        int(_worked(effective, spec, "hold_minutes", scope)),
        slot,
    )


def _worked(effective: Effective, spec: holding_model.Booking, part: str, scope: Scope) -> Any:
    source = getattr(spec, part)
    place = f"case.bookings.{spec.id}.{part}"
    return source if isinstance(source, int) else evaluate(source, scope, place=place, calendar=effective.calendar)


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
            _hold(journey, asked_for(effective, spec, slot, scope), _uprn_of(effective, scope["answers"]), at)
        except Rejected:
            forget_options(journey=journey, effective=effective, question=spec.question)
            problem = question.problem("gone", standing.setting()).problem
            return (problem,) if problem else ()
        except NOT_NOW:
            # The times are asked for again: where they cannot be had, the journey goes on as its pattern says.
            forget_options(journey=journey, effective=effective, question=spec.question)
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


def _let_go(held: Iterable[Booking], at: datetime) -> None:
    for booking in held:
        give_back(booking, at)
        booking.delete()


def _uprn_of(effective: Effective, answers: Mapping[str, Any]) -> str:
    place = answers.get(effective.pattern.case.property or "")
    return str(place.get("uprn") or "") if isinstance(place, Mapping) else ""


def _hold(journey: Journey, asked: Asked, uprn: str, at: datetime) -> Booking:
    """Hold the slot for a journey, or renew the hold, and keep that it does."""
    booking = Booking.objects.filter(journey_id=journey.id, kind=asked.spec.id).first()
    booking = booking or Booking(journey_id=journey.id, kind=asked.spec.id, reference=str(new_id()), made_at=at)
    bound = renew(booking, service=journey.service, at=at)
    claim = Claim(booking.reference, asked.calendar, slot_id(asked.slot), asked.minutes, asked.units, uprn)
    place = ask_calendar(bound, lambda port: port.hold(claim, at), at)
    booking.question, booking.calendar = asked.spec.question, asked.calendar
    booking.slot, booking.date = dict(asked.slot), parse_date(place.slot.date)
    booking.units, booking.uprn = place.units, uprn
    booking.state, booking.until, booking.changed_at = "held", place.until, at
    booking.save()
    return booking


def renew_holds(*, standing: Standing, awaits_payment: bool = False, at: datetime) -> None:
    """Make sure, as a journey is sent, that it holds every slot that it was answered with.

    awaits_payment: then it is held for as long as it may be paid. A hold that lapsed is taken up again where there is
    room. A provider that is down leaves things as they are: the booking is made when it answers again. Raises SlotGone,
    and ExpressionFailed; after SlotGone the question has to be answered again, from what is free then.
    """
    effective, route = standing.effective, standing.route
    for spec in effective.pattern.case.bookings:
        slot = route.answers.get(spec.question)
        if not isinstance(slot, Mapping):
            continue
        asked = asked_for(effective, spec, slot, route.scope)
        if awaits_payment and spec.pay_minutes is not None:
            asked = replace(asked, minutes=int(_worked(effective, spec, "pay_minutes", route.scope)))
        try:
            with transaction.atomic():
                _hold(standing.journey, asked, _uprn_of(effective, route.answers), at)
        except Rejected:
            forget_options(journey=standing.journey, effective=effective, question=spec.question)
            raise SlotGone(spec.question) from None
        except NOT_NOW:
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
    """Book a held place for good, or promise to. One that is gone is lost, and the record says so."""
    try:
        bound = renew(booking, service=service_of(booking), at=at)
        if not is_in_step(bound):
            _promise(booking, at)
            return
        with transaction.atomic():
            _book(booking, bound, at)
    except Rejected as refused:
        _becomes(booking, "lost", at, facts={"reason": refused.code})
    except NOT_NOW:
        _promise(booking, at)
    else:
        _becomes(booking, "confirmed", at)


def _promise(booking: Booking, at: datetime) -> None:
    """Book it once what is done here is stored for good, and the calendar can be asked."""
    booking.changed_at = at
    booking.save(update_fields=["state", "until", "changed_at", "reference", "binding_id"])
    enqueue(kind="booking", payload={"booking_id": str(booking.id)}, key=f"booking:{booking.id}:{at}", at=at)


def _book(booking: Booking, bound: Bound, at: datetime) -> Place:
    """Book a held place. One that was given back, since nobody waited for it any more, is taken once more."""
    try:
        return ask_calendar(bound, lambda port: port.confirm(booking.reference, at), at)
    except Rejected as refused:
        if refused.code != "place_unknown":
            raise
    return _take(booking, bound, slot_id(booking.slot), at)


def _take(booking: Booking, bound: Bound, slot: str, at: datetime) -> Place:
    claim = Claim(booking.reference, booking.calendar, slot, 1, booking.units, booking.uprn)
    ask_calendar(bound, lambda port: port.hold(claim, at), at)
    return ask_calendar(bound, lambda port: port.confirm(booking.reference, at), at)


def slot_id(slot: Mapping[str, Any]) -> str:
    """Return a slot as its calendar knows it. What follows a "#" tells the same slot apart in a list, and no more."""
    """Return a slot as its calendar knows it. What follows a "#" tells the same slot apart in a list, and no more."""
    return str(slot.get("value") or "").split("#", 1)[0]


def _becomes(booking: Booking, state: str, at: datetime, *, facts: Mapping[str, Any] | None = None) -> None:
    booking.state, booking.until, booking.changed_at = state, None, at
    booking.save()
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
    """Book for good what was promised: its calendar did not answer, or is told only of what is stored."""
    with in_council(council, by=SYSTEM, purpose="job"):
        booking = Booking.objects.select_for_update().filter(id=UUID(entry.payload["booking_id"])).first()
        if booking is None or booking.state != "held":
            return
        try:
            with transaction.atomic():
                _book(booking, renew(booking, service=service_of(booking), at=at), at)
        except NOT_NOW as down:
            raise TryAgain(str(down)) from down
        except Rejected as refused:
            _becomes(booking, "lost", at, facts={"reason": refused.code})
        else:
            _becomes(booking, "confirmed", at)


def act_on_booking(
    *,
    case: Case,
    kind: str,
    act: str,
    slot: Mapping[str, Any] | None = None,
    asked: Asked | None = None,
    by: Actor,
    at: datetime,
) -> Booking:
    """Do to a case's booking what a transition says, and return it as it is then.

    act: ``confirm`` (one that is gone becomes ``lost``: who has paid is not refused), ``change`` to ``slot``, or
    ``release``. asked: what the pattern's booking comes to, for a case that has none yet: a change makes it. Raises
    LookupError where there is neither, SlotGone and NothingChanged for a change, and Unavailable, Misconfigured and
    BindingMissing where a change cannot be asked for now.
    """
    booking: Booking | None = Booking.objects.select_for_update().filter(case_id=case.id, kind=kind).first()
    if booking is None and act == "change" and asked is not None:
        booking = _first_of_case(case, asked, at)
    if booking is None:
        raise LookupError(f"{case.reference} has no booking {kind}")
    match act:
        case "confirm":
            if booking.state != "confirmed":
                _confirm(booking, at)
        case "release":
            give_back(booking, at)
            _becomes(booking, "released", at)
        case "change":
            _change(booking, slot or {}, at)
        case _:
            raise ValueError(f"a booking cannot {act}")
    return booking


def _first_of_case(case: Case, asked: Asked, at: datetime) -> Booking:
    """Return a booking for a case that was sent without one, not stored yet."""
    return Booking(
        case_id=case.id, kind=asked.spec.id, question=asked.spec.question, calendar=asked.calendar, units=asked.units,
        uprn=case.uprn, reference=str(new_id()), state="released", made_at=at,
    )  # fmt: skip


def _change(booking: Booking, slot: Mapping[str, Any], at: datetime) -> None:
    """Move a booking: the new slot is taken before the old one is given back."""
    wanted = slot_id(slot)
    over = booking.state in ("released", "lost")
    bound = renew(booking, service=service_of(booking), at=at)
    try:
        with transaction.atomic():
            place = _take(booking, bound, wanted, at) if over else _moved(booking, bound, wanted, at)
    except Rejected:
        raise SlotGone(booking.question) from None
    booking.slot, booking.date, booking.units = dict(slot), parse_date(place.slot.date), place.units
    _becomes(booking, "confirmed" if place.until is None else "held", at)
    if place.until is not None:
        Booking.objects.filter(id=booking.id).update(until=place.until)


def _moved(booking: Booking, bound: Bound, wanted: str, at: datetime) -> Place:
    """Move a place. One that is there already, of which we did not hear, counts as moved. Raises NothingChanged."""
    try:
        return ask_calendar(bound, lambda port: port.move(booking.reference, wanted, booking.units, at), at)
    except Rejected as refused:
        if refused.code == "place_unknown":
            return _take(booking, bound, wanted, at)
        if refused.code != "nothing_changed":
            raise
    if slot_id(booking.slot) == wanted:
        raise NothingChanged(booking.kind)
    place = ask_calendar(bound, lambda port: port.find(booking.reference, at), at)
    if place is None:
        raise Rejected("place_unknown", why="it was there a moment ago")
    return place


def slots_for(*, case: Case, kind: str, first: str, last: str, asked: Asked | None = None, at: datetime) -> list[Slot]:
    """Return the slots to which a case's booking can be moved; its own is among them even when it is full.

    asked: what the pattern's booking comes to, for a case that has none yet. Raises LookupError where there is neither,
    and what the provider raises.
    """
    booking = Booking.objects.filter(case_id=case.id, kind=kind).first()
    if booking is not None:
        wanted = Wanted(booking.calendar, first, last, booking.units, booking.uprn, booking.reference)
    elif asked is not None:
        wanted = Wanted(asked.calendar, first, last, asked.units, case.uprn)
    else:
        raise LookupError(f"{case.reference} has no booking {kind}")
    return ask_calendar(calendar_of(booking, service=case.service, at=at), lambda port: port.slots(wanted, at), at)


def free_slots(*, wanted: Wanted, journey_id: UUID | None, at: datetime) -> list[Slot]:
    """Return the slots that a journey can choose from, with the one that it holds. Raises what the provider raises."""
    held = Booking.objects.filter(journey_id=journey_id, calendar=wanted.calendar).first() if journey_id else None
    service = Journey.objects.filter(id=journey_id).values_list("service", flat=True).first() if journey_id else None
    bound = calendar_of(held, service=service or "", at=at)
    mine = held.reference if held else ""
    return ask_calendar(bound, lambda port: port.slots(replace(wanted, mine=mine), at), at)


def bookings_of(case_id: UUID) -> tuple[Booking, ...]:
    """Return the bookings of a case, in order of when they were made."""
    return tuple(Booking.objects.filter(case_id=case_id).order_by("made_at", "id"))


@job("clear_holds", every_seconds=600, tests=True)
def clear_holds(council: CouncilSite, *, at: datetime) -> None:
    """Forget the lapsed holds of journeys that were not sent. Their room was free from the moment they lapsed."""
    with in_council(council, by=SYSTEM, purpose="job"):
        old = Booking.objects.filter(Q(case=None), until__lt=at - KEPT_AFTER_LAPSE).order_by("until")[:500]
        _let_go(list(old), at)
