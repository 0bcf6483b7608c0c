"""How long is a closed case kept, and what happens then? The first rule of the pattern that holds counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from commonhall.core.clocks.deadlines import add_months
from commonhall.core.language.case_model import Retention, RetentionRule
from commonhall.core.language.effective import Effective
from commonhall.core.language.expressions import Scope
from commonhall.core.lifecycle.amounts import applies
from commonhall.core.lifecycle.standing import CaseStanding


@dataclass(frozen=True, slots=True)
class Disposal:
    """When a closed case is to go, and how. rule: the number of the rule, from 0; None for the general one."""

    date: str
    then: Literal["anonymise", "delete"]
    rule: int | None = None


def disposal(effective: Effective, standing: CaseStanding, scope: Scope) -> Disposal:
    """Return when the closed case is to go. Raises ExpressionFailed when a rule cannot be worked out."""
    retention = effective.pattern.case.retention
    closed = date.fromisoformat(standing.closed[:10])
    for place, rule in enumerate(retention.rules):
        if applies(effective, rule.when, scope, f"case.retention.rules.{place}"):
            return Disposal(add_months(closed, rule.months).isoformat(), rule.then, place)
    return Disposal(add_months(closed, retention.months).isoformat(), retention.then)


def rule_of(effective: Effective, number: int | None) -> Retention | RetentionRule:
    """Return the rule of the pattern with this number, or the general one."""
    retention = effective.pattern.case.retention
    return retention if number is None else retention.rules[number]


def last_day(effective: Effective, number: int | None, *, closed: date, longer: int = 0) -> date:
    """Return the last day on which a case is kept that was closed on ``closed``. longer: months that the council adds.

    The months are counted together from the closing: 31 January and two months are 31 March, not 28.
    """
    return add_months(closed, rule_of(effective, number).months + longer)
