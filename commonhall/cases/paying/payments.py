"""What is to be paid for a case, and what happens when it is? Nothing is taken twice, and nothing that came is lost."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any, Final, Literal, get_args
from uuid import UUID

from django.db import transaction

from commonhall.capabilities.payments.port import Begun, Payments, Wanted
from commonhall.cases.books.asking import PaymentNotPossible as PaymentNotPossible
from commonhall.cases.books.asking import ask_bound, ask_provider, look_at, somebody_waits
from commonhall.cases.models import Case, Payment
from commonhall.cases.operations import locked_case
from commonhall.cases.paying.owing import Due, due_for, onward, purpose_of_move
from commonhall.cases.paying.receiving import end_payment, follow, receive_payment
from commonhall.cases.queries import effective_of_case, scope_of_case
from commonhall.cases.tables.money import UNFINISHED
from commonhall.catalogue.queries import get_binding
from commonhall.core.charges.lines import Charges
from commonhall.core.language.effective import Effective
from commonhall.core.language.wording import fill
from commonhall.core.values.words import Language, Words
from commonhall.councils.actors import Actor
from commonhall.councils.queries import CouncilSite
from commonhall.record.operations import record_event

Offline = Literal["cash", "cheque", "telephone", "transfer"]
OFFLINE: Final[tuple[Offline, ...]] = get_args(Offline)
LONGEST_REFERENCE: Final = 100


class NothingDue(Exception):
    """There is nothing to pay: it was paid, or the case went on without it."""


class PaymentRefused(ValueError):
    """What an officer recorded cannot be kept: it needs a known method, and a short reference."""


@transaction.atomic
def ask_payment(
    *,
    case_id: UUID,
    transition: str,
    charges: Charges,
    asked: Mapping[str, Any],
    actors: Sequence[str],
    council: CouncilSite,
    by: Actor,
    at: datetime,
) -> Payment:
    """Let ``transition`` wait until ``charges`` are paid: the case stays as it is, and the move comes with the money.

    asked, actors: what :func:`move_case` was given. Asking again for the same move replaces what was asked before.
    What was being paid for it is called off; was it paid meanwhile, that payment is returned, and the move was taken.
    Raises CaseUnknown, NothingDue when the charges come to nothing, and PaymentNotPossible.
    """
    case = locked_case(case_id)
    purpose = purpose_of_move(case, transition)
    if not charges.total_pence:
        raise NothingDue(purpose)
    paid = _call_off(case, purpose, "asked_again", council, at)
    if paid is not None:
        return paid
    payment: Payment = Payment.objects.create(
        case=case,
        purpose=purpose,
        lines=[line.record() for line in charges.lines],
        amount_pence=charges.total_pence,
        for_transition=transition,
        asked=dict(asked),
        actors=list(actors),
        made_at=at,
    )
    facts = {"payment": str(payment.id), "pence": payment.amount_pence, "transition": transition}
    record_event(kind="payment_asked", subject=("case", case.id), facts=facts, by=by, at=at)
    return payment


@transaction.atomic
def begin_payment(
    *, case_id: UUID, purpose: str, return_url: str, language: Language, council: CouncilSite, by: Actor, at: datetime
) -> tuple[Payment, Begun]:
    """Begin, or go on with, paying what is due for ``purpose``, and return where to pay it.

    return_url: where the payer comes back to; ``{payment}`` in it stands for the payment's id. A payment that turns out
    to be paid already is returned as such. by: who types the card in; an officer does so for a caller, at the
    telephone. Raises CaseUnknown, NothingDue, and PaymentNotPossible: nothing is kept.
    """
    case = locked_case(case_id)
    effective = effective_of_case(case, council=council, at=at)
    open_one, begun = _under_way(case, purpose, by=by, council=council, at=at)
    if begun is not None and open_one is not None:
        return open_one, begun
    if open_one is None:
        due = due_for(case, effective, purpose, at=at)
        if due is None:
            raise NothingDue(purpose)
        open_one = _made(case, due, at)
    open_one.taken_by = by.name if by.kind == "staff" else ""
    with somebody_waits():
        bound = get_binding("payments", service=case.service)
        wanted = _wanted(open_one, case, effective, return_url, language, at)
        begun = ask_bound(bound, lambda port: port.start(wanted, at), at=at)
    open_one.provider, open_one.provider_id, open_one.binding = bound.provider, begun.provider_id, bound.id
    open_one.state, open_one.looked_at = "started", at
    open_one.save(update_fields=["provider", "provider_id", "binding", "state", "looked_at", "taken_by"])
    return open_one, begun


def _under_way(
    case: Case, purpose: str, *, by: Actor, council: CouncilSite, at: datetime
) -> tuple[Payment | None, Begun | None]:
    """Return what is being paid for ``purpose``, and where to go on with it, if that can be gone on with.

    A card that an officer types in for a caller and one that the payer types in are not the same payment, and money
    that was to be paid later can be paid online once the council takes it so.
    """
    payment = Payment.objects.filter(case=case, purpose=purpose, state__in=UNFINISHED).first()
    if payment is None or not payment.provider:
        return payment, None
    with somebody_waits():
        seen = look_at(payment, at=at)
        follow(case, payment, seen, council=council, at=at)
        if payment.state == "paid":
            return payment, Begun(payment.provider_id)
        if payment.state not in UNFINISHED:
            return None, None
        in_force = get_binding("payments", service=case.service)
        turned = seen.state == "created" and not seen.next_url and in_force.provider != payment.provider
        if bool(payment.taken_by) == (by.kind == "staff") and not turned:
            return payment, Begun(payment.provider_id, seen.next_url)
        ask_provider(payment, lambda port: port.cancel(payment.provider_id, at), at=at)
    end_payment(payment, "cancelled", "paid_otherwise", at=at)
    return None, None


def _made(case: Case, due: Due, at: datetime) -> Payment:
    payment: Payment = Payment.objects.create(
        case=case,
        purpose=due.purpose,
        lines=list(due.lines),
        amount_pence=due.amount_pence,
        for_transition=due.for_transition,
        asked=dict(due.asked),
        actors=list(due.actors),
        made_at=at,
    )
    return payment


def _wanted(
    payment: Payment, case: Case, effective: Effective, return_url: str, language: Language, at: datetime
) -> Wanted:
    scope = scope_of_case(case, effective, at=at)
    contact = effective.pattern.case.contact
    return Wanted(
        id=str(payment.id),
        reference=case.reference,
        description=description_of(payment.for_transition, effective, scope, language),
        amount_pence=payment.amount_pence,
        return_url=return_url.replace("{payment}", str(payment.id)),
        language=language,
        email=str(scope["answers"].get(contact.email) or "") if contact and contact.email else "",
        telephone=bool(payment.taken_by),
        hold=_takes_a_slot(payment, case, effective),
        ledger=", ".join(dict.fromkeys(str(line["ledger"]) for line in payment.lines if line.get("ledger"))),
    )


def _takes_a_slot(payment: Payment, case: Case, effective: Effective) -> bool:
    """Whether the money is for something that may be gone when the payer comes back: it is only taken if not."""
    move = payment.for_transition or onward(effective, case.state)
    return any(
        each.id == move and each.booking is not None and each.booking.act == "change"
        for each in effective.pattern.case.transitions
    )


def description_of(transition: str, effective: Effective, scope: Mapping[str, Any], language: Language) -> str:
    """Return what a payment is for, as statements and receipts say it."""
    pattern = effective.pattern
    words: Words = pattern.payment.description if pattern.payment else pattern.title
    for each in pattern.case.transitions:
        if each.id == transition:
            words = each.label
    return fill(words, scope, language)[:255] or fill(pattern.title, scope, language)[:255]


@transaction.atomic
def record_payment(
    *,
    case_id: UUID,
    purpose: str,
    method: Offline,
    reference: str,
    council: CouncilSite,
    by: Actor,
    at: datetime,
) -> Payment:
    """Keep that what is due for ``purpose`` was paid in cash, by cheque, telephone or transfer; the case goes on.

    reference: the officer's own, such as a receipt number. An online payment that is under way is called off first;
    was it paid meanwhile, that is returned instead. Raises CaseUnknown, NothingDue, PaymentRefused, and
    PaymentNotPossible where it cannot be called off now.
    """
    if method not in OFFLINE or len(reference) > LONGEST_REFERENCE:
        raise PaymentRefused("Choose how it was paid, and keep the reference under 100 characters")
    case = locked_case(case_id)
    effective = effective_of_case(case, council=council, at=at)
    due = due_for(case, effective, purpose, at=at)
    if due is None:
        raise NothingDue(purpose)
    paid = _call_off(case, purpose, "paid_otherwise", council, at)
    if paid is not None:
        return paid
    payment = _made(case, due, at)
    payment.method, payment.taken_by, payment.taken_reference = method, by.name, reference.strip()
    payment.save(update_fields=["method", "taken_by", "taken_reference"])
    receive_payment(case, payment, council=council, by=by, at=at)
    return payment


def _call_off(case: Case, purpose: str, code: str, council: CouncilSite, at: datetime) -> Payment | None:
    """End what is being paid for ``purpose``; return it where it turns out to be paid."""
    open_ones: Iterable[Payment] = Payment.objects.filter(case=case, purpose=purpose, state__in=UNFINISHED)
    for payment in open_ones:
        with somebody_waits():
            if payment.provider:
                follow(case, payment, look_at(payment, at=at), council=council, at=at)
            if payment.state == "paid":
                return payment
            if payment.provider and payment.state in UNFINISHED:
                ask_provider(payment, partial(_cancel, payment.provider_id, at), at=at)
        if payment.state in UNFINISHED:
            end_payment(payment, "cancelled", code, at=at)
    return None


def _cancel(provider_id: str, at: datetime, port: Payments) -> None:
    port.cancel(provider_id, at)
