"""What do the conditions of a form say, and which of them are used? Reads them all and notes what is odd."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from commonhall.core.importers.inventory.ledger import Ledger
from commonhall.core.importers.inventory.report import Where
from commonhall.core.importers.xgov.comparing import written_value
from commonhall.core.importers.xgov.form import Condition, Form, mapping_of, text_of
from commonhall.core.importers.xgov.nodes import Leaf, Node, Unread, leaves_of, names_of, parts_of
from commonhall.core.importers.xgov.placed import Fields, Placed
from commonhall.core.importers.xgov.structured import read_structured
from commonhall.core.importers.xgov.traits import Traits
from commonhall.core.importers.xgov.written import read_written


@dataclass(frozen=True)
class Conditions:
    """The conditions of a form.

    used: named anywhere, also by a condition that is itself not used. deciding: those that something which was
    imported depends on.
    """

    trees: Mapping[str, Node]
    used: frozenset[str]
    deciding: frozenset[str]


def read_conditions(form: Form, ledger: Ledger, deciding: Iterable[str]) -> Conditions:
    """Return every condition of ``form`` as a tree. deciding: the names that imported links and items carry."""
    trees: dict[str, Node] = {}
    for name, condition in form.conditions.items():
        trees[name] = _tree(condition, form, ledger)
    named = set(_named_by_form(form)) | {other for tree in trees.values() for other in names_of(tree)}
    decides: set[str] = set()
    waiting = [name for name in deciding if name in trees]
    while waiting:
        name = waiting.pop()
        if name not in decides:
            decides.add(name)
            waiting += [other for other in names_of(trees[name]) if other in trees]
    for name in trees:
        if name not in named:
            where = _where(form, name)
            ledger.mark(where.pointer, "dropped", "Nothing refers to it.", code="cond.unused")
            ledger.find("cond.unused", where, "Nothing refers to it.", status="dropped", severity="info")
    return Conditions(trees, frozenset(named), frozenset(decides))


def _where(form: Form, name: str) -> Where:
    return Where(condition=name, pointer=form.conditions[name].pointer)


def _tree(condition: Condition, form: Form, ledger: Ledger) -> Node:
    if isinstance(condition.value, str):
        written = read_written(condition.value, frozenset(form.conditions))
        where = Where(condition=condition.name, pointer=condition.pointer)
        for meaning in written.mended:
            ledger.mark(where.pointer, "changed", meaning)
            ledger.find("cond.assignment", where, meaning, status="needs_decision")
        return written.node
    return read_structured(mapping_of(condition.value))


def _named_by_form(form: Form) -> Iterator[str]:
    for page in form.pages:
        yield from (link.condition for link in page.links if link.condition)
        yield text_of(page.raw.get("condition"))
        for component in page.components:
            yield from _named_in(component.options)
    for form_list in form.lists.values():
        yield from (item.condition for item in form_list.items)
    for part in ("fees", "outputs"):
        yield from _named_in(form.raw.get(part))


def _named_in(value: Any) -> Iterator[str]:
    waiting = [value]
    while waiting:
        each = waiting.pop()
        if isinstance(each, dict):
            yield text_of(each.get("condition"))
            waiting += each.values()
        elif isinstance(each, list):
            waiting += each


@dataclass(frozen=True)
class Judge:
    """Judges what conditions compare against the fields that there are."""

    form: Form
    fields: Fields
    conditions: Conditions
    ledger: Ledger
    traits: Traits

    def judge(self) -> None:
        """Enter a finding for every oddity of every comparison, in the order of the form."""
        for name, tree in self.conditions.trees.items():
            where = _where(self.form, name)
            for part in parts_of(tree):
                if isinstance(part, Unread):
                    self._unsure("cond.unread", where, f"It could not be understood: {part.reason}. It never holds.")
            for leaf in leaves_of(tree):
                self._leaf(leaf, where)
            for other in names_of(tree):
                if other not in self.conditions.trees:
                    self._unsure("cond.name_missing", where, f"It refers to {other!r}, which does not exist.")

    def _leaf(self, leaf: Leaf, where: Where) -> None:
        where = Where(condition=where.condition, field=leaf.field, pointer=where.pointer)
        placed = self.fields.called(leaf.field)
        if not placed and self.fields.bare(leaf.field):
            placed = self.fields.bare(leaf.field)
            self._bare(leaf, where)
        if not placed:
            self._unsure("ref.field_missing", where, f"There is no field {leaf.field!r}; it counts as never answered.")
            return
        field = placed[0]
        if leaf.said_type and leaf.said_type != field.type:
            message = f"It takes {leaf.field!r} for a {leaf.said_type}; it is a {field.type}."
            self._changed("cond.type_mismatch", where, message)
        self._value(leaf, field, where)

    def _bare(self, leaf: Leaf, where: Where) -> None:
        message = f"It leaves out the section of {leaf.field!r}."
        if self.traits.second_try:
            self._changed("cond.bare_name", where, message)
        else:
            self._unsure("cond.bare_name", where, f"{message} In this dialect it then never holds.")

    def _value(self, leaf: Leaf, field: Placed, where: Where) -> None:
        if field.kept in ("choice", "choices") and leaf.operator in ("is", "is_not", "contains", "contains_not"):
            value = written_value(leaf.value)
            if field.keys and value not in field.keys:
                self._odd("cond.value_not_in_list", where, f"{value!r} is not among the things to choose.")
            elif field.numeric and leaf.said_type:
                self._changed("cond.numeric_list", where, "A number is chosen, which could never equal a text there.")
        if self.traits.nulls:
            return
        if field.kept == "date" and leaf.operator in ("is", "is_not", "after") and leaf.said_type:
            message = "Dates are compared as days; in the source 'is' never held and 'after' took in the day itself."
            self._changed("cond.date_text", where, message)
        if isinstance(leaf.value, str) and "'" in leaf.value and leaf.said_type:
            self._changed("cond.apostrophe", where, "An apostrophe stops the source from loading; it is read as meant.")

    def _changed(self, code: str, where: Where, message: str) -> None:
        self.ledger.mark(where.pointer, "changed", message)
        self.ledger.find(code, where, message, status="changed", severity="info")

    def _odd(self, code: str, where: Where, message: str) -> None:
        deciding = where.condition in self.conditions.deciding
        if deciding:
            self.ledger.mark(where.pointer, "needs_decision", message, code=code)
        status: Any = "needs_decision" if deciding else "imported"
        self.ledger.find(code, where, message, status=status, severity="warning" if deciding else "info")

    def _unsure(self, code: str, where: Where, message: str) -> None:
        """Enter what stops the form from going live when something imported depends on it."""
        used = where.condition in self.conditions.used
        decision = ""
        if where.condition in self.conditions.deciding:
            label = self.form.conditions[where.condition].label or where.condition
            decision = self.ledger.decide(
                f"{code}:{where.condition}:{where.field}",
                f"Condition {label!r}: {message} What did the author mean?",
                options=("It never holds", "Another field", "Another condition"),
                default="It never holds",
                blocking=True,
            )
            self.ledger.mark(where.pointer, "needs_decision", message, code=code, decision=decision)
        status: Any = "needs_decision" if used else "imported"
        severity: Any = "warning" if used else "info"
        self.ledger.find(code, where, message, status=status, severity=severity, decision=decision)
