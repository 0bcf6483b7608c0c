"""Are answers hidden by their class, and do the last signs of a secret show only to whoever may see them?"""

from __future__ import annotations

from typing import Any

import pytest

from commonhall.core.questions.bank_details import BankDetails
from commonhall.core.questions.masking import FieldClass, class_of, is_masked, masked_words, shown_value
from commonhall.core.questions.national_insurance import NationalInsurance
from commonhall.core.questions.question import Question, Setting
from commonhall.core.questions.text import Text
from commonhall.core.values.words import Language, Words

LABEL = Words(en="What?")
NI = NationalInsurance(id="ni", type="national_insurance", label=LABEL)
BANK = BankDetails(id="bank", type="bank_details", label=LABEL)
HEALTH = Text(id="health", type="text", label=LABEL, sensitive=True, personal=True)
JOB = Text(id="job", type="text", label=LABEL, personal=True)
COLOUR = Text(id="colour", type="text", label=LABEL)
ACCOUNT = {"name": "Ana Rees", "sort_code": "309430", "account": "00733445", "roll": ""}
EVERYTHING: frozenset[FieldClass] = frozenset({"ordinary", "personal", "special", "secret", "secret_end"})


def test_each_question_has_the_strictest_class_that_fits() -> None:
    assert [class_of(one) for one in (NI, BANK, HEALTH, JOB, COLOUR)] == [
        "secret",
        "secret",
        "special",
        "personal",
        "ordinary",
    ]


@pytest.mark.parametrize(("question", "answer", "end"), [(NI, "QQ123456C", "456C"), (BANK, ACCOUNT, "3445")])
@pytest.mark.parametrize(("language", "hidden"), [("en", "Hidden"), ("cy", "Wedi’i guddio")])
def test_a_secret_shows_its_end_at_most(
    question: Question, answer: Any, end: str, language: Language, hidden: str
) -> None:
    setting = Setting(language=language, today="2026-06-01")
    [nothing] = shown_value(question, answer, setting, seen={"ordinary", "personal", "special"})
    assert nothing == hidden
    [some] = shown_value(question, answer, setting, seen=EVERYTHING - {"secret"})
    assert some == masked_words(language, end)
    assert end in some
    assert "309430" not in some
    assert "Rees" not in some
    assert shown_value(question, answer, setting, seen=EVERYTHING) == tuple(question.summary(answer, setting))


def test_a_secret_that_is_no_longer_than_its_end_shows_nothing() -> None:
    setting = Setting(language="en", today="2026-06-01")
    for answer in ("456C", "C", 7):
        assert shown_value(NI, answer, setting, seen={"secret_end"}) == ("Hidden",)


def test_that_nothing_was_answered_is_not_hidden() -> None:
    setting = Setting(language="en", today="2026-06-01")
    for question in (NI, HEALTH):
        assert shown_value(question, None, setting, seen=frozenset()) == tuple(question.summary(None, setting))


def test_who_sees_nothing_sees_not_even_what_is_ordinary() -> None:
    assert all(is_masked(one, frozenset()) for one in (NI, BANK, HEALTH, JOB, COLOUR))
