"""Are the words of a message filled in and shown so that nothing typed by the public can do harm?"""

from __future__ import annotations

import re
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonhall.capabilities.notifications.port import Message
from commonhall.capabilities.notifications.words import harmless, to_html, to_plain

HOSTILE = [
    "[click](https://evil.example)",
    "[click](javascript:alert(1))",
    "<script>alert(1)</script>",
    "# Heading\n* bullet\n1. number",
    "hthttps://evil.exampletps://evil.example",
    "((subject))",
    '"><a href="https://evil.example">x</a>',
    "---\n^ inset",
]


def message(**changes: Any) -> Message:
    fields: dict[str, Any] = {"id": uuid4(), "channel": "email", "to": "a@example.org", "subject": "S", "body": "B"}
    return Message(**{**fields, **changes})


def test_a_missing_value_is_named_at_once() -> None:
    with pytest.raises(ValueError, match="bin colour"):
        message(body="Your ((bin colour)) bin, ((name))", values={"name": "Sam"})


def test_names_are_compared_without_case_and_spaces() -> None:
    assert message(body="The ((Bin Colour)) bin", values={"bin_colour": "green"}).text() == "The green bin"


@pytest.mark.parametrize("changes", [{"body": "  "}, {"subject": ""}, {"channel": "letter", "subject": " "}])
def test_a_message_without_words_cannot_be_made(changes: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="needs a"):
        message(**changes)


@pytest.mark.parametrize("typed", HOSTILE)
def test_hostile_words_make_no_mark(typed: str) -> None:
    made = to_html(f"Dear {harmless(typed)},")
    assert re.findall(r"<(\w+)", made.replace("<br>", "")) == ["p"]


@given(st.text(alphabet=st.sampled_from("htps:/w.[]()#*-_\\ \n<>\"'&x1e"), max_size=80))
def test_no_words_make_a_mark_of_their_own(typed: str) -> None:
    made = to_html(f"Dear {harmless(typed)}.")
    assert set(re.findall(r"<(\w+)", made)) <= {"p", "br"}
    assert "http" not in made or "://" not in made


@given(st.text(max_size=200))
def test_any_words_become_well_formed_html(words: str) -> None:
    made = to_html(words)
    kept = re.sub(r'</?(p|ul|ol|li|h2|h3|hr|br)>|<a href="https?://[^"<>]*" rel="[a-z ]+">|</a>', "", made)
    assert "<" not in kept
    assert ">" not in kept


def test_our_own_marks_are_shown() -> None:
    made = to_html(
        "# What next\n\nWe will:\n* come\n* leave\n\n[Track it](https://example.org/a?b=1&c=2) or https://example.org."
    )
    assert "<h2>What next</h2>" in made
    assert "<ul><li>come</li><li>leave</li></ul>" in made
    assert '<a href="https://example.org/a?b=1&amp;c=2" rel="noreferrer noopener nofollow">Track it</a>' in made
    assert ">https://example.org</a>." in made


def test_plain_words_keep_the_address_of_a_link() -> None:
    assert to_plain("# Hi\n[Track it](https://example.org/a)\nDear \\[Sam\\]") == (
        "Hi\nTrack it: https://example.org/a\nDear [Sam]"
    )
