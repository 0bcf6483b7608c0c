"""Would every pattern that ships be let through at publish, and is each part of it proved and in both languages?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from commonhall.catalogue.fact_types import FACT_TYPES
from commonhall.core.language.texts import texts_of
from commonhall.core.language.wording import gaps
from commonhall.core.verify.checks import check_pattern
from commonhall.core.verify.examples import Example, not_reached
from tests.patterns.library import SLUGS, effective, examples, folder, ran, refusals, run, said

EVERY = [
    pytest.param(slug, example, profile, line, id=f"{slug}-{profile}-{example.example}")
    for slug in SLUGS
    for example, profile, line in examples(slug)
]
PRIVATE = {"name", "email", "phone", "where_left", "message", "dispute_reason"}
"""Questions whose answers no text may repeat: a page or a message may be read by somebody else."""


@pytest.mark.parametrize(("slug", "example", "profile", "line"), EVERY)
def test_the_example_comes_out(slug: str, example: Example, profile: str, line: int) -> None:
    outcome = run(slug, example, profile, line)
    assert outcome.passed, "\n".join([f"line {line}", *outcome.differences, *map(str, outcome.trace)])


@pytest.mark.parametrize("slug", SLUGS)
def test_publish_finds_nothing(slug: str) -> None:
    """Notes only tell: that a search was bounded, say."""
    findings = check_pattern(folder(slug), fact_types=FACT_TYPES)
    assert [str(finding) for finding in findings if finding.severity != "note"] == []


@pytest.mark.parametrize("slug", SLUGS)
def test_examples_reach_every_part(slug: str) -> None:
    assert not_reached(folder(slug), ran(slug)) == ()


@pytest.mark.parametrize("slug", SLUGS)
def test_examples_reach_every_page_state_and_message(slug: str) -> None:
    pattern = folder(slug).pattern
    wanted = {f"page:{page.id}" for page in pattern.pages}
    wanted |= {f"state:{name}" for name in pattern.case.states}
    wanted |= {f"message:{name}" for name in pattern.messages}
    reached = frozenset().union(*(each.reached for each in ran(slug)))
    assert wanted - reached == set()


@pytest.mark.parametrize("slug", SLUGS)
def test_runs_under_three_differing_profiles_at_least(slug: str) -> None:
    profiles = folder(slug).profiles
    assert len({str(sorted(effective(slug, name).settings.items())) for name in profiles}) >= 3
    assert len({profile.nation for profile in profiles.values()}) >= 2


@pytest.mark.parametrize("slug", SLUGS)
def test_every_text_is_in_welsh(slug: str) -> None:
    texts = texts_of(folder(slug).pattern)
    assert [name for name, words in texts.items() if not words.cy.strip()] == []


@pytest.mark.parametrize("slug", SLUGS)
def test_welsh_is_not_the_english_again(slug: str) -> None:
    texts = texts_of(folder(slug).pattern)
    same = [
        name
        for name, words in texts.items()
        if words.en == words.cy and re.sub(r"[{][^}]*[}]|\W", "", words.en) and not name.endswith(".url")
    ]
    assert same == []


def _words(value: Any) -> Iterator[dict[str, str]]:
    if isinstance(value, dict) and "en" in value:
        yield value
    elif isinstance(value, dict):
        for below in value.values():
            yield from _words(below)
    elif isinstance(value, list):
        for below in value:
            yield from _words(below)


@pytest.mark.parametrize("slug", SLUGS)
def test_words_in_settings_are_in_both_languages(slug: str) -> None:
    values = [setting.default for setting in folder(slug).pattern.settings.values()]
    values += [profile.settings for profile in folder(slug).profiles.values()]
    for words in _words(values):
        assert bool(words["en"]) == bool(words.get("cy")), words


@pytest.mark.parametrize("slug", SLUGS)
def test_every_setting_says_what_it_is_and_why_it_varies(slug: str) -> None:
    for name, setting in folder(slug).pattern.settings.items():
        assert setting.title, name
        assert setting.why, name
        if setting.type in ("int", "days", "working_days", "minutes", "money"):
            assert setting.min is not None, name
            assert setting.max is not None, name


@pytest.mark.parametrize("slug", SLUGS)
def test_no_text_repeats_who_somebody_is_or_how_to_reach_them(slug: str) -> None:
    texts = texts_of(folder(slug).pattern)
    told = any("{case.title}" in words.en or "{case.title}" in words.cy for words in texts.values())
    for name, words in texts.items():
        if name == "case.title" and not told:
            continue  # only colleagues and the person themselves read it
        for text in (words.en, words.cy):
            used = {gap.split(".")[1] for gap in gaps(text) if gap.startswith("answers.")}
            assert used & PRIVATE == set(), name
            assert re.search(r"\d{5}|[\w.]+@\w", text) is None, name


@pytest.mark.parametrize("slug", SLUGS)
def test_every_message_goes_to_people_without_email_too_or_says_nothing_they_need(slug: str) -> None:
    pattern = folder(slug).pattern
    only_by_email = {name for name, message in pattern.messages.items() if set(message.channels) == {"email"}}
    assert only_by_email <= {"begun"}
    for name, message in pattern.messages.items():
        if "sms" in message.channels:
            assert "{case.reference}" in message.sms.en, name


@pytest.mark.parametrize("slug", SLUGS)
def test_every_refusal_in_the_examples_reads_well_in_both_languages(slug: str) -> None:
    refused = list(refusals(slug))
    pattern = folder(slug).pattern
    without_a_fact = {fact.outcome for fact in pattern.facts.values()} - {None}
    assert {one.outcome for _, _, one in refused} | without_a_fact == set(pattern.outcomes)
    for _, made, one in refused:
        said(made, one)


@pytest.mark.parametrize("slug", SLUGS)
def test_every_refusal_says_what_can_be_done(slug: str) -> None:
    pattern = folder(slug).pattern
    told_in_lists = {row.outcome for decision in pattern.decisions.values() if decision.each for row in decision.rows}
    for name, outcome in pattern.outcomes.items():
        assert outcome.body, name
        assert outcome.short or name not in told_in_lists, name
        assert outcome.continues or outcome.next, name
