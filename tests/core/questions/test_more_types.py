"""What do the types for money, times, places, baskets, accounts and files refuse, in which order and words?"""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from commonhall.core.questions.file import File, clean_name, size_in_words
from commonhall.core.questions.location import written_point
from commonhall.core.questions.slot import slot_label
from commonhall.core.questions.time import typed_time
from commonhall.core.values.coordinates import NotOnTheGrid, to_grid
from commonhall.core.values.words import Language
from tests.core.questions.cases import BANK, DOCUMENT, OPTIONS, RANGE, SLOTS, answer, problem, question, setting


@pytest.mark.parametrize(
    ("name", "typed", "message"),
    [
        ("postcode", "AB1", "Enter a full UK postcode, like AB1 2CD"),
        ("website", "example", "Enter a website address in the correct format, like www.example.org"),
        ("website", "javascript:alert(1)", "Enter a website address in the correct format, like www.example.org"),
        ("website", "ftp://example.org", "Enter a website address in the correct format, like www.example.org"),
        ("vehicle", "ABCDEFG", "Enter a vehicle registration number in the correct format, like AB12 CDE"),
        ("vehicle", "1-ABC-234", "Enter a vehicle registration number in the correct format, like AB12 CDE"),
        (
            "national_insurance",
            "QQ123456E",
            "Enter a National Insurance number that is 2 letters, 6 numbers, then A, B, C or D, like QQ 12 34 56 C",
        ),
        ("time", "half past", "The thing must be a time, like 9:30am"),
    ],
)
def test_codes_show_what_is_expected(name: str, typed: str, message: str) -> None:
    assert problem(question(name), {"q": typed}) == ("format", message, "q")


@pytest.mark.parametrize(
    "plate", ["AB12 CDE", "a123bcd", "ABC 123D", "ABC 1", "1 ABC", "A1", "1 A", "AIZ 1234", "101D234", "1234 AB"]
)
def test_registration_numbers_of_every_age_are_taken(plate: str) -> None:
    assert answer(question("vehicle"), {"q": plate}) == plate.upper().replace(" ", "")


@pytest.mark.parametrize(
    ("options", "typed", "rule", "message"),
    [
        ({}, "ten", "format", "The thing must be an amount of money, like 123.45"),
        ({}, "-5", "format", "The thing must be an amount of money, like 123.45"),
        ({}, "12.5", "pence_needed", "The thing must include pence, like 123.45"),
        ({"pence": "must"}, "12", "pence_needed", "The thing must include pence, like 123.45"),
        ({"pence": "none"}, "12.50", "pence_refused", "The thing must not include pence, like 123"),
        ({"pence": "none"}, "12.5", "pence_refused", "The thing must not include pence, like 123"),
        ({"min_pence": 100}, "0.99", "too_low", "The thing must be £1 or more"),
        ({"max_pence": 150_000}, "1,500.01", "too_high", "The thing must be £1,500 or less"),
        ({"min_pence": 1, "max_pence": 99}, "1", "too_high", "The thing must be between £0.01 and £0.99"),
        ({"min_pence": 1, "max_pence": 99}, "0", "too_low", "The thing must be between £0.01 and £0.99"),
        ({}, "9" * 15, "too_high", "The thing must be £99,999,999,999.99 or less"),
    ],
)
def test_money(options: dict[str, Any], typed: str, rule: str, message: str) -> None:
    assert problem(question("money", **options), {"q": typed}) == (rule, message, "q")


@given(st.integers(min_value=0, max_value=99_999_999_999_99), st.sampled_from(["may", "must"]))
def test_every_amount_reads_back_as_it_is_shown(pence: int, asked: str) -> None:
    one = question("money", pence=asked)
    assert one.read_answer(pence, setting()).answer == pence
    assert (
        answer(one, {"q": one.summary(pence, setting())[0] + ("" if asked == "may" or pence % 100 else ".00")}) == pence
    )


@pytest.mark.parametrize(
    ("typed", "clock"),
    [
        ("9:30am", "09:30"), ("9.30 a.m.", "09:30"), ("12am", "00:00"), ("12pm", "12:00"), ("12:30am", "00:30"),
        ("17:05", "17:05"), ("1705", "17:05"), ("5yp", "17:00"), ("8.15yh", "20:15"), ("7yb", "07:00"),
        ("noon", "12:00"), ("Midnight", "00:00"), ("hanner dydd", "12:00"), ("０９：３０", "09:30"),
        ("13pm", None), ("0am", None), ("24:00", None), ("9:60", None), ("9", None), ("", None), ("9:30xm", None),
    ],
)  # fmt: skip
def test_times_as_people_type_them(typed: str, clock: str | None) -> None:
    assert typed_time(typed) == clock


