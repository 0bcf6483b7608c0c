"""A letter fits the window and the page, keeps its Welsh letters, and can be read by machines."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonhall.capabilities.notifications.paper.metrics import encoded, width_of, wrapped
from commonhall.capabilities.notifications.paper.pdf import letter_pdf
from commonhall.capabilities.notifications.paper.sheet import BOTTOM, HEIGHT, LEFT, MM, RIGHT, Letter, set_letter

LETTER = Letter(
    to=("Ana Rees", "1 High Street", "Flat 2", "The Old Mill", "Upper Ford", "Amberford", "AB1 0AA"),
    sender=("Amberford District Council", "Town Hall, Amberford AB1 0AB", "01632 960001"),
    date="22 November 2026",
    reference="PE-12345-67890",
    subject="Your permit (zone A)",
    body="Dear Ana\n\nWe **have** it.\n\n# What next\n\n* one\n* two\n\n1. first\n\nYours\nOla",
)


def test_the_address_stands_in_the_window() -> None:
    first = set_letter(LETTER).pages[0]
    address = [line for line in first if line.text in LETTER.to]
    assert len(address) == 7
    for line in address:
        assert 20 * MM <= line.x <= 110 * MM
        assert 39 * MM <= HEIGHT - line.y <= 72 * MM


def test_marks_become_headings_lists_and_plain_words() -> None:
    sheet = set_letter(LETTER)
    said = [line.text for line in sheet.pages[0]]
    for text in ("What next", "•", "one", "1.", "first", "We have it.", "Yours", "Ola", "Page 1 of 1"):
        assert text in said
    assert [tag for tag in sheet.tags if tag != "P"] == ["H1", "H2"]


def test_a_rule_begins_a_page_and_pages_are_numbered_in_the_language() -> None:
    sheet = set_letter(replace(LETTER, body="Cymraeg\n\n---\n\nEnglish", language="cy"))
    assert len(sheet.pages) == 2
    assert "Tudalen 2 o 2" in [line.text for line in sheet.pages[1]]
    assert LETTER.reference in [line.text for line in sheet.pages[1]]


def test_large_print_is_large() -> None:
    sizes = {line.size for line in set_letter(replace(LETTER, large=True)).pages[0] if line.text == "We have it."}
    assert sizes == {16.0}


@pytest.mark.parametrize("length", [1, 400, 4000])
def test_no_line_leaves_the_page(length: int) -> None:
    sheet = set_letter(replace(LETTER, body="word " * length + "\n\n" + "x" * 300))
    for page in sheet.pages:
        for line in page:
            assert line.x + width_of(line.text, line.size, bold=line.bold) <= RIGHT + 0.1
            assert line.block < 0 or line.y >= BOTTOM


def test_welsh_letters_have_codes_and_their_widths() -> None:
    assert encoded("ŵŷŴŶ") == b"\x81\x8d\x8f\x90"
    assert encoded("tŷ £5 – ‘yes’ 中") == b"t\x8d \xa35 \x96 \x91yes\x92 ?"
    assert width_of("ŵ", 10) == width_of("w", 10)


def test_the_pdf_is_whole_and_says_its_language_and_structure() -> None:
    pdf = letter_pdf(replace(LETTER, language="cy"))
    assert pdf == letter_pdf(replace(LETTER, language="cy"))
    start = int(re.findall(rb"startxref\n(\d+)", pdf)[0])
    rows = re.findall(rb"(\d{10}) 00000 n ", pdf[start:])
    for number, place in enumerate(rows, 1):
        assert pdf[int(place) :].startswith(b"%d 0 obj" % number)
    assert int(re.findall(rb"/Size (\d+)", pdf[start:])[0]) == len(rows) + 1
    for said in (b"/Lang (cy-GB)", b"/Marked true", b"/S /H1", b"/Artifact BMC", b"/ParentTree", b"\\(zone A\\)"):
        assert said in pdf
    for length, content in re.findall(rb"/Length (\d+) >>\nstream\n(.*?)\nendstream", pdf, re.S):
        assert len(content) == int(length)
    for number in {int(found) for found in re.findall(rb"(\d+) 0 R", pdf)}:
        assert 1 <= number <= len(rows)


@given(st.text(max_size=300), st.floats(min_value=40, max_value=500))
def test_wrapping_keeps_every_word_within_the_width(text: str, width: float) -> None:
    lines = wrapped(text, 11, width)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(width_of(line, 11) <= width for line in lines)
    assert LEFT < RIGHT


@given(st.text(max_size=400))
def test_no_text_breaks_a_letter(text: str) -> None:
    assert letter_pdf(replace(LETTER, subject=text or "x", body=text or "x")).endswith(b"%%EOF\n")
