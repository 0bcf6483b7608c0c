"""What does each question type refuse, in which order, and with which words?"""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from commonhall.core.questions.question import Option
from commonhall.core.values.words import Language, Words
from tests.core.questions.cases import answer, problem, question, setting

TOWN = {"q-line1": "1 High Street", "q-town": "Anytown", "q-postcode": "AB1 2CD"}
FOUND = {
    "100": {
        "uprn": "100",
        "lines": ["1 High Street"],
        "lines_cy": ["1 Stryd Fawr"],
        "town": "Anytown",
        "postcode": "AB1 2CD",
    }
}


@pytest.mark.parametrize(
    ("options", "typed", "rule", "message"),
    [
        ({"max_length": 3}, "four", "too_long", "The thing must be 3 characters or less"),
        ({"min_length": 5}, "four", "too_short", "The thing must be between 5 and 500 characters"),
        ({"min_length": 2, "max_length": 3}, "four", "too_long", "The thing must be between 2 and 3 characters"),
        ({"pattern": "[0-9]+"}, "four", "format", "Enter the thing in the correct format"),
        ({"pattern": "[0-9]+", "allowed": "numbers"}, "four", "format", "The thing must only include numbers"),
        ({"pattern": "[0-9]+", "example": "12"}, "4a", "format", "Enter the thing in the correct format, like 12"),
        ({"pattern": "[0-9]+", "max_length": 3}, "four", "too_long", "The thing must be 3 characters or less"),
        ({"max_length": 4000}, "x" * 4001, "too_long", "The thing must be 4,000 characters or less"),
    ],
)
def test_text(options: dict[str, Any], typed: str, rule: str, message: str) -> None:
    assert problem(question("text", **options), {"q": typed}) == (rule, message, "q")


def test_text_patterns_match_the_whole_and_must_be_safe() -> None:
    assert answer(question("text", pattern="[A-Z]{2}[0-9]+"), {"q": "AB12"}) == "AB12"
    with pytest.raises(ValidationError, match="too long"):
        question("text", pattern="(a+)+")
    with pytest.raises(ValidationError, match="no text can be both"):
        question("text", min_length=10, max_length=5)


def test_long_text_counts_line_ends_as_the_browser_does() -> None:
    asked = question("long_text", max_length=5)
    assert answer(asked, {"q": "ab\r\ncd"}) == "ab\ncd"
    assert problem(asked, {"q": "ab\r\ncde"})[0] == "too_long"
    counted = question("long_text", max_words=2)
    assert problem(counted, {"q": "a b c"})[:2] == ("too_many_words", "The thing must be 2 words or less")
    assert problem(counted, {"q": "a b c"}, "cy")[1] == "Y peth: defnyddiwch 2 o eiriau neu lai"


def test_email_and_phone_show_what_is_expected() -> None:
    assert problem(question("email"), {"q": "name@"})[1].endswith("like name@example.com")
    assert problem(question("phone"), {"q": "12"}, "cy")[1].startswith("Rhowch rif ffôn, fel 01632 960 001")
    parsed = question("phone").read_answer("01632 960 001", setting())
    assert parsed.answer == {"typed": "01632 960 001", "e164": "+441632960001"}


def test_yes_no_asks_for_the_statement() -> None:
    asked = question("yes_no", name_in_errors={"en": "you live there", "cy": "rydych yn byw yno"})
    assert problem(asked, {"q": "maybe"})[1] == "Select yes if you live there"
    assert problem(asked, {}, "cy")[1] == "Rydych yn byw yno: dewiswch “Ie” neu “Na”"


def test_choices_of_one() -> None:
    assert problem(question("choice"), {})[1] == "Select the thing"
    assert problem(question("choice"), {"q": "gold"})[:2] == ("not_offered", "Select the thing from the list")
    two = [{"value": "a", "label": "Own"}, {"value": "b", "label": "Rent"}]
    assert problem(question("choice", options=two, name_in_errors=""), {})[1] == "Select “Own” or “Rent”"
    named = question("choice", options=two, name_in_errors="if you own or rent")
    assert problem(named, {})[1] == "Select if you own or rent"
    many = [{"value": f"v{number}", "label": f"V{number}"} for number in range(31)]
    assert problem(question("choice", options=many), {})[1] == "Select the thing from the list"


def test_options_from_elsewhere_are_the_ones_offered() -> None:
    offered = {"q": [Option(value="refuse", label=Words(en="Rubbish", cy="Sbwriel"))]}
    asked = question("choice", options_from="settings.streams")
    assert answer(asked, {"q": "refuse"}, options=offered) == "refuse"
    assert problem(asked, {"q": "food"}, options=offered)[0] == "not_offered"
    assert problem(asked, {"q": "refuse"})[0] == "not_offered"
    assert asked.summary("refuse", setting("cy", options=offered)) == ["Sbwriel"]
    assert asked.summary("gone", setting(options=offered)) == ["gone"]
    hidden = question("choices")
    assert problem(hidden, {"q": ["food"]}, options=offered)[0] == "not_offered"


