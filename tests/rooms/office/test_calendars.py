"""Closing days of the council's own calendars, and reading bookings in a calendar program by a secret address."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from icalendar import Calendar

from commonhall.cases.bookings import SlotGone, act_on_booking
from commonhall.cases.closing import (
    ClosureRefused,
    ClosureUnknown,
    booked_on_closed_days,
    close_days,
    closures,
    open_days,
    own_calendars,
)
from commonhall.cases.feeds import FeedRefused, FeedUnknown, TooManyReads, end_feed, make_feed, read_feed
from commonhall.cases.intake import submit
from commonhall.cases.models import Booking, CalendarFeed, Case, Closure
from commonhall.catalogue.operations import bind_provider
from commonhall.catalogue.queries import get_service
from commonhall.core.values.dates import parse_date
from commonhall.councils.actors import SYSTEM
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.people.models import Membership
from commonhall.people.policies import Member
from commonhall.people.queries import find_member
from commonhall.record.models import Event
from tests.rooms.office.desk import host_of, member, new_desk
from tests.rooms.work.slots import AT, DAY, NEXT, adopt_visits, answer, begin, calendar, fill_in

NETWORK = "192.0.2.1"


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("commonhall.web.citizen.visit.clock", lambda: AT)


def booked(council: CouncilSite, *, day: str = DAY, at: datetime = AT) -> Case:
    with in_council(council):
        if Booking.objects.exists():
            service = get_service("van-visit", council=council, day=AT.date())
        else:
            service = adopt_visits(council, at=at)
        standing = fill_in(begin(service, at=at), council, day=day, at=at)
        case: Case = Case.objects.get(id=submit(standing=standing, at=at).case_ids[0])
    return case


def lead(council: CouncilSite, name: str = "Lena Lead") -> Member:
    made = member(council, name, ("lead", "*", ""))
    with in_council(council):
        found = find_member(made, at=AT)
    assert found is not None
    return found


def close(first: str = DAY, last: str = "", calendar: str = "van") -> object:
    return close_days(
        calendar=calendar, first_date=parse_date(first), last_date=parse_date(last or first), reason="Van repair",
        by=SYSTEM, at=AT,
    )  # fmt: skip


def test_a_closed_day_is_booked_by_nobody_and_what_is_on_it_stays_in_a_list(council: CouncilSite) -> None:
    case = booked(council)
    officer = lead(council)
    with in_council(council):
        close(DAY, NEXT)
        assert [(each.reference, str(each.date)) for each in booked_on_closed_days(officer, AT.date())[0]] == [
            (case.reference, DAY)
        ]
        assert Booking.objects.get().state == "confirmed", "nothing is cancelled"
        assert Event.objects.filter(kind="calendar_closed").count() == 1
        other = begin(get_service("van-visit", council=council, day=AT.date()))
        answer(other, council, "bags", bags="1")
        assert [each.rule for each in answer(other, council, "when", visit=NEXT).problems] == ["gone"]
        slot = {"value": NEXT, "date": NEXT, "start": "", "end": ""}
        with pytest.raises(SlotGone):
            act_on_booking(case=case, kind="van", act="change", slot=slot, by=SYSTEM, at=AT)
        (found,) = closures(AT.date())
        open_days(closure_id=found.id, by=SYSTEM, at=AT)
        act_on_booking(case=case, kind="van", act="change", slot=slot, by=SYSTEM, at=AT)
        assert booked_on_closed_days(officer, AT.date()) == ([], 0)
        assert Closure.objects.get().ended_at == AT
        with pytest.raises(ClosureUnknown):
            open_days(closure_id=found.id, by=SYSTEM, at=AT)


def test_what_a_supplier_s_calendar_has_booked_is_not_on_our_closed_days(council: CouncilSite) -> None:
    booked(council)
    officer = lead(council)
    with in_council(council):
        close()
        Booking.objects.update(reference="elsewhere")
        assert booked_on_closed_days(officer, AT.date()) == ([], 0)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"first": NEXT, "last": DAY}, "order"),
        ({"first": "2026-06-01", "last": "2026-06-07"}, "past"),
        ({"last": "2027-06-11"}, "too_long"),
        ({"calendar": "another"}, "calendar"),
    ],
)
def test_days_that_cannot_be_closed(council: CouncilSite, change: dict[str, str], reason: str) -> None:
    booked(council)
    with in_council(council):
        with pytest.raises(ClosureRefused) as refused:
            close(**change)
        assert refused.value.reason == reason
        assert Closure.objects.count() == 0


def test_a_calendar_of_a_supplier_is_closed_there(council: CouncilSite) -> None:
    booked(council)
    with in_council(council):
        settings = {"api_key": "k", "base_url": "http://127.0.0.1:9"}
        bind_provider(capability="bookings", provider="calendar_api", settings=settings, by=SYSTEM, at=AT)
        assert own_calendars(AT) == ()
        bind_provider(
            capability="bookings", provider="own_calendar", settings=calendar(1), service="x", by=SYSTEM, at=AT
        )
        assert [each.id for each in own_calendars(AT)] == ["van"]


def test_a_lead_closes_a_day_in_the_office_and_opens_it_again(council: CouncilSite) -> None:
    now = datetime.now(UTC)
    booked(council, at=now, day=_coming(now))
    desk = new_desk(council, "Lena Lead", ("lead", "*", ""))
    day = parse_date(_coming(now))
    fields = {"calendar": "van", "first-day": day.day, "first-month": day.month, "first-year": day.year}
    wrong = desk.post("calendars", do="close", **{**fields, "first-day": "x"})
    assert "Error" in wrong.content.decode()
    assert desk.post("calendars", do="close", **fields, reason="Van repair").status_code == 303
    page = desk.get("calendars").content.decode()
    assert "Van repair" in page
    assert "Nothing has been cancelled" in page
    with in_council(council):
        (found,) = closures(now.date())
    assert "Select the days" in desk.post("calendars", do="open").content.decode()
    assert desk.post("calendars", do="open", closures=str(found.id)).status_code == 303
    assert "Nothing is booked on closed days" in desk.get("calendars").content.decode()


def _coming(now: datetime) -> str:
    """Return a working day soon enough to be on offer."""
    day = now.date() + timedelta(days=2)
    while day.weekday() > 4:
        day += timedelta(days=1)
    return day.isoformat()


def test_an_officer_sees_closed_days_and_closes_none(council: CouncilSite) -> None:
    booked(council)
    with in_council(council):
        close(last=NEXT)
    desk = new_desk(council, "Olive Officer", ("officer", "*", ""))
    page = desk.get("calendars").content.decode()
    assert 'value="close"' not in page
    for do in ("close", "open"):
        assert desk.post("calendars", do=do, calendar="van").status_code == 404
    with in_council(council):
        assert len(closures(AT.date())) == 1


def test_the_address_is_shown_once_and_read_by_a_program(council: CouncilSite) -> None:
    now = datetime.now(UTC)
    booked(council, at=now, day=_coming(now))
    desk = new_desk(council, "Olive Officer", ("officer", "*", ""))
    page = desk.post("calendars", do="feed", bookings="all", shows="places").content.decode()
    found = re.search(r"http://[^\s<]+/booking-feeds/[\w-]+\.ics", page)
    assert found, page
    assert "booking-feeds" not in desk.get("calendars").content.decode()


def test_a_feed_tells_reference_day_and_street_and_nobody_s_name(council: CouncilSite) -> None:
    case = booked(council)
    officer = lead(council)
    with in_council(council):
        token = make_feed(member=officer, calendar="", shows="places", by=officer.actor, at=AT)
        people = make_feed(member=officer, calendar="van", shows="people", by=officer.actor, at=AT)
        assert token.encode() not in bytes(CalendarFeed.objects.order_by("made_at", "id")[0].token_hash)
    answer = Client().get(f"/booking-feeds/{token}.ics", headers={"host": host_of(council)})
    assert answer["Content-Type"].startswith("text/calendar")
    (event,) = Calendar.from_ical(answer.content).walk("VEVENT")
    assert (str(event["SUMMARY"]), event.decoded("DTSTART").isoformat(), str(event["STATUS"])) == (
        case.reference, DAY, "CONFIRMED",
    )  # fmt: skip
    assert b"Ffowc" not in answer.content
    named = Client().get(f"/booking-feeds/{people}.ics", headers={"host": host_of(council)})
    assert b"Nia Ffowc" in named.content


def test_a_feed_ends_with_its_member_and_when_they_say(council: CouncilSite, other_council: CouncilSite) -> None:
    booked(council)
    officer, other = lead(council), lead(council, "Otto Other")
    with in_council(council):
        token = make_feed(member=officer, calendar="", shows="places", by=officer.actor, at=AT)
        mine = CalendarFeed.objects.get()
        with pytest.raises(FeedUnknown):
            end_feed(feed_id=mine.id, member=other, by=other.actor, at=AT)
        assert len(read_feed(token=token, network=NETWORK, at=AT)) == 1
        assert read_feed(token=token, network=NETWORK, at=AT + timedelta(days=60)) == []
    with in_council(other_council), pytest.raises(FeedUnknown):
        read_feed(token=token, network=NETWORK, at=AT)
    with in_council(council):
        Membership.objects.filter(id=officer.membership_id).update(active=False)
        with pytest.raises(FeedUnknown):
            read_feed(token=token, network=NETWORK, at=AT)
        Membership.objects.filter(id=officer.membership_id).update(active=True)
        end_feed(feed_id=mine.id, member=officer, by=officer.actor, at=AT)
        with pytest.raises(FeedUnknown):
            read_feed(token=token, network=NETWORK, at=AT)
    assert Client().get(f"/booking-feeds/{token}.ics", headers={"host": host_of(council)}).status_code == 404


def test_a_feed_shows_what_its_member_may_see_and_no_other_team_s(council: CouncilSite) -> None:
    booked(council)
    made = member(council, "Grace Grants", ("officer", "skip-licence", ""))
    with in_council(council):
        officer = find_member(made, at=AT)
        assert officer is not None
        token = make_feed(member=officer, calendar="", shows="people", by=officer.actor, at=AT)
        assert read_feed(token=token, network=NETWORK, at=AT) == []
        assert booked_on_closed_days(officer, AT.date()) == ([], 0)
        close()
        assert booked_on_closed_days(officer, AT.date()) == ([], 1)


def test_feeds_are_neither_guessed_nor_read_without_end_nor_made_without_end(council: CouncilSite) -> None:
    booked(council)
    officer = lead(council)
    with in_council(council):
        tokens = [make_feed(member=officer, calendar="", shows="places", by=officer.actor, at=AT) for _ in range(5)]
        with pytest.raises(FeedRefused):
            make_feed(member=officer, calendar="", shows="places", by=officer.actor, at=AT)
        for _ in range(30):
            read_feed(token=tokens[0], network=NETWORK, at=AT)
        with pytest.raises(TooManyReads):
            read_feed(token=tokens[0], network=NETWORK, at=AT)
        for number in range(20):
            with pytest.raises(FeedUnknown):
                read_feed(token=f"guess-{number}", network="192.0.2.9", at=AT)
        with pytest.raises(TooManyReads):
            read_feed(token="guess", network="192.0.2.9", at=AT)
        assert len(read_feed(token=tokens[1], network="192.0.2.9", at=AT)) == 1, (
            "a program that knows its address reads"
        )
    answer = Client().get(f"/booking-feeds/{tokens[0]}.ics", headers={"host": host_of(council)})
    assert (answer.status_code, int(answer["Retry-After"]) > 0) == (429, True)
