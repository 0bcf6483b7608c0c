"""A slot is held while somebody fills in, booked when it is sent, and goes to one person only."""

from __future__ import annotations

import threading
from datetime import datetime, timedelta

import pytest
from django.db import connections

from commonhall.capabilities.bookings.port import Claim, bookings_from
from commonhall.capabilities.errors import Rejected
from commonhall.cases.bookings import (
    NothingChanged,
    SlotGone,
    act_on_booking,
    bookings_of,
    clear_holds,
    slots_for,
)
from commonhall.cases.facts import bookings_of_property
from commonhall.cases.intake import Submitted, submit
from commonhall.cases.models import Booking, Case, Place
from commonhall.catalogue.models import Binding
from commonhall.catalogue.queries import Service, get_service
from commonhall.councils.actors import RESIDENT, SYSTEM
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.journeys.models import Journey
from commonhall.journeys.operations import look, refresh_facts
from commonhall.record.models import Event, Outbox
from commonhall.record.worker import serve_lane
from tests.rooms.work.slots import AT, DAY, NEXT, adopt_visits, answer, begin, calendar, fill_in

LATER = AT + timedelta(hours=2)


def offered(journey: Journey, council: CouncilSite, *, at: datetime = AT) -> dict[str, int]:
    standing = refresh_facts(journey=journey, council=council, at=at)
    return {slot["value"]: slot["left"] for slot in standing.known.facts["times"]}


def send(journey: Journey, council: CouncilSite, *, at: datetime = AT) -> Submitted:
    return submit(standing=refresh_facts(journey=journey, council=council, at=at), at=at)


def booked(council: CouncilSite, *, day: str = DAY, bags: int = 1, at: datetime = AT) -> Case:
    journey = begin(adopt_visits(council) if not Binding.objects.exists() else _service(council), at=at)
    fill_in(journey, council, bags=bags, day=day, at=at)
    case: Case = Case.objects.get(id=send(journey, council, at=at).case_ids[0])
    return case


def _service(council: CouncilSite) -> Service:
    return get_service("van-visit", council=council, day=AT.date())


def test_choosing_a_slot_holds_it_for_a_while(council: CouncilSite) -> None:
    with in_council(council):
        service = adopt_visits(council)
        journey, other = begin(service), begin(service)
        answer(journey, council, "bags", bags="2")
        assert answer(journey, council, "when", visit=DAY).problems == ()
        held = Booking.objects.get()
        assert (held.state, held.units, held.date.isoformat()) == ("held", 2, DAY)
        assert held.until == AT + timedelta(minutes=20)
        assert offered(journey, council)[DAY] == 3, "what one holds oneself is free for oneself"
        answer(other, council, "bags", bags="1")
        assert offered(other, council)[DAY] == 1
        assert offered(other, council, at=LATER)[DAY] == 3


def test_who_comes_second_is_told_and_keeps_all_other_answers(council: CouncilSite) -> None:
    with in_council(council):
        service = adopt_visits(council)
        first, second = begin(service), begin(service)
        for journey in (first, second):
            answer(journey, council, "bags", bags="2")
            look(journey=journey, council=council, at=AT)
        assert answer(first, council, "when", visit=DAY).problems == ()
        answered = answer(second, council, "when", visit=DAY)
        assert [(each.rule, each.message) for each in answered.problems] == [
            ("gone", "That time is no longer available. Select another time")
        ]
        kept = Journey.objects.get(id=second.id)
        assert (kept.answers, Booking.objects.count()) == ({"bags": 2}, 1)
        assert answer(second, council, "when", visit=NEXT).problems == ()


def test_another_slot_and_no_slot_give_the_first_back(council: CouncilSite) -> None:
    with in_council(council):
        journey = begin(adopt_visits(council))
        fill_in(journey, council, bags=3)
        answer(journey, council, "when", visit=NEXT)
        assert [place.slot for place in Place.objects.all()] == [NEXT]


def test_sending_books_it_for_the_case(council: CouncilSite) -> None:
    with in_council(council):
        case = booked(council, bags=2)
        booking = bookings_of(case.id)[0]
        assert (booking.kind, booking.state, booking.until, booking.slot["date"]) == ("van", "confirmed", None, DAY)
        assert Event.objects.get(kind="booking_confirmed").subject_id == case.id
        assert Place.objects.get().until is None


