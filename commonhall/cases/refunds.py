"""What has a case cost and paid, and how is money given back? Promised in the outbox, so that it happens once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import Q, Sum
from django.db.models.functions import Coalesce

from commonhall.capabilities.errors import Misconfigured, Rejected, Unavailable
from commonhall.capabilities.payments.port import RefundWanted, payments_from
from commonhall.cases.models import Case, Payment, Refund
from commonhall.catalogue.calls import call_provider
from commonhall.catalogue.queries import Bound, get_binding
from commonhall.councils.actors import SYSTEM, Actor
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.record.claims import Entry
from commonhall.record.deliveries import TryAgain, delivers
from commonhall.record.operations import enqueue, record_event

BY_HAND: Final = "by_hand"
"""Why a refund is not made by itself: the money did not come through a provider that could give it back."""


class RefundRefused(Exception):
    """Money cannot be given back. reason: ``nothing_left``, ``too_much`` or ``amount``. left_pence: what could be."""

    def __init__(self, reason: str, left_pence: int) -> None:
        super().__init__(f"{reason}: {left_pence} pence can be given back")
        self.reason = reason
        self.left_pence = left_pence


@dataclass(frozen=True, slots=True)
class Money:
    """What came in and went out for one case, in pence. refunded: given back, or about to be."""

    paid: int = 0
    refunded: int = 0

    @property
    def left(self) -> int:
        """What can still be given back."""
        return self.paid - self.refunded


def money_of(case_id: UUID) -> Money:
    """Return what came in and went out for a case."""
    payments = Payment.objects.filter(case_id=case_id, state="paid")
    refunds = Refund.objects.filter(case_id=case_id).exclude(~Q(code=BY_HAND), state="failed")
    return Money(
        paid=payments.aggregate(pence=Coalesce(Sum("amount_pence"), 0))["pence"],
        refunded=refunds.aggregate(pence=Coalesce(Sum("amount_pence"), 0))["pence"],
    )


def ask_refund(
    *, case: Case, amount_pence: int, occasion: str, reason: str = "", by: Actor, at: datetime
) -> tuple[Refund, ...]:
    """Promise to give back ``amount_pence`` of what was paid for a case: first what was paid twice, then the newest.

    occasion: what it is given back for; asking again for the same occasion gives nothing more. The case must be locked
    by the caller. Raises RefundRefused when more is asked for than is left. Then nothing has changed.
    """
    before = tuple(Refund.objects.filter(case=case, occasion=occasion))
    if before:
        return before
    left = money_of(case.id).left
    if amount_pence <= 0:
        raise RefundRefused("amount", left)
    if amount_pence > left:
        raise RefundRefused("too_much" if left else "nothing_left", left)
    made, open_pence = [], amount_pence
    for payment in Payment.objects.filter(case=case, state="paid").order_by("-surplus", "-ended_at", "-id"):
        part = min(open_pence, payment.amount_pence - refunded_of(payment))
        if part > 0:
            made.append(_promise(payment, part, occasion, reason, by, at))
            open_pence -= part
    return tuple(made)


def refunded_of(payment: Payment) -> int:
    """Return how many pence of a payment were given back, or are about to be."""
    refunds = Refund.objects.filter(payment=payment).exclude(~Q(code=BY_HAND), state="failed")
    pence: int = refunds.aggregate(pence=Coalesce(Sum("amount_pence"), 0))["pence"]
    return pence


def _promise(payment: Payment, pence: int, occasion: str, reason: str, by: Actor, at: datetime) -> Refund:
    refund: Refund = Refund.objects.create(
        case_id=payment.case_id,
        payment=payment,
        occasion=occasion,
        amount_pence=pence,
        reason=reason,
        asked_by=by.name,
        asked_at=at,
    )
    facts = {"refund": str(refund.id), "pence": pence, "reason": reason}
    record_event(kind="refund_asked", subject=("case", payment.case_id), facts=facts, by=by, at=at)
    enqueue(kind="refund", payload={"refund_id": str(refund.id)}, key=f"refund:{refund.id}", at=at)
    return refund


@delivers("refund")
def make_refund(council: CouncilSite, entry: Entry, at: datetime) -> None:
    """Give the money back through the provider that took it; what it cannot give back waits for an officer."""
    with in_council(council, by=SYSTEM, purpose="job"):
        refund = Refund.objects.select_for_update().filter(id=UUID(entry.payload["refund_id"]), state="asked").first()
        if refund is None:
            return  # it was made before
        try:
            _give_back(council, refund, refund.payment, at)
        except (Unavailable, Misconfigured) as not_now:
            raise TryAgain(str(not_now)) from not_now
        except Rejected as refused:
            code = BY_HAND if refused.code == "not_refundable" else refused.code
            _ended(refund, "failed", code, at)
            return
        _ended(refund, "made", "", at)


@transaction.atomic
def record_refund(*, refund_id: UUID, by: Actor, at: datetime) -> Refund | None:
    """Keep that an officer gave the money back by hand. Returns None where there is nothing to give back so."""
    found = Refund.objects.filter(id=refund_id).first()
    if found is None:
        return None
    Case.objects.select_for_update().get(id=found.case_id)
    refund: Refund | None = (
        Refund.objects.select_for_update().filter(id=refund_id, state="failed", code=BY_HAND).first()
    )
    if refund is not None:
        _ended(refund, "made", BY_HAND, at, by=by)
    return refund


def _give_back(council: CouncilSite, refund: Refund, payment: Payment, at: datetime) -> None:
    if payment.method != "online":
        raise Rejected("not_refundable", why="The money was not taken online")
    bound = bound_as(payment.provider)
    done = Refund.objects.filter(payment=payment, state="made").aggregate(pence=Coalesce(Sum("amount_pence"), 0))
    wanted = RefundWanted(str(refund.id), payment.provider_id, refund.amount_pence, done["pence"])
    call_provider(
        lambda: payments_from(bound.provider, bound.settings).refund(wanted, at),
        council_id=council.id,
        capability="payments",
        provider=bound.provider,
        at=at,
    )


def bound_as(provider: str) -> Bound:
    """Return the council's binding for payments, as long as it is still ``provider``.

    Raises Misconfigured where another took its place: only the one that took the money knows of it.
    """
    bound = get_binding("payments")
    if bound.provider != provider:
        raise Misconfigured(f"This was paid through {provider}. Bind it again to give the money back.")
    return bound


def _ended(refund: Refund, state: str, code: str, at: datetime, *, by: Actor = SYSTEM) -> None:
    refund.state, refund.code, refund.ended_at = state, code, at
    refund.save(update_fields=["state", "code", "ended_at"])
    record_event(
        kind="refund_made" if state == "made" else "refund_failed",
        subject=("case", refund.case_id),
        facts={"refund": str(refund.id), "pence": refund.amount_pence, "code": code},
        by=by,
        at=at,
    )
