"""How much longer may a case be paid, when its money cannot be asked for?"""

from __future__ import annotations

from commonhall.core.language.charge_model import WhenDown
from commonhall.core.language.effective import Effective
from commonhall.core.language.expressions import Scope, evaluate


def when_down(effective: Effective, state: str) -> WhenDown | None:
    """Return what the pattern has for a case in ``state`` that cannot be paid; None where it has nothing."""
    payment = effective.pattern.payment
    return payment.when_down if payment is not None and state == payment.waiting else None


def minutes_to_pay(effective: Effective, down: WhenDown, scope: Scope) -> int:
    """Return for how many minutes from now it may be paid. scope: what guards read of it. Raises ExpressionFailed."""
    if isinstance(down.minutes, int):
        return down.minutes
    return int(evaluate(down.minutes, scope, place="payment.when_down.minutes", calendar=effective.calendar))
