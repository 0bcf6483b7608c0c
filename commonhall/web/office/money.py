"""What did a case cost, what was paid, and what can an officer do about it? Record a payment, or give money back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, cast
from uuid import UUID, uuid4

from django.http import HttpResponse
from django.urls import reverse

from commonhall.cases.operations import MoveCosts, locked_case
from commonhall.cases.paying.owing import can_cost, due_for, dues_of, how_to_pay_later, payments_of, refunds_of
from commonhall.cases.paying.payments import (
    LONGEST_REFERENCE,
    OFFLINE,
    NothingDue,
    Offline,
    PaymentNotPossible,
    ask_payment,
    record_payment,
)
from commonhall.cases.queries import Case, CasePage, effective_of_case
from commonhall.cases.refunds import BY_HAND, RefundRefused, ask_refund, money_of, record_refund
from commonhall.core.questions.choice import Choice
from commonhall.core.questions.money import Money
from commonhall.core.questions.question import Answer, Option, Question
from commonhall.core.questions.text import Text
from commonhall.core.values.money import in_words
from commonhall.core.values.words import Words
from commonhall.councils.policies import open_to
from commonhall.record.queries import Happening
from commonhall.web.components.prose import prose
from commonhall.web.components.views.frame import Link
from commonhall.web.components.views.journey import SummaryPart, SummaryRow
from commonhall.web.components.views.office import ActionView
from commonhall.web.office.door import Visit, page, staff
from commonhall.web.office.dues import when
from commonhall.web.office.filling import Filled, read_form, views_of
from commonhall.web.office.frames import frame, go, leave_notice
from commonhall.web.office.texts import TEXTS
from commonhall.web.office.typing_cards import (
    CARD_NOW,
    WORKERS,
    case_to_work_on,
    leading_to_cards,
    type_card_in,
)

EVENTS = (
    "payment_asked", "payment_received", "payment_ended", "payment_unplaced",
    "refund_asked", "refund_made", "refund_failed",
)  # fmt: skip


def title_of_money_event(event: Happening, visit: Visit) -> str:
    """Return what happened with the money, in a few words."""
    return visit.say(event.kind, amount=in_words(int(event.facts.get("pence") or 0)))


def money_parts(found: CasePage, visit: Visit) -> tuple[SummaryPart, ...]:
    """Return what was paid for a case, and given back."""
    if not can_cost(found.effective):
        return ()
    rows = (*_paid(found, visit), *_back(found, visit))
    if rows:
        left = SummaryRow(key=visit.say("money_balance"), lines=(in_words(money_of(found.case.id).left),))
        rows = (*rows, left)
    return (SummaryPart(title=visit.say("money"), rows=rows),)


def _labels(found: CasePage, visit: Visit) -> dict[str, str]:
    """Return what the transitions of a case are called."""
    return {each.id: each.label.say(visit.language) for each in found.effective.pattern.case.transitions}


def _paid(found: CasePage, visit: Visit) -> Iterator[SummaryRow]:
    labels = _labels(found, visit)
    for payment in payments_of(found.case.id):
        moment = when(payment.ended_at or payment.made_at, visit.language)
        said = [visit.say(f"pay_state_{payment.state}", when=moment, how=visit.say(f"pay_{payment.method}"))]
        if payment.for_transition in labels:
            said.append(visit.say("pay_for", what=labels[payment.for_transition]))
        if payment.taken_by and payment.method == "online":
            said.append(visit.say("pay_typed", name=payment.taken_by))
        elif payment.taken_by:
            said.append(visit.say("pay_taken", name=payment.taken_by, reference=payment.taken_reference or "–"))
        if payment.surplus:
            said.append(visit.say("pay_surplus"))
        yield SummaryRow(key=in_words(payment.amount_pence), lines=tuple(said))


def _back(found: CasePage, visit: Visit) -> Iterator[SummaryRow]:
    here, labels = found.case.reference, _labels(found, visit)
    for refund in refunds_of(found.case.id):
        by_hand = refund.state == "failed" and refund.code == BY_HAND
        state = "by_hand" if by_hand else refund.state
        said = visit.say(f"refund_state_{state}", when=when(refund.ended_at or refund.asked_at, visit.language))
        yield SummaryRow(
            key=visit.say("refund_row", amount=in_words(refund.amount_pence)),
            lines=(said, *([labels.get(refund.reason, refund.reason)] if refund.reason else [])),
            change_url=reverse("office-refund-done", args=(here, refund.id)) if by_hand else "",
        )


def money_links(found: CasePage, visit: Visit) -> Iterator[Link]:
    """Return what may be done about the money of a case now."""
    if not can_cost(found.effective) or not WORKERS & set(found.roles):
        return
    for due in dues_of(found.case, found.effective, at=visit.at):
        text = visit.say("record_payment", amount=in_words(due.amount_pence))
        yield Link(text=text, href=reverse("office-payment", args=(found.case.reference, due.purpose)))
    if money_of(found.case.id).left:
        yield Link(text=visit.say("give_money_back"), href=reverse("office-refund", args=(found.case.reference,)))


def wait_for_money(
    visit: Visit, found: CasePage, costs: MoveCosts, answers: Mapping[str, Answer], response: HttpResponse
) -> HttpResponse:
    """Let an officer's move wait until it is paid, and say so."""
    try:
        payment = ask_payment(
            case_id=found.case.id,
            transition=costs.transition,
            charges=costs.charges,
            asked=answers,
            actors=found.roles,
            council=visit.council,
            by=visit.member.actor,
            at=visit.at,
        )
    except (NothingDue, PaymentNotPossible):
        leave_notice(response, "warning", "payment_busy")
        return response
    leave_notice(response, "information", "waits_for_money", amount=in_words(payment.amount_pence))
    return response


