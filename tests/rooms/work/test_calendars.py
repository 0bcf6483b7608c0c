"""A booking ends at the calendar that took it, whatever the council has chosen since, and is there exactly once."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from commonhall.capabilities.bookings.port import Claim
from commonhall.capabilities.bookings.simulator.program import CalendarSimulator
from commonhall.cases.bookings import NothingChanged, SlotGone, act_on_booking, bookings_of, slots_for
from commonhall.cases.intake import submit
from commonhall.cases.models import Booking, Case, Place
from commonhall.catalogue.calls import forget_failures
from commonhall.catalogue.operations import bind_provider
from commonhall.catalogue.queries import get_binding, get_service
from commonhall.councils.actors import RESIDENT, SYSTEM
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.journeys.models import Journey
from commonhall.journeys.operations import refresh_facts
from commonhall.record.models import Event, Outbox
from commonhall.record.worker import serve_lane
from tests.rooms.work.slots import AT, DAY, NEXT, answer, begin, bind_supplied, calendar, fill_in, supplier

pytestmark = pytest.mark.commits
FRIDAY = "2026-06-12"
LATER = AT + timedelta(hours=2)


def bind_own(capacity: int = 3, **more: Any) -> None:
    settings = calendar(capacity)
    bind_provider(capability="bookings", provider="own_calendar", settings=settings, by=SYSTEM, at=AT, **more)


def filled_in(council: CouncilSite, *, bags: int = 2, at: datetime = AT) -> Journey:
    journey = begin(get_service("van-visit", council=council, day=AT.date()), at=at)
    fill_in(journey, council, bags=bags, at=at)
    return journey


def sent(council: CouncilSite, journey: Journey, *, at: datetime = AT) -> Case:
    case: Case = Case.objects.get(
        id=submit(standing=refresh_facts(journey=journey, council=council, at=at), at=at).case_ids[0]
    )
    return case


def deliver(council: CouncilSite, at: datetime = AT) -> None:
    while serve_lane(council, clock=lambda: at):
        continue


def act(case: Case, what: str, *, day: str = "", at: datetime = AT) -> Booking:
    slot = {"value": day, "date": day, "start": "", "end": ""} if day else None
    return act_on_booking(case=case, kind="van", act=what, slot=slot, by=RESIDENT, at=at)


def test_a_booking_ends_where_it_began_though_the_council_swaps_in_the_middle(
    town: CouncilSite, supplied: CalendarSimulator
) -> None:
    there = supplier(town, supplied)
    with in_council(town):
        before = get_binding("bookings")
        journey = filled_in(town)
        bind_own()
        case = sent(town, journey)
        reference = bookings_of(case.id)[0].reference
        assert bookings_of(case.id)[0].state == "held", "the supplier is told once it is stored for good"
    deliver(town)
    held = there.find(reference, AT)
    assert held is not None
    assert (held.state, held.slot.id) == ("confirmed", DAY)
    with in_council(town):
        booking = bookings_of(case.id)[0]
        assert (booking.state, booking.binding_id) == ("confirmed", before.id)
        assert [slot.left for slot in slots_for(case=case, kind="van", first=DAY, last=DAY, at=AT)] == [3]
        assert act(case, "change", day=NEXT).state == "confirmed"
    moved = there.find(reference, AT)
    assert moved is not None
    assert moved.slot.id == NEXT
    with in_council(town):
        act(case, "release")
        assert there.find(reference, AT) is not None, "it is given back once the cancellation is stored for good"
    deliver(town)
    assert there.find(reference, AT) is None
    with in_council(town):
        assert (Place.objects.count(), Booking.objects.get().state) == (0, "released")
        new = sent(town, filled_in(town))
        assert bookings_of(new.id)[0].binding_id == get_binding("bookings").id != before.id
        assert Place.objects.count() == 1


def test_swapping_back_leaves_what_the_own_calendar_took(town: CouncilSite, supplied: CalendarSimulator) -> None:
    with in_council(town):
        bind_own()
        case = sent(town, filled_in(town))
        bind_supplied(town, supplied)
        act(case, "change", day=NEXT)
        assert [place.slot for place in Place.objects.all()] == [NEXT]
        act(case, "release")
        assert Place.objects.count() == 0
        again = act(case, "change", day=FRIDAY)
        assert (again.state, again.binding_id) == ("confirmed", get_binding("bookings").id)
        assert Place.objects.count() == 0, "what is booked anew is booked where the council books now"
    found = supplier(town, supplied).find(again.reference, AT)
    assert found is not None
    assert found.slot.id == FRIDAY


def test_a_hold_that_lapsed_before_it_was_sent_begins_anew(town: CouncilSite) -> None:
    with in_council(town):
        journey = filled_in(town)
        first = Booking.objects.get().reference
        bind_own()
        case = sent(town, journey, at=LATER)
        booking = bookings_of(case.id)[0]
        assert (booking.state, Place.objects.get().reference) == ("confirmed", booking.reference)
        assert booking.reference != first


def test_a_service_can_have_a_calendar_of_its_own(town: CouncilSite, supplied: CalendarSimulator) -> None:
    with in_council(town):
        bind_own(2, service="van-visit")
        journey = begin(get_service("van-visit", council=town, day=AT.date()))
        answer(journey, town, "bags", bags="3")
        offered = refresh_facts(journey=journey, council=town, at=AT).known.facts["times"]
        assert offered == [], "its own calendar takes two bags a day"
        answer(journey, town, "bags", bags="2")
        answer(journey, town, "when", visit=DAY)
        assert Place.objects.get().units == 2
        bind_own(2, service="another")
        assert Booking.objects.get().binding_id == get_binding("bookings", service="van-visit").id


def test_what_a_supplier_has_given_to_others_meanwhile_is_lost_and_recorded(
    town: CouncilSite, supplied: CalendarSimulator
) -> None:
    there = supplier(town, supplied)
    with in_council(town):
        case = sent(town, filled_in(town))
        there.release(bookings_of(case.id)[0].reference, AT)
        there.hold(Claim("other", "van", DAY, 30, 3), AT)
    deliver(town)
    with in_council(town):
        assert bookings_of(case.id)[0].state == "lost"
        assert Event.objects.get(kind="booking_lost").subject_id == case.id
        assert act(case, "change", day=NEXT).state == "confirmed"


def test_cancelling_while_the_supplier_is_down_is_done_and_told_later(
    town: CouncilSite, supplied: CalendarSimulator
) -> None:
    with in_council(town):
        case = sent(town, filled_in(town))
        reference = bookings_of(case.id)[0].reference
    deliver(town)
    supplied.faults.set("status:503")
    with in_council(town):
        act(case, "release")
    deliver(town)
    with in_council(town):
        assert Booking.objects.get().state == "released"
        assert Outbox.objects.get(kind="booking_release").state == "ready"
    supplied.faults._held.clear()
    forget_failures()
    deliver(town, LATER)
    assert supplier(town, supplied).find(reference, AT) is None


def test_an_answer_that_got_lost_books_nothing_twice(town: CouncilSite, supplied: CalendarSimulator) -> None:
    supplied.faults.set("truncated_json", match={"method": "POST"}, times=1)
    with in_council(town):
        case = sent(town, filled_in(town))
    supplied.faults.set("truncated_json", match={"method": "POST"}, times=1)
    deliver(town)
    with in_council(town):
        assert bookings_of(case.id)[0].state == "confirmed"
        assert [slot.left for slot in slots_for(case=case, kind="van", first=DAY, last=DAY, at=AT)] == [3]
        other = begin(get_service("van-visit", council=town, day=AT.date()))
        answer(other, town, "bags", bags="1")
        offered = refresh_facts(journey=other, council=town, at=AT).known.facts["times"]
        assert {each["value"]: each["left"] for each in offered}[DAY] == 1


def test_a_move_that_was_done_there_but_not_stored_here_counts_when_it_is_asked_again(
    town: CouncilSite, supplied: CalendarSimulator
) -> None:
    with in_council(town):
        case = sent(town, filled_in(town))
        reference = bookings_of(case.id)[0].reference
    deliver(town)
    supplier(town, supplied).move(reference, NEXT, 2, AT)
    with in_council(town):
        assert act(case, "change", day=NEXT).date.isoformat() == NEXT
        with pytest.raises(NothingChanged):
            act(case, "change", day=NEXT)
        supplier(town, supplied).hold(Claim("other", "van", FRIDAY, 30, 2), AT)
        with pytest.raises(SlotGone):
            act(case, "change", day=FRIDAY)
        assert Booking.objects.get().date.isoformat() == NEXT
