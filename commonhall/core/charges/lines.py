"""What is to be paid, and why just that? Lines in pence, worked out from the answers; never below zero."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from commonhall.core.charges.vat import vat_part
from commonhall.core.language.charge_model import Charge, Vat
from commonhall.core.language.effective import Effective
from commonhall.core.language.expressions import ExpressionFailed, Scope, evaluate, holds
from commonhall.core.language.parts import Amount
from commonhall.core.language.wording import fill
from commonhall.core.values import money
from commonhall.core.values.words import Words

MOST_PENCE: Final = 100_000_00
"""What one journey may cost at most: more is a mistake in an amount, and no card would take it."""

_EACH: Final = Words(en="{quantity} at {amount} each", cy="{quantity} am {amount} yr un")
_FREE: Final = Words(en="{free} of {quantity} free", cy="{free} o {quantity} am ddim")
_AT_LEAST: Final = Words(en="The least charge is {amount}", cy="Y tâl lleiaf yw {amount}")
_AT_MOST: Final = Words(en="The most you pay is {amount}", cy="Y mwyaf y byddwch yn ei dalu yw {amount}")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of what is to be paid.

    key: names the item of ``each``, else empty. amount_pence: for one. free: how many of ``quantity`` cost nothing.
    total_pence: what the line comes to, VAT included. why: the working and the reasons, in words.
    """

    id: str
    key: str
    label: Words
    amount_pence: int
    quantity: int
    free: int
    waived: bool
    total_pence: int
    vat: Vat
    vat_pence: int
    ledger: str
    fund: str
    why: tuple[Words, ...]

    def record(self) -> dict[str, Any]:
        """Return the line as JSON: what expressions read, and what a payment keeps."""
        return {
            "id": self.id,
            "key": self.key,
            "label": {"en": self.label.en, "cy": self.label.cy},
            "amount": self.amount_pence,
            "quantity": self.quantity,
            "free": self.free,
            "waived": self.waived,
            "total": self.total_pence,
            "vat": self.vat,
            "vat_part": self.vat_pence,
            "ledger": self.ledger,
            "fund": self.fund,
            "why": [{"en": words.en, "cy": words.cy} for words in self.why],
        }


@dataclass(frozen=True, slots=True)
class Charges:
    """Everything that is to be paid at once."""

    lines: tuple[Line, ...] = ()

    @property
    def total_pence(self) -> int:
        """Return the sum of the lines."""
        return sum(line.total_pence for line in self.lines)

    @property
    def value(self) -> Mapping[str, Any]:
        """Return what ``charges`` stands for in expressions and texts: ``total`` in pence, and ``lines``."""
        return {"total": self.total_pence, "lines": [line.record() for line in self.lines]}


def lines_of(
    effective: Effective, scope: Scope, *, charges: Sequence[Charge] | None = None, place: str = "charges"
) -> Charges:
    """Return what is due by ``charges``, those of the journey if not given.

    place: where they stand, for errors. A line whose quantity is 0 is left out; one that is free or waived stays,
    at £0, with the reason. Raises ExpressionFailed when an amount cannot be worked out (with ``unanswered`` where an
    answer is not there yet) or is no whole number of pence, and when the total is above MOST_PENCE.
    """
    found: list[Line] = []
    for charge in effective.pattern.charges if charges is None else charges:
        found += _Working(effective, charge, f"{place}.{charge.id}").lines(scope)
    due = Charges(tuple(found))
    if due.total_pence > MOST_PENCE:
        raise ExpressionFailed(place, "", f"{money.in_words(due.total_pence)} is more than can be paid at once")
    return due


class _Working:
    """The working of one charge."""

    def __init__(self, effective: Effective, charge: Charge, place: str) -> None:
        self._effective = effective
        self._charge = charge
        self._place = place

    def lines(self, scope: Scope) -> list[Line]:
        if not self._charge.each:
            return self._line(scope, "")
        items = self._evaluate(self._charge.each, scope, "each")
        found: list[Line] = []
        for number, item in enumerate(items, 1):
            key = str(item.get("id", number)) if isinstance(item, Mapping) else str(item)
            found += self._line({**scope, "item": item}, key)
        return found

    def _line(self, scope: Scope, key: str) -> list[Line]:
        charge = self._charge
        if not self._holds(charge.when, scope, "when"):
            return []
        quantity = max(0, self._whole(charge.quantity, scope, "quantity"))
        if quantity == 0:
            return []
        amount = max(0, self._whole(charge.amount, scope, "amount"))
        free = min(quantity, max(0, self._whole(charge.free, scope, "free")))
        waived = bool(charge.waived_when) and self._holds(charge.waived_when, scope, "waived_when")
        total, why = self._bounded(amount * (quantity - free), scope)
        if waived or free == quantity:
            total, why = 0, []
        return [
            Line(
                id=charge.id,
                key=key,
                label=_filled(charge.label, scope),
                amount_pence=amount,
                quantity=quantity,
                free=free,
                waived=waived,
                total_pence=total,
                vat=charge.vat,
                vat_pence=vat_part(total, charge.vat),
                ledger=str(self._evaluate(charge.ledger, scope, "ledger") or "") if charge.ledger else "",
                fund=str(self._evaluate(charge.fund, scope, "fund") or "") if charge.fund else "",
                why=(*self._working(scope, amount, quantity, free, waived), *why),
            )
        ]

    def _bounded(self, total: int, scope: Scope) -> tuple[int, list[Words]]:
        """Keep a line within its bounds, and say so."""
        least, most = self._charge.at_least, self._charge.at_most
        if least is not None:
            bound = self._whole(least, scope, "at_least")
            if total < bound:
                return bound, [_said(_AT_LEAST, amount=money.in_words(bound))]
        if most is not None:
            bound = max(0, self._whole(most, scope, "at_most"))
            if total > bound:
                return bound, [_said(_AT_MOST, amount=money.in_words(bound))]
        return total, []

    def _working(self, scope: Scope, amount: int, quantity: int, free: int, waived: bool) -> list[Words]:
        why = []
        if quantity > 1:
            why.append(_said(_EACH, quantity=quantity, amount=money.in_words(amount)))
        if free:
            because = _filled(self._charge.free_because, scope)
            why.append(because if because else _said(_FREE, free=free, quantity=quantity))
        if waived and self._charge.waiver:
            why.append(_filled(self._charge.waiver, scope))
        return why

    def _evaluate(self, source: str, scope: Scope, part: str) -> Any:
        return evaluate(source, scope, place=f"{self._place}.{part}", calendar=self._effective.calendar)

    def _holds(self, source: str, scope: Scope, part: str) -> bool:
        return holds(source, scope, place=f"{self._place}.{part}", calendar=self._effective.calendar)

    def _whole(self, amount: Amount, scope: Scope, part: str) -> int:
        value = self._evaluate(amount, scope, part) if isinstance(amount, str) else amount
        if not isinstance(value, int) or isinstance(value, bool):
            raise ExpressionFailed(f"{self._place}.{part}", str(amount), f"{value!r} is not a whole number")
        return value


def _filled(words: Words, scope: Scope) -> Words:
    return Words(en=fill(words, scope, "en"), cy=fill(words, scope, "cy") if words.cy else "")


def _said(words: Words, **parts: Any) -> Words:
    return Words(en=words.en.format(**parts), cy=words.cy.format(**parts))
