"""Texts that are hard to read, links that say nothing and personal data without a mark are found; good ones are not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonhall.core.language.loading import PatternFolder, read_pattern
from commonhall.core.verify.content_checks import check_content
from commonhall.core.verify.finding import Finding
from commonhall.core.verify.plain_english import hard_words_in, longest_sentence, reading_age, syllables
from commonhall.core.verify.privacy_checks import check_privacy
from commonhall.core.verify.text_checks import check_texts
from commonhall.core.verify.uses import users_of
from tests.core.language.sample import SAMPLE

EASY = "We look at your form. We tell you by post if you can have a skip. You can keep it for two weeks. " * 3
HARD = (
    "Applications necessitating supplementary environmental documentation are considered individually by the "
    "responsible administrative department following comprehensive consultation with neighbouring authorities. "
) * 3


def folder(*replaced: tuple[str, str]) -> PatternFolder:
    text = SAMPLE
    for found, written in replaced:
        assert found in text
        text = text.replace(found, written)
    return PatternFolder(pattern=read_pattern(text)[0], profiles={}, examples=())


def of(check: str, findings: list[Finding]) -> list[tuple[str, str]]:
    return [(each.severity, each.place) for each in findings if each.check == check]


def test_the_reading_age_tells_easy_from_hard() -> None:
    easy, hard = reading_age([EASY]), reading_age([HARD])
    assert easy is not None
    assert hard is not None
    assert easy < 10 < 14 < hard
    assert reading_age(["Too short to say."]) is None


@pytest.mark.parametrize(
    ("word", "count"), [("cat", 1), ("stone", 1), ("council", 2), ("hoped", 1), ("wanted", 2), ("area", 2)]
)
def test_syllables_are_about_right(word: str, count: int) -> None:
    assert syllables(word) == count


@given(st.text())
def test_any_text_can_be_judged(text: str) -> None:
    assert longest_sentence(text) >= 0
    assert isinstance(hard_words_in(text), tuple)
    reading_age([text])


def test_hard_words_are_whole_words() -> None:
    assert hard_words_in("Purchase this prior to July") == ("purchase", "prior to")
    assert hard_words_in("The deployed deems viability") == ()


def test_a_page_that_is_hard_to_read_is_told() -> None:
    findings = list(check_texts(folder(("You can keep a skip for {settings.longest_days} days.", HARD)), {}))
    assert ("warn", "pages.about") in of("plain english", findings)
    assert ("warn", "pages.about") not in of("plain english", list(check_texts(folder(), {})))


@pytest.mark.parametrize(
    ("written", "severity"),
    [
        ("[click here](https://example.org/)", "warn"),
        ("[https://example.org](https://example.org/)", "warn"),
        ("[](https://example.org/)", "fail"),
        ("[our page](javascript:alert)", "fail"),
        ("![](https://example.org/a.png)", "fail"),
        ("<b>bold</b>", "fail"),
        ("YOU MUST NOT do this", "warn"),
        ("'## One\\n\\n#### Two'", "warn"),
    ],
)
def test_content_that_not_everybody_can_use_is_told(written: str, severity: str) -> None:
    body = written if written.startswith("'") else f"'{written}'"
    pattern = folder(("body: You can keep a skip for {settings.longest_days} days.", f"body: {body}".replace("'", '"')))
    assert of("content", list(check_content(pattern, {}))) == [(severity, "pages.about.body")]


def test_good_content_is_not_told() -> None:
    body = '"## One\\n\\n### Two\\n\\nRead [our skip rules](https://example.org/) or [write](mailto:a@example.org)."'
    pattern = folder(("body: You can keep a skip for {settings.longest_days} days.", f"body: {body}"))
    assert list(check_content(pattern, {})) == []


@pytest.mark.parametrize(
    ("block", "severity"),
    [
        ("{id: a, kind: table, title: T, rows: [[x]]}", "fail"),
        ("{id: a, kind: table, title: T, columns: [A, B], rows: [[x]]}", "fail"),
        ("{id: a, kind: table, columns: [A], rows: [[x]]}", "warn"),
        ("{id: a, kind: details, body: Folded}", "fail"),
        ("{id: a, kind: warning}", "fail"),
    ],
)
def test_blocks_without_their_parts_are_told(block: str, severity: str) -> None:
    pattern = folder(("    title: Before you start\n", f"    title: Before you start\n    content: [{block}]\n"))
    told = of("content", list(check_content(pattern, {})))
    assert set(told) == {(severity, "pages.about.content.a")}


@pytest.mark.parametrize(
    ("label", "place"),
    [
        ("label: Where is it? And who put it there?", "questions.place"),
        ("label: The skip and/or the lorry", "questions.place"),
    ],
)
def test_labels_that_ask_two_things_are_told(label: str, place: str) -> None:
    assert ("warn", place) in of("texts", list(check_texts(folder(("label: Where is the skip?", label)), {})))


def test_personal_data_must_be_marked() -> None:
    found = ("type: text, label: Where is the skip?", "type: text, autocomplete: email, label: Where is the skip?")
    assert ("fail", "questions.place") in of("privacy", list(check_privacy(folder(found), {})))
    marked = (found[0], found[1].replace("autocomplete", "personal: true, autocomplete"))
    assert ("fail", "questions.place") not in of("privacy", list(check_privacy(folder(marked), {})))
    born = ("label: Where is the skip?", "label: What is your date of birth?")
    assert ("warn", "questions.place") in of("privacy", list(check_privacy(folder(born), {})))


def test_a_sensitive_service_hides_its_cases() -> None:
    told = check_privacy(folder(("verb: apply", "verb: apply\nsensitive: true")), {})
    assert ("fail", "case.access") in of("privacy", list(told))


def test_users_of_a_part_are_listed() -> None:
    pattern = folder().pattern
    assert users_of(pattern, "questions.days") == (
        "case.transitions.license.when",
        "decisions.allowed.values.over",
        "pages.reason.show_when",
    )
    assert users_of(pattern, "settings.longest_days") == (
        "decisions.allowed.values.over",
        "outcomes.too_long.body",
        "pages.about.body",
    )
    assert users_of(pattern, "settings.zones") == ()
    assert users_of(pattern, "outcomes.too_long") == ("decisions.allowed.rows.0",)
    assert users_of(pattern, "case.states.licensed") == ("case.deadlines.decide", "case.transitions.license")
    assert users_of(pattern, "decisions.allowed.values.over") == ("decisions.allowed.rows.0",)
