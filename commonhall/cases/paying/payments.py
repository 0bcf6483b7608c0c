"""What is to be paid for a case, and what happens when it is? Nothing is taken twice, and nothing that came is lost."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final, Literal, TypeVar, get_args
from uuid import UUID

from django.db import transaction

from commonhall.capabilities.errors import Misconfigured, Rejected, Unavailable
from commonhall.capabilities.payments.port import Begun, Payments, Seen, Wanted, payments_from
from commonhall.cases.bookings import NothingChanged, SlotGone
from commonhall.cases.models import Case, Payment
from commonhall.cases.operations import in_plain_words, locked_case, move_case, promise_to_tell
from commonhall.cases.paying.owing import Due, due_for, paid_for, purpose_of_move
from commonhall.cases.queries import effective_of_case, scope_of_case
from commonhall.cases.refunds import ask_refund, bound_as
from commonhall.cases.tables.money import UNFINISHED
from commonhall.catalogue.calls import call_provider
from commonhall.catalogue.queries import BindingMissing, get_binding
from commonhall.core.charges.lines import Charges
from commonhall.core.language.effective import Effective
from commonhall.core.language.expressions import ExpressionFailed
from commonhall.core.language.wording import fill
from commonhall.core.lifecycle.moves import MoveRefused, messages_on
from commonhall.core.values.words import Language, Words
from commonhall.councils.actors import SYSTEM, Actor
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import council_in_scope, in_council
from commonhall.record.jobs import job
from commonhall.record.operations import record_event

Result = TypeVar("Result")
Offline = Literal["cash", "cheque", "telephone", "transfer"]
OFFLINE: Final[tuple[Offline, ...]] = get_args(Offline)
PAID: Final = "paid"
"""The occasion of messages that are sent when money has come; a transition may have that name too."""
LONGEST_REFERENCE: Final = 100
LOOK_AGAIN: Final = timedelta(minutes=5)
MOST: Final = 200
"""Payments that one turn of the sweep asks about; the next turn goes on."""


class NothingDue(Exception):
    """There is nothing to pay: it was paid, or the case went on without it."""


class PaymentNotPossible(Exception):
    """The payment cannot begin now. reason: ``unavailable`` or ``refused``; nothing was taken."""

    def __init__(self, reason: Literal["unavailable", "refused"]) -> None:
        super().__init__(reason)
        self.reason = reason


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
    *, case_id: UUID, purpose: str, return_url: str, language: Language, council: CouncilSite, at: datetime
) -> tuple[Payment, Begun]:
    """Begin, or go on with, paying what is due for ``purpose``, and return where to pay it.

    return_url: where the payer comes back to; ``{payment}`` in it stands for the payment's id. A payment that turns out
    to be paid already is returned as such. Raises CaseUnknown, NothingDue, and PaymentNotPossible: nothing is kept.
    """
    case = locked_case(case_id)
    effective = effective_of_case(case, council=council, at=at)
    open_one = Payment.objects.filter(case=case, purpose=purpose, state__in=UNFINISHED).first()
    if open_one is not None and open_one.provider:
        _settle(case, open_one, _ask(open_one, _finding(open_one, at), at), council, at)
        if open_one.state == "paid":
            return open_one, Begun(open_one.provider_id)
        open_one = open_one if open_one.state in UNFINISHED else None
    if open_one is None:
        due = due_for(case, effective, purpose, at=at)
        if due is None:
            raise NothingDue(purpose)
        open_one = _made(case, due, at)
    begun = _start(open_one, case, effective, return_url, language, at)
    if not open_one.provider:
        open_one.provider, open_one.provider_id = get_binding("payments").provider, begun.provider_id
    open_one.state, open_one.looked_at = "started", at
    open_one.save(update_fields=["provider", "provider_id", "state", "looked_at"])
    return open_one, begun


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


def _start(
    payment: Payment, case: Case, effective: Effective, return_url: str, language: Language, at: datetime
) -> Begun:
    wanted = Wanted(
        id=str(payment.id),
        reference=case.reference,
        description=description_of(payment.for_transition, effective, scope_of_case(case, effective, at=at), language),
        amount_pence=payment.amount_pence,
        return_url=return_url.replace("{payment}", str(payment.id)),
        language=language,
    )
    begun: Begun = _ask(payment, lambda port: port.start(wanted, at), at)
    return begun


def description_of(transition: str, effective: Effective, scope: Mapping[str, Any], language: Language) -> str:
    """Return what a payment is for, as statements and receipts say it."""
    pattern = effective.pattern
    words: Words = pattern.payment.description if pattern.payment else pattern.title
    for each in pattern.case.transitions:
        if each.id == transition:
            words = each.label
    return fill(words, scope, language)[:255] or fill(pattern.title, scope, language)[:255]


def _ask(payment: Payment, ask: Callable[[Payments], Result], at: datetime) -> Result:
    """Ask the provider for somebody who waits. Raises PaymentNotPossible."""
    try:
        return _asked(payment, ask, at)
    except (Unavailable, Misconfigured, BindingMissing) as down:
        raise PaymentNotPossible("unavailable") from down
    except Rejected as refused:
        raise PaymentNotPossible("refused") from refused


def _asked(payment: Payment, ask: Callable[[Payments], Result], at: datetime) -> Result:
    """Ask the provider that has the payment, or the council's own where none has it yet."""
    bound = bound_as(payment.provider) if payment.provider else get_binding("payments")
    return call_provider(
        lambda: ask(payments_from(bound.provider, bound.settings)),
        council_id=council_in_scope(),
        capability="payments",
        provider=bound.provider,
        at=at,
    )


