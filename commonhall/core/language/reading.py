"""What does each part of a pattern read? Names in its expressions and texts, for facts, stale answers and checks."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from commonhall.core.language.charge_model import Charge
from commonhall.core.language.expressions import names_read, roots_read_whole
from commonhall.core.language.model import Content, Decision, Page, Pattern, RepeatPage
from commonhall.core.language.table_model import Table
from commonhall.core.language.texts import texts_of
from commonhall.core.language.wording import gaps
from commonhall.core.questions.question import Question


def reads_of(*sources: object) -> frozenset[str]:
    """Return the dotted names that these expressions read; a number instead of an expression reads none.

    A root that is read as a whole stands for itself, without a dot.
    """
    given = [source for source in sources if source and isinstance(source, str)]
    return frozenset().union(*map(names_read, given), *map(roots_read_whole, given))


def question_reads(question: Question) -> frozenset[str]:
    """Return the dotted names that the conditions, options, checks and prefill of ``question`` read."""
    options = (option.show_when for option in getattr(question, "options", ()))
    checks = (check.when_not for check in question.check)
    return reads_of(question.show_when, getattr(question, "options_from", ""), question.prefill, *checks, *options)


def decision_reads(decision: Decision) -> frozenset[str]:
    """Return the dotted names that ``decision`` reads in its list, its rows and the values that it names."""
    rows = (row.when for row in decision.rows)
    return reads_of(
        decision.each, decision.key, decision.only_when, decision.grace_minutes, *decision.values.values(), *rows
    )


def content_reads(content: Content) -> frozenset[str]:
    """Return the dotted names that the condition and the rows of ``content`` read, not its texts."""
    return reads_of(content.show_when, content.rows_from)


def page_reads(page: Page) -> frozenset[str]:
    """Return the dotted names that ``page``, its questions, its items and its texts read."""
    texts = (name for words in texts_of(page).values() for name in gaps(words.en))
    found = reads_of(page.show_when, *(each.when for each in page.sign_in))
    found |= {".".join(name.split(".")[:2]) for name in texts}
    parts: list[Page | RepeatPage] = [page]
    if page.repeat is not None:
        found |= reads_of(page.repeat.min, page.repeat.max, *(each.show_when for each in page.repeat.pages))
        parts += page.repeat.pages
    for part in parts:
        found = found.union(*map(question_reads, part.questions), *map(content_reads, part.content))
    return found


def table_reads(table: Table) -> frozenset[str]:
    """Return the dotted names that a table reads."""
    inputs = (column.value for column in table.inputs.values())
    return reads_of(table.on, table.only_when, table.each, table.key, table.rows_from, *inputs)


def charge_reads(charge: Charge) -> frozenset[str]:
    """Return the dotted names that a charge line reads."""
    return reads_of(
        charge.when, charge.each, charge.amount, charge.quantity, charge.free, charge.waived_when,
        charge.at_least, charge.at_most, charge.ledger,
    )  # fmt: skip


def dependants(pattern: Pattern, question: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return the facts and the questions whose answers no longer stand once ``question`` is answered differently.

    By declared dependency, not by page order: facts asked with it, and questions whose options come from those.
    Questions of items are left out: an item's choice that is no longer offered is asked again by the route.
    """
    changed = f"answers.{question}"
    facts = {name for name, fact in pattern.facts.items() if changed in read_through(pattern, *fact.with_.values())}
    stale = {f"facts.{name}" for name in facts} | {changed}
    questions = {
        each.id
        for page in pattern.pages
        for each in page.questions
        if each.id != question and read_through(pattern, getattr(each, "options_from", "")) & stale
    }
    return frozenset(facts), frozenset(questions)


def read_through(pattern: Pattern, *sources: object) -> frozenset[str]:
    """Return what these expressions read, with what the computed values, tables and charges that they read do."""
    return through(pattern, reads_of(*sources))


def through(pattern: Pattern, read: frozenset[str]) -> frozenset[str]:
    """Return ``read`` with what the computed values, tables and charges among it read, down to the last."""
    waiting = [name for name in read if node_of(name)]
    found = set(read)
    while waiting:
        for name in worked_reads(pattern, node_of(waiting.pop())) - found:
            found.add(name)
            if node_of(name):
                waiting.append(name)
    return frozenset(found)


def node_of(name: str) -> str:
    """Return what a dotted name reads that is worked out: ``computed.x``, ``tables.x``, ``charges``; else nothing."""
    root = name.partition(".")[0]
    if root == "charges":
        return root
    return name if root in ("computed", "tables") else ""


def worked_reads(pattern: Pattern, node: str) -> frozenset[str]:
    """Return what a computed value, a table or the charges of ``pattern`` read directly; nothing for an unknown one."""
    root, _, name = node.partition(".")
    if root == "computed":
        return reads_of(pattern.computed[name].value) if name in pattern.computed else frozenset()
    if root == "tables":
        return table_reads(pattern.tables[name]) if name in pattern.tables else frozenset()
    return frozenset().union(*map(charge_reads, pattern.charges))


def sources_of(part: BaseModel) -> Iterator[str]:
    """Yield every expression in ``part``, so that a process can compile those of a pattern before anybody comes."""
    waiting: list[Any] = [part]
    while waiting:
        value = waiting.pop()
        if isinstance(value, BaseModel):
            own = _expressions_in(type(value))
            for name in type(value).model_fields:
                held = getattr(value, name)
                if name in own:
                    yield from _sources(held)
                elif not isinstance(held, str):
                    waiting.append(held)
        elif isinstance(value, dict):
            waiting += value.values()
        elif isinstance(value, tuple):
            waiting += value


def _sources(held: Any) -> Iterator[str]:
    for each in held.values() if isinstance(held, dict) else (held,):
        if isinstance(each, str) and each:
            yield each


@functools.cache
def _expressions_in(kind: type[BaseModel]) -> frozenset[str]:
    """Return the fields of a model that hold expressions: questions, which know no language, name theirs."""
    of_questions = {"show_when", "options_from", "prefill", "when_not"}
    return frozenset(
        name
        for name, field in kind.model_fields.items()
        if name in of_questions or "A CEL expression" in f"{field.description} {field.annotation!r}"
    )
