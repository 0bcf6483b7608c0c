"""Is what tells of a person found in a text before it is published, and ordinary words left alone?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonhall.core.values.personal import Trace, personal_traces


def kinds(text: str, **more: list[str]) -> list[tuple[str, str]]:
    return [(trace.kind, trace.text) for trace in personal_traces(text, **more)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Write to nia.ffowc@example.org.", [("email", "nia.ffowc@example.org")]),
        ("Ask <NIA@Example.ORG>, please", [("email", "NIA@Example.ORG")]),
        ("Ring 01632 960123 today", [("phone", "01632 960123")]),
        ("Ring (07700) 900-123.", [("phone", "07700) 900-123")]),
        ("Ring +44 7700 900 123", [("phone", "+44 7700 900 123")]),
        ("It is at DL11 2AA", [("postcode", "DL11 2AA")]),
        ("It is at dl112aa", [("postcode", "dl112aa")]),
    ],
)
def test_what_has_a_form_is_found(text: str, found: list[tuple[str, str]]) -> None:
    assert kinds(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "",
        "We spent £1,234,567.89 in 2024 on 3,120 bins, and 01/04/2025 is when it began.",
        "Section 12(1), regulation 4 of SI 2004/3391; see 2026-06-10T17:00:00.",
        "The road is the A12 and the form is HM2 of 2001.",
        "An @ sign alone, and a price of 0.5 @ 3",
        "Reference FI-7K4M-2QXR",
    ],
)
def test_ordinary_text_is_left_alone(text: str) -> None:
    assert kinds(text) == []


def test_the_name_of_whoever_asked_is_found_whole_or_in_part() -> None:
    names = ["Rhys Green"]
    assert kinds("As RHYS  GREEN asked", names=names) == [("name", "RHYS  GREEN")]
    assert kinds("As Mr Green asked", names=names) == [("name", "Green")]
    assert kinds("Garden waste goes in the green bin", names=names) == []
    assert kinds("Greenfield, and Rhyshaven", names=names) == []
    assert kinds("Al Li asked", names=["Al Li"]) == [("name", "Al Li")]
    assert kinds("Al asked", names=["Al Li", "", "  "]) == []


def test_what_belongs_to_the_council_may_stand_however_it_is_written() -> None:
    own = ["hello@council.example.org", "01632 960110", "DL11 2AA"]
    text = "Hello@Council.example.org, +44 1632 960110 or 01632-960110, DL112AA"
    assert kinds(text, allowed=own) == []
    assert kinds(f"{text} nia@example.org", allowed=own) == [("email", "nia@example.org")]


def test_each_is_told_once() -> None:
    assert personal_traces("a@example.org a@example.org") == (Trace("email", "a@example.org"),)


@given(st.text(), st.lists(st.text(max_size=20), max_size=3))
def test_no_text_breaks_it(text: str, names: list[str]) -> None:
    assert all(trace.text for trace in personal_traces(text, names=names))


@given(st.text(alphabet="ab .\n", max_size=40), st.text(alphabet="ab .\n", max_size=40))
def test_an_address_is_found_wherever_it_stands(before: str, after: str) -> None:
    assert any(trace.kind == "email" for trace in personal_traces(f"{before} nia@example.org {after}"))