def _finding(payment: Payment, at: datetime) -> Callable[[Payments], Seen]:
    return lambda port: port.find(payment.provider_id, at)


@transaction.atomic
def settle_payment(*, payment_id: UUID, council: CouncilSite, at: datetime) -> Payment | None:
    """Ask the provider how a payment stands, and do what follows: once, however often the payer comes back.

    Returns the payment, or None where there is none. Raises the three errors of capabilities; then nothing changed.
    """
    found = Payment.objects.filter(id=payment_id).first()
    if found is None:
        return None
    case = locked_case(found.case_id)
    payment: Payment = Payment.objects.select_for_update().get(id=payment_id)
    if payment.state in UNFINISHED and payment.provider:
        _settle(case, payment, _asked(payment, _finding(payment, at), at), council, at)
    return payment


def _settle(case: Case, payment: Payment, seen: Seen, council: CouncilSite, at: datetime) -> None:
    payment.looked_at = at
    if seen.state == "paid":
        _receive(case, payment, council=council, by=SYSTEM, at=at)
    elif not seen.is_open:
        _end(payment, seen.state, seen.code, at)
    else:
        payment.save(update_fields=["looked_at"])


def _end(payment: Payment, state: str, code: str, at: datetime) -> None:
    payment.state, payment.code, payment.ended_at = state, code, at
    payment.save(update_fields=["state", "code", "ended_at", "looked_at"])
    facts = {"payment": str(payment.id), "state": state, "code": code}
    record_event(kind="payment_ended", subject=("case", payment.case_id), facts=facts, by=SYSTEM, at=at)


def _receive(case: Case, payment: Payment, *, council: CouncilSite, by: Actor, at: datetime) -> None:
    """The money is there: keep that first, then let the case go on. What was paid twice is given back."""
    payment.surplus = paid_for(case, payment.purpose)
    payment.state, payment.ended_at = "paid", at
    payment.save(update_fields=["state", "surplus", "ended_at", "looked_at"])
    facts = {"payment": str(payment.id), "pence": payment.amount_pence, "method": payment.method}
    event = record_event(kind="payment_received", subject=("case", case.id), facts=facts, by=by, at=at)
    if payment.surplus:
        ask_refund(
            case=case, amount_pence=payment.amount_pence, occasion=f"surplus:{payment.id}", reason="paid_twice",
            by=SYSTEM, at=at,
        )  # fmt: skip
        return
    effective = effective_of_case(case, council=council, at=at)
    taken = _go_on(case, payment, effective, council, by, at)
    if taken == PAID:
        return  # the move itself has told of it
    case.refresh_from_db()
    messages = messages_on(effective, PAID, scope=scope_of_case(case, effective, at=at))
    if messages:
        promise_to_tell(case, PAID, tuple(messages), event, asked=_asked_in_words(case, payment, effective, at), at=at)


