"""What is special about the calendars of the council itself, and about those in a file?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from commonhall.capabilities.bookings.port import Wanted, bookings_from, plug_places
from commonhall.capabilities.errors import Misconfigured, Unavailable
from tests.contracts.bookings.benches import WEEKDAYS, PlacesInMemory

AT = datetime(2026, 3, 30, 9, 0, tzinfo=UTC)
WHOLE_DAYS = {"days": WEEKDAYS, "capacity": 1}


@pytest.fixture(autouse=True)
def places() -> Iterator[PlacesInMemory]:
    records = PlacesInMemory()
    before = plug_places(records)
    yield records
    plug_places(before)


def calendar(**options: Any) -> dict[str, Any]:
    return {"calendars": [{"id": "van", "title": {"en": "Van", "cy": "Fan"}, "openings": [WHOLE_DAYS], **options}]}


def days(settings: dict[str, Any], *, at: datetime = AT, first: str = "2026-03-30", last: str = "2026-04-10") -> str:
    found = bookings_from("own_calendar", settings).slots(Wanted("van", first, last), at)
    return " ".join(slot.id[5:] for slot in found)


def test_it_is_closed_on_the_nations_bank_holidays_and_its_own_days() -> None:
    assert days(calendar()) == "03-31 04-01 04-02 04-03 04-06 04-07 04-08 04-09 04-10"
    assert days(calendar(nation="england-wales")) == "03-31 04-01 04-02 04-07 04-08 04-09 04-10"
    assert days(calendar(nation="scotland")) == "03-31 04-01 04-02 04-06 04-07 04-08 04-09 04-10"
    assert days(calendar(closed=["2026-04-01"])).startswith("03-31 04-02")


def test_working_days_before_skip_weekends_and_holidays() -> None:
    settings = calendar(nation="england-wales", closes_in="working_days", closes_days_before=2, closes_at="12:00")
    thursday = datetime(2026, 4, 2, 10, 59, tzinfo=UTC)  # 11:59 in London, before Good Friday
    assert days(settings, at=thursday).startswith("04-08")
    assert days(settings, at=thursday.replace(hour=11, minute=0)).startswith("04-09")


def test_it_can_be_booked_so_many_days_ahead_and_on_the_day_itself() -> None:
    assert days(calendar(ahead_days=3)) == "03-31 04-01 04-02"
    assert days(calendar(closes_days_before=0, closes_at="11:00", ahead_days=1)) == "03-30 03-31"


def test_openings_hold_for_a_season_and_add_up() -> None:
    winter = {"days": ["wednesday"], "capacity": 2, "to_date": "2026-04-05"}
    summer = {"days": ["wednesday"], "capacity": 5, "from_date": "2026-04-06"}
    more = {"days": ["wednesday"], "capacity": 1}
    found = bookings_from("own_calendar", calendar(openings=[winter, summer, more])).slots(
        Wanted("van", "2026-04-01", "2026-04-08"), AT
    )
    assert [(slot.date, slot.left) for slot in found] == [("2026-04-01", 3), ("2026-04-08", 6)]


@pytest.mark.parametrize(
    ("options", "named"),
    [
        ({"openings": []}, "openings"),
        ({"openings": [{**WHOLE_DAYS, "start": "09:00"}]}, "both times"),
        ({"openings": [{**WHOLE_DAYS, "start": "09:00", "end": "08:00"}]}, "ends before"),
        ({"openings": [{**WHOLE_DAYS, "minutes": 30}]}, "need times"),
        ({"openings": [{"days": ["caturday"], "capacity": 1}]}, "days"),
        ({"openings": [{**WHOLE_DAYS, "capacity": -1}]}, "capacity"),
        ({"id": "Van"}, "id"),
        ({"ahead_days": 0}, "ahead_days"),
        ({"nation": "france"}, "nation"),
    ],
)
def test_wrong_settings_are_named(options: dict[str, Any], named: str) -> None:
    with pytest.raises(Misconfigured, match=named):
        bookings_from("own_calendar", calendar(**options))


def test_calendars_that_cannot_be_told_apart_or_never_have_room_are_refused() -> None:
    twice = calendar()["calendars"] * 2
    with pytest.raises(Misconfigured, match="same name"):
        bookings_from("own_calendar", {"calendars": twice})
    with pytest.raises(Misconfigured, match="no calendar"):
        bookings_from("own_calendar", {}).check()
    with pytest.raises(Misconfigured, match="van never has room"):
        bookings_from("own_calendar", calendar(openings=[{**WHOLE_DAYS, "capacity": 0}])).check()


def from_file(path: Path, text: str) -> list[str]:
    path.write_text(text, encoding="utf-8")
    slots = bookings_from("slots_csv", {"path": str(path)}).slots(Wanted("van", "2026-04-01", "2026-04-08"), AT)
    return [f"{slot.id} {slot.left}" for slot in slots]


def test_a_list_is_read_in_order_and_closes_when_its_day_begins(tmp_path: Path) -> None:
    text = "calendar,date,start,end,capacity,closes\nvan,2026-04-02,07:00,13:00,4,\nvan,2026-04-01,,,2,\n"
    path = tmp_path / "slots.csv"
    assert from_file(path, text) == ["2026-04-01 2", "2026-04-02T07:00/13:00 4"]
    eve = datetime(2026, 3, 31, 23, 0, tzinfo=UTC)  # midnight in London
    provider = bookings_from("slots_csv", {"path": str(path)})
    assert [slot.date for slot in provider.slots(Wanted("van", "2026-04-01", "2026-04-08"), eve)] == ["2026-04-02"]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("van,2026-04-31,,,1,", "date"),
        ("van,2026-04-01,10:00,09:00,1,", "ends before"),
        ("van,2026-04-01,10:00,,1,", "both times"),
        ("van,2026-04-01,,,-1,", "capacity"),
        ("Van,2026-04-01,,,1,", "calendar"),
        ("van,2026-04-01,,,1,2026-03-01T10:00:00Z", "without a zone"),
        ("van,2026-04-02,,,1,\nvan,2026-04-02,,,1,", "twice"),
    ],
)
def test_one_wrong_line_and_nothing_of_the_file_counts(tmp_path: Path, line: str, why: str) -> None:
    text = f"calendar,date,start,end,capacity,closes\n{line}\n"
    with pytest.raises(Misconfigured, match=rf"(?s)Correct line.*{why}"):
        from_file(tmp_path / "slots.csv", text)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    provider = bookings_from("slots_csv", {"path": str(tmp_path / "none.csv")})
    with pytest.raises((Misconfigured, Unavailable), match=r"none\.csv"):
        provider.check()
