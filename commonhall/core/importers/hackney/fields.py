"""Which question does each field of a Hackney assessment become?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from commonhall.core.importers.drafting import Draft, keys_of
from commonhall.core.importers.hackney.templates import Field
from commonhall.core.importers.xgov.form import text_of
from commonhall.core.questions.question import Question
from commonhall.core.values.words import Words

TYPES: Final[Mapping[str, str]] = {
    "text": "text",
    "textarea": "long_text",
    "date": "date",
    "datetime": "date",
    "radios": "choice",
    "select": "choice",
    "combobox": "choice",
    "checkboxes": "choices",
    "tags": "text",
    "repeater": "long_text",
    "socialCareId": "text",
}
_DECIDE: Final[Mapping[str, str]] = {
    "datetime": "It asked for a date and a time; here for the date.",
    "socialCareId": "It found a person's record by their number; here the number is typed.",
}
_CHANGED: Final[Mapping[str, str]] = {
    "tags": "Tags became one text, with commas between.",
    "repeater": "A list of short texts became one text, one a line.",
    "select": "It began on its first choice; here nothing is chosen at first.",
}
_DAYS: Final = (
    ("monday", "Monday", "Dydd Llun"),
    ("tuesday", "Tuesday", "Dydd Mawrth"),
    ("wednesday", "Wednesday", "Dydd Mercher"),
    ("thursday", "Thursday", "Dydd Iau"),
    ("friday", "Friday", "Dydd Gwener"),
    ("saturday", "Saturday", "Dydd Sadwrn"),
    ("sunday", "Sunday", "Dydd Sul"),
    ("any", "Any day", "Unrhyw ddiwrnod"),
)
_TIMES: Final = (
    ("morning", "Morning", "Bore"),
    ("midday", "Midday", "Canol dydd"),
    ("afternoon", "Afternoon", "Prynhawn"),
    ("evening", "Evening", "Gyda'r nos"),
    ("night", "Night", "Nos"),
)


@dataclass(frozen=True)
class Kept:
    """A field and its question. keys: of its choices, by value. several: more than one can be chosen."""

    field: Field
    question: str
    type: str
    keys: Mapping[str, str]


def kept_of(field: Field, draft: Draft, path: str) -> Kept:
    """Return what ``field`` becomes, with an id of its own."""
    kind = TYPES.get(field.type, "text")
    keys = keys_of([value for value, _ in field.choices]) if kind in ("choice", "choices") else {}
    if kind in ("choice", "choices") and not keys:
        kind = "text"
    question = draft.question_id(field.id, path)
    draft.ledger.result(field.where.pointer, question)
    return Kept(field, question, kind, keys)


def question_of(kept: Kept, show_when: str, draft: Draft) -> Question:
    """Return the question, shown when ``show_when`` holds, and report what is different about it."""
    field, where = kept.field, kept.field.where
    _report(kept, draft)
    parts: dict[str, Any] = {
        "type": kept.type,
        "id": kept.question,
        "label": draft.texts.plain(field.text, where) or Words(en="?"),
        "hint": draft.texts.plain(field.hint, where),
        "required": field.required,
        "show_when": show_when,
    }
    if kept.keys:
        options: dict[str, dict[str, Any]] = {}
        for value, label in field.choices:
            if value in kept.keys:
                key = kept.keys[value]
                options.setdefault(key, {"value": key, "label": draft.texts.plain(label, where)})
        parts["options"] = list(options.values())
    error = text_of(field.raw.get("error"))
    if error and field.required and "{" not in error:
        parts["errors"] = {"missing": draft.texts.plain(error, where)}
    return draft.question(where, source_field=field.id, keys=kept.keys, **parts)


def _report(kept: Kept, draft: Draft) -> None:
    field, ledger = kept.field, draft.ledger
    pointer = field.where.pointer
    if field.type not in TYPES:
        message = f"A field of the type {field.type!r} is not known; it became a text."
        draft.decide_on(field.where, "component.unknown", message, blocking=True)
    elif TYPES[field.type] != kept.type:
        draft.decide_on(field.where, "list.empty", "There is nothing to choose from; it became a text.", blocking=True)
    if field.type in _DECIDE:
        draft.decide_on(field.where, "component.changed", _DECIDE[field.type])
    if field.type in _CHANGED:
        ledger.mark(pointer, "changed", _CHANGED[field.type])
    if text_of(field.raw.get("default")) or text_of(field.raw.get("prefill")):
        ledger.mark(pointer, "changed", "It was filled in already; here it begins empty.")
    if field.raw.get("interestedTeams"):
        ledger.mark(pointer, "changed", "Its answer was pointed out to other teams; here they see it in the case.")


def visits(kept: Kept, draft: Draft) -> tuple[Question, ...]:
    """Return the questions of one visit of a timetable: on which day, at what time of day, and for how long."""
    where, path = kept.field.where, kept.field.where.pointer
    told = (("day", _DAYS, "Day", "Diwrnod"), ("time", _TIMES, "Time of day", "Amser o'r dydd"))
    made = [
        draft.question(
            where,
            type="choice",
            id=draft.question_id(f"{kept.field.id} {name}", f"{path}.{name}"),
            label=Words(en=english, cy=welsh),
            options=[{"value": value, "label": Words(en=en, cy=cy)} for value, en, cy in choices],
        )
        for name, choices, english, welsh in told
    ]
    minutes = draft.question(
        where,
        type="number",
        id=draft.question_id(f"{kept.field.id} minutes", f"{path}.minutes"),
        label=Words(en="Minutes", cy="Munudau"),
        min=1,
        max=1440,
    )
    return (*made, minutes)