def _asked_in_words(case: Case, payment: Payment, effective: Effective, at: datetime) -> dict[str, str]:
    taken = next((each for each in effective.pattern.case.transitions if each.id == payment.for_transition), None)
    if taken is None:
        return {}
    scope = scope_of_case(case, effective, at=at)
    return in_plain_words(taken.ask, payment.asked, case, effective=effective, scope=scope)


def _go_on(case: Case, payment: Payment, effective: Effective, council: CouncilSite, by: Actor, at: datetime) -> str:
    """Take the move that waited, and return its id. Where it cannot be taken any more, an officer sees to it."""
    wanted = payment.for_transition or _onward(effective, case.state)
    reason = "state"
    try:
        if wanted:
            with transaction.atomic():
                move_case(
                    case_id=case.id,
                    transition=wanted,
                    asked=payment.asked,
                    expect=None,
                    actors=payment.actors or ("payment",),
                    paid=True,
                    council=council,
                    by=by,
                    at=at,
                )
            return wanted
    except (MoveRefused, ExpressionFailed, SlotGone, NothingChanged, ValueError) as refused:
        reason = refused.reason if isinstance(refused, MoveRefused) else "failed"
    facts = {"payment": str(payment.id), "transition": wanted, "reason": reason}
    record_event(kind="payment_unplaced", subject=("case", case.id), facts=facts, by=SYSTEM, at=at)
    return ""


def _onward(effective: Effective, state: str) -> str:
    """Return the transition by which payment leads on from ``state``."""
    found = (each.id for each in effective.pattern.case.transitions if "payment" in each.by and state in each.from_)
    return next(found, "")


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
    _receive(case, payment, council=council, by=by, at=at)
    return payment


def _call_off(case: Case, purpose: str, code: str, council: CouncilSite, at: datetime) -> Payment | None:
    """End what is being paid for ``purpose``; return it where it turns out to be paid."""
    open_ones: Iterable[Payment] = Payment.objects.filter(case=case, purpose=purpose, state__in=UNFINISHED)
    for payment in open_ones:
        if payment.provider:
            _settle(case, payment, _ask(payment, _finding(payment, at), at), council, at)
        if payment.state == "paid":
            return payment
        if payment.provider and payment.state in UNFINISHED:
            _ask(payment, _cancelling(payment, at), at)
        if payment.state in UNFINISHED:
            _end(payment, "cancelled", code, at)
    return None


def _cancelling(payment: Payment, at: datetime) -> Callable[[Payments], None]:
    return lambda port: port.cancel(payment.provider_id, at)


@job("chase_payments", every_seconds=300)
def chase_payments(council: CouncilSite, *, at: datetime) -> None:
    """Ask about payments whose payer never came back, each in a transaction of its own."""
    with in_council(council, by=SYSTEM, purpose="job"):
        late = Payment.objects.filter(state="started", looked_at__lte=at - LOOK_AGAIN).order_by("looked_at")
        waiting = list(late.values_list("id", flat=True)[:MOST])
    failures: list[Exception] = []
    for payment in waiting:
        try:
            with in_council(council, by=SYSTEM, purpose="job"):
                settle_payment(payment_id=payment, council=council, at=at)
        except Exception as failure:  # noqa: BLE001 one payment must not stop the others; raised below
            failures.append(failure)
    if failures:
        raise ExceptionGroup("some payments could not be asked about", failures)
