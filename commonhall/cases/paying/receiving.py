"""What follows when a provider says how a payment stands? Nothing is kept twice, and nothing that came is lost."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction

from commonhall.capabilities.payments.port import Seen
from commonhall.cases.bookings import NothingChanged, SlotGone
from commonhall.cases.books.asking import ask_provider, look_at
from commonhall.cases.books.differing import note_difference
from commonhall.cases.models import Case, Payment
from commonhall.cases.operations import in_plain_words, locked_case, move_case, promise_to_tell
from commonhall.cases.paying.owing import onward, paid_for
from commonhall.cases.queries import effective_of_case, scope_of_case
from commonhall.cases.refunds import ask_refund
from commonhall.cases.requests.errands import Wanted, open_task
from commonhall.cases.tables.money import UNFINISHED
from commonhall.core.language.effective import Effective
from commonhall.core.language.expressions import ExpressionFailed
from commonhall.core.lifecycle.moves import MoveRefused, messages_on
from commonhall.core.values.money import in_words
from commonhall.core.values.words import both
from commonhall.councils.actors import SYSTEM, Actor
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.record.jobs import job
from commonhall.record.operations import record_event

PAID: Final = "paid"
"""The occasion of messages that are sent when money has come; a transition may have that name too."""
LOOK_AGAIN: Final = timedelta(minutes=5)
"""A slot may wait for the money, so a payer who never came back, and of whom no webhook told, is not left for long."""
MOST: Final = 200
"""Payments that one turn of the sweep asks about; the next turn goes on."""
TASK: Final = both("See to {amount} that came too late", "Edrychwch ar {amount} a ddaeth yn rhy hwyr")
TASK_WHY: Final = both(
    "The money came when the request could not go on with it, for example because it was closed. Give it back, or see "
    "to what it was paid for.",
    "Daeth yr arian pan na allai’r cais fynd yn ei flaen gydag ef, er enghraifft am ei fod wedi’i gau. Rhowch ef yn "
    "ôl, neu gofalwch am yr hyn y talwyd amdano.",
)
GONE: Final = "gone"
"""Why held money was let go: what it was for could not be had any more."""


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
        follow(case, payment, look_at(payment, at=at), council=council, at=at)
    return payment


def follow(case: Case, payment: Payment, seen: Seen, *, council: CouncilSite, at: datetime) -> None:
    """Do what follows from how an unfinished payment of a locked case stands.

    What is not the payment that we asked for is never taken for paid: somebody of the council looks at it.
    """
    payment.looked_at = at
    payment.save(update_fields=["looked_at"])
    if seen.amount_pence != payment.amount_pence or seen.reference != case.reference:
        note_difference(payment, "amount", seen, at=at)
    elif seen.state == "paid":
        _receive(case, payment, council=council, by=SYSTEM, at=at)
    elif seen.state == "held":
        _take_held(case, payment, council=council, at=at)
    elif not seen.is_open:
        end_payment(payment, seen.state, seen.code, at=at)


def end_payment(payment: Payment, state: str, code: str, *, at: datetime) -> None:
    """Keep that a payment came to nothing, and why."""
    payment.state, payment.code, payment.ended_at = state, code, at
    payment.save(update_fields=["state", "code", "ended_at"])
    facts = {"payment": str(payment.id), "state": state, "code": code}
    record_event(kind="payment_ended", subject=("case", payment.case_id), facts=facts, by=SYSTEM, at=at)


def receive_payment(case: Case, payment: Payment, *, council: CouncilSite, by: Actor, at: datetime) -> None:
    """Keep that the money of a payment of a locked case is there, and let the case go on."""
    _receive(case, payment, council=council, by=by, at=at)


def _take_held(case: Case, payment: Payment, *, council: CouncilSite, at: datetime) -> None:
    """Take money that waits at the payer's bank, if what it is for can still be had; else let it go.

    The case goes on first. Where the provider then does not answer, all of that is undone and tried again: a
    payment that it took meanwhile comes in as any other.
    """
    before = transaction.savepoint()
    if not _receive(case, payment, council=council, by=SYSTEM, at=at):
        transaction.savepoint_rollback(before)
        payment.refresh_from_db()
        case.refresh_from_db()
        ask_provider(payment, lambda port: port.cancel(payment.provider_id, at), at=at)
        end_payment(payment, "cancelled", GONE, at=at)
        return
    transaction.savepoint_commit(before)
    ask_provider(payment, lambda port: port.capture(payment.provider_id, at), at=at)


def _receive(case: Case, payment: Payment, *, council: CouncilSite, by: Actor, at: datetime) -> bool:
    """The money is there: keep that first, then let the case go on. What was paid twice is given back.

    Returns whether what was paid for was had.
    """
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
        return False
    effective = effective_of_case(case, council=council, at=at)
    taken = _go_on(case, payment, effective, council, by, at)
    if taken == PAID:
        return True  # the move itself has told of it
    case.refresh_from_db()
    messages = messages_on(effective, PAID, scope=scope_of_case(case, effective, at=at))
    if messages:
        promise_to_tell(case, PAID, tuple(messages), event, asked=_asked_in_words(case, payment, effective, at), at=at)
    return bool(taken)


def _asked_in_words(case: Case, payment: Payment, effective: Effective, at: datetime) -> dict[str, str]:
    taken = next((each for each in effective.pattern.case.transitions if each.id == payment.for_transition), None)
    if taken is None:
        return {}
    scope = scope_of_case(case, effective, at=at)
    return in_plain_words(taken.ask, payment.asked, case, effective=effective, scope=scope)


def _go_on(case: Case, payment: Payment, effective: Effective, council: CouncilSite, by: Actor, at: datetime) -> str:
    """Take the move that waited, and return its id. Where it cannot be taken any more, an officer sees to it."""
    wanted = payment.for_transition or onward(effective, case.state)
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
    title = TASK.say(council.default_language).format(amount=in_words(payment.amount_pence))
    task = Wanted(title=title, text=TASK_WHY.say(council.default_language))
    open_task(case_id=case.id, wanted=task, occasion=f"unplaced:{payment.id}", by=SYSTEM, at=at)
    return ""


@job("chase_payments", every_seconds=300, tests=True)
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