def test_a_lapsed_hold_is_renewed_when_it_is_sent(council: CouncilSite) -> None:
    with in_council(council):
        journey = begin(adopt_visits(council))
        fill_in(journey, council)
        assert bookings_of(send(journey, council, at=LATER).case_ids[0])[0].state == "confirmed"


def test_a_slot_that_is_lost_before_sending_opens_no_case(council: CouncilSite) -> None:
    with in_council(council):
        service = adopt_visits(council)
        journey, other = begin(service), begin(service)
        fill_in(journey, council, bags=2)
        fill_in(other, council, bags=2, at=LATER)
        stale = look(journey=journey, council=council, at=LATER)
        with pytest.raises(SlotGone) as gone:
            submit(standing=stale, at=LATER)
        assert gone.value.question == "visit"
        assert Case.objects.count() == 0
        asked = look(journey=journey, council=council, at=LATER)
        assert (asked.route.stop.kind, asked.route.stop.page) == ("page", "when")
        assert asked.route.answers["bags"] == 2
        send(other, council, at=LATER)


def test_the_number_that_is_needed_when_it_is_sent_counts(council: CouncilSite) -> None:
    with in_council(council):
        service = adopt_visits(council)
        journey, other = begin(service), begin(service)
        fill_in(other, council, bags=1)
        fill_in(journey, council, bags=1)
        Journey.objects.filter(id=journey.id).update(answers={**journey.answers, "bags": 3})
        with pytest.raises(SlotGone):
            send(Journey.objects.get(id=journey.id), council)


def test_a_booking_moves_and_is_given_back(council: CouncilSite) -> None:
    with in_council(council):
        case = booked(council, bags=2)
        full = booked(council, bags=3, day=NEXT)
        days = [slot.id for slot in slots_for(case=case, kind="van", first=DAY, last="2026-06-12", at=AT)]
        assert days == [DAY, "2026-06-12"]
        with pytest.raises(SlotGone):
            act(case, "change", value=NEXT)
        with pytest.raises(NothingChanged):
            act(case, "change", value=DAY)
        act(full, "release")
        assert act(case, "change", value=NEXT).date.isoformat() == NEXT
        assert [(each.slot, each.units) for each in Place.objects.all()] == [(NEXT, 2)]
        assert act(full, "change", value=DAY).state == "confirmed"
        with pytest.raises(LookupError):
            act_on_booking(case=case, kind="nothing", act="release", by=RESIDENT, at=AT)


def act(case: Case, act: str, *, value: str = "", at: datetime = AT) -> Booking:
    slot = {"value": value, "date": value, "start": "", "end": ""} if value else None
    return act_on_booking(case=case, kind="van", act=act, slot=slot, by=RESIDENT, at=at)


def test_a_payment_that_comes_too_late_finds_the_slot_or_loses_it(council: CouncilSite) -> None:
    with in_council(council):
        late, later = booked(council, bags=2), booked(council, bags=2, day=NEXT)
        for case in (late, later):
            act(case, "release")
        booked(council, bags=2, day=NEXT)
        assert act(late, "confirm", at=LATER).state == "confirmed"
        assert act(later, "confirm", at=LATER).state == "lost"
        assert Event.objects.get(kind="booking_lost").subject_id == later.id
        assert act(late, "confirm", at=LATER).state == "confirmed"


def test_without_a_calendar_nobody_is_promised_a_time(council: CouncilSite) -> None:
    with in_council(council):
        journey = begin(adopt_visits(council))
        answer(journey, council, "bags", bags="1")
        look(journey=journey, council=council, at=AT)
        Binding.objects.filter(capability="bookings").delete()
        answered = answer(journey, council, "when", visit=DAY)
        assert [each.message for each in answered.problems] == [
            "We cannot book a time at the moment. Try again in a few minutes"
        ]
        assert "visit" not in Journey.objects.get(id=journey.id).answers


