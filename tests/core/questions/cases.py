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
OPTIONS: list[dict[str, Any]] = [
    {"value": "refuse", "label": {"en": "Rubbish", "cy": "Sbwriel"}},
    {"value": "food", "label": {"en": "Food", "cy": "Bwyd"}},
    {"value": "garden", "label": {"en": "Garden", "cy": "Gardd"}},
    {"value": "none", "label": {"en": "None of these", "cy": "Dim un o'r rhain"}, "exclusive": True},
]
SLOTS: list[dict[str, Any]] = [
    {"value": "2026-06-12", "label": {"en": "Friday", "cy": "Gwener"}},
    {"value": "2026-06-13T07:00/12:00", "label": {"en": "Saturday", "cy": "Sadwrn"}},
]
RANGE = {
    "q-from-day": ["10"], "q-from-month": ["June"], "q-from-year": ["2026"],
    "q-to-day": ["12"], "q-to-month": ["6"], "q-to-year": ["2026"],
}  # fmt: skip
DOCUMENT: dict[str, Any] = {
    "id": "0190f3a2-0000-7000-8000-000000000001",
    "name": "my bill.pdf",
    "type": "application/pdf",
    "size": 820_000,
}
BANK = {"q-name": ["S O'Connor"], "q-sort_code": ["30-94-30"], "q-account": ["0073 3445"]}
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
    "postcode": [({}, {"q": [" ab1-2cd "]}, "AB1 2CD", ["AB1 2CD"])],
    "organisation": [
        ({}, {"q": ["Smith  & Daughters (Łódź) Ltd"]}, "Smith & Daughters (Łódź) Ltd", ["Smith & Daughters (Łódź) Ltd"])
    ],
    "signature": [({}, {"q": ["Siân O’Connor-Łuć"]}, "Siân O’Connor-Łuć", ["Siân O’Connor-Łuć"])],
    "website": [
        ({}, {"q": ["www.example.org/a?b=c"]}, "https://www.example.org/a?b=c", ["https://www.example.org/a?b=c"]),
        ({}, {"q": ["http://Example.ORG:8080"]}, "http://Example.ORG:8080", ["http://Example.ORG:8080"]),
    ],
    "money": [
        ({}, {"q": ["£1,234.50"]}, 123_450, ["£1,234.50"]),
        ({"pence": "none"}, {"q": ["12.00"]}, 1200, ["£12"]),
        ({"pence": "must"}, {"q": ["0.00"]}, 0, ["£0"]),
    ],
    "time": [
        ({}, {"q": ["5.30 PM"]}, "17:30", ["5:30pm"]),
        ({}, {"q": ["0915"]}, "09:15", ["9:15am"]),
        ({}, {"q": ["hanner nos"]}, "00:00", ["midnight"]),
    ],
    "month_year": [({}, {"q-month": ["Mehefin"], "q-year": ["2026"]}, "2026-06", ["June 2026"])],
    "date_range": [({}, RANGE, {"from": "2026-06-10", "to": "2026-06-12"}, ["10 June 2026 to 12 June 2026"])],
    "vehicle": [
        ({}, {"q": ["ab12 cde"]}, "AB12CDE", ["AB12 CDE"]),
        ({}, {"q": ["a 1"]}, "A1", ["A1"]),
        ({"foreign": True}, {"q": ["1-ABC-234"]}, "1ABC234", ["1ABC234"]),
    ],
    "national_insurance": [({}, {"q": ["qq123456c"]}, "QQ123456C", ["QQ 12 34 56 C"])],
    "bank_details": [
        (
            {},
            BANK,
            {"name": "S O'Connor", "sort_code": "309430", "account": "00733445", "roll": ""},
            ["S O'Connor", "30-94-30", "00733445"],
        ),
        (
            {"with_roll": True},
            {**BANK, "q-roll": ["B/123 456"]},
            {"name": "S O'Connor", "sort_code": "309430", "account": "00733445", "roll": "B/123 456"},
            ["S O'Connor", "30-94-30", "00733445", "B/123 456"],
        ),
    ],
    "location": [
        (
            {},
            {"q": ["Outside the library,\r\nby the gate"]},
            {"text": "Outside the library,\nby the gate", "lat": None, "lng": None, "source": "described"},
            ["Outside the library,", "by the gate"],
        ),
        (
            {},
            {"q": ["51.5, -0.12"]},
            {"text": "51.5, -0.12", "lat": 51.5, "lng": -0.12, "source": "coordinates"},
            ["51.5, -0.12"],
        ),
        (
            {},
            {
                "q": ["Lamp column (LC-0001)"],
                "q-lat": ["51.5"],
                "q-lng": ["-0.12"],
                "q-source": ["map"],
                "q-for": ["Lamp column (LC-0001)"],
                "q-asset": ["LC-0001"],
            },
            {"text": "Lamp column (LC-0001)", "lat": 51.5, "lng": -0.12, "source": "map", "asset": "LC-0001"},
            ["Lamp column (LC-0001)", "51.5, -0.12"],
        ),
        (
            {},
            {"q": ["The park"], "q-lat": ["51.5"], "q-lng": ["-0.12"], "q-source": ["map"], "q-for": ["The park"]},
            {"text": "The park", "lat": 51.5, "lng": -0.12, "source": "map"},
            ["The park", "51.5, -0.12"],
        ),
        (
            {},
            {"q": ["The pond"], "q-lat": ["51.5"], "q-lng": ["-0.12"], "q-source": ["map"], "q-for": ["The park"]},
            {"text": "The pond", "lat": None, "lng": None, "source": "described"},
            ["The pond"],
        ),
    ],
    "items": [
        (
            {"options": OPTIONS},
            {"q-food": ["2"], "q-refuse": ["0"], "q-garden": [""], "q-none": ["1"]},
            [{"value": "food", "quantity": 2}, {"value": "none", "quantity": 1}],
            ["2 × Food", "1 × None of these"],
        ),
    ],
    "slot": [
        (
            {"options": SLOTS},
            {"q": ["2026-06-13T07:00/12:00"]},
            {"value": "2026-06-13T07:00/12:00", "date": "2026-06-13", "start": "07:00", "end": "12:00"},
            ["Saturday 13 June 2026, 7am to midday"],
        ),
        (
            {"options": SLOTS},
            {"q": ["2026-06-12"]},
            {"value": "2026-06-12", "date": "2026-06-12", "start": "", "end": ""},
            ["Friday 12 June 2026"],
        ),
    ],
    "file": [
        (
            {},
            {"q": [f"{DOCUMENT['id']} application/pdf 820000 my bill.pdf"]},
            [DOCUMENT],
            ["my bill.pdf (820KB)"],
        ),
    ],
}


def question(question_type: str, **options: Any) -> Question:
    """Return a question of a type; a choice gets options unless it is given some."""
    given = {"choice": OPTIONS, "choices": OPTIONS, "items": OPTIONS, "slot": SLOTS}
    needed = {"options": given[question_type]} if question_type in given and "options_from" not in options else {}
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
