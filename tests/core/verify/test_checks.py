"""Each publish check finds what it is there for: a good pattern passes, and one changed for the worse does not."""

from __future__ import annotations

from pathlib import Path

import pytest

from commonhall.core.language.loading import read_folder
from commonhall.core.verify.checks import check_pattern
from commonhall.core.verify.finding import Finding
from tests.core.language.sample import SAMPLE

WHEN = "show_when: answers.days > 7"
TYPES = {"waste.collections": {"": "list", "service": "string", "name": "record"}}


def findings(tmp_path: Path, text: str, *, examples: str = "", welsh: str = "") -> tuple[Finding, ...]:
    (tmp_path / "pattern.yaml").write_text(text)
    (tmp_path / "profiles.yaml").write_text("plain: {title: A plain council}\n")
    if examples:
        (tmp_path / "examples.yaml").write_text(examples)
    if welsh:
        (tmp_path / "text.cy.yaml").write_text(welsh)
    return check_pattern(read_folder(tmp_path), fact_types=TYPES)


def test_a_good_pattern_may_be_published(tmp_path: Path) -> None:
    assert [each for each in findings(tmp_path, SAMPLE) if each.severity == "fail"] == []


@pytest.mark.parametrize(
    ("found", "written", "check", "place", "says"),
    [
        ("at: reason", "at: resaon", "structure", "decisions.allowed.at", "no page 'resaon'"),
        ("outcome: too_long}", "outcome: to_long}", "structure", "decisions.allowed.rows.0", "no outcome"),
        ("when_missing: skips", "when_missing: skip", "structure", "questions.told.when_missing", "no fact"),
        ("property: place", "property: plaice", "structure", "case.property", "no question"),
        ("id: days, type", "id: skip, type", "structure", "questions.skip", "two questions"),
        ("default: 14, min", "default: 99, min", "structure", "settings.longest_days.default", "above the most"),
        ("from: waste.collections", "from: waste.colections", "structure", "facts.skips.from", "nothing supplies"),
        ("- id: about\n", "- id: check\n", "structure", "pages.check", "kept for"),
        (WHEN, "show_when: answers.dys > 7", "expressions", "pages.reason.show_when", "undeclared"),
        (WHEN, "show_when: answers.days", "expressions", "pages.reason.show_when", "gives int"),
        (WHEN, "show_when: answers.why == 'x'", "expressions", "pages.reason.show_when", "asked later"),
        ("values.over > 0", "values.over > '0'", "expressions", "decisions.allowed.rows.0", "overload"),
        ("      - {outcome: accept}\n", "", "decisions", "decisions.allowed", "no row holds"),
        ("    values: {over:", "    kept: {ovr: Over}\n    values: {over:",
         "structure", "decisions.allowed.kept.ovr", "there is no value"),
        ("      - {when: values.over > 0, outcome: too_long}\n      - {outcome: accept}",
         "      - {outcome: accept}\n      - {when: values.over > 0, outcome: too_long}\n      - {outcome: accept}",
         "decisions", "decisions.allowed.rows.0", "never reached"),
        ("first: received", "first: recieved", "case", "case.first", "no state"),
        ("to: licensed, by", "to: lisensed, by", "case", "case.transitions.license", "no state"),
        (", phase: closed}", "}", "case", "case.states", "no case can end"),
        ("met_by: [licensed]", "met_by: [licenced]", "case", "case.deadlines.decide", "no state"),
        (
            "teams: [{team: highways}]",
            "kept: {fee: Fee}\n  teams: [{team: highways}]",
            "case",
            "case.kept.fee",
            "keeps",
        ),
        ("teams: [{team: highways}]", "teams: [{team: highways, when: 'true'}]", "case", "case.teams", "no team"),
        ("days: 3, met", "days: settings.longest, met", "expressions", "case.deadlines.decide.days", "undeclared"),
        ("{settings.longest_days} days.\n", "{settings.longest} days.\n", "texts", "pages.about.body", "no 'longest'"),
        ("    title: Before you start\n", "", "texts", "pages.about", "needs a title"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_found(tmp_path: Path, found: str, written: str, check: str, place: str, says: str) -> None:
    text = SAMPLE.replace(found, written)
    assert text != SAMPLE
    failed = [each for each in findings(tmp_path, text) if each.severity == "fail" and each.check == check]
    assert [each for each in failed if each.place == place and says in each.reason], failed
    assert all(each.line > 0 for each in failed), failed


@pytest.mark.parametrize(
    ("found", "written", "check", "says"),
    [
        ("That is too long", "Please note that it is too long", "plain english", "hard to read"),
        ("label: License it", "label: " + "word " * 26, "plain english", "26 words"),
        ("label: Received}", "label: Received}\n    lost: {label: Lost, phase: closed}", "case", "no transition leads"),
        ("label: Why so long?", "label: " + "w" * 151, "texts", "150 characters"),
        ("title: Which skip?", "title: Before you start", "texts", "same heading"),
    ],
)
def test_what_is_doubtful_is_told(tmp_path: Path, found: str, written: str, check: str, says: str) -> None:
    text = SAMPLE.replace(found, written)
    assert text != SAMPLE
    warned = [each for each in findings(tmp_path, text) if each.severity == "warn" and each.check == check]
    assert any(says in each.reason for each in warned), warned


def test_missing_welsh_and_other_gaps_are_found(tmp_path: Path) -> None:
    found = findings(tmp_path, SAMPLE, welsh="outcomes.too_long.body: Dim bylchau\n")
    assert any(each.check == "welsh" and each.place == "questions.place.label" for each in found)
    assert any(each.severity == "fail" and each.place == "outcomes.too_long.body" for each in found)


EXAMPLE = """
- example: five days
  now: 2026-06-10T12:00:00
  facts: {skips: [{service: small, name: {en: Small}}]}
  answers: {"@about": true, place: here, skip: small, days: %s, why: null}
  then: [{do: license}]
  expect: {outcome: accept, deadlines: {decide: "2026-06-15"}, state: licensed, team: highways}
"""


def test_examples_prove_the_pattern_and_say_what_they_miss(tmp_path: Path) -> None:
    found = findings(tmp_path, SAMPLE, examples=EXAMPLE % 5)
    assert [each for each in found if each.severity == "fail"] == []
    assert {each.place for each in found if each.check == "coverage"} == {"outcome:too_long", "row:allowed.0"}
    failed = [each for each in findings(tmp_path, SAMPLE, examples=EXAMPLE % 20) if each.severity == "fail"]
    assert any("expected 'accept', got 'too_long'" in each.reason for each in failed)


SIGN_IN = """    sign_in:
      - {level: identity, otherwise: email, why: {en: To be sure., cy: I fod yn siŵr.}, fills: {name: why}}
"""
ASKING = SAMPLE.replace("  - id: reason\n", f"  - id: reason\n{SIGN_IN}").replace(
    "\npages:\n", "\ncapabilities: {identity: optional}\npages:\n"
)


def test_a_page_may_ask_who_somebody_is(tmp_path: Path) -> None:
    assert [each for each in findings(tmp_path, ASKING) if each.severity == "fail"] == []


@pytest.mark.parametrize(
    ("found", "written", "place", "says"),
    [
        ("capabilities: {identity: optional}\n", "", "capabilities", "not named"),
        ("otherwise: email", "otherwise: stop", "pages.reason.sign_in.0.otherwise", "nobody gets past"),
        ("{name: why}", "{email: why}", "pages.reason.sign_in.0.fills.email", "does not prove"),
        ("{name: why}", "{name: days}", "pages.reason.sign_in.0.fills.name", "cannot hold"),
        ("{name: why}", "{name: whi}", "pages.reason.sign_in.0.fills.name", "no question"),
        ("level: identity, ", "level: identity, when: answers.dys > 7, ", "pages.reason.sign_in.0", "undeclared"),
        ("level: identity, ", "level: identity, when: answers.why == 'x', ", "pages.reason.sign_in.0", "asked later"),
        (SIGN_IN, SIGN_IN + SIGN_IN.partition("\n")[2], "pages.reason.sign_in.1", "always holds"),
        ("  - id: about\n", f"  - id: about\n{SIGN_IN}", "pages.about.sign_in", "come back"),
    ],
)
def test_a_page_that_asks_in_vain_is_found(tmp_path: Path, found: str, written: str, place: str, says: str) -> None:
    worse = ASKING.replace(found, written)
    assert worse != ASKING
    failures = [each for each in findings(tmp_path, worse) if each.severity == "fail" and each.place == place]
    assert [each for each in failures if says in each.reason], failures
