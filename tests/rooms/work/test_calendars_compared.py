"""Is it seen where a supplier's calendar says otherwise than we do, and does it go when the two agree again?"""

from __future__ import annotations

from datetime import timedelta

import pytest

from commonhall.capabilities.bookings.port import Claim
from commonhall.capabilities.bookings.simulator.program import CalendarSimulator
from commonhall.capabilities.errors import Unavailable
from commonhall.cases.books.differing import open_differences, settle_difference
from commonhall.cases.calendars_compared import compare_calendars, compare_daily, last_compared
from commonhall.cases.intake import submit
from commonhall.cases.models import Booking, Case, Difference, Place
from commonhall.councils.actors import SYSTEM
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.record.models import Event
from tests.rooms.work.slots import (
    AT,
    DAY,
    NEXT,
    adopt_visits,
    begin,
    bind_supplied,
    fill_in,
    supplier,
)

LATER = AT + timedelta(hours=2)


@pytest.fixture
def booking(council: CouncilSite, supplied: CalendarSimulator) -> Booking:
    """What a request has booked in the supplier's calendar."""
    with in_council(council):
        service = adopt_visits(council)
        bind_supplied(council, supplied)
        submit(standing=fill_in(begin(service), council), at=AT)
        found: Booking = Booking.objects.select_related("case").get()
        supplier(council, supplied).confirm(found.reference, AT)
        found.state, found.until = "confirmed", None
        found.save()
        return found


def said(council: CouncilSite) -> list[tuple[str, str, str, str]]:
    with in_council(council):
        assert compare_calendars(at=LATER) == ()
        return [(each.kind, each.reference, each.ours, each.theirs) for each in open_differences("bookings")]


def test_where_both_agree_nothing_is_said_and_the_day_is_kept(council: CouncilSite, booking: Booking) -> None:
    assert said(council) == []
    with in_council(council):
        (made,) = last_compared()
        assert (made.provider, made.counted, made.day) == ("calendar_api", 1, AT.date())
        assert open_differences() == [], "nothing of it is money"


def test_what_differs_is_kept_until_it_agrees_again(
    council: CouncilSite, booking: Booking, supplied: CalendarSimulator
) -> None:
    reference = booking.case.reference
    theirs = supplier(council, supplied)
    theirs.move(booking.reference, NEXT, 1, AT)
    theirs.hold(Claim("by-telephone", "van", NEXT, 30, 2), AT)
    assert said(council) == [("time", reference, DAY, NEXT)], "what is only held lapses by itself"
    theirs.confirm("by-telephone", AT)
    assert said(council) == [("time", reference, DAY, NEXT), ("unknown_here", "", "", NEXT)]
    theirs.release(booking.reference, AT)
    assert said(council) == [("unknown_here", "", "", NEXT), ("missing_there", reference, DAY, "")]
    with in_council(council):
        assert Event.objects.filter(kind="booking_differs").count() == 3
        (first, _) = open_differences("bookings")
        settle_difference(difference_id=first.id, reason="They book by telephone too", by=SYSTEM, at=LATER)
    assert said(council) == [("missing_there", reference, DAY, "")], "what was seen to stays seen to"
    theirs.hold(Claim(booking.reference, "van", DAY, 30), AT)
    theirs.confirm(booking.reference, AT)
    assert said(council) == []


def test_what_was_cancelled_here_and_stands_there_is_told_once_it_has_had_time(
    council: CouncilSite, booking: Booking, supplied: CalendarSimulator
) -> None:
    with in_council(council):
        Booking.objects.filter(id=booking.id).update(state="released", changed_at=LATER - timedelta(minutes=5))
    assert said(council) == [], "giving it back may be on its way"
    with in_council(council):
        Booking.objects.filter(id=booking.id).update(changed_at=AT)
    assert said(council) == [("unknown_here", booking.case.reference, "", DAY)]


def test_it_is_done_once_a_day_and_again_where_no_answer_came(
    council: CouncilSite, other_council: CouncilSite, booking: Booking, supplied: CalendarSimulator
) -> None:
    def asked() -> int:
        with in_council(council):
            return sum(each.counted for each in last_compared())

    supplied.faults.set("status:503")
    with pytest.raises(ExceptionGroup, match="some calendars") as failed:
        compare_daily(council, at=LATER)
    assert isinstance(failed.value.exceptions[0], Unavailable)
    assert asked() == 0
    supplied.faults._held.clear()
    compare_daily(council, at=LATER + timedelta(hours=1))
    assert asked() == 1
    supplied.faults.set("status:503")
    compare_daily(council, at=LATER + timedelta(hours=2))
    with in_council(other_council):
        assert (last_compared(), Difference.objects.exists(), Case.objects.exists()) == ((), False, False)


def test_a_calendar_of_our_own_is_compared_with_its_own_records(council: CouncilSite) -> None:
    with in_council(council):
        submit(standing=fill_in(begin(adopt_visits(council)), council), at=AT)
    assert said(council) == []
    with in_council(council):
        Place.objects.all().delete()
    assert [each[0] for each in said(council)] == ["missing_there"]
