"""Are postcodes, UPRNs, e-mail addresses, telephone numbers and amounts read as people type them?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonhall.core.values.email import EmailNotRecognised, parse_email
from commonhall.core.values.money import MOST_PENCE, MoneyNotRecognised, in_words, parse_money
from commonhall.core.values.phone import PhoneNotRecognised, parse_phone
from commonhall.core.values.postcode import PostcodeNotRecognised, parse_postcode
from commonhall.core.values.text_pattern import PatternRefused, check_pattern
from commonhall.core.values.typed_text import many_lines, one_line
from commonhall.core.values.uprn import UprnNotRecognised, parse_uprn
from tests.core.shared_files import vectors

# Written for texts to a list of numbers, where a foreign number may lack its plus sign: we ask for it.
NO_PLUS = {"784951234567", "1-202-555-0104", "230 5 2512345", "1‑202–555—010−4"}


@pytest.mark.parametrize(
    ("typed", "postcode"),
    [
        ("AB1 2CD", "AB1 2CD"),
        ("ab12cd", "AB1 2CD"),
        (" a b1-2(c)d. ", "AB1 2CD"),
        ("\u200bAB1\u00a02CD\u202c", "AB1 2CD"),
        ("EC1A1BB", "EC1A 1BB"),
        ("m1 1ae", "M1 1AE"),
        ("AB1 OCD", "AB1 0CD"),
        ("gir0aa", "GIR 0AA"),
    ],
)
def test_postcodes(typed: str, postcode: str) -> None:
    assert parse_postcode(typed) == postcode


@pytest.mark.parametrize(
    "typed", ["", "AB1", "AB1 2C", "1AB 2CD", "ABC1 2CD", "AB1 2CD AB1 2CD", "É1 1AA", "A" * 10**6]
)
def test_what_is_no_postcode(typed: str) -> None:
    with pytest.raises(PostcodeNotRecognised):
        parse_postcode(typed)


@pytest.mark.parametrize(("typed", "uprn"), [("100000000123", "100000000123"), (" 0012 ", "12"), (7, "7")])
def test_uprns(typed: str | int, uprn: str) -> None:
    assert parse_uprn(typed) == uprn


@pytest.mark.parametrize("typed", ["", "0", "1234567890123", "12a", "-1", "１２", True, "9" * 10**6])
def test_what_is_no_uprn(typed: str | int) -> None:
    with pytest.raises(UprnNotRecognised):
        parse_uprn(typed)


@pytest.mark.shared_data
def test_published_email_addresses() -> None:
    published = vectors("notify-test_email_address.json")
    for address in published["valid_email_addresses"]:
        assert parse_email(f" {address}\n").casefold() == address.casefold()
    for address in published["invalid_email_addresses"]:
        with pytest.raises(EmailNotRecognised):
            parse_email(address)


@pytest.mark.parametrize("address", ["name@example.com", "siân@", "a@b", "name@example..com", ".a@example.com", ""])
def test_email_addresses(address: str) -> None:
    if address == "name@example.com":
        assert parse_email("\u200bname@EXAMPLE.com ") == address
        return
    with pytest.raises(EmailNotRecognised):
        parse_email(address)


@pytest.mark.shared_data
def test_published_telephone_numbers() -> None:
    published = vectors("notify-test_phone_number.json")
    lists = ("valid_uk_mobile_phone_numbers", "valid_channel_island_numbers", "valid_uk_landlines")
    for typed in [number for name in lists for number in published[name]]:
        assert parse_phone(typed).e164.startswith("+44")
    for typed in published["valid_international_phone_numbers"]:
        if typed in NO_PLUS:
            with pytest.raises(PhoneNotRecognised):
                parse_phone(typed)
        else:
            assert parse_phone(typed).e164[1:4] != "440"


@pytest.mark.parametrize(
    ("typed", "kept", "e164"),
    [
        ("07700 900982", "07700 900982", "+447700900982"),
        ("01632 960 001", "01632 960 001", "+441632960001"),
        ("(01632) 960-001 ext 12", "(01632) 960-001 ext 12", "+441632960001"),
        ("+44 (0)7700 900 000", "+44 (0)7700 900 000", "+447700900000"),
        ("0033 1 22 33 44 55", "0033 1 22 33 44 55", "+33122334455"),
    ],
)
def test_telephone_numbers_are_kept_as_typed_and_made_international(typed: str, kept: str, e164: str) -> None:
    phone = parse_phone(f"\u200b{typed} ")
    assert (phone.typed, phone.e164) == (kept, e164)


@pytest.mark.parametrize("typed", ["", "12", "no number", "0770090098", "077009009821234", "9" * 10**6, "+999 123456"])
def test_what_is_no_telephone_number(typed: str) -> None:
    with pytest.raises(PhoneNotRecognised):
        parse_phone(typed)


@given(st.integers(0, MOST_PENCE))
def test_an_amount_in_words_reads_back(pence: int) -> None:
    assert parse_money(in_words(pence)) == pence


@pytest.mark.parametrize(("pence", "words"), [(0, "£0"), (1250, "£12.50"), (120000, "£1,200"), (5, "£0.05")])
def test_amounts_in_words(pence: int, words: str) -> None:
    assert in_words(pence) == words


@pytest.mark.parametrize(
    ("typed", "rule"),
    [("abc", "format"), ("12.5", "pence"), ("1.234", "pence"), ("1,2", "format"), ("9" * 15, "too_high")],
)
def test_what_is_no_amount(typed: str, rule: str) -> None:
    with pytest.raises(MoneyNotRecognised) as refused:
        parse_money(typed)
    assert refused.value.rule == rule


def test_what_cannot_be_seen_is_dropped_and_what_letters_need_is_kept() -> None:
    assert one_line(" \ufeffAnn\u200b\u202e  Jones\x00\t\r\n") == "Ann Jones"
    assert one_line("W\u0302yn") == "Ŵyn"
    assert one_line("\u0645\u06cc\u200c\u062e") == "\u0645\u06cc\u200c\u062e"  # Persian needs its joiner
    assert one_line("a\u200cb\u200d") == "ab"
    assert one_line("\u200d\u200c") == ""
    assert many_lines("\r\n one  two \r\n\r\nthree\r \n") == "one  two\n\nthree"


@given(st.text())
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert one_line(one_line(text)) == one_line(text)
    assert many_lines(many_lines(text)) == many_lines(text)


@pytest.mark.parametrize(
    "pattern", ["[A-Z]{2}[0-9]{2,6}", "(?:GB|XI)?[0-9]+", r"\d{3}-\d{4}", "[^a-z]*", "a.c", "", "[]a]b"]
)
def test_plain_patterns_are_allowed(pattern: str) -> None:
    check_pattern(pattern)


@pytest.mark.parametrize(
    "pattern",
    [
        "(a+)+",
        "(a|a)*",
        "(?=a)a",
        r"(a)\1",
        "a*a*a*",
        "(a",
        "a)",
        "a{2,1}",
        "*a",
        "(?P<x>a)",
        "[z-a]",
        r"\b",
        "a**",
        "[",
        "^a$",
    ],
)
def test_patterns_that_could_take_long_or_are_none_are_refused(pattern: str) -> None:
    with pytest.raises(PatternRefused):
        check_pattern(pattern)
