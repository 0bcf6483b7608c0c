"""What came in and went out on one day, and what goes to which ledger code? Days are London's; amounts are pence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal
from uuid import UUID

from commonhall.cases.models import Case, Comparison, Payment, Refund
from commonhall.cases.paying.comparing import bounds_of
from commonhall.core.charges.ledger import Posting, postings_of_payment, postings_of_refunds


@dataclass(frozen=True, slots=True)
class Taken:
    """Money that came in, or went out again. pence: below zero for what was given back. how: as a payment was made."""

    kind: Literal["payment", "refund", "waiver"]
    at: datetime
    reference: str
    case_id: UUID
    payment_id: UUID
    how: str
    provider: str
    provider_id: str
    taken_by: str
    pence: int


@dataclass(frozen=True, slots=True)
class Posted:
    """One line for the ledger, and what it is of."""

    taken: Taken
    posting: Posting


def takings_of(day: date) -> tuple[Taken, ...]:
    """Return what was paid and given back on ``day`` at the council in scope, in order."""
    since, until = bounds_of(day)
    payments = Payment.objects.filter(state="paid", ended_at__gte=since, ended_at__lt=until).select_related("case")
    refunds = Refund.objects.filter(state="made", ended_at__gte=since, ended_at__lt=until)
    found = [_of_payment(each) for each in payments]
    found += [_of_refund(each) for each in refunds.select_related("payment", "case")]
    return tuple(sorted(found, key=lambda each: (each.at, each.kind, str(each.payment_id))))


def _of_payment(payment: Payment) -> Taken:
    return Taken(
        "payment", payment.ended_at or payment.made_at, payment.case.reference, payment.case_id, payment.id,
        payment.method, payment.provider, payment.provider_id, payment.taken_by, payment.amount_pence,
    )  # fmt: skip


def _of_refund(refund: Refund) -> Taken:
    payment = refund.payment
    return Taken(
        "refund", refund.ended_at or refund.asked_at, refund.case.reference, refund.case_id, payment.id,
        refund.code or payment.method, payment.provider, refund.provider_id or payment.provider_id, refund.asked_by,
        -refund.amount_pence,
    )  # fmt: skip


def postings_of(day: date) -> Iterator[Posted]:
    """Yield a line for each ledger code of each payment, refund and waiver of ``day``.

    The lines of the payments and refunds of a day come to exactly what :func:`takings_of` says of it.
    """
    since, until = bounds_of(day)
    for payment in (
        Payment.objects.filter(state="paid", ended_at__gte=since, ended_at__lt=until)
        .select_related("case")
        .order_by("ended_at", "id")
    ):
        for posting in postings_of_payment(payment.lines, payment.amount_pence):
            if not (payment.surplus and posting.entry == "waiver"):  # what was paid twice was waived once
                yield Posted(_of_payment(payment), posting)
    refunds = Refund.objects.filter(state="made", ended_at__gte=since, ended_at__lt=until)
    for refund in refunds.select_related("payment", "case").order_by("ended_at", "id"):
        for posting in _of_one_refund(refund):
            yield Posted(_of_refund(refund), posting)
    yield from _waived(since, until)


def _of_one_refund(refund: Refund) -> tuple[Posting, ...]:
    """Share a refund out after those of the same payment that were made before it."""
    before = Refund.objects.filter(payment_id=refund.payment_id, state="made", ended_at__lte=refund.ended_at)
    in_order = list(before.order_by("ended_at", "id"))
    shared = postings_of_refunds(
        refund.payment.lines, refund.payment.amount_pence, [each.amount_pence for each in in_order]
    )
    return shared[in_order.index(refund)]


def _waived(since: datetime, until: datetime) -> Iterator[Posted]:
    """Yield what was waived on cases that cost nothing at all, and so have no payment."""
    cases = Case.objects.filter(opened_at__gte=since, opened_at__lt=until, facts__charges__total=0)
    for case in cases.order_by("opened_at", "id"):
        for posting in postings_of_payment((case.facts["charges"] or {}).get("lines") or [], 0):
            taken = Taken("waiver", case.opened_at, case.reference, case.id, case.id, "", "", "", "", 0)
            yield Posted(taken, posting)


def comparisons_of(day: date) -> tuple[Comparison, ...]:
    """Return how ``day`` was compared with the books of providers; nothing where it was not, or there are none."""
    return tuple(Comparison.objects.filter(capability="payments", day=day).order_by("provider"))