@pytest.mark.parametrize(
    ("typed", "rule", "message"),
    [
        ([], "missing", "Select the thing, or select “None of these”"),
        (["refuse", "gold"], "not_offered", "Select the thing from the list"),
        (["refuse", "none"], "exclusive", "Select the thing, or select “None of these”"),
        (["refuse"], "too_few", "Select at least 2 options"),
        (["refuse", "food", "garden"], "too_many", "Only 2 options can be selected"),
    ],
)
def test_choices_of_several(typed: list[str], rule: str, message: str) -> None:
    asked = question("choices", min_chosen=2, max_chosen=2)
    assert problem(asked, {"q": typed})[:2] == (rule, message)
    assert answer(asked, {"q": ["food", "refuse", "food"]}) == ["refuse", "food"]
    assert answer(asked, {"q": ["none"]}) == ["none"]


@pytest.mark.parametrize("wrong", [{"options": []}, {"options_from": "x", "options": [{"value": "a", "label": "A"}]}])
def test_options_are_given_once(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError, match="and not both"):
        question("choice", **wrong)
    with pytest.raises(ValidationError, match="same value: a"):
        question("choice", options=[{"value": "a", "label": "A"}, {"value": "a", "label": "B"}])


@pytest.mark.parametrize(
    ("typed", "rule", "message", "field"),
    [
        ("1//2026", "part_missing", "The thing must include a month", "q-month"),
        ("//2026", "part_missing", "The thing must include a day and month", "q-day"),
        ("1/6/", "part_missing", "The thing must include a year", "q-year"),
        ("31/6/2026", "not_real", "The thing must be a real date", "q-day"),
        ("29/2/2026", "not_real", "The thing must be a real date", "q-day"),
        ("1/13/2026", "not_real", "The thing must be a real date", "q-month"),
        ("1/June/abcd", "not_real", "The thing must be a real date", "q-year"),
        ("0/6/2026", "not_real", "The thing must be a real date", "q-day"),
        ("1/6/26", "year", "Year must include 4 numbers", "q-year"),
        ("31/6/26", "not_real", "The thing must be a real date", "q-day"),
    ],
)
def test_dates_one_message_in_order(typed: str, rule: str, message: str, field: str) -> None:
    posted = dict(zip(("q-day", "q-month", "q-year"), typed.split("/"), strict=True))
    assert problem(question("date"), posted) == (rule, message, field)


@pytest.mark.parametrize(
    ("bounds", "day", "message"),
    [
        ({"latest": "today"}, "11", "The thing must be today or in the past"),
        ({"latest": "today-1"}, "10", "The thing must be in the past"),
        ({"earliest": "today"}, "9", "The thing must be today or in the future"),
        ({"earliest": "today+1"}, "10", "The thing must be in the future"),
        ({"earliest": "2026-06-05"}, "4", "The thing must be the same as or after 5 June 2026"),
        ({"latest": "2026-06-05"}, "6", "The thing must be the same as or before 5 June 2026"),
        (
            {"earliest": "2026-06-05", "latest": "today+2"},
            "4",
            "The thing must be between 5 June 2026 and 12 June 2026",
        ),
        (
            {"earliest": "2026-06-05", "latest": "today+2"},
            "13",
            "The thing must be between 5 June 2026 and 12 June 2026",
        ),
        ({"earliest": "today", "latest": "today+2"}, "9", "The thing must be today or in the future"),
    ],
)
def test_dates_within_limits(bounds: dict[str, str], day: str, message: str) -> None:
    asked = question("date", **bounds)
    assert problem(asked, {"q-day": day, "q-month": "6", "q-year": "2026"})[1] == message
    near = {"4": "5", "6": "5", "9": "10", "10": "9", "11": "10", "13": "12"}[day]
    inside = "11" if bounds.get("earliest") == "today+1" else near
    assert answer(asked, {"q-day": inside, "q-month": "6", "q-year": "2026"}) == f"2026-06-{int(inside):02}"


@pytest.mark.parametrize("wrong", ["tomorrow", "2026-02-30", "today+x", "1/6/2026"])
def test_limits_of_dates_are_dates(wrong: str) -> None:
    with pytest.raises(ValidationError):
        question("date", earliest=wrong)


