"""Each change between two versions is told in words, and weighs what it means to a council."""

from __future__ import annotations

import pytest

from commonhall.core.language.diff import difference, kind_between
from commonhall.core.language.loading import read_pattern
from commonhall.core.language.model import Pattern
from commonhall.core.verify.version_checks import check_version
from tests.core.language.sample import SAMPLE


def changed(*replaced: tuple[str, str], version: str = "1.0.0") -> Pattern:
    text = SAMPLE.replace("version: 1.0.0", f"version: {version}")
    for found, written in replaced:
        assert found in text
        text = text.replace(found, written)
    return read_pattern(text)[0]


OLD = changed()


@pytest.mark.parametrize(
    ("found", "written", "kind", "place", "words"),
    [
        ("label: Where is the skip?", "label: Where will the skip be?", "patch", "questions.place.label", "is now"),
        ("title: That is too long", "title: Too long", "patch", "outcomes.too_long.title", "Outcome"),
        ("label: How many days?, min: 1", "label: How many days?, min: 0", "minor", "questions.days.min", "1 is now 0"),
        ("label: How many days?, min: 1", "label: How many days?, min: 2", "major", "questions.days.min", "1 is now 2"),
        ("type: text, label: Where", "type: long_text, label: Where", "major", "questions.place.type", "long_text"),
        ("required: false, label: Why", "label: Why", "major", "questions.why.required", "True"),
        ("type: number, label", "type: number, required: false, label", "minor", "questions.days.required", "False"),
        ("min: 1, max: 28", "min: 1, max: 40", "minor", "settings.longest_days.max", "28 is now 40"),
        ("min: 1, max: 28", "min: 1, max: 20", "major", "settings.longest_days.max", "28 is now 20"),
        ("default: 14", "default: 10", "major", "settings.longest_days.default", "14 is now 10"),
        ("values.over > 0", "values.over > 1", "major", "decisions.allowed.rows.0.when", "row 1"),
        ("days: 3, met", "days: 5, met", "major", "case.deadlines.decide.days", "deadline"),
        ("months: 12", "months: 24", "major", "case.retention.months", "12 is now 24"),
        ("show_when: answers.days > 7", "show_when: answers.days > 8", "minor", "pages.reason.show_when", "Page"),
        ('when: "answers.days > 0"', 'when: "answers.days > 1"', "major", "case.transitions.license.when", "license"),
    ],
)  # fmt: skip
def test_a_change_weighs_what_it_means(found: str, written: str, kind: str, place: str, words: str) -> None:
    changes = difference(OLD, changed((found, written)))
    assert [(each.kind, each.place) for each in changes] == [(kind, place)]
    assert words in changes[0].words


def test_what_is_added_is_minor_and_what_is_removed_is_major() -> None:
    page = "  - {id: more, questions: [{id: more, type: text, label: What else?}]}\n"
    more = changed(("decisions:\n", f"{page}decisions:\n"))
    assert [(each.kind, each.place, each.words) for each in difference(OLD, more)] == [
        ("minor", "pages.more", "Page “What else?” was added.")
    ]
    assert [(each.kind, each.words) for each in difference(more, OLD)] == [("major", "Page “What else?” was removed.")]


def test_a_question_is_called_by_its_words_and_a_moved_page_is_told() -> None:
    text = SAMPLE.replace("  - id: where\n    questions: [{id: place, type: text, label: Where is the skip?}]\n", "")
    page = "  - id: where\n    questions: [{id: place, type: text, label: Where?}]\n"
    moved = text.replace("  - id: reason", f"{page}  - id: reason")
    words = [each.words for each in difference(OLD, read_pattern(moved)[0])]
    assert "Page “Where?”, question “Where?”, label: “Where is the skip?” is now “Where?”." in words
    assert any("the order was changed" in each for each in words)


def test_the_same_is_no_change() -> None:
    assert difference(OLD, changed(version="3.0.0")) == ()


@pytest.mark.parametrize(
    ("new", "kind"),
    [("1.0.1", "patch"), ("1.1.0", "minor"), ("2.0.0", "major"), ("1.0.0", None), ("0.9.9", None), ("1.0.10", "patch")],
)
def test_which_part_of_the_number_went_up(new: str, kind: str | None) -> None:
    assert kind_between("1.0.0", new) == kind


@pytest.mark.parametrize(
    ("version", "found", "written", "honest"),
    [
        ("1.0.1", "label: Where is", "label: Now where is", True),
        ("1.0.1", "min: 1, max: 28", "min: 1, max: 40", False),
        ("1.1.0", "min: 1, max: 28", "min: 1, max: 40", True),
        ("1.1.0", "default: 14", "default: 10", False),
        ("2.0.0", "default: 14", "default: 10", True),
        ("1.0.0", "label: Where is", "label: Now where is", False),
    ],
)
def test_a_number_that_promises_too_little_fails(version: str, found: str, written: str, honest: bool) -> None:
    findings = list(check_version(OLD, changed((found, written), version=version)))
    assert [each for each in findings if each.severity == "fail"] == [] if honest else findings
    assert all(each.check == "version" for each in findings)


def test_welsh_that_the_english_has_left_behind_is_told() -> None:
    new = changed(("en: Apply for a skip licence", "en: Ask for a skip licence"), version="1.0.1")
    assert [(each.severity, each.check, each.place) for each in check_version(OLD, new)] == [("warn", "welsh", "title")]
