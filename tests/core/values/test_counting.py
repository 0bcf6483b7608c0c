"""A number of things reads as people say it, in both languages."""

from __future__ import annotations

import pytest

from commonhall.core.values.counting import COUNTED, NOUNS, counted
from commonhall.web.office.texts import TEXTS, say


@pytest.mark.parametrize(
    ("number", "noun", "en", "cy"),
    [
        (0, "cases", "0 cases", "0 o achosion"),
        (1, "cases", "1 case", "1 achos"),
        (2, "cases", "2 cases", "2 o achosion"),
        ("1,000+", "cases", "1,000+ cases", "1,000+ o achosion"),
        (1, "people", "1 person", "1 person"),
        (3, "people", "3 people", "3 o bobl"),
        (1, "working_days", "1 working day", "1 diwrnod gwaith"),
        (2, "working_days", "2 working days", "2 ddiwrnod gwaith"),
        (5, "working_days", "5 working days", "5 diwrnod gwaith"),
        (2, "months", "2 months", "2 fis"),
        (12, "months", "12 months", "12 mis"),
    ],
)
def test_a_number_of_things(number: object, noun: str, en: str, cy: str) -> None:
    assert (counted(number, noun, "en"), counted(number, noun, "cy")) == (en, cy)


def test_a_noun_that_is_not_known_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        counted(2, "unicorns", "en")


def test_every_form_has_its_number() -> None:
    forms = [form for noun in NOUNS.values() for form in (noun.one, noun.many, noun.cy_one, noun.cy_many)]
    assert all(form.startswith("{n} ") for form in forms)
    assert COUNTED.fullmatch("{number:cases}")


def test_the_office_counts_things_that_are_known_in_both_languages() -> None:
    for key, words in TEXTS.items():
        english, welsh = (set(COUNTED.findall(text)) for text in (words.en, words.cy))
        assert english == welsh, key
        assert {noun for _, noun in english} <= set(NOUNS), key
    assert say("records_propose", "en", number=1) == "Propose 1 case"
    assert say("records_propose", "cy", number=4) == "Cynnig 4 o achosion"