def test_times_outside_their_limits() -> None:
    open_hours = question("time", earliest="09:00", latest="17:00")
    between = "The thing must be between 9am and 5pm"
    assert problem(open_hours, {"q": "8:59am"})[:2] == ("too_early", between)
    assert problem(open_hours, {"q": "17:01"})[:2] == ("too_late", between)
    assert answer(open_hours, {"q": "5pm"}) == "17:00"
    assert problem(question("time", latest="17:00"), {"q": "6pm"}, "cy")[1] == "Y peth: rhowch 5yp neu amser cyn hynny"
    with pytest.raises(ValidationError, match="no time can be both"):
        question("time", earliest="17:00", latest="09:00")
    with pytest.raises(ValidationError):
        question("time", earliest="9am")


@pytest.mark.parametrize(
    ("options", "month", "year", "rule", "message", "field"),
    [
        ({}, "", "2026", "part_missing", "The thing must include a month", "q-month"),
        ({}, "6", "", "part_missing", "The thing must include a year", "q-year"),
        ({}, "13", "2026", "not_real", "The thing must include a real month", "q-month"),
        ({}, "6", "26", "year", "Year must include 4 numbers", "q-year"),
        ({"latest": "today"}, "7", "2026", "too_late", "The thing must be this month or in the past", "q-month"),
        ({"latest": "today-1"}, "6", "2026", "too_late", "The thing must be before this month", "q-month"),
        ({"earliest": "today"}, "5", "2026", "too_early", "The thing must be this month or in the future", "q-month"),
        ({"earliest": "today-6"}, "11", "2025", "too_early", "The thing must be December 2025 or later", "q-month"),
        (
            {"earliest": "2025-01", "latest": "2025-12"}, "1", "2026",
            "too_late", "The thing must be between January 2025 and December 2025", "q-month",
        ),
    ],
)  # fmt: skip
def test_months(options: dict[str, Any], month: str, year: str, rule: str, message: str, field: str) -> None:
    asked = question("month_year", **options)
    assert problem(asked, {"q-month": month, "q-year": year}) == (rule, message, field)


@pytest.mark.parametrize(
    ("options", "change", "rule", "message", "field"),
    [
        ({}, {"q-to-day": "", "q-to-month": "", "q-to-year": ""}, "end_missing", "Enter end date", "q-to-day"),
        ({}, {"q-from-day": ""}, "part_missing", "Start date must include a day", "q-from-day"),
        ({}, {"q-to-day": "31"}, "not_real", "End date must be a real date", "q-to-day"),
        ({}, {"q-to-day": "9"}, "wrong_order", "End date must be the same as or after 10 June 2026", "q-to-day"),
        ({"max_days": 2}, {}, "too_many_days", "The dates must be 2 days or fewer", "q-to-day"),
        ({"max_days": 1}, {}, "too_many_days", "The two dates must be the same day", "q-to-day"),
        ({"earliest": "today+1"}, {}, "too_early", "Start date must be in the future", "q-from-day"),
        ({"latest": "2026-06-11"}, {}, "too_late", "End date must be the same as or before 11 June 2026", "q-to-day"),
    ],
)
def test_ranges_of_dates(options: dict[str, Any], change: dict[str, str], rule: str, message: str, field: str) -> None:
    assert problem(question("date_range", **options), {**RANGE, **change}) == (rule, message, field)


def test_a_range_may_be_one_day() -> None:
    one = answer(question("date_range", max_days=1), {**RANGE, "q-to-day": "10"})
    assert question("date_range").summary(one, setting()) == ["10 June 2026"]
    two = {"from": "2026-06-10", "to": "2026-06-12"}
    assert question("date_range").summary(two, setting("cy")) == ["10 Mehefin 2026 hyd 12 Mehefin 2026"]


@pytest.mark.parametrize(
    ("change", "rule", "message", "field"),
    [
        ({"q-name": ""}, "name_missing", "Enter the name on the account", "q-name"),
        ({"q-name": "x" * 101}, "name_too_long", "Name on the account must be 100 characters or less", "q-name"),
        ({"q-sort_code": ""}, "sort_code_missing", "Enter a sort code", "q-sort_code"),
        ({"q-sort_code": "12345"}, "sort_code_format", "Enter a valid sort code like 309430", "q-sort_code"),
        ({"q-account": ""}, "account_missing", "Enter an account number", "q-account"),
        ({"q-account": "1234567x"}, "account_format", "Enter a valid account number like 00733445", "q-account"),
        ({"q-account": "12345"}, "account_length", "Account number must be between 6 and 8 digits", "q-account"),
        ({"q-account": "123456789"}, "account_length", "Account number must be between 6 and 8 digits", "q-account"),
    ],
)
def test_bank_details(change: dict[str, str], rule: str, message: str, field: str) -> None:
    assert problem(question("bank_details"), {**BANK, **change}) == (rule, message, field)


