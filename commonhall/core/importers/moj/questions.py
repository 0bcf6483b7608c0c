"""Which question does each component of the MoJ builder become, with which limits and messages?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

from commonhall.core.importers.drafting import Draft, keys_of
from commonhall.core.importers.moj.metadata import Component
from commonhall.core.importers.xgov.comparing import number_in
from commonhall.core.importers.xgov.form import mapping_of, text_of
from commonhall.core.questions.question import Question
from commonhall.core.questions.registry import question_types
from commonhall.core.values.dates import DateNotRecognised, parse_date
from commonhall.core.values.text_pattern import PatternRefused, check_pattern
from commonhall.core.values.words import Words

TYPES: Final[Mapping[str, str]] = {
    "text": "text",
    "textarea": "long_text",
    "number": "number",
    "email": "email",
    "date": "date",
    "radios": "choice",
    "autocomplete": "choice",
    "checkboxes": "choices",
    "upload": "file",
    "multiupload": "file",
    "address": "address",
}
_RULES: Final[Mapping[str, str]] = {
    "required": "missing",
    "max_length": "too_long",
    "max_word": "too_many_words",
    "min_length": "too_short",
    "minimum": "too_low",
    "maximum": "too_high",
    "date_before": "too_late",
    "date_after": "too_early",
    "pattern": "format",
    "format": "format",
}


@dataclass(frozen=True)
class Placed:
    """A component and its question. keys: of each item, by its uuid. labels: the keys that share a label."""

    component: Component
    question: Question
    page: str
    keys: Mapping[str, str] = field(default_factory=dict)

    def same_label(self, uuid: str) -> tuple[str, ...]:
        """Return the keys of every item that is called like the item ``uuid``: the source compares labels."""
        label = next((item.label for item in self.component.items if item.uuid == uuid), None)
        return tuple(
            dict.fromkeys(
                self.keys[item.uuid] for item in self.component.items if item.label == label and item.uuid in self.keys
            )
        )


def question_of(component: Component, page: str, draft: Draft) -> Placed:
    """Return the question of ``component`` on our page ``page``."""
    where, texts = component.where, draft.texts
    kind = TYPES.get(component.type, "text")
    if component.type not in TYPES:
        message = f"A field of the type {component.type!r} is not known; it became a text."
        draft.decide_on(where, "component.unknown", message, blocking=True)
    keys, options = _options(component, draft)
    if kind in ("choice", "choices") and not options:
        draft.decide_on(where, "list.empty", "There is nothing to choose from; it became a text.", blocking=True)
        kind = "text"
    question_id = draft.question_id(component.name, component.uuid or where.pointer)
    draft.ledger.result(where.pointer, question_id)
    parts: dict[str, Any] = {
        "type": kind,
        "id": question_id,
        "label": texts.plain(component.label, where) or Words(en=component.name or "?"),
        "hint": texts.plain(component.hint, where),
        "required": component.required,
        "errors": _messages(component, kind, draft),
    }
    parts |= {"options": options} if kind in ("choice", "choices") else _limits(component, kind, draft)
    question = draft.question(where, source_field=component.uuid or component.name, keys=keys, **parts)
    return Placed(component, question, page, keys)


def _options(component: Component, draft: Draft) -> tuple[dict[str, str], list[dict[str, Any]]]:
    """Return the key of each item by its uuid, and the options. Values that are used twice give way to labels."""
    values = [item.value for item in component.items]
    telling = len(set(values)) == len(values) and all(value.strip() for value in values)
    named = [item.value if telling else item.label for item in component.items]
    keys = keys_of(named)
    by_uuid: dict[str, str] = {}
    options: dict[str, dict[str, Any]] = {}
    for item, name in zip(component.items, named, strict=True):
        if name not in keys:
            draft.ledger.mark(
                item.where.pointer, "dropped", "It has no label, so it cannot be chosen.", code="item.no_name"
            )
            continue
        key = keys[name]
        by_uuid[item.uuid or item.where.pointer] = key
        if key in options:
            draft.ledger.mark(
                item.where.pointer, "dropped", "Another item has the same label.", code="list.duplicate_value"
            )
            continue
        label = draft.texts.plain(item.label, item.where) or Words(en=key)
        options[key] = {"value": key, "label": label, "hint": draft.texts.plain(item.hint, item.where)}
    return by_uuid, list(options.values())


def _messages(component: Component, kind: str, draft: Draft) -> dict[str, Words]:
    """Return its own messages. Those with gaps are left out: the type's own say more than half a sentence."""
    rules = question_types()[kind].rules if kind in question_types() else ()
    found: dict[str, Words] = {}
    for name, said in component.errors.items():
        rule, text = _RULES.get(name), text_of(mapping_of(said).get("any")).strip()
        if rule in rules and text and "%{" not in text:
            found[rule] = draft.texts.plain(text, component.where)
    return found


