"""Whatever a supplier's calendar does, and whenever, is there one booking in the end, there as here?"""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest

from commonhall.capabilities.bookings.simulator.program import CalendarSimulator
from commonhall.capabilities.errors import Unavailable
from commonhall.cases.bookings import SlotGone, bookings_of
from commonhall.cases.intake import submit
from commonhall.cases.models import Booking, Case, Place
from commonhall.cases.operations import move_case
from commonhall.catalogue.calls import forget_failures
from commonhall.catalogue.models import Binding
from commonhall.catalogue.operations import bind_provider
from commonhall.catalogue.queries import get_service
from commonhall.councils.actors import SYSTEM
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.journeys.models import Journey
from commonhall.journeys.operations import refresh_facts
from commonhall.record.models import Outbox
from commonhall.record.worker import serve_lane
from tests.rooms.festival.test_swapping import closing, switch_back
from tests.rooms.work.slots import AT, DAY, NEXT, answer, begin, calendar, supplier

pytestmark = pytest.mark.commits
POSITIONS = 5
"""The calendar is asked for slots, for slots again, to hold, to hold again, and to book; then to move and give back."""


@pytest.fixture
def places_a_day() -> int:
    """All who come find room."""
    return 100


def send(council: CouncilSite) -> Case:
    """Answer page after page as somebody does who tries again, and send it."""
    with in_council(council):
        journey = begin(get_service("van-visit", council=council, day=AT.date()))
        answer(journey, council, "bags", bags="1")
    for _ in range(5):
        with in_council(council):
            kept = Journey.objects.get(id=journey.id)
            standing = refresh_facts(journey=kept, council=council, at=AT)
            stop = standing.route.stop
            if stop.kind == "check":
                case: Case = Case.objects.get(id=submit(standing=standing, at=AT).case_ids[0])
                return case
            if stop.page == "when":
                answer(kept, council, stop.page, visit=DAY)
            else:
                answer(kept, council, stop.page, name="Nia Ffowc")
    raise AssertionError("the journey does not come to its end")


def deliver(council: CouncilSite) -> None:
    at: datetime = AT
    for _ in range(12):
        serve_lane(council, clock=lambda at=at: at)  # type: ignore[misc] # a default binds the loop's value
        at += timedelta(minutes=20)


def move(council: CouncilSite, case: Case, transition: str, day: str = "") -> None:
    """Do it as an officer who tries again, since nothing may be half done."""
    asked = {"visit_new": {"value": day, "date": day, "start": "", "end": ""}} if day else {}
    with in_council(council):
        move_case(
            case_id=case.id, transition=transition, asked=asked, expect=None,
            actors=("officer" if day else "resident",), council=council, by=SYSTEM, at=AT,
        )  # fmt: skip


@pytest.mark.parametrize("effect", ["reset", "html_error_page", "timeout_after"])
def test_there_is_one_booking_in_the_end(town: CouncilSite, supplied: CalendarSimulator, effect: str) -> None:
    for position in range(POSITIONS):
        supplied.faults.set(effect, after=position, times=1)
        case = send(town)
        deliver(town)
        forget_failures()
        supplied.faults._held.clear()
        with in_council(town):
            booked = list(bookings_of(case.id))
        if not booked:  # no time could be chosen: an officer agrees one
            move(town, case, "move", DAY)
            deliver(town)
        with in_council(town):
            (booking,) = bookings_of(case.id)
            assert (booking.state, booking.date.isoformat()) == ("confirmed", DAY), position
        place = supplier(town, supplied).find(booking.reference, AT)
        assert place is not None
        assert (place.state, place.slot.id) == ("confirmed", DAY), position
    with in_council(town):
        assert Outbox.objects.filter(kind__startswith="booking", state__in=("ready", "dead")).count() == 0
        references = {booking.reference for case in Case.objects.all() for booking in bookings_of(case.id)}
    rows = supplied._store.rows("select reference from place where until is null")
    assert {row["reference"] for row in rows} == references


@pytest.mark.parametrize("effect", ["status:503", "truncated_json"])
def test_moving_and_cancelling_leave_nothing_behind(
    town: CouncilSite, supplied: CalendarSimulator, effect: str
) -> None:
    case = send(town)
    deliver(town)
    supplied.faults.set(effect, times=1)
    for _ in range(2):
        try:
            move(town, case, "move", NEXT)
            break
        except (Unavailable, SlotGone):
            forget_failures()
            continue
    with in_council(town):
        (booking,) = bookings_of(case.id)
    place = supplier(town, supplied).find(booking.reference, AT)
    assert place is not None
    assert (place.slot.id, booking.date.isoformat()) == (NEXT, NEXT)
    supplied.faults.set(effect, times=1)
    move(town, case, "cancel")
    deliver(town)
    assert supplier(town, supplied).find(booking.reference, AT) is None
    with in_council(town):
        assert bookings_of(case.id)[0].state == "released"


JOURNEYS = 6


def test_calendars_are_swapped_while_people_book_and_nothing_is_lost(
    town: CouncilSite, supplied: CalendarSimulator
) -> None:
    """Two people book one after the other, while an administrator switches calendars to and fro, and a worker works."""
    with in_council(town):
        bind_provider(capability="bookings", provider="own_calendar", settings=calendar(100), by=SYSTEM, at=AT)
    done = threading.Event()
    switches: list[int] = []

    def administrator() -> None:
        while not done.wait(0.1):
            switch_back(town, "bookings", AT + timedelta(seconds=len(switches)))
            switches.append(1)

    def worker() -> None:
        while not done.wait(0.05):
            serve_lane(town, clock=lambda: AT)

    def people() -> None:
        for _ in range(JOURNEYS):
            send(town)

    with ThreadPoolExecutor(4) as pool:
        others = [pool.submit(closing, act) for act in (administrator, worker)]
        booking = [pool.submit(closing, people) for _ in range(2)]
        try:
            for each in booking:
                each.result()
        finally:
            done.set()
        for each in others:
            each.result()
    deliver(town)
    assert len(switches) > 3
    check_each_is_in_one_calendar(town, supplied)


def check_each_is_in_one_calendar(council: CouncilSite, supplied: CalendarSimulator) -> None:
    """Every case has one booking, which is booked, and stands in the calendar that took it and in no other."""
    theirs = {row["reference"] for row in supplied._store.rows("select reference from place where until is null")}
    with in_council(council):
        bookings = list(Booking.objects.all())
        own = {place.reference for place in Place.objects.filter(until=None)}
        providers = {one.id: one.provider for one in Binding.objects.all()}
        assert {one.state for one in bookings} == {"confirmed"}
        assert len(bookings) == len({one.case_id for one in bookings}) == Case.objects.count() == 2 * JOURNEYS
    by_provider: dict[str, set[str]] = {"own_calendar": set(), "calendar_api": set()}
    for one in bookings:
        by_provider[providers[one.binding_id]].add(one.reference)
    assert by_provider == {"own_calendar": own, "calendar_api": theirs}
    assert own
    assert theirs
