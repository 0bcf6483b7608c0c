"""One question of every type, with answers that it takes: what the shared suite runs on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import TypeAdapter

from commonhall.core.questions.question import Answer, Question, Setting
from commonhall.core.questions.registry import AnyQuestion
from commonhall.core.values.words import Language

ADAPTER: TypeAdapter[Question] = TypeAdapter(AnyQuestion)
NAME = {"en": "the thing", "cy": "y peth"}
OPTIONS = [
    {"value": "refuse", "label": {"en": "Rubbish", "cy": "Sbwriel"}},
    {"value": "food", "label": {"en": "Food", "cy": "Bwyd"}},
    {"value": "garden", "label": {"en": "Garden", "cy": "Gardd"}},
    {"value": "none", "label": {"en": "None of these", "cy": "Dim un o'r rhain"}, "exclusive": True},
]
TOWN = {"q-line1": ["1 High Street"], "q-line2": [""], "q-town": ["Anytown"], "q-postcode": ["ab12cd"]}

Posted = Mapping[str, Sequence[str]]

GOOD: dict[str, list[tuple[dict[str, Any], Posted, Answer, list[str]]]] = {
    "text": [({}, {"q": ["  two  words "]}, "two words", ["two words"])],
    "long_text": [({}, {"q": ["one\r\n\r\ntwo\r\n"]}, "one\n\ntwo", ["one", "", "two"])],
    "name": [({}, {"q": ["Siân O’Connor-Łuć"]}, "Siân O’Connor-Łuć", ["Siân O’Connor-Łuć"])],
    "email": [({}, {"q": [" name@EXAMPLE.com"]}, "name@example.com", ["name@example.com"])],
    "phone": [
        ({}, {"q": ["07700 900982"]}, {"typed": "07700 900982", "e164": "+447700900982"}, ["07700 900982"]),
    ],
    "yes_no": [({}, {"q": ["yes"]}, True, ["Yes"]), ({}, {"q": ["no"]}, False, ["No"])],
    "choice": [({"options": OPTIONS}, {"q": ["food"]}, "food", ["Food"])],
    "choices": [
        ({"options": OPTIONS}, {"q": ["garden", "food"]}, ["food", "garden"], ["Food", "Garden"]),
        ({"options": OPTIONS}, {"q": ["none"]}, ["none"], ["None of these"]),
    ],
    "date": [
        ({}, {"q-day": ["1"], "q-month": ["Meh."], "q-year": ["2026"]}, "2026-06-01", ["1 June 2026"]),
        ({}, {"q-day": ["29"], "q-month": ["2"], "q-year": ["2028"]}, "2028-02-29", ["29 February 2028"]),
    ],
    "number": [
        ({}, {"q": ["1,234"]}, 1234, ["1,234"]),
        ({"decimals": 2, "prefix": "£"}, {"q": ["£ 12.50"]}, "12.5", ["£12.5"]),
        ({"min": -5, "unit": "kg"}, {"q": ["−5 kg"]}, -5, ["-5 kg"]),
    ],
    "property": [
        (
            {},
            {"q-uprn": ["100000000123"]},
            {"uprn": "100000000123", "lines": [], "town": "", "postcode": "", "source": "gazetteer"},
            ["100000000123"],
        ),
        (
            {},
            TOWN,
            {"uprn": "", "lines": ["1 High Street"], "town": "Anytown", "postcode": "AB1 2CD", "source": "typed"},
            ["1 High Street", "Anytown", "AB1 2CD"],
        ),
    ],
    "address": [
        (
            {},
            TOWN,
            {"lines": ["1 High Street"], "town": "Anytown", "postcode": "AB1 2CD"},
            ["1 High Street", "Anytown", "AB1 2CD"],
        ),
        (
            {"international": True},
            {"q-lines": ["1 Rue Haute\r\nParis"], "q-country": ["France"]},
            {"lines": ["1 Rue Haute", "Paris"], "country": "France"},
            ["1 Rue Haute", "Paris", "France"],
        ),
    ],
    "declaration": [({}, {"q": ["yes"]}, True, ["I agree"])],
}


def question(question_type: str, **options: Any) -> Question:
    """Return a question of a type; a choice gets options unless it is given some."""
    needed = {"options": OPTIONS} if question_type in ("choice", "choices") and "options_from" not in options else {}
    parts = {"type": question_type, "id": "q", "label": "What?", "name_in_errors": NAME, **needed, **options}
    return ADAPTER.validate_python(parts)


def setting(language: Language = "en", **parts: Any) -> Setting:
    """Return the setting of 10 June 2026."""
    return Setting(language=language, today="2026-06-10", **parts)


def problem(
    asked: Question, posted: Mapping[str, Any], language: Language = "en", **parts: Any
) -> tuple[str, str, str]:
    """Return rule, message and field of the one problem with what was posted; plain text stands for one value."""
    values = {name: [value] if isinstance(value, str) else value for name, value in posted.items()}
    parsed = asked.read(values, setting(language, **parts))
    assert parsed.problem is not None, f"accepted as {parsed.answer!r}"
    assert parsed.answer is None
    return parsed.problem.rule, parsed.problem.message, parsed.problem.field


def answer(asked: Question, posted: Mapping[str, Any], **parts: Any) -> Answer:
    """Return the answer read from what was posted, which must have no problem."""
    values = {name: [value] if isinstance(value, str) else value for name, value in posted.items()}
    parsed = asked.read(values, setting(**parts))
    assert parsed.problem is None, parsed.problem
    return parsed.answer
