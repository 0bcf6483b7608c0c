"""What does a condition built from fields, groups and references say? ``and`` binds before ``or``; groups bracket."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from commonhall.core.importers.xgov.form import list_of, mapping_of, text_of
from commonhall.core.importers.xgov.nodes import (
    FromToday,
    Joined,
    Leaf,
    Named,
    Node,
    Operator,
    Unit,
    Unread,
)

DEEPEST: Final = 12
MOST_PARTS: Final = 200
_OPERATORS: Final[Mapping[str, Operator]] = {
    "is": "is",
    "is not": "is_not",
    "contains": "contains",
    "does not contain": "contains_not",
    "is at least": "at_least",
    "is at most": "at_most",
    "is less than": "less",
    "is more than": "more",
    "is longer than": "longer",
    "is shorter than": "shorter",
    "has length": "has_length",
    "is before": "before",
    "is after": "after",
    "at least": "at_least",
    "at most": "at_most",
    "less than": "less",
    "more than": "more",
}
_MIRRORED: Final[Mapping[Operator, Operator]] = {
    "at_least": "at_most",
    "at_most": "at_least",
    "less": "more",
    "more": "less",
}
_UNITS: Final[Mapping[str, Unit]] = {"days": "days", "months": "months", "years": "years"}


def read_structured(value: Mapping[str, Any], depth: int = 0) -> Node:
    """Return the tree of a ``{conditions: [...]}`` structure. What cannot be understood becomes an Unread part."""
    members = [mapping_of(each) for each in list_of(value.get("conditions"))]
    if not members:
        return Unread("it has no parts")
    if depth > DEEPEST or len(members) > MOST_PARTS:
        return Unread("it is too large")
    runs: list[Node] = []
    for number, member in enumerate(members):
        node = _member(member, depth)
        if number and _coordinator(member) == "and":
            runs[-1] = Joined("and", runs[-1], node)
        else:
            runs.append(node)
    whole = runs[0]
    for run in runs[1:]:
        whole = Joined("or", whole, run)
    return whole


def _coordinator(member: Mapping[str, Any], depth: int = 0) -> str:
    """Return ``and`` or ``or``; a group has that of its first member. Neither given counts as ``and``."""
    word = text_of(member.get("coordinator"))
    inner = list_of(member.get("conditions"))
    if not word and inner and depth <= DEEPEST:
        return _coordinator(mapping_of(inner[0]), depth + 1)
    return "or" if word == "or" else "and"


def _member(member: Mapping[str, Any], depth: int) -> Node:
    if "conditionName" in member:
        return Named(text_of(member.get("conditionName")))
    if "conditions" in member:
        return read_structured(member, depth + 1)
    return _leaf(member)


def _leaf(member: Mapping[str, Any]) -> Node:
    field = mapping_of(member.get("field"))
    name = text_of(field.get("name"))
    if not name:
        return Unread("a part names no field")
    operator = _OPERATORS.get(text_of(member.get("operator")))
    value = member.get("value")
    kind = text_of(field.get("type"))
    relative = mapping_of(value).get("type") == "RelativeTime"
    if relative:
        return _relative(name, text_of(member.get("operator")), mapping_of(value), kind)
    if operator is None:
        return Unread(f"the comparison {text_of(member.get('operator'))!r} is not known")
    plain = mapping_of(value).get("value") if isinstance(value, dict) else value
    return Leaf(name, operator, _plain(plain), kind)


def _plain(value: Any) -> str | bool:
    return value if isinstance(value, bool) else text_of(value)


def _relative(name: str, said: str, value: Mapping[str, Any], kind: str) -> Node:
    """Read ``at least 18 years in the past``: the further back, the smaller the date."""
    operator = _OPERATORS.get(said)
    unit = _UNITS.get(text_of(value.get("timeUnit")))
    period = text_of(value.get("timePeriod"))
    if operator is None or operator not in _MIRRORED:
        return Unread(f"the comparison {said!r} is not known for dates relative to today")
    if unit is None or value.get("timeOnly") is True or not re.fullmatch(r"[0-9]{1,5}", period):
        return Unread("times relative to now do not work in the source either")
    if "future" in text_of(value.get("direction")):
        return Leaf(name, operator, FromToday(int(period), unit), kind)
    return Leaf(name, _MIRRORED[operator], FromToday(-int(period), unit), kind)
