"""How does one comparison read in our expressions, for each way in which an answer is kept?

What could never have worked in the source, such as a number chosen from a list, is written as the author meant it.
"""

from __future__ import annotations

import re
from typing import Final

from commonhall.core.importers.logic import FALSE, TRUE, Logic, atom, both, opposite, quoted
from commonhall.core.importers.xgov.nodes import FromToday, Leaf, Operator, Value
from commonhall.core.importers.xgov.placed import Placed

_NUMBER: Final = re.compile(r"\s*[+-]?([0-9]{1,15}(\.[0-9]{0,10})?|\.[0-9]{1,10})\s*")
_DATE: Final = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])")
_SIGNS: Final[dict[Operator, str]] = {
    "is": "==",
    "is_not": "!=",
    "less": "<",
    "at_most": "<=",
    "more": ">",
    "at_least": ">=",
    "longer": ">",
    "shorter": "<",
    "has_length": "==",
    "before": "<",
    "after": ">",
}
_IS_NUMBER: Final = "'^[+-]?[0-9]+([.][0-9]+)?$'"


def compared(leaf: Leaf, placed: Placed) -> Logic:
    """Return the comparison of ``leaf`` with the answer to the question of ``placed``, which is on the route."""
    if not placed.question:
        return FALSE
    if leaf.operator in ("contains", "contains_not"):
        found = atom(f"{quoted(_key(leaf.value, placed))} in answers.{placed.question}")
        return found if leaf.operator == "contains" else opposite(found)
    if leaf.operator in ("longer", "shorter", "has_length"):
        return measured(leaf, _size(placed))
    if leaf.operator in ("is", "is_not"):
        equal = _equal(leaf.value, placed)
        return equal if leaf.operator == "is" else opposite(equal) if equal.kind != "atom" else _unequal(equal)
    return _ordered(leaf, placed)


def measured(leaf: Leaf, size: str) -> Logic:
    """Return the comparison of a length, written ``size``, with the number in ``leaf``."""
    wanted = number_in(leaf.value)
    if wanted is None:
        return FALSE
    if size == "0":
        holds = {"longer": wanted < 0, "shorter": wanted > 0, "has_length": wanted == 0}[leaf.operator]
        return TRUE if holds else FALSE
    return atom(f"{size} {_SIGNS[leaf.operator]} {int(wanted)}")


def not_blank(placed: Placed) -> Logic:
    """Return that something was chosen: looking into nothing is an error in the source."""
    return TRUE if placed.required else atom(f"dyn(answers.{placed.question}) != null")


def blank_holds(leaf: Leaf, placed: Placed) -> bool:
    """Return whether the comparison holds of a field that counts as blank where it was not asked."""
    number = None if placed.kept == "date" else number_in(leaf.value)
    if leaf.operator == "is":
        return placed.type == "DeclarationField" and truth_in(leaf.value) is False
    if leaf.operator in ("longer", "shorter", "has_length"):
        return measured(leaf, "0").kind == "true"
    return number is not None and _holds(0.0, leaf.operator, number)


def number_in(value: Value) -> float | None:
    """Return the number that ``value`` is or writes."""
    if isinstance(value, bool | FromToday):
        return None
    if isinstance(value, str):
        return float(value) if _NUMBER.fullmatch(value) else None
    return float(value)


def truth_in(value: Value) -> bool | None:
    """Return the truth value that ``value`` is or writes."""
    if isinstance(value, bool):
        return value
    return {"true": True, "false": False}.get(value) if isinstance(value, str) else None


def _size(placed: Placed) -> str:
    name = f"dyn(answers.{placed.question})"
    if placed.kept not in ("text", "choice"):
        return "0"
    return f"size({name})" if placed.required else f"({name} == null ? 0 : size({name}))"


def _unequal(equal: Logic) -> Logic:
    left, _, right = equal.text.partition(" == ")
    return atom(f"{left} != {right}")


