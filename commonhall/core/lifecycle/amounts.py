"""What do the amounts and conditions of a case come to? One place that reads them, three-valued where they may not
be known yet."""

from __future__ import annotations

from typing import Any

from commonhall.core.language.effective import Effective
from commonhall.core.language.expressions import ExpressionFailed, Scope, evaluate, holds
from commonhall.core.language.parts import Amount


def worked_out(effective: Effective, source: str, scope: Scope, place: str) -> Any:
    """Return what ``source`` comes to for a case of ``effective``. Raises ExpressionFailed."""
    return evaluate(source, scope, place=place, calendar=effective.calendar)


def number(effective: Effective, amount: Amount, scope: Scope, place: str) -> int:
    """Return a whole number, given or worked out. Raises ExpressionFailed, also where it is no number."""
    if isinstance(amount, int):
        return amount
    value = worked_out(effective, amount, scope, place)
    if isinstance(value, bool) or not isinstance(value, int | float) or value != int(value):
        raise ExpressionFailed(place, amount, f"it gives {value!r}, not a whole number")
    return int(value)


def text(effective: Effective, source: str, scope: Scope, place: str) -> str:
    """Return a text that is worked out; empty where ``source`` is, or where it gives null."""
    if not source:
        return ""
    value = worked_out(effective, source, scope, place)
    return "" if value is None else str(value)


def applies(effective: Effective, source: str, scope: Scope, place: str) -> bool:
    """Return whether a condition holds. One that reads what is not there yet does not. Raises ExpressionFailed."""
    try:
        return holds(source, scope, place=place, calendar=effective.calendar)
    except ExpressionFailed as failure:
        if not_there_yet(failure):
            return False
        raise


def not_there_yet(failure: ExpressionFailed) -> bool:
    """Whether an expression failed only since something that it reads is not there yet."""
    return bool(getattr(failure, "unanswered", ())) or "Key not found in map" in failure.reason
