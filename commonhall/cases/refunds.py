"""What has a case cost and paid, and how is money given back? Promised in the outbox, so that it happens once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from commonhall.capabilities.errors import Misconfigured, Rejected, Unavailable
from commonhall.capabilities.payments.port import RefundState, RefundWanted
from commonhall.cases.books.asking import ask_provider, look_at
from commonhall.cases.books.differing import note_difference
from commonhall.cases.models import Case, Payment, Refund
from commonhall.councils.actors import SYSTEM, Actor
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.record.claims import Entry
from commonhall.record.deliveries import TryAgain, delivers
from commonhall.record.jobs import job
from commonhall.record.operations import enqueue, record_event

BY_HAND: Final = "by_hand"
"""Why a refund is not made by itself: the money did not come through a provider that could give it back."""
NOT_TAKEN: Final = "not_taken"
"""Why a refund failed after it was sent: the payer's bank or the provider did not take it."""
LOOK_AGAIN: Final = timedelta(minutes=5)
MOST: Final = 100
"""Refunds that one turn asks about."""


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
        refund = _locked(UUID(entry.payload["refund_id"]), "asked")
        if refund is None:
            return  # it was made before
        try:
            _give_back(refund, refund.payment, at)
        except (Unavailable, Misconfigured) as not_now:
            raise TryAgain(str(not_now)) from not_now
        except Rejected as refused:
            code = BY_HAND if refused.code == "not_refundable" else refused.code
            _ended(refund, "failed", code, at)


@job("follow_refunds", every_seconds=300, tests=True)
def follow_refunds(council: CouncilSite, *, at: datetime) -> None:
    """Ask what became of the refunds that are on their way, each in a transaction of its own."""
    with in_council(council, by=SYSTEM, purpose="job"):
        rows = Refund.objects.filter(state="sent", looked_at__lte=at - LOOK_AGAIN).order_by("looked_at")
        waiting = list(rows.values_list("id", flat=True)[:MOST])
    failures: list[Exception] = []
    for refund_id in waiting:
        try:
            with in_council(council, by=SYSTEM, purpose="job"):
                refund = _locked(refund_id, "sent")
                if refund is not None:
                    _look_again(refund, refund.payment, at)
        except Exception as failure:  # noqa: BLE001 one refund must not stop the others; raised below
            failures.append(failure)
    if failures:
        raise ExceptionGroup("some refunds could not be asked about", failures)


def look_at_refunds(*, payment_id: UUID, at: datetime) -> None:
    """Ask what became of the refunds of a payment that are on their way. Raises the three errors of capabilities."""
    for refund_id in Refund.objects.filter(payment_id=payment_id, state="sent").values_list("id", flat=True):
        refund = _locked(refund_id, "sent")
        if refund is not None:
            _look_again(refund, refund.payment, at)


def _locked(refund_id: UUID, state: str) -> Refund | None:
    """Return a refund in ``state`` with its payment locked: one refund of a payment is made after the other."""
    found: Refund | None = Refund.objects.filter(id=refund_id, state=state).first()
    if found is None:
        return None
    Payment.objects.select_for_update().get(id=found.payment_id)
    refund: Refund | None = Refund.objects.select_for_update().filter(id=refund_id, state=state).first()
    return refund


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


def _give_back(refund: Refund, payment: Payment, at: datetime) -> None:
    if payment.method != "online":
        raise Rejected("not_refundable", why="The money was not taken online")
    for before in Refund.objects.select_for_update().filter(payment=payment, state="sent"):
        _look_again(before, payment, at)  # one that failed meanwhile counts no more
    wanted = RefundWanted(str(refund.id), payment.provider_id, refund.amount_pence, given_back(payment))
    try:
        seen = ask_provider(payment, lambda port: port.refund(wanted, at), at=at)
    except Rejected as refused:
        if refused.code == "too_much":
            if _earlier_asked(refund).exists():  # its answer may have been lost: it tells first what is left
                raise Unavailable(why="An earlier refund of the payment is not known to be made") from refused
            there = look_at(payment, at=at)
            note_difference(
                payment, "refunded", there, ours_pence=wanted.refunded_pence, theirs_pence=there.refunded_pence, at=at
            )
        raise
    refund.provider_id = seen.provider_id
    _follow(refund, seen.state, at)


def _earlier_asked(refund: Refund) -> QuerySet[Refund]:
    others = Refund.objects.filter(payment_id=refund.payment_id, state="asked").exclude(id=refund.id)
    return others.filter(Q(asked_at__lt=refund.asked_at) | Q(asked_at=refund.asked_at, id__lt=refund.id))


def _look_again(refund: Refund, payment: Payment, at: datetime) -> None:
    seen = ask_provider(
        payment, lambda port: port.find_refund(payment.provider_id, refund.provider_id, at), at=at
    )  # fmt: skip
    _follow(refund, seen.state, at)


def _follow(refund: Refund, state: RefundState, at: datetime) -> None:
    """Keep how a refund stands at the provider. One that failed there must be asked for anew."""
    refund.looked_at = at
    if state == "sent":
        refund.state = "sent"
        refund.save(update_fields=["state", "provider_id", "looked_at"])
        return
    _ended(refund, state, "" if state == "made" else NOT_TAKEN, at)


def given_back(payment: Payment) -> int:
    """Return how many pence of a payment its provider gave back for us, or is giving back."""
    refunds = Refund.objects.filter(payment=payment, state__in=("sent", "made")).exclude(code=BY_HAND)
    pence: int = refunds.aggregate(pence=Coalesce(Sum("amount_pence"), 0))["pence"]
    return pence


def _ended(refund: Refund, state: str, code: str, at: datetime, *, by: Actor = SYSTEM) -> None:
    refund.state, refund.code, refund.ended_at = state, code, at
    refund.save(update_fields=["state", "code", "ended_at", "provider_id", "looked_at"])
    record_event(
        kind="refund_made" if state == "made" else "refund_failed",
        subject=("case", refund.case_id),
        facts={"refund": str(refund.id), "pence": refund.amount_pence, "code": code},
        by=by,
        at=at,
    )
