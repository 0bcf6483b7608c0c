"""Has every crew code its words in both languages, neutral ones, and the rules of the taxonomy?"""

from __future__ import annotations

import re

import pytest

from commonhall.capabilities.waste.codes import CODES, MATERIALS, find_code
from commonhall.capabilities.waste.collection import Frequency, frequency_words

STREET = {
    "road_closed",
    "roadworks",
    "parked_vehicle",
    "police",
    "weather",
    "no_access_first_try",
    "no_access_second_try",
    "breakdown",
    "part_street",
    "street_completed",
}


@pytest.mark.parametrize("code", list(CODES))
def test_each_code_has_plain_words_in_both_languages(code: str) -> None:
    meaning = CODES[code]
    assert meaning.code == code
    assert re.fullmatch(r"[a-z][a-z_]*", code)
    for words in (meaning.reason, meaning.advice):
        assert words.en.endswith(".")
        assert words.cy.endswith(".")
        assert words.en != words.cy
        assert all(len(sentence.split()) <= 20 for sentence in words.en.split(". "))


def test_the_rules_are_those_of_the_taxonomy() -> None:
    assert {code for code, meaning in CODES.items() if meaning.scope == "street"} == STREET
    assert {code for code, meaning in CODES.items() if meaning.disputable} == {"not_presented", "contaminated"}
    assert {code for code, meaning in CODES.items() if not meaning.final} == {
        "no_access_first_try",
        "no_access_second_try",
    }
    assert {code for code, meaning in CODES.items() if not meaning.locks_out} == {"street_completed"}


def test_the_public_is_never_told_why_a_crew_felt_unsafe() -> None:
    unsafe = [meaning for code, meaning in CODES.items() if code.startswith("unsafe_")]
    assert len({(meaning.reason, meaning.advice) for meaning in unsafe}) == 1
    assert not re.search("dog|rat|vermin|aggress|needle|sharp|ice", unsafe[0].reason.en + unsafe[0].advice.en)


def test_materials_have_words_in_both_languages() -> None:
    assert len(MATERIALS) == 9
    assert all(words.en and words.cy for words in MATERIALS.values())


@pytest.mark.parametrize("code", [None, "", "no_such_code"])
def test_an_unknown_code_is_none(code: str | None) -> None:
    assert find_code(code) is None


@pytest.mark.parametrize(
    ("frequency", "english", "welsh"),
    [
        ("weekly", "every Monday", "bob dydd Llun"),
        ("fortnightly", "every other Monday", "bob yn ail dydd Llun"),
        ("twice_weekly", "every Monday and Thursday", "bob dydd Llun a dydd Iau"),
        ("every_three_weeks", "every 3 weeks", "bob 3 wythnos"),
        ("every_four_weeks", "every 4 weeks", "bob 4 wythnos"),
    ],
)
def test_how_often_is_said_in_words(frequency: Frequency, english: str, welsh: str) -> None:
    assert frequency_words(frequency, 0, 3) == frequency_words(frequency, 0)
    assert (frequency_words(frequency, 0).en, frequency_words(frequency, 0).cy) == (english, welsh)
