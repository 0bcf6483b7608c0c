"""Which patterns ship, and what do they come to under their profiles? What the tests of patterns share."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import commonhall.catalogue
from commonhall.core.language.effective import Effective
from commonhall.core.language.loading import PatternFolder, read_folder
from commonhall.core.verify.examples import Example, Expect, Ran, read_examples, run_example, under_profile

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