@open_to("staff")
@staff("GET", "POST")
def payment_page(visit: Visit, reference: str, purpose: str) -> HttpResponse:
    """Record that money came in cash, by cheque, telephone or transfer."""
    case = case_to_work_on(visit, reference)
    due = due_for(case, effective_of_case(case, council=visit.council, at=visit.at), purpose, at=visit.at)
    if due is None:
        return _back_to_case(visit, case, "warning", "payment_not_due")
    asked = _asked_of_payment(case)
    title = visit.say("record_payment", amount=in_words(due.amount_pence))
    filled = read_form(visit, asked)
    if not filled.good:
        return leading_to_cards(page(_form(visit, case, title, asked, filled)), case)
    answers = filled.answers
    if answers["method"] == CARD_NOW:
        return type_card_in(visit, case, purpose)
    try:
        kept = record_payment(
            case_id=case.id,
            purpose=purpose,
            method=cast(Offline, answers["method"]),
            reference=str(answers["reference"] or ""),
            council=visit.council,
            by=visit.member.actor,
            at=visit.at,
        )
    except NothingDue:
        return _back_to_case(visit, case, "warning", "payment_not_due")
    except PaymentNotPossible:
        return _back_to_case(visit, case, "warning", "payment_busy")
    if kept.method == "online":
        return _back_to_case(visit, case, "warning", "payment_was_online")
    return _back_to_case(visit, case, "success", "payment_recorded")


def _asked_of_payment(case: Case) -> tuple[Question, ...]:
    ways = (*OFFLINE, *([CARD_NOW] if how_to_pay_later(case.service) is None else []))
    options = tuple(Option(value=each, label=TEXTS[f"payment_{each}"]) for each in ways)
    return (
        Choice(
            id="method", type="choice", label=TEXTS["payment_method"], name_in_errors=TEXTS["payment_method_name"],
            options=options,
        ),
        Text(
            id="reference", type="text", label=TEXTS["payment_reference"], required=False,
            max_length=LONGEST_REFERENCE,
        ),
    )  # fmt: skip


@open_to("staff")
@staff("GET", "POST")
def refund_page(visit: Visit, reference: str) -> HttpResponse:
    """Give some of the money back."""
    case = case_to_work_on(visit, reference)
    left = money_of(case.id).left
    if not left:
        return _back_to_case(visit, case, "warning", "payment_not_due")
    asked = _asked_of_refund(visit, left)
    filled = read_form(visit, asked)
    if not filled.good:
        token = (filled.posted.get("revision") or [""])[0] or str(uuid4())
        return page(_form(visit, case, visit.say("give_money_back"), asked, filled, token=token))
    answers = filled.answers
    pence = int(cast(int, answers["amount"]))
    try:
        ask_refund(
            case=locked_case(case.id),
            amount_pence=pence,
            occasion=f"officer:{visit.request.POST.get('revision', '')[:40]}",
            reason=str(answers["reason"]),
            by=visit.member.actor,
            at=visit.at,
        )
    except RefundRefused as refused:
        return _back_to_case(visit, case, "warning", "refund_too_much", amount=in_words(refused.left_pence))
    return _back_to_case(visit, case, "success", "refund_asked_for", amount=in_words(pence))


def _asked_of_refund(visit: Visit, left: int) -> tuple[Question, ...]:
    hint = TEXTS["refund_left"]
    return (
        Money(
            id="amount", type="money", label=TEXTS["refund_amount"], name_in_errors=TEXTS["refund_amount_name"],
            hint=Words(en=hint.en.format(amount=in_words(left)), cy=hint.cy.format(amount=in_words(left))),
            min_pence=1, max_pence=left,
        ),
        Text(
            id="reason", type="text", label=TEXTS["refund_reason"], name_in_errors=TEXTS["refund_reason_name"],
            max_length=200,
        ),
    )  # fmt: skip


@open_to("staff")
@staff("GET", "POST")
def refund_done_page(visit: Visit, reference: str, refund: UUID) -> HttpResponse:
    """Record that money was given back by hand."""
    case = case_to_work_on(visit, reference)
    wanted = next((each for each in refunds_of(case.id) if each.id == refund and each.code == BY_HAND), None)
    if wanted is None or wanted.state != "failed":
        return _back_to_case(visit, case, "warning", "payment_not_due")
    amount = in_words(wanted.amount_pence)
    if visit.request.method != "POST" or visit.switching:
        return page(_form(visit, case, visit.say("refund_done", amount=amount), (), Filled()))
    record_refund(refund_id=refund, by=visit.member.actor, at=visit.at)
    return _back_to_case(visit, case, "success", "refund_kept", amount=amount)


def _address(case: Case) -> str:
    return reverse("office-case", args=(case.reference,))


def _form(
    visit: Visit,
    case: Case,
    title: str,
    asked: Sequence[Question],
    filled: Filled,
    *,
    token: str = "",
) -> ActionView:
    back = _address(case)
    return ActionView(
        frame=frame(
            visit,
            title,
            breadcrumbs=(
                Link(text=visit.say("work"), href=reverse("office-queue")),
                Link(text=case.reference, href=back),
            ),
            has_error=bool(filled.problems),
        ),
        reference=case.reference,
        questions=views_of(visit, asked, filled),
        button=title,
        cancel_url=back,
        content=prose(""),
        revision=token,
    )


def _back_to_case(visit: Visit, case: Case, kind: Any, key: str, **gaps: str) -> HttpResponse:
    return go(_address(case), kind, key, **gaps)
