"""A mistake in a pattern's files is told with the file, the line, the id and what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from commonhall.core.language.loading import PatternNotRead, read_folder, read_pattern
from commonhall.core.language.yaml_text import read_yaml
from tests.core.language.sample import SAMPLE


def fault_of(text: str) -> tuple[int, str, str]:
    with pytest.raises(PatternNotRead) as refused:
        read_pattern(text, file="pattern.yaml")
    fault = refused.value.faults[0]
    assert fault.file == "pattern.yaml"
    return fault.line, fault.place, f"{fault.reason} {fault.mend}"


def line_of(text: str, part: str) -> int:
    return next(number for number, line in enumerate(text.splitlines(), 1) if part in line)


def test_a_good_pattern_is_read_with_its_lines() -> None:
    pattern, lines = read_pattern(SAMPLE)
    assert pattern.pattern == "skip-licence"
    assert lines[("case", "first")] == line_of(SAMPLE, "first: received")


@pytest.mark.parametrize(
    ("found", "written", "at", "place", "says"),
    [
        ("verb: apply", "verb: aply", "verb: aply", "verb", "apply"),
        ("prefix: SK", "prefix: sk", "prefix: sk", "prefix", "match"),
        ("id: place, type: text", "id: place, typ: text", "typ: text", "pages.where.questions.place", "tag"),
        ("type: number", "type: nummer", "type: nummer", "pages.stay.questions.days", "Use one of"),
        ("first: received", "frist: received", "case:", "case.first", "must be given"),
        ("label: Received}", "label: Received, hue: red}", "hue: red", "case.states.received.hue", "does not know"),
        ("months: 12", "months: 0", "months: 0", "case.retention.months", "greater"),
        ("skips: {from: waste.collections", "skips: {from: waste", "from: waste,", "facts.skips.from", "match"),
    ],
)  # fmt: skip
def test_mistakes_are_placed(found: str, written: str, at: str, place: str, says: str) -> None:
    text = SAMPLE.replace(found, written)
    assert text != SAMPLE
    line, where, words = fault_of(text)
    assert line == line_of(text, at)
    assert where.startswith(place)
    assert says in words


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("pattern: [", "not YAML"),
        ("pattern: a\npattern: b\n", "stands twice"),
        ("!!python/object/apply:os.system [true]", "not YAML"),
        ("- " * 100_000, "deep"),
        ("[" * 100_000, "deep"),
        ("a: &a [1, 2]\nb: &b [*a, *a]\nc: [*b, *b]", "cannot hold another"),
        ("a: &a [" + "1, " * 1000 + "]\nb: [" + "*a, " * 200 + "]", "too much is repeated"),
        ("x" * 5_000_001, "too large"),
    ],
)
def test_what_is_no_yaml_is_refused(text: str, says: str) -> None:
    with pytest.raises(PatternNotRead, match=says):
        read_yaml(text, file="pattern.yaml")


def test_a_part_may_be_repeated() -> None:
    assert read_yaml("a: &a [1, 2]\nb: [*a, *a]", file="f")[0]["b"] == [[1, 2], [1, 2]]


def test_words_like_yes_and_on_stay_words() -> None:
    assert read_yaml("{on: opened, a: yes, b: 2026-06-10}", file="f")[0]["on"] == "opened"
    assert read_yaml("b: 2026-06-10", file="f")[0] == {"b": "2026-06-10"}


def test_welsh_for_a_text_that_is_gone_is_told(tmp_path: Path) -> None:
    (tmp_path / "pattern.yaml").write_text(SAMPLE)
    (tmp_path / "text.cy.yaml").write_text("questions.place.label: Ble mae'r sgip?\nquestions.gone.label: Dim\n")
    folder = read_folder(tmp_path)
    assert folder.pattern.pages[1].questions[0].label.cy == "Ble mae'r sgip?"
    assert [(fault.line, fault.place) for fault in folder.faults] == [(2, "questions.gone.label")]


def test_a_missing_file_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(PatternNotRead, match="there is no such file"):
        read_folder(tmp_path)
