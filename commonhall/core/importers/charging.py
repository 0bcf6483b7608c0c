"""What does an imported form need beside its pages? A payment, a case that waits for it, and capabilities."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final, Literal

from commonhall.core.importers.inventory.ledger import Ledger
from commonhall.core.language.case_model import Case, State, Transition
from commonhall.core.language.charge_model import Payment
from commonhall.core.language.model import Page
from commonhall.core.questions.question import Question
from commonhall.core.values.words import Words

WAITING: Final = "awaiting_payment"
_STATE: Final = State(
    label=Words(en="Waiting for your payment", cy="Yn aros am eich taliad"),
    office=Words(en="Waiting for payment", cy="Yn aros am daliad"),
    phase="waiting",
)
_VATS: Final = ("outside_scope", "exempt", "zero", "reduced", "standard")


def pay_with(description: Words, ledger: Ledger) -> dict[str, Any]:
    """Return the payment as parts of a pattern, and leave to be decided what no source says: VAT and ledger code."""
    ledger.decide("payment.vat", "Which VAT is in the charges?", options=_VATS, default="outside_scope")
    ledger.decide(
        "payment.ledger",
        "Which ledger code do the charges have?",
        options=("None", "Set one in the pattern"),
        default="None",
    )
    return {"payment": Payment(waiting=WAITING, description=description)}


def capabilities_of(pages: Iterable[Page], *, paid: bool) -> dict[str, Literal["required", "optional"]]:
    """Return what a pattern needs from outside: somewhere to pay, and somewhere to keep files."""
    questions: list[Question] = []
    for page in pages:
        questions += page.questions
        questions += [question for each in (page.repeat.pages if page.repeat else ()) for question in each.questions]
    files = [question for question in questions if question.type == "file"]
    needed: dict[str, Literal["required", "optional"]] = {}
    if files:
        needed["files"] = "required" if any(question.required for question in files) else "optional"
    return needed | ({"payments": "required"} if paid else {})


def case_waiting(case: Case) -> Case:
    """Return ``case`` with the state in which it waits for the money, and the way on from there."""
    paid = Transition(
        id="payment_received",
        label=Words(en="Payment received", cy="Taliad wedi'i dderbyn"),
        **{"from": (WAITING,)},
        to=case.first,
        by=("payment", "lead", "administrator"),
    )
    states = {WAITING: _STATE, **case.states}
    return case.model_copy(update={"states": states, "transitions": (paid, *case.transitions)})
