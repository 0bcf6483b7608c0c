"""What is still to be paid for a case, and what was paid and given back? Reads only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from commonhall.capabilities.errors import Misconfigured
from commonhall.capabilities.payments.port import payments_from
from commonhall.cases.models import Case, Refund
from commonhall.cases.models import Payment as Payment
from commonhall.cases.tables.money import OPENED as OPENED
from commonhall.catalogue.queries import BindingMissing, get_binding
from commonhall.core.language.effective import Effective
from commonhall.core.language.expressions import Scope, holds
from commonhall.core.values.words import Words

MOVE_WAITS: Final = timedelta(days=7)
"""How long a move that was asked for can still be paid at the price that it had then."""

WE_WILL_SAY: Final = Words(
    en="We will tell you how to pay.",
    cy="Byddwn yn dweud wrthych sut i dalu.",
)


@dataclass(frozen=True, slots=True)
class Due:
    """Something to be paid. purpose: what for, once. lines: the charges, as JSON records."""

    purpose: str
    amount_pence: int
    lines: Sequence[Mapping[str, Any]]
    for_transition: str = ""
    asked: Mapping[str, Any] = field(default_factory=dict)
    actors: Sequence[str] = ()


def can_cost(effective: Effective) -> bool:
    """Whether cases of the pattern can cost anything at all."""
    pattern = effective.pattern
    return bool(pattern.charges) or any(each.charges for each in pattern.case.transitions)


def purpose_of_move(case: Case, transition: str) -> str:
    """Return what is paid for when ``transition`` is asked for: once that was paid, asking again is another purpose."""
    paid = Payment.objects.filter(case=case, for_transition=transition, state="paid", surplus=False).count()
    return f"{transition}:{paid + 1}"


def onward(effective: Effective, state: str) -> str:
    """Return the transition by which payment leads on from ``state``; blank where there is none."""
    found = (each.id for each in effective.pattern.case.transitions if "payment" in each.by and state in each.from_)
    return next(found, "")


def paid_for(case: Case, purpose: str) -> bool:
    """Whether this was paid."""
    found: bool = Payment.objects.filter(case=case, purpose=purpose, state="paid", surplus=False).exists()
    return found


def due_for(case: Case, effective: Effective, purpose: str, *, at: datetime) -> Due | None:
    """Return what is to be paid for ``purpose``, or None where nothing is."""
    return next((due for due in dues_of(case, effective, at=at) if due.purpose == purpose), None)


def dues_of(case: Case, effective: Effective, *, at: datetime) -> tuple[Due, ...]:
    """Return everything that is to be paid for a case now: what the journey costs, and moves that wait for money."""
    return (*_for_opening(case, effective), *_for_moves(case, effective, at))


def _for_opening(case: Case, effective: Effective) -> tuple[Due, ...]:
    payment = effective.pattern.payment
    charges = case.facts.get("charges") or {}
    total = int(charges.get("total") or 0)
    if payment is None or case.state != payment.waiting or not total or paid_for(case, OPENED):
        return ()
    return (Due(OPENED, total, charges["lines"]),)


def _for_moves(case: Case, effective: Effective, at: datetime) -> tuple[Due, ...]:
    """A move that was asked for waits some days for its money, as long as it could be taken."""
    costing = [each.id for each in effective.pattern.case.transitions if each.charges and case.state in each.from_]
    if not costing:
        return ()
    lately = Payment.objects.filter(case=case, for_transition__in=costing, made_at__gt=at - MOVE_WAITS)
    latest = {payment.for_transition: payment for payment in lately.order_by("made_at", "id")}
    return tuple(
        Due(each.purpose, each.amount_pence, each.lines, each.for_transition, each.asked, each.actors)
        for each in latest.values()
        if each.state != "paid"
    )


def how_to_pay_later(service: str) -> Words | None:
    """Return how what is due for a service is paid, in words; None where it is paid online, at once."""
    try:
        bound = get_binding("payments", service=service)
        return payments_from(bound.provider, bound.settings).later()
    except (BindingMissing, Misconfigured):
        return WE_WILL_SAY


def pages_of_payment(service: str) -> tuple[str, ...]:
    """Return where the pages are on which what is due for a service is paid: scheme and host; nothing if our own."""
    try:
        bound = get_binding("payments", service=service)
        return payments_from(bound.provider, bound.settings).origins()
    except (BindingMissing, Misconfigured):
        return ()


def pays_now(effective: Effective, scope: Scope, service: str) -> int:
    """Return how many pence are asked for as soon as a journey is sent; 0 where nothing is, or where it is paid later.

    scope: the journey's own, with ``charges``. Raises ExpressionFailed.
    """
    payment, charges = effective.pattern.payment, scope.get("charges") or {}
    total = int(charges["total"]) if payment and charges else 0
    if payment is None or not total:
        return 0
    if payment.later_when and holds(payment.later_when, scope, place="payment.later_when", calendar=effective.calendar):
        return 0
    return total if how_to_pay_later(service) is None else 0


def payments_of(case_id: UUID) -> tuple[Payment, ...]:
    """Return the payments of a case that somebody tried or made, oldest first."""
    return tuple(Payment.objects.filter(case_id=case_id).order_by("made_at", "id"))


def refunds_of(case_id: UUID) -> tuple[Refund, ...]:
    """Return what was, or is to be, given back for a case, oldest first."""
    return tuple(Refund.objects.filter(case_id=case_id).order_by("asked_at", "id"))


def find_payment(payment_id: UUID) -> Payment | None:
    """Return the payment of that id, if this council has it."""
    found: Payment | None = Payment.objects.filter(id=payment_id).first()
    return found
