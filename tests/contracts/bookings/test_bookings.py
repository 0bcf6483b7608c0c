"""Does every booking provider keep the promises of its port?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commonhall.capabilities.bookings.port import Bookings, Claim, Wanted, plug_places
from commonhall.capabilities.bookings.slot import RECORD_TYPES, Place
from commonhall.capabilities.errors import Misconfigured, Rejected
from commonhall.capabilities.ports import providers_of
from tests.contracts.bookings.benches import BENCHES, RUNNING, PlacesInMemory

NAMES = [provider.name for provider in providers_of("bookings")]
LOCAL = [provider.name for provider in providers_of("bookings") if cast(Any, provider).in_step]
"""Those that count in the council's own records."""
AT = datetime(2026, 6, 8, 9, 0, tzinfo=UTC)
"""A Monday, 10:00 in London."""
DAY, NEXT = "2026-06-10", "2026-06-11"
Make = Callable[..., Bookings]


@pytest.fixture
def places() -> Iterator[PlacesInMemory]:
    records = PlacesInMemory()
    before = plug_places(records)
    yield records
    plug_places(before)


@pytest.fixture(params=NAMES)
def make(request: pytest.FixtureRequest, tmp_path: Path, places: PlacesInMemory) -> Iterator[Make]:
    with RUNNING:
        yield lambda **options: BENCHES[request.param](tmp_path, options)


@pytest.fixture
def bookings(make: Make) -> Bookings:
    return make()


def claim(reference: str, slot: str = DAY, *, units: int = 1, uprn: str = "", minutes: int = 30) -> Claim:
    return Claim(reference, "bulky", slot, minutes, units, uprn)


def free(bookings: Bookings, at: datetime = AT, **wanted: Any) -> dict[str, int]:
    asked = {"calendar": "bulky", "first": "2026-06-08", "last": "2026-06-12", **wanted}
    return {slot.id: slot.left for slot in bookings.slots(Wanted(**asked), at)}


def refused(code: str, call: Callable[[], object]) -> None:
    with pytest.raises(Rejected) as wrong:
        call()
    assert wrong.value.code == code


def test_every_provider_has_a_bench() -> None:
    assert set(BENCHES) == set(NAMES)
    assert len(NAMES) >= 2


def test_it_checks_out_and_names_its_calendars(bookings: Bookings) -> None:
    bookings.check()
    assert [(each.id, each.title.cy) for each in bookings.calendars()] == [
        ("bulky", "Gwastraff swmpus"),
        ("visits", "Ymweliadau"),
    ]


def test_slots_come_in_order_as_options_in_both_languages(bookings: Bookings) -> None:
    found = bookings.slots(Wanted("visits", "2026-06-01", "2026-06-30"), AT)
    assert [slot.id for slot in found][:3] == [
        "2026-06-09T09:00/10:30",
        "2026-06-09T10:30/12:00",
        "2026-06-16T09:00/10:30",
    ]
    record = found[1].record()
    assert record == {
        "value": "2026-06-09T10:30/12:00",
        "label": {
            "en": "Tuesday 9 June 2026, 10:30am to midday",
            "cy": "dydd Mawrth 9 Mehefin 2026, 10.30yb – hanner dydd",
        },
        "calendar": "visits",
        "date": "2026-06-09",
        "start": "10:30",
        "end": "12:00",
        "left": 1,
    }
    assert {name.split(".")[0] for name in RECORD_TYPES} == set(record)


def test_what_is_over_too_soon_or_too_late_to_book_is_not_offered(bookings: Bookings) -> None:
    assert free(bookings) == {"2026-06-09": 3, "2026-06-10": 3, "2026-06-11": 3, "2026-06-12": 3}
    last_moment = datetime(2026, 6, 8, 14, 59, 59, tzinfo=UTC)
    assert "2026-06-09" in free(bookings, last_moment)
    assert "2026-06-09" not in free(bookings, last_moment + timedelta(seconds=1))
    refused("slot_gone", lambda: bookings.hold(claim("a", "2026-06-09"), last_moment + timedelta(seconds=1)))


def test_a_hold_takes_room_until_it_lapses(bookings: Bookings) -> None:
    place = bookings.hold(claim("a", units=2), AT)
    assert (place.state, place.until, place.slot.date) == ("held", AT + timedelta(minutes=30), DAY)
    assert free(bookings)[DAY] == 1
    assert DAY not in free(bookings, units=2)
    refused("slot_gone", lambda: bookings.hold(claim("b", units=2), AT))
    later = AT + timedelta(minutes=30)
    assert free(bookings, later)[DAY] == 3
    assert bookings.hold(claim("b", units=3), later).state == "held"


def test_holding_again_renews_and_another_slot_gives_the_first_back(bookings: Bookings) -> None:
    bookings.hold(claim("a", units=3), AT)
    renewed = bookings.hold(claim("a", units=3), AT + timedelta(minutes=20))
    assert renewed.until == AT + timedelta(minutes=50)
    bookings.hold(claim("a", NEXT), AT)
    assert (free(bookings)[DAY], free(bookings)[NEXT]) == (3, 2)
    bookings.hold(claim("b", DAY, units=3), AT)
    refused("slot_gone", lambda: bookings.hold(claim("a", DAY), AT))
    found = bookings.find("a", AT)
    assert found is not None
    assert found.slot.id == NEXT, "what was held stands when the other slot is gone"