def test_a_roll_number_is_read_only_where_it_is_asked_for() -> None:
    asked = question("bank_details", with_roll=True)
    assert problem(asked, {**BANK, "q-roll": "x" * 19})[0] == "roll_length"
    assert problem(asked, {**BANK, "q-roll": "a_b"})[0] == "roll_format"
    plain = answer(question("bank_details"), {**BANK, "q-roll": "a_b"})
    assert isinstance(plain, dict)
    assert plain["roll"] == ""


@pytest.mark.parametrize(
    ("typed", "point"),
    [
        ("51.5, -0.12", (51.5, -0.12)),
        ("51.500000 -0.120000", (51.5, -0.12)),
        ("TQ 30 80", (51.5098, -0.1242)),
        ("tq305805", (51.5053, -0.1206)),
        ("530500, 180500", (51.5075, -0.1210)),
        ("NO 40 30", (56.4617, -2.9661)),
    ],
)
def test_points_that_people_write(typed: str, point: tuple[float, float]) -> None:
    found = written_point(typed)
    assert found is not None
    assert found[:2] == pytest.approx(point, abs=0.006)


@given(st.integers(0, 699_999), st.integers(0, 1_199_999))
def test_a_grid_reference_names_the_square_that_it_was_made_from(easting: int, northing: int) -> None:
    letters = "ABCDEFGHJKLMNOPQRSTUVWXYZ"
    column, row = easting // 100_000, northing // 100_000
    first = (19 - row) - (19 - row) % 5 + (column + 10) // 5
    second = (19 - row) * 5 % 25 + column % 5
    text = f"{letters[first]}{letters[second]} {easting % 100_000:05} {northing % 100_000:05}"
    try:
        found = written_point(text)
    except NotOnTheGrid:
        return  # a corner of the grid that lies outside the box of the United Kingdom
    assert found is not None
    assert to_grid(found[0], found[1]) == pytest.approx((easting + 0.5, northing + 0.5), abs=1)


@pytest.mark.parametrize("typed", ["A12", "TQ 3 80", "12 High Street", "07700 900982", "TQ 123", "", "ZZ 30 80"])
def test_other_words_are_no_point(typed: str) -> None:
    assert written_point(typed) is None


def test_places() -> None:
    asked = question("location")
    assert problem(asked, {"q": "40.4, -3.7"}) == ("outside", "Enter a place in the United Kingdom", "q")
    assert problem(asked, {"q": ""})[1] == "Enter the thing, or describe where it is"
    assert problem(asked, {"q": "x" * 501})[0] == "too_long"
    needed = question("location", needs_point=True)
    assert problem(needed, {"q": "by the pond"})[0] == "point_needed"
    known = answer(needed, {"q": "High  Street"}, places={"high street": (51.5, -0.12)})
    assert known == {"text": "High  Street", "lat": 51.5, "lng": -0.12, "source": "gazetteer"}
    assert asked.summary(known, setting()) == ["High  Street"]
    mapped = answer(asked, {"q-lat": "51.5", "q-lng": "-0.12", "q-source": "device"})
    assert mapped == {"text": "51.5, -0.12", "lat": 51.5, "lng": -0.12, "source": "device"}
    assert (
        problem(asked, {"q": "x", "q-for": "x", "q-lat": "nowhere", "q-lng": "1", "q-source": "map"})[0] == "wrong_type"
    )


@pytest.mark.parametrize(
    ("options", "typed", "rule", "message", "field"),
    [
        ({}, {}, "missing", "Enter how many you want for the thing", "q-refuse"),
        ({}, {"q-food": "0"}, "missing", "Enter how many you want for the thing", "q-refuse"),
        ({}, {"q-food": "two"}, "format", "How many of “Food” must be a whole number, like 2", "q-food"),
        ({}, {"q-food": "1.5"}, "format", "How many of “Food” must be a whole number, like 2", "q-food"),
        ({}, {"q-food": "-1"}, "format", "How many of “Food” must be a whole number, like 2", "q-food"),
        ({}, {"q-food": "1000"}, "too_many_of", "How many of “Food” must be 999 or fewer", "q-food"),
        ({}, {"q-sofa": "1"}, "not_offered", "Select the thing from the list", "q-refuse"),
        ({"min_total": 3}, {"q-food": "2"}, "too_few", "Choose 3 items or more", "q-refuse"),
        ({"max_total": 3}, {"q-food": "2", "q-refuse": "2"}, "too_many", "Choose 3 items or fewer", "q-refuse"),
        ({"max_total": 1}, {"q-food": "2"}, "too_many", "Choose 1 item only", "q-refuse"),
        ({"options": [{**OPTIONS[0], "max": 2}]}, {"q-refuse": "3"}, "too_many_of",
         "How many of “Rubbish” must be 2 or fewer", "q-refuse"),
    ],
)  # fmt: skip
def test_baskets(options: dict[str, Any], typed: dict[str, str], rule: str, message: str, field: str) -> None:
    assert problem(question("items", **options), typed) == (rule, message, field)


