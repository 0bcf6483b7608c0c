"""Is what a pattern looks up, charges, grants and books in order? Tables, charges, payment, entitlements, bookings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from commonhall.core.charges.lines import MOST_PENCE
from commonhall.core.language.charge_model import Charge
from commonhall.core.language.loading import PatternFolder
from commonhall.core.language.model import Pattern
from commonhall.core.language.table_model import Table, TableRow
from commonhall.core.language.table_rows import TableNotRead, row_of
from commonhall.core.questions.question import Question
from commonhall.core.tables.gaps import Domain, TableFinding, gaps_and_overlaps
from commonhall.core.tables.rules import faults_of, rules_of
from commonhall.core.verify.declared import FactTypes
from commonhall.core.verify.finding import Finding, Severity
from commonhall.core.verify.uses import questions_of

_ANSWER = re.compile(r"answers\.([a-z_][a-z0-9_]*)")
_SETTING = re.compile(r"settings\.([a-z_][a-z0-9_]*)")


def check_money(folder: PatternFolder, fact_types: FactTypes) -> Iterator[Finding]:
    """Yield findings on tables, charges, the payment, entitlements and bookings."""
    pattern = folder.pattern
    questions = {question.id: question for question in questions_of(pattern)}
    for name, table in pattern.tables.items():
        yield from _table(folder, f"tables.{name}", table, questions)
    yield from _charges(pattern)
    yield from _payment(pattern)
    yield from _holdings(pattern)


def _fail(check: str, place: str, reason: str, mend: str) -> Finding:
    return Finding("fail", check, place, reason, mend)


def _table(folder: PatternFolder, place: str, table: Table, questions: Mapping[str, Question]) -> Iterator[Finding]:
    if bool(table.rows or table.file) == bool(table.rows_from):
        yield _fail("tables", place, "it needs rows from just one place.", "Give rows, rows_from or file.")
        return
    if table.each and not table.key:
        yield _fail("tables", place, "nothing names the items of its list.", "Give a key.")
    for whose, rows in _rows(folder, table):
        said = f" ({whose})" if whose else ""
        if isinstance(rows, str):
            yield _fail("tables", place, f"{rows}{said}.", "Mend the row.")
            continue
        faults = list(faults_of(table, rows))
        for fault in faults:
            yield _fail("tables", f"{place}.{fault.place}", f"{fault.reason}{said}.", "Mend the cell.")
        if not faults:
            found = gaps_and_overlaps(table, rules_of(table, rows), _domains(questions, table))
            yield from (_of_search(place, table, each, said) for each in found if _counts(table, each))


def _rows(folder: PatternFolder, table: Table) -> Iterator[tuple[str, tuple[TableRow, ...] | str]]:
    """Yield the rows of a table: its own, or those that the default and each profile put into the setting."""
    setting = _SETTING.fullmatch(table.rows_from.strip())
    if not table.rows_from:
        yield "", table.rows
    elif setting and setting[1] in folder.pattern.settings:
        name = setting[1]
        yield "the default", _read(table, folder.pattern.settings[name].default)
        for profile, values in folder.profiles.items():
            if name in values.settings:
                yield f"profile {profile}", _read(table, values.settings[name])


def _read(table: Table, records: Any) -> tuple[TableRow, ...] | str:
    try:
        return tuple(row_of(table, record, number) for number, record in enumerate(records, 1))
    except TableNotRead as fault:
        return f"{fault.place}: {fault.reason}"


def _counts(table: Table, found: TableFinding) -> bool:
    """The order of a table of first hits decides on purpose; a gap is one only where nothing else is said."""
    if found.kind == "gap":
        return table.complete or (table.otherwise is None and table.hit == "first")
    return found.kind != "overlap"


def _of_search(place: str, table: Table, found: TableFinding, said: str) -> Finding:
    example = ", ".join(f"{name} = {value}" for name, value in (found.example or {}).items())
    rows = " and ".join(str(number) for number in found.rows)
    if found.kind == "gap":
        severity: Severity = "fail" if table.complete else "warn"
        mend = "Add a row, or say what stands 'otherwise'."
        return Finding(severity, "tables", place, f"no row holds for {example}{said}.", mend)
    if found.kind == "never":
        reason = f"row {rows} is never taken, because rows before it always are{said}."
        return Finding("warn", "tables", place, reason, "Move it up, or take it out.")
    reason = f"there are too many combinations to look at all of them{said}."
    return Finding("note", "tables", place, reason, "Use two smaller tables.")


def _domains(questions: Mapping[str, Question], table: Table) -> dict[str, Domain]:
    """What an input can be is known where it is just the answer to a question."""
    found = {}
    for name, column in table.inputs.items():
        answer = _ANSWER.fullmatch(column.value.strip())
        if answer and answer[1] in questions:
            found[name] = _domain(questions[answer[1]])
    return found


def _domain(question: Question) -> Domain:
    options = tuple(option.value for option in getattr(question, "options", ()))
    values: tuple[Any, ...] = (True, False) if question.value_type == "bool" else options
    numeric = question.value_type == "int"
    low, high = (getattr(question, name, None) if numeric else None for name in ("min", "max"))
    low, high = (None if bound is None else int(bound) for bound in (low, high))
    return Domain(values=values, low=low, high=high, missing=not question.required)


def _charges(pattern: Pattern) -> Iterator[Finding]:
    lines = [(f"charges.{each.id}", each) for each in pattern.charges]
    for transition in pattern.case.transitions:
        lines += [(f"case.transitions.{transition.id}.charges.{each.id}", each) for each in transition.charges]
    for place, charge in lines:
        yield from _charge(place, charge)


def _charge(place: str, charge: Charge) -> Iterator[Finding]:
    for name in ("amount", "quantity", "free", "at_least", "at_most"):
        amount = getattr(charge, name)
        if isinstance(amount, int) and not 0 <= amount <= MOST_PENCE:
            reason = f"{name} is {amount}; it must lie between 0 and {MOST_PENCE}."
            yield _fail("charges", place, reason, "Write pence, and give money back with 'refund'.")
    if isinstance(charge.at_least, int) and isinstance(charge.at_most, int) and charge.at_least > charge.at_most:
        yield _fail("charges", place, "the least is more than the most.", "Change one.")
    if charge.waived_when and not charge.waiver:
        yield _fail("charges", place, "it can be waived, but nothing says why.", "Write 'waiver'.")
    if charge.free not in (0, "") and not charge.free_because:
        yield Finding("warn", "charges", place, "some may be free, but nothing says why.", "Write 'free_because'.")
    if not charge.ledger:
        reason = "it has no ledger code, so finance must sort it by hand."
        yield Finding("warn", "charges", place, reason, "Give an expression in 'ledger', such as a setting.")


def _payment(pattern: Pattern) -> Iterator[Finding]:
    payment, case = pattern.payment, pattern.case
    later = any(transition.charges for transition in case.transitions)
    if pattern.charges and payment is None:
        yield _fail("payment", "payment", "there are charges, but nothing takes the payment.", "Add 'payment'.")
    if (pattern.charges or later) and "payments" not in pattern.capabilities:
        yield _fail("payment", "capabilities", "there are charges, but no payments.", "Add payments: required.")
    if payment is None:
        return
    if not pattern.charges:
        yield Finding("warn", "payment", "payment", "there is nothing to pay.", "Add charges, or take it out.")
    if case.states[payment.waiting].phase == "closed":
        yield _fail("payment", "payment.waiting", "a closed case waits for nothing.", "Name an open state.")
    leaving = [transition for transition in case.transitions if payment.waiting in transition.from_]
    if not any("payment" in transition.by for transition in leaving):
        reason = f"no transition by payment leads on from {payment.waiting!r}, so who paid stays there."
        yield _fail("payment", "payment.waiting", reason, "Add one with by: [payment].")
    if not any(set(transition.by) & {"timer", "officer", "lead", "resident"} for transition in leaving):
        reason = f"nothing ends a case in {payment.waiting!r} that is never paid."
        yield Finding("warn", "payment", "payment.waiting", reason, "Add a timer that closes it.")


def _holdings(pattern: Pattern) -> Iterator[Finding]:
    case = pattern.case
    begun = {t.entitlement.id for t in case.transitions if t.entitlement and t.entitlement.act == "begin"}
    ended = {t.entitlement.id for t in case.transitions if t.entitlement and t.entitlement.act == "end"}
    for entitlement in case.entitlements:
        place = f"case.entitlements.{entitlement.id}"
        if entitlement.id not in begun:
            yield _fail("entitlements", place, "no transition begins it.", "Add one with act: begin.")
        elif entitlement.id not in ended:
            yield Finding("warn", "entitlements", place, "no transition can end it early.", "Add one with act: end.")
    slots = {question.id for question in questions_of(pattern) if question.type == "slot"}
    released = {t.booking.id for t in case.transitions if t.booking and t.booking.act == "release"}
    for booking in case.bookings:
        place = f"case.bookings.{booking.id}"
        if booking.question not in slots:
            reason = f"{booking.question!r} does not ask for a slot."
            yield _fail("bookings", f"{place}.question", reason, "Name a question of type slot.")
        if booking.id not in released:
            reason = "nothing gives the place back, so it stays taken when the case ends."
            yield Finding("warn", "bookings", place, reason, "Add a transition with act: release.")
    for transition in case.transitions:
        act = transition.booking
        if act and act.act == "change" and not act.slot:
            place = f"case.transitions.{transition.id}.booking"
            yield _fail("bookings", place, "a change needs the new slot.", "Give 'slot'.")