def _whole(value: Any) -> int | None:
    number = _number(value)
    return int(number) if number is not None and 1 <= number <= 1_000_000 else None


def _number(value: Any) -> float | None:
    return number_in(value) if isinstance(value, str | int | float) and not isinstance(value, bool) else None


def _limits(component: Component, kind: str, draft: Draft) -> dict[str, Any]:
    limits = {"text": _text, "long_text": _long_text, "number": _numbers, "date": _dates, "file": _files}
    return limits[kind](component, draft) if kind in limits else {}


def _text(component: Component, draft: Draft) -> dict[str, Any]:
    rules = component.validation
    least, most = _whole(rules.get("min_length")), _whole(rules.get("max_length"))
    limits: dict[str, Any] = {}
    if least:
        limits["min_length"] = min(least, 4000)
    if most:
        limits["max_length"] = min(most, 4000)
    pattern = text_of(rules.get("pattern")).removeprefix("^").removesuffix("$")
    if pattern:
        try:
            check_pattern(pattern)
            limits["pattern"] = pattern
        except PatternRefused:
            message = "Its pattern cannot be used safely; it was left out."
            draft.decide_on(component.where, "regex.unsupported", message)
    if _whole(rules.get("max_word")) or _whole(rules.get("min_word")):
        draft.ledger.mark(component.where.pointer, "changed", "Its limit of words does not hold for one line.")
    return limits


def _long_text(component: Component, draft: Draft) -> dict[str, Any]:
    rules = component.validation
    words, most, rows = (
        _whole(rules.get("max_word")),
        _whole(rules.get("max_length")),
        _whole(component.raw.get("rows")),
    )
    limits: dict[str, Any] = {"max_length": min(most or max(4000, 12 * (words or 0)), 50_000)}
    if words:
        limits["max_words"] = min(words, 10_000)
    if rows:
        limits["rows"] = min(max(rows, 2), 40)
    if _whole(rules.get("min_word")) or _whole(rules.get("min_length")):
        draft.ledger.mark(component.where.pointer, "changed", "Its least length does not hold here.")
    return limits


def _numbers(component: Component, _: Draft) -> dict[str, Any]:
    limits: dict[str, Any] = {"decimals": 2}
    for name, ours in (("minimum", "min"), ("maximum", "max")):
        number = _number(component.validation.get(name))
        if number is not None and abs(number) < 1e15:
            limits[ours] = Decimal(f"{number:g}") if abs(number) < 1e6 else Decimal(int(number))
    return limits


def _dates(component: Component, _: Draft) -> dict[str, Any]:
    limits: dict[str, Any] = {}
    for name, ours in (("date_after", "earliest"), ("date_before", "latest")):
        try:
            limits[ours] = parse_date(text_of(component.validation.get(name))[:10]).isoformat()
        except DateNotRecognised:
            continue
    return limits


def _files(component: Component, draft: Draft) -> dict[str, Any]:
    most = _whole(component.validation.get("max_files")) or _whole(component.raw.get("max_files")) or 1
    message = "Our own list of safe file types and sizes takes the place of its own."
    draft.ledger.mark(component.where.pointer, "changed", message)
    return {"max_files": min(most, 10)} if component.type == "multiupload" else {}