@pytest.mark.parametrize(
    ("options", "typed", "rule", "message"),
    [
        ({}, "many", "format", "The thing must be a number, like 30"),
        ({}, "1 5", "format", "The thing must be a number, like 30"),
        ({}, "12,5", "format", "The thing must be a number, like 30"),
        ({}, "1e5", "format", "The thing must be a number, like 30"),
        ({}, "1.5", "not_whole", "The thing must be a whole number, like 30"),
        ({"decimals": 1}, "1.55", "too_precise", "The thing must have 1 decimal place or fewer"),
        ({"min": 5}, "4", "too_low", "The thing must be 5 or more"),
        ({"max": 5}, "6", "too_high", "The thing must be 5 or fewer"),
        ({"max": "5.5", "decimals": 1}, "5.6", "too_high", "The thing must be 5.5 or less"),
        ({"min": 1, "max": 5}, "6", "too_high", "The thing must be between 1 and 5"),
        ({"min": 1, "max": 5}, "-1", "too_low", "The thing must be between 1 and 5"),
        ({}, "1" * 16, "too_high", "The thing must be 999,999,999,999,999 or fewer"),
    ],
)
def test_numbers(options: dict[str, Any], typed: str, rule: str, message: str) -> None:
    assert problem(question("number", **options), {"q": typed}) == (rule, message, "q")


@pytest.mark.parametrize(
    ("typed", "stored"), [("5.0", 5), ("+7", 7), ("007", 7), ("1 234 567", 1234567), ("-0", 0), ("£30", 30)]
)
def test_numbers_as_people_write_them(typed: str, stored: int) -> None:
    assert answer(question("number"), {"q": typed}) == stored
    assert question("number").value_type == "int"
    assert question("number", decimals=2).value_type == "decimal"


@pytest.mark.parametrize(
    ("left_out", "rule", "message", "field"),
    [
        ({"q-line1": ""}, "line1_missing", "Enter address line 1, typically the building and street", "q-line1"),
        ({"q-town": ""}, "town_missing", "Enter town or city", "q-town"),
        ({"q-postcode": ""}, "postcode_missing", "Enter postcode", "q-postcode"),
        ({"q-postcode": "AB1"}, "postcode_format", "Enter a full UK postcode, like AB1 2CD", "q-postcode"),
        ({"q-line2": "x" * 101}, "line_too_long", "Each line of the address must be 100 characters or less", "q-line2"),
    ],
)
@pytest.mark.parametrize("name", ["property", "address"])
def test_addresses(name: str, left_out: dict[str, str], rule: str, message: str, field: str) -> None:
    assert problem(question(name), TOWN | left_out) == (rule, message, field)


def test_a_property_comes_from_the_look_up() -> None:
    asked = question("property")
    stored = answer(asked, {"q-uprn": "0100"}, properties=FOUND)
    assert stored == {**FOUND["100"], "source": "gazetteer"}
    assert problem(asked, {"q-uprn": "101"}, properties=FOUND)[0] == "not_offered"
    assert problem(asked, {"q-uprn": "none"})[0] == "not_offered"
    assert asked.summary(stored, setting("cy")) == ["1 Stryd Fawr", "Anytown", "AB1 2CD"]
    assert problem(question("property", manual=False), TOWN)[0] == "missing"
    assert question("property", manual=False).fields() == ("q-uprn",)


@pytest.mark.parametrize("bare", [100, "100"])
def test_a_bare_uprn_stands_for_a_property(bare: int | str) -> None:
    parsed = question("property").read_answer(bare, setting(properties=FOUND))
    assert parsed.answer == {**FOUND["100"], "source": "gazetteer"}


def test_an_international_address_needs_its_country() -> None:
    asked = question("address", international=True)
    assert problem(asked, {"q-lines": "1 Rue Haute"})[::2] == ("country_missing", "q-country")
    assert problem(asked, {"q-country": "France"})[::2] == ("missing", "q-lines")
    assert problem(asked, {"q-lines": "a\n" * 9, "q-country": "France"})[0] == "line_too_long"


@pytest.mark.parametrize(
    ("language", "expected"), [("en", "Select to confirm the thing"), ("cy", "Y peth: dewiswch y blwch i gadarnhau")]
)
def test_declaration(language: Language, expected: str) -> None:
    assert problem(question("declaration"), {"q": "no"}, language)[1] == expected


def test_a_label_stands_in_for_missing_words() -> None:
    asked = question("text", label={"en": "Your name?", "cy": "Eich enw?"}, name_in_errors="")
    assert problem(asked, {})[1] == "Enter your name"
    assert problem(asked, {}, "cy")[1] == "Eich enw: rhowch ateb"
    assert question("text", label="NI number", name_in_errors="").thing("en") == "NI number"