@pytest.mark.commits
def test_what_cannot_be_booked_now_is_booked_when_the_calendar_answers(committed: None, council: CouncilSite) -> None:
    with in_council(council):
        journey = begin(adopt_visits(council))
        fill_in(journey, council)
        standing = look(journey=journey, council=council, at=AT)
        Binding.objects.filter(capability="bookings").update(settings={"calendars": "broken"})
        case = submit(standing=standing, at=AT).case_ids[0]
        assert bookings_of(case)[0].state == "held"
        assert Outbox.objects.filter(kind="booking").count() == 1
    serve_lane(council, clock=lambda: AT)
    with in_council(council):
        assert bookings_of(case)[0].state == "held"
        Binding.objects.filter(capability="bookings").update(settings=calendar(3))
    serve_lane(council, clock=lambda: LATER)
    with in_council(council):
        assert bookings_of(case)[0].state == "confirmed"


@pytest.mark.commits
def test_old_holds_are_forgotten_and_bookings_are_not(committed: None, council: CouncilSite) -> None:
    with in_council(council):
        case = booked(council)
        journey = begin(_service(council))
        answer(journey, council, "bags", bags="1")
        answer(journey, council, "when", visit=DAY)
    clear_holds(council, at=LATER)
    with in_council(council):
        assert Booking.objects.count() == 2
    clear_holds(council, at=LATER + timedelta(days=2))
    with in_council(council):
        assert [booking.case_id for booking in Booking.objects.all()] == [case.id]
        assert Place.objects.count() == 1


def test_the_other_council_sees_no_booking_and_has_its_own_room(
    council: CouncilSite, other_council: CouncilSite
) -> None:
    with in_council(council):
        case = booked(council, bags=3)
        reference = bookings_of(case.id)[0].reference
    with in_council(other_council):
        journey = begin(adopt_visits(other_council))
        assert (Booking.objects.count(), Place.objects.count(), bookings_of(case.id)) == (0, 0, ())
        answer(journey, other_council, "bags", bags="3")
        assert offered(journey, other_council)[DAY] == 3
        port = bookings_from("own_calendar", calendar(3))
        assert port.find(reference, AT) is None
        port.release(reference, AT)
    with in_council(council):
        assert Place.objects.count() == 1


@pytest.mark.commits
def test_the_last_place_goes_to_exactly_one_of_many(committed: None, council: CouncilSite) -> None:
    """Every thread asks for the last place at the same moment, each on a connection and in a transaction of its own."""
    start, won, lost = threading.Barrier(8), [], []

    def try_for_it(number: int) -> None:
        port = bookings_from("own_calendar", calendar(1))
        try:
            start.wait(10)
            with in_council(council, by=SYSTEM):
                port.hold(Claim(f"r{number}", "van", DAY, 20), AT)
            won.append(number)
        except Rejected as refused:
            lost.append(refused.code)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=try_for_it, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert (len(won), lost) == (1, ["slot_gone"] * 7)
    with in_council(council):
        assert [place.reference for place in Place.objects.all()] == [f"r{won[0]}"]


def test_what_a_property_has_booked_is_known_and_whether_it_was_free(council: CouncilSite) -> None:
    with in_council(council):
        first, second = booked(council), booked(council, day=NEXT)
        free = {"charges": {"lines": [{"id": "visit", "free": 1}]}}
        Case.objects.filter(id=first.id).update(uprn="100", facts=free)
        Case.objects.filter(id=second.id).update(uprn="100", facts=free, phase="closed", kept={"used": False})
        booked(council, day="2026-06-12")
        asked = {"property": {"uprn": "100"}, "pattern": "van-visit", "charge": "visit", "kept": "used"}
        assert bookings_of_property(asked, "2026-06-08T10:00:00") == [
            {"date": DAY, "state": "confirmed", "case_state": "booked", "open": True, "free": True},
            {"date": NEXT, "state": "confirmed", "case_state": "booked", "open": False, "free": False},
        ]
        for other in ({"property": {"uprn": ""}}, {"property": None}, {"pattern": "other"}):
            assert bookings_of_property({**asked, **other}, "2026-06-08T10:00:00") == []


def test_the_other_council_knows_nothing_of_what_a_property_booked(
    council: CouncilSite, other_council: CouncilSite
) -> None:
    with in_council(council):
        Case.objects.filter(id=booked(council).id).update(uprn="100")
    asked = {"property": {"uprn": "100"}, "pattern": "van-visit"}
    with in_council(other_council):
        assert bookings_of_property(asked, "2026-06-08T10:00:00") == []
