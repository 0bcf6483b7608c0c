"""Does what others may see of a mental health assessment say nothing of anybody's health?

A message lies open on a screen, a letter on a table, and a request is followed where somebody looks over a shoulder.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import pytest

from commonhall.core.language.model import Pattern
from commonhall.core.language.texts import texts_of
from commonhall.core.language.wording import gaps
from commonhall.core.values.words import Words
from tests.patterns.library import folder, ran

SLUG: Final = "mental-health-assessment"
TELLING: Final = {
    "en": re.compile(
        r"mental|health|phq|gad-|anxi|depress|mood|suicid|harm|hurt|therap|diagnos|score|crisis|risk|capacity|"
        r"safeguard|danger|assess|carer|nhs|samaritans|psych|doctor|gp\b|social",
        re.IGNORECASE,
    ),
    "cy": re.compile(
        r"meddwl|iechyd|phq|gad-|pryder|isel|hwyliau|hunanladd|niwe|niwed|therap|diagnos|sgôr|argyfwng|perygl|galluedd|"
        r"diogelu|ases|gofalwr|\bgig\b|samariaid|seic|meddyg|cymdeithasol",
        re.IGNORECASE,
    ),
}
MAY_BE_SAID: Final = {"meet_date", "meet_time", "meet_where", "review_date"}
"""What an officer answers that a message may repeat: when and where people meet."""


@pytest.fixture(scope="module")
def pattern() -> Pattern:
    return folder(SLUG).pattern


def seen_by_others(pattern: Pattern) -> Iterator[tuple[str, Words]]:
    """Yield what is sent, what stands where a request is followed, and what names a case in a list."""
    by_resident = {each.id for each in pattern.case.transitions if "resident" in each.by}
    for name, words in texts_of(pattern).items():
        parts = name.split(".")
        followed = parts[:2] == ["case", "states"] and parts[-1] != "office"
        asked = parts[:2] == ["case", "transitions"] and parts[2] in by_resident
        names = name == "case.title" or parts[:2] == ["case", "alerts"]
        if parts[0] == "messages" or followed or asked or names or name.endswith(".promise"):
            yield name, words


def test_there_is_something_to_look_at(pattern: Pattern) -> None:
    names = [name for name, _ in seen_by_others(pattern)]
    assert len(names) > 80
    assert TELLING["en"].search(pattern.title.en)
    assert TELLING["cy"].search(pattern.title.cy)


def test_nothing_that_others_may_see_tells_of_health(pattern: Pattern) -> None:
    telling = [
        (name, found[0])
        for name, words in seen_by_others(pattern)
        for language, text in (("en", words.en), ("cy", words.cy))
        if (found := TELLING[language].search(text))
    ]
    assert telling == []


def test_no_message_repeats_an_answer_or_what_was_worked_out_of_it(pattern: Pattern) -> None:
    for name, words in seen_by_others(pattern):
        for gap in (*gaps(words.en), *gaps(words.cy)):
            root, _, rest = gap.partition(".")
            allowed = root in ("case", "settings") or (root == "asked" and rest in MAY_BE_SAID)
            assert allowed, f"{name}: {gap}"
            assert not rest.startswith(("tasks", "title")), f"{name}: {gap}"
    kept = {"meet_date", "meet_time"}
    used = {gap for _, words in seen_by_others(pattern) for gap in gaps(words.en) if gap.startswith("case.kept.")}
    assert used <= {f"case.kept.{name}" for name in kept}
    assert all(message.attach == () for message in pattern.messages.values())


def test_a_case_is_called_the_same_whatever_was_answered(pattern: Pattern) -> None:
    assert gaps(pattern.case.title.en) == ()
    assert [gaps(alert.title.en) for alert in pattern.case.alerts] == [()]


def test_it_is_marked_as_what_it_is(pattern: Pattern) -> None:
    assert pattern.sensitive
    assert pattern.case.access == "team"
    assert pattern.case.property is None, "or letters would go to a home that nobody said is safe"
    asked = [question for page in pattern.pages for question in page.questions]
    scales = [question for question in asked if question.id.startswith(("phq_", "gad_"))]
    assert len(scales) == 16
    assert all(question.sensitive and question.required for question in scales)
    rules = pattern.case.retention
    assert max(rules.months, *(rule.months for rule in rules.rules)) <= 24
    assert {rules.then, *(rule.then for rule in rules.rules)} == {"delete"}


def test_the_crisis_page_comes_right_after_question_9_and_before_any_number(pattern: Pattern) -> None:
    order = [page.id for page in pattern.pages]
    assert order.index("crisis") == order.index("phq_9") + 1
    numbers = [
        name
        for name, words in texts_of(pattern).items()
        if any(gap.startswith(("computed.", "tables.")) for gap in gaps(words.en))
    ]
    assert numbers
    assert {name.split(".")[1] for name in numbers} == {"result"}
    assert order.index("result") > order.index("gad_7")
    for said in ("999", "116 123", "{settings.urgent_line}", "{settings.duty_line}"):
        assert said in pattern.pages[order.index("crisis")].body.en
        assert said in pattern.pages[order.index("crisis")].body.cy


def test_workers_are_shown_no_numbers(pattern: Pattern) -> None:
    [page] = [page for page in pattern.pages if page.id == "result"]
    assert page.show_when == "actor == 'resident'"


def test_whoever_answers_above_zero_is_never_without_an_alert() -> None:
    crisis = [each for each in ran(SLUG) if "page:crisis" in each.reached]
    assert len(crisis) > 10
    assert all("alert:at_risk" in each.reached and "task:call_today" in each.reached for each in crisis)


def test_the_attribution_stands_before_the_first_question(pattern: Pattern) -> None:
    order = [page.id for page in pattern.pages]
    assert order.index("feelings") == order.index("phq_1") - 1
    assert (
        "Developed by Drs. Robert L. Spitzer, Janet B.W. Williams, Kurt Kroenke and colleagues, "
        "with an educational grant from Pfizer Inc."
    ) in pattern.pages[order.index("feelings")].body.en
