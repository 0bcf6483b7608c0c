"""What does a form of the XGov family charge? Each fee becomes a line in pence, under its condition, so many times."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from commonhall.core.importers.charging import pay_with
from commonhall.core.importers.inventory.ledger import Ledger
from commonhall.core.importers.inventory.report import Where
from commonhall.core.importers.logic import TRUE, Logic
from commonhall.core.importers.naming import identifier
from commonhall.core.importers.xgov.comparing import number_in
from commonhall.core.importers.xgov.form import Form, list_of, mapping_of, text_of
from commonhall.core.importers.xgov.gates import LARGEST
from commonhall.core.importers.xgov.pairs import Compiler, Place
from commonhall.core.importers.xgov.placed import Fields
from commonhall.core.importers.xgov.repeating import count_of
from commonhall.core.importers.xgov.words import Texts
from commonhall.core.language.charge_model import Charge
from commonhall.core.values.words import Words

MOST_PENCE: Final = 100_000_000


@dataclass(frozen=True)
class Fees:
    """The fees of one form. always: the pages that everybody has passed who comes to check their answers."""

    form: Form
    fields: Fields
    compiler: Compiler
    texts: Texts
    ledger: Ledger
    always: frozenset[str]

    def rules(self) -> dict[str, Any]:
        """Return charges and payment as parts of the pattern; nothing where the form takes nothing."""
        taken: set[str] = set()
        fees = enumerate(list_of(self.form.raw.get("fees")))
        found = [self._charge(mapping_of(fee), f"/fees/{number}", taken) for number, fee in fees if fee]
        charges = tuple(charge for charge in found if charge is not None)
        if not charges:
            return {}
        if mapping_of(self.form.raw.get("feeOptions")).get("allowSubmissionWithoutPayment", True) is not False:
            self.ledger.decide(
                "payment.unpaid",
                "The source also let people send without paying. Here the work begins when the payment is there. "
                "Is that right?",
                options=("Yes", "No"),
                default="Yes",
            )
        return {"charges": charges, **pay_with(charges[0].label, self.ledger)}

    def _charge(self, fee: Mapping[str, Any], pointer: str, taken: set[str]) -> Charge | None:
        if not self.ledger.entered(pointer) or not fee:
            return None
        where = Where(condition=text_of(fee.get("condition")), pointer=pointer)
        pence, when = self._pence(fee, where), self._when(where)
        if not pence or when is None:
            return None
        label = self.texts.plain(fee.get("description"), where) or Words(en="Fee", cy="Ffi")
        name = identifier(f"fee {pointer}", label.en, taken)
        self.ledger.mark(pointer, "changed", "It is a line of what is to be paid, worked out from the route taken.")
        self.ledger.result(pointer, name)
        shown = "" if when.kind == "true" else when.printed()
        return Charge(id=name, label=label, when=shown, amount=pence, quantity=self._quantity(fee, where))

    def _pence(self, fee: Mapping[str, Any], where: Where) -> int:
        amount = fee.get("amount")
        number = number_in(amount) if isinstance(amount, int | float | str) and not isinstance(amount, bool) else None
        if number is not None and number == int(number) and 0 < number <= MOST_PENCE:
            return int(number)
        self._unsure(where, f"Its amount {str(amount)[:40]!r} is no sum in pence; it was left out.")
        return 0

    def _when(self, where: Where) -> Logic | None:
        if not where.condition:
            return TRUE
        when = self.compiler.named(where.condition, Place("", self.always))
        if where.condition not in self.form.conditions:
            self._unsure(where, f"Its condition {where.condition!r} does not exist; it was left out.")
            return None
        if when.size > LARGEST:
            self._unsure(where, "Its condition is too large for one expression; it was left out.")
            return None
        return when

    def _quantity(self, fee: Mapping[str, Any], where: Where) -> str | int:
        """Return how many times a fee is due: in the source what is missing, nought or no number counts as one."""
        name = text_of(fee.get("multiplier"))
        if not name:
            return 1
        placed = [each for each in self.fields.called(name) if each.question and each.kept != "record"]
        if not placed:
            self._unsure(where, f"It is multiplied by {name!r}, which does not exist; it is taken once.")
            return 1
        count = count_of(placed[0], placed[0].page in self.always)
        never_nought = placed[0].keys and count.startswith("int(") and "0" not in placed[0].keys.values()
        return count if never_nought else f"({count} < 1 ? 1 : {count})"

    def _unsure(self, where: Where, message: str) -> None:
        decision = self.ledger.decide(
            f"fee:{where.pointer}",
            f"A fee of the source: {message} What should be paid?",
            options=("Leave it so", "Another fee"),
            default="Leave it so",
            blocking=True,
        )
        self.ledger.mark(where.pointer, "needs_decision", message, code="fee", decision=decision)
