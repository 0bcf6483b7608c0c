"""How long is a closed case kept, and what happens then? The first rule of the pattern that holds counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from commonhall.core.clocks.deadlines import add_months
from commonhall.core.language.case_model import Retention, RetentionRule, RetentionStart
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
    given = max((date.fromisoformat(each.until) for each in standing.entitlements if each.until), default=None)
    for place, rule in enumerate(retention.rules):
        if applies(effective, rule.when, scope, f"case.retention.rules.{place}"):
            since = first_day(effective, place, closed=closed, given=given)
            return Disposal(add_months(since, rule.months).isoformat(), rule.then, place)
    since = first_day(effective, None, closed=closed, given=given)
    return Disposal(add_months(since, retention.months).isoformat(), retention.then)


def start_of(effective: Effective, number: int | None) -> RetentionStart:
    """Return from when the rule with this number counts."""
    general = effective.pattern.case.retention
    return general.after if number is None else general.rules[number].after or general.after


def first_day(
    effective: Effective,
    number: int | None,
    *,
    closed: date,
    contact: date | None = None,
    given: date | None = None,
) -> date:
    """Return the day from which a closed case is kept by the rule with this number, never before its closing.

    contact: of the last message or conversation about it. given: the last day of what the case gave.
    """
    started = {"closed": closed, "last_contact": contact or closed, "entitlement": given or closed}
    return max(closed, started[start_of(effective, number)])


def rule_of(effective: Effective, number: int | None) -> Retention | RetentionRule:
    """Return the rule of the pattern with this number, or the general one."""
    retention = effective.pattern.case.retention
    return retention if number is None else retention.rules[number]


def last_day(effective: Effective, number: int | None, *, since: date, longer: int = 0) -> date:
    """Return the last day on which a case is kept. since: :func:`first_day`. longer: months that the council adds.

    The months are counted together from then: 31 January and two months are 31 March, not 28.
    """
    return add_months(since, rule_of(effective, number).months + longer)