def test_a_basket_offers_what_the_route_found() -> None:
    asked = question("items", options_from="facts.items")
    offered = {"q": question("items").options}  # type: ignore[attr-defined]  # a question of items
    basket = answer(asked, {"q-food": "2"}, options=offered)
    assert basket == [{"value": "food", "quantity": 2}]
    assert asked.summary(basket, setting(options=offered)) == ["2 × Food"]
    assert asked.summary(basket, setting()) == ["2 × food"]
    assert problem(asked, {"q-sofa": "2"}, options=offered)[2] == "q-refuse"


def test_slots() -> None:
    asked = question("slot", options=SLOTS)
    gone = "That time is no longer available. Select another time"
    assert problem(asked, {"q": "2026-06-14"}) == ("gone", gone, "q")
    assert problem(asked, {"q": "tomorrow"})[0] == "not_offered"
    assert problem(asked, {"q": "2026-02-30"})[0] == "not_offered"
    assert problem(asked, {}, "cy")[1] == "Y peth: dewiswch amser"
    label = slot_label("2026-06-13T07:00/12:30#van 2")
    assert (label.en, label.cy) == (
        "Saturday 13 June 2026, 7am to 12:30pm",
        "dydd Sadwrn 13 Mehefin 2026, 7yb – 12.30yp",
    )


def test_files_are_what_the_journey_holds_whatever_is_posted() -> None:
    asked = question("file")
    held: dict[str, Any] = {"documents": {"q": [{**DOCUMENT, "state": "held"}]}}
    assert answer(asked, {"q": "anything at all"}, **held) == [DOCUMENT]
    assert problem(asked, {"q": "anything at all"}, documents={})[0] == "missing"
    assert problem(question("file", min_files=2), {}, **held)[:2] == ("too_few", "Select 2 files or more")
    three: dict[str, Any] = {"documents": {"q": [DOCUMENT] * 3}}
    assert problem(question("file", max_files=2), {}, **three)[:2] == ("too_many", "You can only select up to 2 files")
    with pytest.raises(ValidationError, match="no number of files can be both"):
        question("file", min_files=3, max_files=2)


@pytest.mark.parametrize(
    ("parts", "language", "message"),
    [
        ({"kind": "doc"}, "en", "The selected file must be a PDF, JPG or PNG"),
        ({"kind": ""}, "cy", "Rhaid i'r ffeil a ddewiswyd fod yn PDF, JPG neu PNG"),
        ({"size": 10_000_001}, "en", "The selected file must be smaller than 10MB"),
        ({"size": 0, "kind": ""}, "en", "The selected file is empty"),
        ({"encrypted": True}, "en", "The selected file is password protected"),
        ({"infected": True}, "en", "The selected file contains a virus"),
        ({"held": 10}, "en", "You can only select up to 10 files"),
        ({}, "en", ""),
    ],
)
def test_what_a_file_must_be(parts: dict[str, Any], language: Language, message: str) -> None:
    asked = question("file")
    assert isinstance(asked, File)
    given = {"kind": "pdf", "size": 10_000_000, "encrypted": False, "held": 9, **parts}
    found = asked.check_upload(setting=setting(language), **given).problem
    assert (found.message if found else "") == message


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("C:\\fakepath\\my bill.pdf", "my bill.pdf"),
        ("../../etc/passwd", "passwd"),
        (".htaccess", "htaccess"),
        ("a\r\nb.pdf", "a b.pdf"),
        ("x" * 300 + ".pdf", "x" * 146 + ".pdf"),
        ('a"<b>.pdf', "a--b-.pdf"),
        ("", "file"),
        ("llun-Siân.jpg", "llun-Siân.jpg"),
    ],
)
def test_names_of_files_lose_what_could_do_harm(typed: str, name: str) -> None:
    assert clean_name(typed) == name


def test_sizes_read_as_people_say_them() -> None:
    assert [size_in_words(size) for size in (1, 820_400, 1_000_000, 1_240_000)] == ["1KB", "820KB", "1MB", "1.2MB"]
