"""What does a service cost? Lines in pence with quantity, free allowance, waiver, bounds, VAT and ledger code."""

from __future__ import annotations

from typing import Literal

from commonhall.core.language.parts import NONE, Amount, Expression, Identifier, Part
from commonhall.core.values.words import Words

Vat = Literal["outside_scope", "exempt", "zero", "reduced", "standard"]


class Charge(Part):
    """One line of what is to be paid. Amounts are in pence and include VAT.

    each: a list; a line for every ``item`` of it. amount: for one. quantity: how many. free: how many of them cost
    nothing (what is left of an allowance, from a fact or a setting), and why. waived_when: the whole line costs
    nothing, with the reason in ``waiver``. at_least, at_most: bounds of the line.
    ledger, fund: expressions that give the ledger code, and the fund under which the council's accounts take it.
    """

    id: Identifier
    label: Words
    when: Expression = ""
    each: Expression = ""
    amount: Amount
    quantity: Amount = 1
    free: Amount = 0
    free_because: Words = NONE
    waived_when: Expression = ""
    waiver: Words = NONE
    at_least: Amount | None = None
    at_most: Amount | None = None
    vat: Vat = "outside_scope"
    ledger: Expression = ""
    fund: Expression = ""


class WhenDown(Part):
    """What is done once for a case that waits for its money and cannot be paid, since its provider is down.

    minutes: how long it may be paid from then on: its slots are held, and the ``timer`` that ends it waits, so long.
    message: says until when, and how to pay. Read as ``case.pay_until``, where there is such a time.
    """

    minutes: Amount
    timer: Identifier
    message: Identifier


class Payment(Part):
    """How the charges of a journey are taken. The case is opened first, so that nothing that was paid is lost.

    waiting: the state of the case until the money is there; a transition by ``payment`` leads on from it.
    description: what the payment is for, on statements and receipts. later_when: it is not asked for now, but by
    link, telephone or invoice. when_down: more time, where the provider cannot be asked for the money.
    """

    waiting: Identifier
    description: Words
    later_when: Expression = ""
    when_down: WhenDown | None = None
