"""What does a DEFRA form charge? Its payment with amounts under conditions becomes a price table, first hit."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from commonhall.core.importers.charging import pay_with
from commonhall.core.importers.defra.plan import AT_CHECK, PAYMENT, condition_of
from commonhall.core.importers.inventory.ledger import Ledger
from commonhall.core.importers.inventory.report import Where
from commonhall.core.importers.logic import Logic
from commonhall.core.importers.markup import to_plain
from commonhall.core.importers.xgov.form import Component, Form, list_of, text_of
from commonhall.core.importers.xgov.gates import LARGEST
from commonhall.core.importers.xgov.roles import Plan
from commonhall.core.language.charge_model import Charge
from commonhall.core.language.table_model import Table, TableInput, TableRow
from commonhall.core.values.words import Words

_TAKEN: Final = "It is asked for after the answers were checked and sent, not on a page of the form."
MOST_PENCE: Final = 100_000_000


class Paying:
    """The payment of one form; the first field of the kind counts."""

    def __init__(self, form: Form, plan: Plan, ledger: Ledger) -> None:
        self.form = form
        self.ledger = ledger
        self.page = ""
        self.field: Component | None = None
        for path, page in plan.pages.items():
            for component in page.components:
                if component.type == PAYMENT and path in plan.ways.reached:
                    self._take(path, component)
            if plan.roles[path] == "left_out":
                ledger.mark(page.pointer, "changed", _TAKEN)
                ledger.result(page.pointer, "charges")
                self._leave_out([each for each in page.components if each.type != PAYMENT])

    def _take(self, path: str, component: Component) -> None:
        if self.field is None:
            self.page, self.field = path, component
            self.ledger.result(component.pointer, "charges")
        else:
            message = "A form takes one payment; this second one was left out."
            self.ledger.mark(component.pointer, "dropped", message, code="payment.second", severity="warning")

    def _leave_out(self, others: list[Component]) -> None:
        for component in others:
            message = "It stood on the page of the payment, which is built in here."
            blocking = not component.is_content
            decision = self.ledger.decide(
                f"payment.page:{component.pointer}",
                f"{text_of(component.title) or component.name or component.type!r} stood on the page of the payment. "
                "Leave it out?",
                options=("Leave it out", "Put it on a page of its own"),
                default="Leave it out",
                blocking=blocking,
            )
            self.ledger.mark(component.pointer, "needs_decision", message, code="payment.page", decision=decision)

    def conditions(self) -> Iterator[str]:
        """Yield the names of the conditions on which amounts depend."""
        for each in self._amounts():
            yield text_of(each.get("condition"))

    def _amounts(self) -> list[Any]:
        found = list_of(self.field.options.get("conditionalAmounts")) if self.field else []
        return [each for each in found if isinstance(each, dict)]

    def rules(self, named: Callable[[str, str], Logic]) -> dict[str, Any]:
        """Return the charge, its table and the payment as parts of the pattern; nothing when nothing is taken."""
        if self.field is None:
            return {}
        said = to_plain(text_of(self.field.options.get("description")) or text_of(self.field.title)).text
        label = Words(en=said or "Payment", cy="" if said else "Taliad")
        usual = self._pence(self.field.options.get("amount"))
        table = self._table(label, usual, named)
        amount = "tables.payment.amount" if table else usual
        shown = condition_of(self._page())
        when = named(shown, AT_CHECK) if shown in self.form.conditions else None
        whens = [] if when is None else [when.printed()]
        if table:
            whens.append("tables.payment.amount > 0")
        elif not usual:
            return {}
        charge = Charge(id="payment", label=label, when=" && ".join(f"({each})" for each in whens), amount=amount)
        return {"charges": (charge,), "tables": {"payment": table} if table else {}, **pay_with(label, self.ledger)}

    def _page(self) -> Any:
        return next(page for page in self.form.pages if self.page in (page.path, page.pointer))

    def _table(self, label: Words, usual: int, named: Callable[[str, str], Logic]) -> Table | None:
        inputs: dict[str, TableInput] = {}
        rows: list[TableRow] = []
        columns: dict[str, str] = {}
        for each in self._amounts():
            name = text_of(each.get("condition"))
            if name not in self.form.conditions or named(name, AT_CHECK).size > LARGEST:
                self._skipped(name)
                continue
            if name not in columns:
                columns[name] = f"condition_{len(columns) + 1}"
                title = Words(en=self.form.conditions[name].label or name)
                value = named(name, AT_CHECK).printed()
                inputs[columns[name]] = TableInput(title=title, value=value, type="bool")
            amount = self._pence(each.get("amount"))
            about = Words(en=self.form.conditions[name].label)
            rows.append(TableRow(when={columns[name]: True}, then={"amount": amount}, about=about))
        if not rows:
            return None
        return Table(
            title=label, inputs=inputs, outputs={"amount": "money"}, rows=tuple(rows), otherwise={"amount": usual}
        )

    def _skipped(self, name: str) -> None:
        assert self.field is not None
        where = Where(page=self.page, condition=name, pointer=self.field.pointer)
        message = f"An amount depends on the condition {name!r}, which does not exist or is too large; it was left out."
        decision = self.ledger.decide(
            f"payment.amount:{name}",
            f"{message} What should be charged?",
            options=("Leave it out", "Another condition"),
            default="Leave it out",
            blocking=True,
        )
        self.ledger.find("cond.name_missing", where, message, status="needs_decision", decision=decision)
        self.ledger.mark(where.pointer, "needs_decision", message, code="cond.name_missing", decision=decision)

    def _pence(self, pounds: Any) -> int:
        """Return an amount in pence; what is no amount is reported and counts as nothing."""
        assert self.field is not None
        try:
            pence = Decimal(text_of(pounds) or "0") * 100
            if pence.is_finite() and 0 <= pence <= MOST_PENCE and pence == int(pence):
                return int(pence)
        except InvalidOperation:
            pass
        decision = self.ledger.decide(
            f"payment.pounds:{self.field.pointer}",
            f"An amount is {str(pounds)[:40]!r}, which is no sum in pounds and pence. What is it?",
            options=("Nothing", "Another amount"),
            default="Nothing",
            blocking=True,
        )
        message = "One of its amounts is no sum in pounds and pence."
        self.ledger.mark(self.field.pointer, "needs_decision", message, code="payment.amount", decision=decision)
        return 0
