"""How does an officer type a caller's card in? At the provider's own page, from which they come back to the case."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse

from commonhall.capabilities.errors import Misconfigured, Rejected, Unavailable
from commonhall.cases.paying.owing import find_payment, pages_of_payment
from commonhall.cases.paying.payments import NothingDue, PaymentNotPossible, begin_payment
from commonhall.cases.paying.putting_off import put_off_payment
from commonhall.cases.paying.receiving import settle_payment
from commonhall.cases.queries import Case, CaseUnknown, find_case, roles_on
from commonhall.councils.policies import open_to
from commonhall.web.components.browser_policy import content_security_policy
from commonhall.web.components.views.frame import NoticeKind
from commonhall.web.office.door import SeeOther, Visit, staff
from commonhall.web.office.frames import go

CARD_NOW: Final = "card_now"
"""How an officer says that they will type a card in."""
WORKERS: Final = {"officer", "lead"}
_PLACE: Final = UUID(int=0)


def case_to_work_on(visit: Visit, reference: str) -> Case:
    """Return the case, when the member may deal with its money. Raises CaseUnknown."""
    case = find_case(visit.member, reference)
    if case is None or not WORKERS & set(roles_on(visit.member, case)):
        raise CaseUnknown(reference)
    return case


def leading_to_cards(response: HttpResponse, case: Case) -> HttpResponse:
    """Let the form of a page lead to where the council's payments are made."""
    response["Content-Security-Policy"] = content_security_policy(form_hosts=pages_of_payment(case.service))
    return response


def type_card_in(visit: Visit, case: Case, purpose: str) -> HttpResponse:
    """Begin a payment by telephone, and go to the page where the card is typed in."""
    back = visit.request.build_absolute_uri(reverse("office-payment-back", args=(case.reference, _PLACE)))
    try:
        payment, begun = begin_payment(
            case_id=case.id,
            purpose=purpose,
            return_url=back.replace(str(_PLACE), "{payment}"),
            language=visit.language,
            council=visit.council,
            by=visit.member.actor,
            at=visit.at,
        )
    except NothingDue:
        return _to_case(case, "warning", "payment_not_due")
    except PaymentNotPossible as stopped:
        if stopped.reason == "unavailable":
            put_off_payment(case_id=case.id, council=visit.council, at=visit.at)
        return _to_case(case, "warning", "payment_busy")
    return SeeOther(begun.next_url or reverse("office-payment-back", args=(case.reference, payment.id)))


@open_to("staff")
@staff("GET")
def payment_back_page(visit: Visit, reference: str, payment: UUID) -> HttpResponse:
    """Take the officer back: what the provider says counts, not that somebody came to this address."""
    case = case_to_work_on(visit, reference)
    found = find_payment(payment)
    if found is None or found.case_id != case.id:
        raise CaseUnknown(reference)
    try:
        settled = settle_payment(payment_id=payment, council=visit.council, at=visit.at)
    except (Unavailable, Rejected, Misconfigured):
        return _to_case(case, "warning", "payment_unknown")
    if settled is None or settled.state in ("created", "started"):
        return _to_case(case, "warning", "payment_unfinished")
    if settled.state == "paid":
        return _to_case(case, "success", "payment_recorded")
    return _to_case(case, "warning", "payment_came_to_nothing")


def _to_case(case: Case, kind: NoticeKind, key: str) -> HttpResponse:
    return go(reverse("office-case", args=(case.reference,)), kind, key)
