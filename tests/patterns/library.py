"""Which patterns ship, and what do they come to under their profiles? What the tests of patterns share."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import commonhall.catalogue
from commonhall.core.journey.decisions import ACCEPT, Decided
from commonhall.core.journey.route import Known, Route, navigate
from commonhall.core.language.effective import Effective
from commonhall.core.language.expressions import holds
from commonhall.core.language.loading import PatternFolder, read_folder
from commonhall.core.language.wording import fill
from commonhall.core.values.words import LANGUAGES
from commonhall.core.verify.examples import Example, Expect, Ran, moment, read_examples, run_example, under_profile

LIBRARY = Path(commonhall.catalogue.__file__).parent / "library"
SLUGS = tuple(sorted(path.parent.name for path in LIBRARY.glob("*/pattern.yaml")))


@cache
def folder(slug: str) -> PatternFolder:
    """Return the pattern of that name with its profiles and examples."""
    return read_folder(LIBRARY / slug)


@cache
def examples(slug: str) -> tuple[tuple[Example, str, int], ...]:
    """Return every example with each profile under which it must hold, and its line."""
    return tuple(
        (example, profile, line)
        for example, line in read_examples(folder(slug))
        for profile in (folder(slug).profiles if example.profile == "any" else (example.profile,))
    )


@cache
def ran(slug: str) -> tuple[Ran, ...]:
    """Return how every example went under every profile."""
    return tuple(run(slug, example, profile, line) for example, profile, line in examples(slug))


def run(slug: str, example: Example, profile: str, line: int = 0) -> Ran:
    """Return how one example goes under one profile."""
    effective = under_profile(folder(slug), folder(slug).profiles[profile], example)
    return run_example(effective, example, profile=profile, line=line)


def effective(slug: str, profile: str, **settings: Any) -> Effective:
    """Return the pattern under a profile, with ``settings`` put over the profile's."""
    asked = Example(example="", now="2026-06-10T12:00:00", settings=settings, expect=Expect())
    return under_profile(folder(slug), folder(slug).profiles[profile], asked)


def route(made: Effective, example: Example) -> Route:
    """Return the way that the answers of an example lead."""
    return navigate(
        made,
        Known(
            answers=example.answers,
            now=moment(example.now),
            opened=moment(example.opened or example.now),
            facts={name: fact for name, fact in example.facts.items() if name not in example.missing},
            missing=frozenset(example.missing),
            accepted={key: moment(at) for key, at in example.told_yes.items()},
            actor=example.actor,
            language=example.language,
        ),
    )


def refusals(slug: str) -> Iterator[tuple[Example, Effective, Decided]]:
    """Yield everything that is refused in the examples of a pattern."""
    for example, profile, _ in examples(slug):
        made = under_profile(folder(slug), folder(slug).profiles[profile], example)
        for decided in route(made, example).decided.values():
            yield from ((example, made, one) for one in decided if one.outcome != ACCEPT)


def said(made: Effective, one: Decided) -> list[str]:
    """Return every text that a refusal shows, in both languages.

    Raises AssertionError when a text is empty, has a gap left or a colon that nothing follows, or when nothing is
    said that the person can do.
    """
    outcome = made.pattern.outcomes[one.outcome]
    scope = made.scope(values=one.values, item=one.item)
    steps = [step for step in outcome.next if holds(step.when, scope, place=f"outcomes.{one.outcome}.next")]
    assert steps or outcome.continues, one
    shown = []
    for language in LANGUAGES:
        for words in (outcome.title, outcome.body, *filter(None, [outcome.short]), *(step.label for step in steps)):
            text = fill(words, scope, language)
            assert text.strip(), words
            assert re.search(r"[{}]|: *[.\n]|: *$|^ *[.]", text) is None, text
            shown.append(text)
    return shown