def test_a_confirmed_place_stays_and_confirming_twice_changes_nothing(bookings: Bookings) -> None:
    bookings.hold(claim("a", units=3), AT)
    first = bookings.confirm("a", AT)
    assert (first.state, first.until) == ("confirmed", None)
    assert bookings.confirm("a", AT + timedelta(days=9)) == first
    assert DAY not in free(bookings)
    refused("nothing_changed", lambda: bookings.hold(claim("a", NEXT), AT))


def test_a_lapsed_hold_is_taken_up_again_while_there_is_room(bookings: Bookings) -> None:
    later = AT + timedelta(hours=2)
    bookings.hold(claim("a", units=2), AT)
    bookings.hold(claim("b", NEXT, units=2), AT)
    bookings.hold(claim("c", NEXT, units=2), later)
    assert bookings.confirm("a", later).state == "confirmed"
    refused("slot_gone", lambda: bookings.confirm("b", later))
    refused("place_unknown", lambda: bookings.confirm("nobody", later))
    refused("slot_gone", lambda: bookings.confirm("b", AT + timedelta(days=3)))


def test_a_hold_that_stands_is_confirmed_even_when_it_is_too_late_to_book(bookings: Bookings) -> None:
    eve = datetime(2026, 6, 9, 14, 50, tzinfo=UTC)
    bookings.hold(claim("a"), eve)
    assert bookings.confirm("a", eve + timedelta(minutes=20)).state == "confirmed"


def test_moving_takes_the_new_before_giving_back_the_old(bookings: Bookings) -> None:
    for reference in ("a", "b"):
        bookings.hold(claim(reference, DAY if reference == "a" else NEXT, units=3), AT)
        bookings.confirm(reference, AT)
    refused("slot_gone", lambda: bookings.move("a", NEXT, 3, AT))
    assert DAY not in free(bookings)
    refused("nothing_changed", lambda: bookings.move("a", DAY, 3, AT))
    moved = bookings.move("a", "2026-06-12", 2, AT)
    assert (moved.slot.id, moved.units, moved.state) == ("2026-06-12", 2, "confirmed")
    assert (free(bookings)[DAY], free(bookings)["2026-06-12"]) == (3, 1)
    assert bookings.move("a", "2026-06-12", 3, AT).units == 3
    refused("slot_gone", lambda: bookings.move("a", "2026-06-12", 4, AT))


def test_what_was_given_back_is_free_and_giving_back_twice_is_nothing(bookings: Bookings) -> None:
    bookings.hold(claim("a", units=3), AT)
    bookings.confirm("a", AT)
    for _ in range(2):
        bookings.release("a", AT)
    assert free(bookings)[DAY] == 3
    assert bookings.find("a", AT) is None


def test_what_stands_is_listed_and_what_lapsed_or_went_is_not(bookings: Bookings) -> None:
    bookings.hold(claim("c", units=2, uprn="100"), AT)
    bookings.confirm("c", AT)
    bookings.hold(Claim("a", "visits", "2026-06-16T09:00/10:30", 60), AT)
    bookings.hold(claim("b", NEXT), AT)
    bookings.hold(claim("d", NEXT), AT)
    bookings.release("d", AT)
    later = AT + timedelta(minutes=40)
    found = bookings.listed("2026-06-08", "2026-06-30", later)
    assert [(each.reference, each.slot.id, each.units, each.state) for each in found] == [
        ("a", "2026-06-16T09:00/10:30", 1, "held"),
        ("c", DAY, 2, "confirmed"),
    ]
    assert bookings.listed("2026-06-08", DAY, later) == [bookings.find("c", later)]
    assert bookings.listed("2026-06-11", "2026-06-15", later) == []
    refused("dates_reversed", lambda: bookings.listed("2026-06-12", DAY, AT))
    refused("date_malformed", lambda: bookings.listed("10/06/2026", DAY, AT))
    refused("range_too_long", lambda: bookings.listed(DAY, "2030-01-01", AT))


def test_my_own_slot_is_offered_though_it_is_full(bookings: Bookings) -> None:
    bookings.hold(claim("a", units=3), AT)
    assert DAY not in free(bookings)
    assert free(bookings, mine="a", units=3)[DAY] == 3
    bookings.confirm("a", AT)
    assert DAY in free(bookings, datetime(2026, 6, 9, 20, tzinfo=UTC), mine="a"), "also when it is too late for others"


def test_properties_are_counted_once_however_much_they_book(make: Make) -> None:
    bookings = make(counts="properties")
    for number in range(4):
        bookings.hold(claim(f"a{number}", units=5, uprn="100"), AT)
    assert free(bookings)[DAY] == 2
    bookings.hold(claim("b", uprn="200"), AT)
    bookings.hold(claim("c"), AT)  # no property: counts by itself
    refused("slot_gone", lambda: bookings.hold(claim("d", uprn="300"), AT))
    assert DAY in free(bookings, uprn="100"), "one more of the same property changes nothing"
    assert bookings.hold(claim("e", uprn="100"), AT).state == "held"


