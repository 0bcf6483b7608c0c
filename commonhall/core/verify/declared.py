"""What is every name that a pattern's expressions can read, and of which type? One table for the checks."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Final

from commonhall.core.language.expressions import Checker, names_read
from commonhall.core.language.model import Page, Pattern
from commonhall.core.questions.question import Question

FactTypes = Mapping[str, Mapping[str, str]]
"""For each source of a fact, such as ``waste.collections``, the types of one record's fields by dotted name."""

COUNCIL: Final[Mapping[str, str]] = {
    "council.nation": "string",
    "council.tier": "string",
    "council.slug": "string",
    "council.name": "record",
    "council.phone": "string",
    "council.email": "string",
}
CASE: Final[Mapping[str, str]] = {
    "case.reference": "string",
    "case.state": "string",
    "case.item": "record",
    "case.opened_date": "date",
    "case.opened_at": "datetime",
    "case.closed_date": "date",
    "case.due_date": "date",
    "case.track_url": "string",
    "case.pay_until": "datetime",
    "case.facts": "record",
    "case.charged": "int",
    "case.paid": "int",
    "case.refunded": "int",
}
_SETTING: Final[Mapping[str, str]] = {
    "bool": "bool",
    "text": "string",
    "choice": "string",
    "words": "record",
    "time": "time",
    "date": "date",
    "list": "list",
    "table": "list",
    "dated_money": "list",
} | dict.fromkeys(("int", "days", "working_days", "minutes", "money"), "int")
_CELL: Final = {"cell": "any", "words": "record", "money": "int", "text": "string"}
_OUTPUT: Final = {"int": "int", "money": "int", "decimal": "decimal", "text": "string", "words": "record"}
_ENTITLEMENT: Final = {
    "number": "string",
    "state": "string",
    "subject": "any",
    "quantity": "int",
    "from": "date",
    "until": "date",
    "renew_from": "date",
    "renew_until": "date",
}
_BOOKING: Final = {"date": "date", "start": "any", "end": "any", "state": "string", "title": "any"}
_KNOWN_TYPES: Final = frozenset({"string", "int", "decimal", "bool", "date", "datetime", "time", "list", "record"})
_LISTED: Final = re.compile(r"^(facts|answers|settings|tables)\.([a-z_][a-z0-9_]*)(?!.*\.map\()")


def answer_type(question: Question) -> str:
    """Return the type that an expression sees for an answer; an optional number may be null."""
    if question.value_type not in _KNOWN_TYPES:
        return "any"
    optional = not question.required and question.value_type in ("int", "decimal")
    return f"optional {question.value_type}" if optional else question.value_type


