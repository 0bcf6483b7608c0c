"""What does missed bin decide? Its decision alone, for tests that look closer than an example does."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from commonhall.core.journey.decisions import Decided, decide
from commonhall.core.language.effective import Effective
from commonhall.core.language.expressions import ExpressionFailed
from commonhall.core.verify.examples import Example, moment, under_profile
from tests.patterns.library import folder

SLUG = "missed-bin"


def decision(
    effective: Effective,
    collections: list[dict[str, Any]],
    *,
    now: str,
    actor: str = "resident",
    reports: tuple[Mapping[str, Any], ...] = (),
) -> tuple[tuple[Decided, ...], tuple[ExpressionFailed, ...]]:
    """Return what eligibility comes to for each collection, and every expression that failed."""
    scope = effective.scope(
        answers={"property": {"uprn": "100000000123"}},
        facts={"collections": collections, "reports": list(reports)},
        now=now,
        today=now[:10],
        opened=now,
        actor=actor,
    )
    return decide(effective, "eligibility", scope, accepted={})


def decided_in(example: Example, profile: str) -> tuple[Effective, tuple[Decided, ...]]:
    """Return what eligibility comes to in an example under a profile."""
    effective = under_profile(folder(SLUG), folder(SLUG).profiles[profile], example)
    decided, failures = decision(
        effective,
        example.facts["collections"],
        now=moment(example.now),
        actor=example.actor,
        reports=tuple(example.facts.get("reports", ())),
    )
    assert failures == ()
    return effective, decided
