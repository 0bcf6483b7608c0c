"""A made-up service that costs something: a garden bin, adopted by a council that takes practice cards."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from commonhall.capabilities.payments.till import Press, press
from commonhall.cases.intake import submit
from commonhall.cases.models import Case, Payment
from commonhall.cases.paying.payments import begin_payment
from commonhall.cases.paying.receiving import settle_payment
from commonhall.cases.tables.money import OPENED
from commonhall.catalogue.operations import bind_provider
from commonhall.catalogue.queries import Service, get_service
from commonhall.core.values.dates import london_day
from commonhall.councils.actors import RESIDENT, SYSTEM
from commonhall.councils.queries import CouncilSite
from commonhall.journeys.operations import answer_page, begin_journey, look
from tests.rooms.adopting import adopt_own

AT = datetime(2026, 6, 10, 11, 0, tzinfo=UTC)

BINS = """
pattern: garden-bin
version: 1.0.0
title: {en: Garden waste bin, cy: Bin gwastraff gardd}
verb: apply
prefix: GB
settings:
  price: {type: dated_money, title: Price, default: [{from: 2020-01-01, pence: 4000}, {from: 2026-07-01, pence: 4500}]}
capabilities: {payments: required}
privacy: {lawful_basis: public_task, purpose: To empty bins}
pages:
  - id: bins
    questions: [{id: bins, type: number, label: How many bins?, min: 1, max: 9}]
  - id: who
    title: About you
    questions:
      - {id: name, type: name, label: Full name}
      - {id: email, type: email, label: E-mail address, required: false}
charges:
  - id: bins
    label: {en: Bins for a year, cy: Biniau am flwyddyn}
    amount: dated(settings.price, today)
    quantity: answers.bins
    free: "answers.bins > 8 ? answers.bins : 0"
    vat: standard
    ledger: "'GW' + '01'"
payment:
  waiting: unpaid
  description: {en: "Garden waste bins, {case.reference}", cy: "Biniau gardd, {case.reference}"}
case:
  title: Bins for {answers.name}
  contact: {name: name, email: email}
  teams: [{team: waste}]
  first: active
  states:
    unpaid: {label: {en: Not paid yet, cy: Heb ei dalu eto}, phase: waiting}
    active: {label: {en: Active, cy: Gweithredol}}
    ended: {label: Ended, phase: closed}
  transitions:
    - {id: paid, label: Paid, from: [unpaid], to: active, by: [payment]}
    - {id: lapse, label: Lapsed, from: [unpaid], to: ended, by: [timer, officer]}
    - {id: cancel, label: Cancel, from: [active], to: ended, by: [officer, resident], refund: "case.paid / 2"}
    - id: add_bin
      label: {en: Add a bin, cy: Ychwanegu bin}
      from: [active]
      to: active
      by: [resident, officer]
      ask: [{id: more, type: number, label: How many more?, min: 1}]
      keeps: {added: asked.more}
      charges: [{id: more, label: More bins, amount: 2500, quantity: asked.more}]
  retention: {months: 12}
messages:
  receipt: {on: paid, subject: "Receipt for {case.reference}", body: "Thank you, {answers.name}."}
"""


def adopt_bins(
    council: CouncilSite,
    *,
    provider: str = "practice_card",
    settings: Mapping[str, Any] | None = None,
    at: datetime = AT,
) -> Service:
    """Let ``council`` (in scope) run the service."""
    bind_provider(capability="payments", provider=provider, settings=settings or {}, by=SYSTEM, at=at)
    adopt_own(council, "garden-bin", BINS, at=at)
    return get_service("garden-bin", council=council, day=london_day(at))


def send(council: CouncilSite, service: Service, *, bins: int = 2, at: datetime = AT) -> Case:
    """Submit one journey and return its case."""
    journey, _ = begin_journey(service=service, language="en", at=at)
    for page, posted in (
        ("bins", {"bins": [str(bins)]}),
        ("who", {"name": ["Ffion Garside"], "email": ["ffion.garside@example.org"]}),
    ):
        here = service.effective.pages[page]
        answered = answer_page(journey=journey, page=here, posted=posted, council=council, language="en", at=at)
        assert not answered.problems, answered.problems
    sent = submit(standing=look(journey=journey, council=council, at=at), at=at)
    case: Case = Case.objects.get(id=sent.case_ids[0])
    return case


def begin(council: CouncilSite, case: Case, *, purpose: str = OPENED, at: datetime = AT) -> Payment:
    """Go to the provider's page."""
    payment, _ = begin_payment(
        case_id=case.id,
        purpose=purpose,
        return_url="https://fallowdale.example.org/back/{payment}",
        language="en",
        council=council,
        by=RESIDENT,
        at=at,
    )
    return payment


def play(council: CouncilSite, payment: Payment, button: Press = "pay", *, at: datetime = AT) -> Payment:
    """Do something on the provider's page, and come back."""
    press(payment.provider_id, button, at)
    settled = settle_payment(payment_id=payment.id, council=council, at=at)
    assert settled is not None
    return settled


def pay(council: CouncilSite, case: Case, *, purpose: str = OPENED, at: datetime = AT) -> Payment:
    """Pay what is due."""
    return play(council, begin(council, case, purpose=purpose, at=at), at=at)