class Declared:
    """The names of one pattern. Types of computed values are worked out from what they read."""

    def __init__(self, pattern: Pattern, fact_types: FactTypes) -> None:
        self.pattern = pattern
        self._facts = fact_types
        self.asked_on: dict[str, tuple[int, int]] = {}
        """For each answer, the number of its page, and its place on it."""
        self.types: dict[str, str] = {}
        self._below: dict[str, dict[str, str]] = {}
        self._add({**COUNCIL, **CASE, "charges.total": "int", "charges.lines": "list"})
        self._add({f"settings.{name}": _SETTING[each.type] for name, each in pattern.settings.items()})
        self._add({f"decided.{name}": "list" for name in pattern.decisions})
        self._declare_facts()
        self._declare_answers()
        self._declare_tables()
        self._declare_case()
        self._declare_computed()

    def _add(self, types: Mapping[str, str]) -> None:
        self.types.update(types)
        for name, kind in types.items():
            self._below.setdefault(_two(name), {})[name] = kind

    def _declare_facts(self) -> None:
        for name, fact in self.pattern.facts.items():
            fields = self._facts.get(fact.source, {})
            self._add({f"facts.{name}": "list" if fields.get("", "list") != "record" else "record"})
            if fields.get("") == "record":
                self._add({f"facts.{name}.{field}": kind for field, kind in fields.items() if field})

    def _declare_answers(self) -> None:
        for number, page in enumerate(self.pattern.pages):
            for place, question in enumerate(page.questions):
                self._answer(question, number, place)
            if page.repeat:
                self._add({f"answers.{page.repeat.id}": "list"})
                self.asked_on[page.repeat.id] = (number, 0)

    def _answer(self, question: Question, page: int, place: int) -> None:
        self._add({f"answers.{question.id}": answer_type(question)})
        self.asked_on[question.id] = (page, place)

    def _declare_tables(self) -> None:
        for name, table in self.pattern.tables.items():
            if table.each or table.hit == "collect":
                self._add({f"tables.{name}": "list"})
                continue
            self._add({f"tables.{name}.row": "int"})
            self._add({f"tables.{name}.{key}": _OUTPUT.get(kind, kind) for key, kind in table.outputs.items()})

    def _declare_case(self) -> None:
        case = self.pattern.case
        for transition in case.transitions:
            self._add({f"case.kept.{name}": "any" for name in transition.keeps})
        for decision in self.pattern.decisions.values():
            self._add({f"case.kept.{name}": "any" for name in decision.kept})
        self._add({f"case.deadlines.{deadline.id}": "date" for deadline in case.deadlines})
        for task in case.tasks:
            self._add({f"case.tasks.{task.id}.state": "string"})
            self._add({f"case.tasks.{task.id}.{each.id}": answer_type(each) for each in task.ask})
        for entitlement in case.entitlements:
            self._add({f"case.entitlements.{entitlement.id}.{key}": kind for key, kind in _ENTITLEMENT.items()})
        for booking in case.bookings:
            self._add({f"case.bookings.{booking.id}.{key}": kind for key, kind in _BOOKING.items()})

    def _declare_computed(self) -> None:
        """Each after those that it reads; one that reads itself is told elsewhere and has any type."""
        waiting = dict(self.pattern.computed)
        while waiting:
            ready = [
                name
                for name, each in waiting.items()
                if not {f"computed.{other}" for other in waiting} & names_read(each.value)
            ]
            if not ready:
                self._add({f"computed.{name}": "any" for name in waiting})
                return
            for name in ready:
                source = waiting.pop(name).value
                self._add({f"computed.{name}": Checker(self.only(names_read(source))).type_of(source)})

    def only(self, names: Collection[str], near: Mapping[str, str] | None = None) -> dict[str, str]:
        """Return the types of ``names`` and of what lies below them; ``near`` are the names of one part alone."""
        found: dict[str, str] = {}
        for name in names:
            found |= self._below.get(name, {})
        return found | {key: kind for key, kind in (near or {}).items() if _two(key) in names}

    def near(self, part: str) -> dict[str, str]:
        """Return the names that only expressions of ``part`` can read: ``item``, ``values``, ``asked``."""
        kind, _, name = part.partition(".")
        if kind == "decisions":
            return self._near_decision(name)
        if kind in ("tables", "charges"):
            each = self.pattern.tables[name].each if kind == "tables" else self._charge_each(name)
            return self.item_types(each)
        if kind == "computed":
            return {key: kind for key, kind in self._near_outcome().items() if key.startswith("asked.")}
        if part.endswith(".repeat"):
            return _items_of(next(page for page in self.pattern.pages if page.id == name.removesuffix(".repeat")))
        if kind == "case":
            return self._near_case(name)
        return self._near_outcome() if part in ("outcomes", "asked") else {}

    def _charge_each(self, charge: str) -> str:
        return next((each.each for each in self.pattern.charges if each.id == charge), "")

    def item_types(self, each: str) -> dict[str, str]:
        """Return the types of ``item.*`` where the list ``each`` is gone through."""
        found = _LISTED.match(each)
        if not each:
            return {}
        kind, name = (found[1], found[2]) if found else ("", "")
        page = next((page for page in self.pattern.pages if page.repeat and page.repeat.id == name), None)
        if kind == "answers" and page:
            return _items_of(page)
        if kind == "facts" and name in self.pattern.facts:
            fields = self._facts.get(self.pattern.facts[name].source, {})
            return {f"item.{field}": kind for field, kind in fields.items() if field}
        if kind == "settings" and name in self.pattern.settings and self.pattern.settings[name].type == "table":
            return {f"item.{key}": _CELL.get(kind, kind) for key, kind in self.pattern.settings[name].columns.items()}
        return {"item": "record"}

    def _near_decision(self, name: str) -> dict[str, str]:
        decision = self.pattern.decisions[name]
        types = self.item_types(decision.each)
        for value, source in decision.values.items():
            reads = names_read(source)
            types[f"values.{value}"] = Checker(self.only(reads, types)).type_of(source)
        return types

    def _near_outcome(self) -> dict[str, str]:
        types: dict[str, str] = {}
        for decision in self.pattern.decisions.values():
            types |= self.item_types(decision.each)
            types |= {f"values.{value}": "any" for value in decision.values}
        for transition in self.pattern.case.transitions:
            for each in transition.ask:
                key, kind = f"asked.{each.id}", answer_type(each)
                types[key] = kind if types.get(key, kind) == kind else "any"
        return types

    def _near_case(self, name: str) -> dict[str, str]:
        kind, _, wanted = name.partition(".")
        wanted = wanted.split(".")[0]
        parts = self.pattern.case.tasks if kind == "tasks" else self.pattern.case.transitions
        asked = [question for each in parts if each.id == wanted for question in each.ask]
        own = {key: kind for key, kind in self._near_outcome().items() if not key.startswith("asked.")}
        charge = name.partition(".charges.")[2]
        each = next((c.each for t in self.pattern.case.transitions for c in t.charges if c.id == charge), "")
        return own | self.item_types(each) | {f"asked.{each.id}": answer_type(each) for each in asked}


def _two(name: str) -> str:
    return ".".join(name.split(".")[:2])


def _items_of(page: Page) -> dict[str, str]:
    questions = [question for each in (page.repeat.pages if page.repeat else ()) for question in each.questions]
    return {"item.id": "string"} | {f"item.{question.id}": answer_type(question) for question in questions}


def group_fields(pattern: Pattern) -> dict[str, frozenset[str]]:
    """Return, for each repeat group, what a record of its list has."""
    return {
        page.repeat.id: frozenset(name.removeprefix("item.") for name in _items_of(page))
        for page in pattern.pages
        if page.repeat
    }
