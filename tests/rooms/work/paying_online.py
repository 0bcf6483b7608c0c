"""How does a test pay through the stand-in for GOV.UK Pay, and give money back?"""

from __future__ import annotations

from commonhall.capabilities.payments.simulator.program import PaySimulator
from commonhall.cases.models import Case, Payment
from commonhall.cases.paying.owing import dues_of
from commonhall.cases.paying.payments import (
    begin_payment,
)
from commonhall.cases.queries import effective_of_case
from commonhall.cases.refunds import ask_refund, money_of
from commonhall.cases.tables.money import OPENED
from commonhall.councils.actors import RESIDENT, Actor
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from tests.contracts.payments.paying import CARDS, Payer, provider_at
from tests.rooms.work.paying import AT

OFFICER = Actor("staff", name="Sam Okafor")


def begin_at(council: CouncilSite, case: Case, *, by: Actor = RESIDENT, purpose: str = OPENED) -> tuple[Payment, str]:
    payment, begun = begin_payment(
        case_id=case.id, purpose=purpose, return_url="https://fallowdale.example.org/paid/{payment}", language="en",
        council=council, by=by, at=AT,
    )  # fmt: skip
    return payment, begun.next_url


def pay_at(simulator: PaySimulator, next_url: str, number: str = CARDS["pay"]) -> str:
    with Payer(simulator, next_url) as payer:
        return payer.pay(number)


def due(council: CouncilSite, case: Case) -> int:
    """How much is still to be paid, in pence."""
    found = Case.objects.get(id=case.id)
    effective = effective_of_case(found, council=council, at=AT)
    return sum(each.amount_pence for each in dues_of(found, effective, at=AT))


def paid(case: Case) -> int:
    return money_of(case.id).left


def refund(council: CouncilSite, case: Case, pence: int, occasion: str) -> None:
    with in_council(council):
        ask_refund(
            case=Case.objects.select_for_update().get(id=case.id), amount_pence=pence, occasion=occasion, by=OFFICER,
            at=AT,
        )  # fmt: skip


def refunded_there(simulator: PaySimulator, council: CouncilSite) -> int:
    with in_council(council):
        name = Payment.objects.get(state="paid").provider_id
    return provider_at(simulator, council.slug).find(name, AT).refunded_pence