def _equal(value: Value, placed: Placed) -> Logic:
    name = f"answers.{placed.question}"
    if isinstance(value, FromToday):
        day = _day(value)
        return atom(f"{name} == {day}") if placed.kept == "date" and day else FALSE
    if placed.kept == "yes_no":
        truth = truth_in(value)
        return FALSE if truth is None else atom(f"{name} == {'true' if truth else 'false'}")
    if placed.kept == "number":
        number = number_in(value)
        return FALSE if number is None else _on_number(placed, f"== {_written(number)}")
    if placed.kept == "date":
        return atom(f"{name} == date({quoted(str(value))})") if _DATE.fullmatch(str(value)) else FALSE
    if placed.kept == "choice":
        return FALSE if isinstance(value, bool) else atom(f"{name} == {quoted(_key(value, placed))}")
    if placed.kept == "text" and isinstance(value, str):
        return atom(f"{name} == {quoted(value)}")
    return FALSE


def _on_number(placed: Placed, rest: str) -> Logic:
    """Compare a number; one left blank equals nothing."""
    name = f"dyn(answers.{placed.question})"
    if placed.required:
        return atom(f"double({name}) {rest}")
    return both(atom(f"{name} != null"), atom(f"double({name}) {rest}"))


def _ordered(leaf: Leaf, placed: Placed) -> Logic:
    sign = _SIGNS[leaf.operator]
    if placed.kept == "date":
        return _dated(leaf.value, sign, placed)
    number = number_in(leaf.value)
    if number is None:
        return FALSE
    name = f"dyn(answers.{placed.question})"
    rest = f"{sign} {_written(number)}"
    if placed.kept == "yes_no":
        return atom(f"({name} == true ? 1.0 : 0.0) {rest}")
    value = f"double({name})" if placed.required else f"({name} == null ? 0.0 : double({name}))"
    if placed.kept == "number" or placed.numeric:
        return atom(f"{value} {rest}")
    if placed.kept not in ("text", "choice"):
        return FALSE
    return _text_as_number(placed, name, value, rest, zero_holds=_holds(0.0, leaf.operator, number))


def _text_as_number(placed: Placed, name: str, value: str, rest: str, *, zero_holds: bool) -> Logic:
    numeric = atom(f"{name}.matches({_IS_NUMBER}) && double({name}) {rest}")
    if placed.required:
        return Logic("and", parts=(atom(f"{name}.matches({_IS_NUMBER})"), atom(f"double({name}) {rest}")), size=90)
    blank = "true" if zero_holds else "false"
    return atom(f"({name} == null ? {blank} : {numeric.text})")


def _holds(left: float, operator: Operator, right: float) -> bool:
    return {
        "less": left < right,
        "at_most": left <= right,
        "more": left > right,
        "at_least": left >= right,
    }.get(operator, False)


def _dated(value: Value, sign: str, placed: Placed) -> Logic:
    day = _day(value) if isinstance(value, FromToday) else None
    if isinstance(value, str) and _DATE.fullmatch(value):
        day = f"date({quoted(value)})"
    if not day:
        return FALSE
    name = f"answers.{placed.question}"
    after = atom(f"{name} {sign} {day}")
    return after if placed.required else both(atom(f"dyn({name}) != null"), after)


def _day(value: FromToday) -> str:
    """Return the date so far from today."""
    if value.unit == "days":
        return f"add_days(today, {value.count})"
    return f"add_months(today, {value.count * (12 if value.unit == 'years' else 1)})"


def _key(value: Value, placed: Placed) -> str:
    text = written_value(value)
    return placed.keys.get(text, text)


def written_value(value: object) -> str:
    """Return a list's or a condition's value as text: 2 and 2.0 are both "2"."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _written(number: float) -> str:
    text = f"{number:.10f}".rstrip("0")
    return f"{text}0" if text.endswith(".") else text
