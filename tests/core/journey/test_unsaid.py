"""Does a text leave out what a reader may not see, however it was written, and nothing else?"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from commonhall.core.journey.unsaid import hidden_given, tells_hidden, without_answers
from commonhall.core.language.case_model import Message
from commonhall.core.language.effective import Effective, effective_pattern
from commonhall.core.language.loading import read_pattern
from commonhall.core.questions.masking import FieldClass
from commonhall.core.questions.question import Setting
from commonhall.core.values.words import Language, Words
from tests.core.journey.family import HEAD

PAGES = """
pages:
  - id: health
    questions:
      - {id: illness, type: long_text, sensitive: true, label: What is wrong?}
      - {id: helped, type: yes_no, sensitive: true, label: Do you have help?}
      - {id: born, type: date, sensitive: true, label: When did it begin?}
      - {id: nino, type: national_insurance, label: What is your number?}
      - {id: street, type: text, label: Where is it?}
"""
ANSWERS: dict[str, Any] = {
    "illness": "Asthma (bad)\nand gout",
    "helped": True,
    "born": "2026-06-10",
    "nino": "QQ123456C",
    "street": "Long Road",
}
SETTINGS: dict[Language, Setting] = {
    "en": Setting(language="en", today="2026-06-11"),
    "cy": Setting(language="cy", today="2026-06-11"),
}
SEEN: tuple[FieldClass, ...] = ("ordinary", "personal")


@pytest.fixture(scope="module")
def effective() -> Effective:
    pattern, _ = read_pattern(HEAD + PAGES)
    return effective_pattern(pattern, council={"name": "Amberford"}, day=date(2026, 6, 11))


def said(effective: Effective, text: str, language: Language = "en") -> str:
    given = hidden_given(effective, ANSWERS, SEEN)
    return without_answers(text, given, settings=SETTINGS, language=language)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("You said: Asthma (bad).", "You said: Hidden)."),
        (r"You said: asthma \(bad\) and gout", r"You said: Hidden\) Hidden"),
        ("It began on 10 June 2026.", "It began on Hidden."),
        ("Dechreuodd ar 10 Mehefin 2026.", "Dechreuodd ar Hidden."),
        ("Your number is QQ 12 34 56 C", "Your number is Hidden"),
        ("Your number is qq123456c.", "Your number is Hidden."),
        ("Number XQQ123456C stays, and so does Long Road", "Number XQQ123456C stays, and so does Long Road"),
        ("Yes, we can come.", "Yes, we can come."),
        ("Antiasthma (bad)", "Antiasthma (bad)"),
    ],
)
def test_a_value_is_left_out_however_it_is_written(effective: Effective, text: str, left: str) -> None:
    assert said(effective, text) == left


def test_in_welsh(effective: Effective) -> None:
    assert said(effective, "Rhif: QQ123456C", "cy") == "Rhif: Wedi’i guddio"


def test_who_sees_everything_reads_everything(effective: Effective) -> None:
    every: tuple[FieldClass, ...] = ("ordinary", "personal", "special", "secret")
    assert not list(hidden_given(effective, ANSWERS, every))


@pytest.mark.parametrize(
    ("more", "tells"),
    [
        ({"body": Words(en="Thank you.")}, False),
        ({"body": Words(en="You wrote: {answers.illness}")}, False),
        ({"body": Words(en="Help: {answers.helped}")}, True),
        ({"body": Words(en="Thank you."), "sms": Words(en="", cy="{answers.helped}")}, True),
        ({"body": Words(en="Thank you."), "when": "answers.helped"}, True),
        ({"body": Words(en="Thank you."), "when": "answers.street != ''"}, False),
        ({"body": Words(en="Thank you."), "attach": ("answers",)}, True),
    ],
)
def test_a_message_that_tells_by_being_sent_or_by_a_short_word(
    effective: Effective, more: dict[str, Any], tells: bool
) -> None:
    message = Message(subject=Words(en="News"), **more)
    given = list(hidden_given(effective, ANSWERS, SEEN))
    assert tells_hidden(effective, message, given, settings=SETTINGS, seen=SEEN) is tells
