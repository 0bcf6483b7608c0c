"""Gaps are filled with what a person would say, and with nothing that a text did not ask for."""

from __future__ import annotations

import pytest

from commonhall.core.language.texts import texts_of, with_texts
from commonhall.core.language.wording import fill, gaps
from commonhall.core.values.words import Words
from tests.core.language.sample import sample

SCOPE = {
    "settings": {"opens": "17:00", "on": True},
    "item": {"date": "2026-06-10", "name": {"en": "Food waste", "cy": "Gwastraff bwyd"}},
    "answers": {
        "place": {"lines": ["1 High Street"], "town": "Fallow Wick", "postcode": "DL11 9ZZ"},
        "many": ["a", "b"],
    },
}


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("From {settings.opens}", "From 5pm"),
        ("On {item.date}", "On Wednesday 10 June 2026"),
        ("{item.name}", "Food waste"),
        ("{answers.place}", "1 High Street, Fallow Wick, DL11 9ZZ"),
        ("{answers.many}", "a, b"),
        ("{answers.none}!", "!"),
        ("{settings.on}", "yes"),
        ("{not a gap} {7}{answers.__class__}", "{not a gap} {7}"),
    ],
)
def test_gaps_are_filled(text: str, english: str) -> None:
    assert fill(Words(en=text), SCOPE, "en") == english


def test_welsh_is_said_in_welsh() -> None:
    assert fill(Words(en="x", cy="{item.name}: {item.date}"), SCOPE, "cy") == (
        "Gwastraff bwyd: dydd Mercher 10 Mehefin 2026"
    )


def test_only_values_are_escaped_and_values_are_not_filled_again() -> None:
    scope = {"answers": {"name": "{settings.secret} *bold*"}, "settings": {"secret": "x"}}
    assert fill(Words(en="*{answers.name}*"), scope, "en", escape=lambda text: text.replace("*", "\\*")) == (
        "*{settings.secret} \\*bold\\**"
    )


def test_every_text_has_an_id_and_can_be_replaced() -> None:
    pattern = sample().pattern
    known = texts_of(pattern)
    assert known["questions.place.label"].en == "Where is the skip?"
    assert known["case.transitions.license.label"].en == "License it"
    changed = with_texts(pattern, dict.fromkeys(known, lambda words: Words(en=words.en, cy=f"C {words.en}")))
    assert all(words.cy == f"C {words.en}" for words in texts_of(changed).values())
    assert texts_of(changed).keys() == known.keys()
    assert gaps("{a.b} {c}") == ("a.b", "c")