def test_a_property_may_have_one_booking_a_day(make: Make) -> None:
    bookings = make(once_a_day=True)
    bookings.hold(claim("a", uprn="100"), AT)
    assert DAY not in free(bookings, uprn="100")
    assert DAY in free(bookings, uprn="200")
    assert DAY in free(bookings, uprn="100", mine="a")
    refused("already_booked", lambda: bookings.hold(claim("b", uprn="100"), AT))
    assert bookings.hold(claim("a", uprn="100", units=2), AT).units == 2


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"calendar": "nothing"}, "calendar_unknown"),
        ({"calendar": "bulky'; --"}, "calendar_unknown"),
        ({"first": "2026-06-12", "last": "2026-06-10"}, "dates_reversed"),
        ({"last": "2030-01-01"}, "range_too_long"),
        ({"first": "10/06/2026"}, "date_malformed"),
        ({"units": 0}, "units_malformed"),
        ({"units": 10_001}, "units_malformed"),
        ({"units": True}, "units_malformed"),
    ],
)
def test_what_makes_no_sense_is_rejected_with_a_code(bookings: Bookings, change: dict[str, Any], code: str) -> None:
    refused(code, lambda: free(bookings, **change))


@pytest.mark.parametrize(
    ("slot", "code"),
    [
        ("2026-06-13", "slot_gone"),  # a Saturday
        ("2026-06-10T07:00/12:00", "slot_gone"),
        ("", "slot_unknown"),
        ("2026-02-30", "slot_unknown"),
        ("\x00" * 40, "slot_unknown"),
        ("2031-06-10", "slot_gone"),
    ],
)
def test_a_slot_that_is_not_offered_cannot_be_held(bookings: Bookings, slot: str, code: str) -> None:
    refused(code, lambda: bookings.hold(claim("a", slot), AT))
    assert bookings.find("a", AT) is None


@pytest.mark.parametrize("minutes", [0, -1, 1_000_000])
def test_a_hold_must_be_of_some_minutes(bookings: Bookings, minutes: int) -> None:
    refused("minutes_malformed", lambda: bookings.hold(claim("a", minutes=minutes), AT))


ACTS = st.tuples(
    st.sampled_from(["hold", "confirm", "move", "release", "wait"]),
    st.sampled_from("abcde"),
    st.sampled_from([DAY, NEXT]),
    st.integers(1, 3),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
@given(st.lists(ACTS, max_size=25))
@pytest.mark.parametrize("make", LOCAL, indirect=True)
def test_whatever_happens_a_slot_is_never_overbooked(
    bookings: Bookings, places: PlacesInMemory, acts: list[tuple[str, str, str, int]]
) -> None:
    places.kept.clear()
    at = AT
    for act, reference, slot, units in acts:
        at += timedelta(minutes=20 if act == "wait" else 1)
        before = dict(places.kept)
        try:
            _do(bookings, act, claim(reference, slot, units=units), at)
        except Rejected:
            assert places.kept == before, "a refusal changes nothing"
        for day in (DAY, NEXT):
            standing: list[Place] = [each for each in places.kept.values() if each.stands(at) and each.slot.id == day]
            assert sum(each.units for each in standing) <= 3
            assert free(bookings, at).get(day, 0) == 3 - sum(each.units for each in standing)


def _do(bookings: Bookings, act: str, wanted: Claim, at: datetime) -> None:
    match act:
        case "hold":
            bookings.hold(wanted, at)
        case "confirm":
            bookings.confirm(wanted.reference, at)
        case "move":
            bookings.move(wanted.reference, wanted.slot, wanted.units, at)
        case "release":
            bookings.release(wanted.reference, at)


@pytest.mark.parametrize("make", LOCAL, indirect=True)
def test_without_a_room_that_keeps_places_the_operator_is_told(bookings: Bookings) -> None:
    before = plug_places(None)
    with pytest.raises(Misconfigured, match="No room keeps"):
        free(bookings)
    plug_places(before)


@pytest.mark.parametrize("make", LOCAL, indirect=True)
def test_a_day_that_people_closed_is_not_offered_and_what_was_taken_stays(
    bookings: Bookings, places: PlacesInMemory
) -> None:
    bookings.hold(claim("a"), AT)
    places.shut = {DAY}
    assert DAY not in free(bookings)
    assert DAY in free(bookings, mine="a")
    refused("slot_gone", lambda: bookings.hold(claim("b"), AT))
    assert bookings.hold(claim("a"), AT + timedelta(minutes=1)).state == "held", "a hold is renewed"
    assert bookings.confirm("a", AT + timedelta(minutes=2)).state == "confirmed"
    bookings.hold(claim("c", NEXT), AT)
    refused("slot_gone", lambda: bookings.move("c", DAY, 1, AT))
    assert bookings.move("a", NEXT, 1, AT).slot.id == NEXT
