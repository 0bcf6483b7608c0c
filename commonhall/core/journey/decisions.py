"""Which outcome does a decision come to, for the journey or for each item? The first row that holds decides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from commonhall.core.language.effective import Effective
from commonhall.core.language.expressions import ExpressionFailed, Scope, evaluate, holds
from commonhall.core.language.lazily import Lazily
from commonhall.core.language.model import Decision

ACCEPT: Final = "accept"


@dataclass(frozen=True, slots=True)
class Decided:
    """What a decision came to for one item, or for the whole journey.

    key: what names the item, empty without items. row: the number of the row that decided, from 0; None when an
    earlier acceptance stood. values: the decision's named values, for texts: each is worked out when it is read, and
    is not there when it cannot be.
    """

    decision: str
    key: str
    outcome: str
    row: int | None
    item: Mapping[str, Any] = field(default_factory=dict)
    values: Mapping[str, Any] = field(default_factory=dict)


def decide(
    effective: Effective, name: str, scope: Scope, *, accepted: Mapping[str, str]
) -> tuple[tuple[Decided, ...], tuple[ExpressionFailed, ...]]:
    """Return what the decision ``name`` comes to, one entry an item, and every expression that failed on the way.

    accepted: ``decision/key`` to the moment at which the resident was told yes, for the grace of a decision.
    A row whose condition fails does not hold; a decision in which no row holds refuses with outcome ``""``.
    """
    decision = effective.pattern.decisions[name]
    failures: list[ExpressionFailed] = []
    items: list[Mapping[str, Any]] = [{}]
    if decision.each:
        try:
            items = list(evaluate(decision.each, scope, place=f"decisions.{name}.each", calendar=effective.calendar))
        except ExpressionFailed as failure:
            return (), (failure,)
    decided = []
    for item in items:
        try:
            decided.append(_one(effective, name, decision, {**scope, "item": item}, accepted, failures))
        except ExpressionFailed as failure:  # what cannot even be named cannot be decided
            failures.append(failure)
    return tuple(decided), tuple(failures)


def _one(
    effective: Effective,
    name: str,
    decision: Decision,
    scope: Scope,
    accepted: Mapping[str, str],
    failures: list[ExpressionFailed],
) -> Decided:
    place = f"decisions.{name}"
    key = str(evaluate(decision.key, scope, place=f"{place}.key")) if decision.key else ""
    values = Lazily(
        lambda wanted: evaluate(
            decision.values[wanted], seen, place=f"{place}.values.{wanted}", calendar=effective.calendar
        ),
        decision.values,
    )
    seen = {**scope, "values": values}
    outcome, number = "", None
    for number, row in enumerate(decision.rows):
        try:
            if holds(row.when, seen, place=f"{place}.rows.{number}", calendar=effective.calendar):
                outcome = row.outcome
                break
        except ExpressionFailed as failure:
            if not failure.unanswered:
                failures.append(failure)
    refused = outcome != ACCEPT and not _continues(effective, outcome)
    if refused and _still_accepted(effective, place, decision, f"{name}/{key}", scope, accepted):
        outcome, number = ACCEPT, None
    return Decided(decision=name, key=key, outcome=outcome, row=number, item=scope["item"], values=values)


def _continues(effective: Effective, outcome: str) -> bool:
    designed = effective.pattern.outcomes.get(outcome)
    return designed is not None and designed.continues


def _still_accepted(
    effective: Effective, place: str, decision: Decision, key: str, scope: Scope, accepted: Mapping[str, str]
) -> bool:
    """Whether the resident was told yes so lately that the answer stands (waste.md, submit grace)."""
    if not decision.grace_minutes or key not in accepted:
        return False
    source = f"now <= add_minutes(datetime('{accepted[key]}'), {decision.grace_minutes})"
    return holds(source, scope, place=f"{place}.grace_minutes", calendar=effective.calendar)
