"""Can a calendar program read the file, and does an event keep its identity when a bank holiday moves it?"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from icalendar import Calendar

from commonhall.capabilities.waste.collection import CollectionDay
from commonhall.capabilities.waste.ics import calendar_file
from commonhall.core.values.words import Language, Words

AT = datetime(2026, 12, 1, 10, 30, 15, 999, tzinfo=UTC)
COUNCIL = Words(en="Brynafon, Council; of", cy="Cyngor Brynafon")
URL = "https://brynafon.example.org/bins/999904000001.ics?lang=cy"
NAME = Words(en="Food waste", cy="Gwastraff bwyd")
TRICKY = Words(en="Food, garden; glass \\ tins\nand paper", cy="Ŵy a thŷ, bwyd; gwydr \\ tuniau " + "â" * 60)


def day(original: str, moved: str = "", *, name: Words = NAME, service: str = "food") -> CollectionDay:
    return CollectionDay(service, service, name, Words(en="Brown caddy", cy="Cadi brown"), original, moved or original)


def written(*days: CollectionDay, language: Language = "en", uprn: str = "999904000001", at: datetime = AT) -> bytes:
    return calendar_file("brynafon", COUNCIL, uprn, days, language, URL, at)


def read(file: bytes) -> tuple[Any, list[Any]]:
    calendar = Calendar.from_ical(file)
    return calendar, list(calendar.walk("VEVENT"))


def test_the_calendar_says_what_it_is() -> None:
    calendar, events = read(written())
    assert events == []
    assert calendar["VERSION"] == "2.0"
    assert calendar["METHOD"] == "PUBLISH"
    assert calendar["CALSCALE"] == "GREGORIAN"
    assert calendar["PRODID"] == "-//Commonhall//Bin days//EN"
    text = written().decode().replace("\r\n ", "")  # lines unfolded
    assert "REFRESH-INTERVAL;VALUE=DURATION:P1D\r\n" in text
    assert "X-PUBLISHED-TTL:P1D\r\n" in text
    assert f"SOURCE;VALUE=URI:{URL}\r\n" in text
    assert f"\r\nURL:{URL}\r\n" in text
    for name in ("NAME", "X-WR-CALNAME"):
        assert f"\r\n{name}:Bin collections: Brynafon\\, Council\\; of\r\n" in text


def test_an_event_is_a_whole_day_that_does_not_make_anyone_busy() -> None:
    _, (event,) = read(written(day("2026-12-09")))
    assert event.decoded("DTSTART") == date(2026, 12, 9)
    assert event.decoded("DTEND") == date(2026, 12, 10)
    assert event.decoded("DTSTAMP") == AT.replace(microsecond=0)
    assert event["TRANSP"] == "TRANSPARENT"
    assert event["SEQUENCE"] == 0
    assert event["SUMMARY"] == "Food waste collection"
    assert b"DTSTART;VALUE=DATE:20261209\r\n" in written(day("2026-12-09"))
    assert b"DTSTAMP:20261201T103015Z\r\n" in written(day("2026-12-09"))


def test_it_speaks_welsh() -> None:
    calendar, (event,) = read(written(day("2026-12-25", "2026-12-29"), language="cy"))
    assert calendar["NAME"] == "Casgliadau biniau: Cyngor Brynafon"
    assert event["SUMMARY"] == "Casgliad gwastraff bwyd"
    assert "wedi'i symud" in event["DESCRIPTION"]


def test_a_moved_event_keeps_its_uid_and_raises_its_sequence() -> None:
    _, (usual,) = read(written(day("2026-12-25")))
    _, (moved,) = read(written(day("2026-12-25", "2026-12-29"), language="cy", at=AT + timedelta(days=3)))
    assert moved["UID"] == usual["UID"]
    assert moved["SEQUENCE"] > usual["SEQUENCE"]
    assert moved.decoded("DTSTART") == date(2026, 12, 29)


def test_uids_differ_by_council_property_service_and_date() -> None:
    files = [
        written(day("2026-12-09")),
        written(day("2026-12-16")),
        written(day("2026-12-09", service="refuse")),
        written(day("2026-12-09"), uprn="999904000002"),
        calendar_file("fallowdale", COUNCIL, "999904000001", [day("2026-12-09")], "en", URL, AT),
    ]
    uids = {str(event["UID"]) for file in files for event in read(file)[1]}
    assert len(uids) == len(files)


def test_nothing_tells_who_or_where_but_the_address_of_the_file_itself() -> None:
    text = written(day("2026-12-09"), day("2026-12-16")).decode().replace("\r\n ", "")
    assert text.count("999904000001") == text.count(URL) == 2
    assert not {"ATTENDEE", "ORGANIZER", "LOCATION", "GEO"} & {line.split(":")[0] for line in text.split("\r\n")}


@pytest.mark.parametrize("language", ["en", "cy"])
def test_difficult_text_is_escaped_folded_at_75_octets_and_read_back(language: Language) -> None:
    file = written(day("2026-12-09", name=TRICKY), language=language)
    assert file.endswith(b"\r\n")
    assert b"\n" not in file.replace(b"\r\n", b"")
    assert all(len(line) <= 75 for line in file.split(b"\r\n"))
    _, (event,) = read(file)
    said = TRICKY.say(language)
    assert event["SUMMARY"] == (f"{said} collection" if language == "en" else f"Casgliad {said.lower()}")


def test_events_come_in_order_and_the_file_is_the_same_for_the_same_question() -> None:
    days = (day("2026-12-16"), day("2026-12-09"), day("2026-12-09", service="refuse"))
    _, events = read(written(*days))
    assert [event.decoded("DTSTART").day for event in events] == [9, 9, 16]
    assert written(*days) == written(*reversed(days))
    assert written(*days, at=AT.astimezone(timezone(timedelta(hours=5)))) == written(*days)


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        written(at=AT.replace(tzinfo=None))
