"""Which of a case's fields does the other system get, under which names, and what do its words mean to us?

A council declares both for each linked system. Nothing of a case goes out that is not named here.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from commonhall.capabilities.backoffice.port import Value

Kind = Literal["text", "number", "whole_number", "date", "date_time", "yes_no", "list"]
LONGEST_TEXT: Final = 4000
"""What GeoReport v2 systems take in one field."""
_PATH: Final = r"[a-z][a-z0-9_]*(\.[A-Za-z0-9_-]+)*"


class FieldNotMapped(ValueError):
    """A field cannot be made of this case. to: its name over there. why: ``missing``, ``type`` or ``value``."""

    def __init__(self, to: str, why: Literal["missing", "type", "value"]) -> None:
        super().__init__(f"{to}: {why}")
        self.to = to
        self.why = why


class MappedField(BaseModel):
    """One field of the other system, and where it comes from.

    to: its name over there. path: in our record of the case, such as ``answers.place.lat``; or constant: always this.
    joined: several paths in one text, a paragraph each. values: our value to theirs, for fields with a list. Without
    an entry it is otherwise or, where that is blank, refused. required: the case cannot go without it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    to: str = Field(min_length=1, max_length=200)
    path: str = Field(default="", pattern=rf"^({_PATH})?$")
    joined: tuple[str, ...] = ()
    constant: str = ""
    type: Kind = "text"
    values: dict[str, str] = Field(default_factory=dict)
    otherwise: str = ""
    required: bool = False
    longest: int = Field(default=LONGEST_TEXT, gt=0, le=100_000)

    @model_validator(mode="after")
    def _has_one_source(self) -> MappedField:
        if sum(map(bool, (self.path, self.joined, self.constant))) != 1:
            raise ValueError("Say one of: path, joined, constant")
        if self.joined and (self.type != "text" or self.values):
            raise ValueError("Only text can be joined")
        return self


class HeardStatus(BaseModel):
    """What one of their statuses does here.

    transition: the one to take, or blank: then it is kept as a note and changes nothing. asked: answers to the
    questions of the transition, each a constant or ``{text}``, ``{day}`` or ``{facts.name}`` of the update.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    transition: str = ""
    asked: dict[str, str] = Field(default_factory=dict)


class Exchange(BaseModel):
    """All that is declared about one linked system.

    only_question, only_answers: which of the service's cases go, by what was answered to one question. only_states: in
    which states they go; none means at once. fields: of a new case; update_fields: of a change to it, besides its
    status. hears: their status, lower case, to what it does; one that is not named becomes a note. tells: our state to
    their status, for changes that are made here; a state that is not named is not told.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    only_question: str = Field(default="", pattern=r"^([a-z][a-z0-9_]*)?$")
    only_answers: tuple[str, ...] = ()
    only_states: tuple[str, ...] = ()
    fields: tuple[MappedField, ...]
    update_fields: tuple[MappedField, ...] = ()
    hears: dict[str, HeardStatus] = Field(default_factory=dict)
    tells: dict[str, str] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _holds_together(self) -> Exchange:
        if bool(self.only_question) != bool(self.only_answers):
            raise ValueError("Say only_question and only_answers together, or neither")
        for fields in (self.fields, self.update_fields):
            names = [each.to for each in fields]
            twice = sorted({name for name in names if names.count(name) > 1})
            if twice:
                raise ValueError(f"Named twice: {', '.join(twice)}")
        return self


def mapped(
    fields: Sequence[MappedField], record: Mapping[str, Any], *, mended: Mapping[str, str] | None = None
) -> dict[str, Value]:
    """Return the other system's fields for ``record``, without those that have no value. Raises FieldNotMapped.

    mended: what somebody typed instead, by the name over there; several values are lines, and nothing leaves it out.
    """
    made: dict[str, Value] = {}
    for each in fields:
        value = _typed(each, mended[each.to]) if mended and each.to in mended else _value(each, record)
        if value is not None:
            made[each.to] = value
        elif each.required:
            raise FieldNotMapped(each.to, "missing")
    return made


def as_typed(value: Value | None) -> str:
    """Return a mapped value as somebody would type it."""
    if value is None:
        return ""
    if isinstance(value, tuple):
        return "\n".join(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def _typed(each: MappedField, text: str) -> Value | None:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if not lines:
        return None
    if each.type == "list":
        return tuple(line[: each.longest] for line in lines)
    return _converted(text.strip(), each)


def _value(each: MappedField, record: Mapping[str, Any]) -> Value | None:
    if each.constant:
        return each.constant
    if each.joined:
        parts = [_as_text(found, each) for found in (at_path(record, path) for path in each.joined) if _some(found)]
        return "\n\n".join(parts)[: each.longest] or None
    found = at_path(record, each.path)
    if not _some(found):
        return each.otherwise or None
    if isinstance(found, Sequence) and not isinstance(found, str):
        return _several(found, each)
    return _converted(_theirs(found, each), each)


def _several(found: Sequence[Any], each: MappedField) -> Value:
    if each.type not in ("text", "list"):
        raise FieldNotMapped(each.to, "type")
    theirs = [_as_text(_theirs(one, each), each) for one in found]
    return tuple(theirs) if each.type == "list" else ", ".join(theirs)[: each.longest]


def _some(found: Any) -> bool:
    return found is not None and found not in ("", [], {}, ())


def at_path(record: Any, path: str) -> Any:
    """Return what ``record`` holds at a path with dots, None where it holds nothing."""
    found = record
    for name in path.split("."):
        if not isinstance(found, Mapping):
            return None
        found = found.get(name)
    return found


def _theirs(found: Any, each: MappedField) -> Any:
    if not each.values:
        return found
    ours = {True: "yes", False: "no"}.get(found, str(found)) if isinstance(found, bool) else str(found)
    theirs = each.values.get(ours, each.otherwise)
    if not theirs:
        raise FieldNotMapped(each.to, "value")
    return theirs


def _converted(found: Any, each: MappedField) -> Value:
    try:
        match each.type:
            case "number":
                return _finite(found)
            case "whole_number":
                return int(found)
            case "yes_no":
                return _yes_no(found)
            case "date":
                return date.fromisoformat(str(found)[:10]).isoformat()
            case "date_time":
                return datetime.fromisoformat(str(found)).isoformat(timespec="seconds")
            case "list":
                return (_as_text(found, each),)
            case _:
                return _as_text(found, each)
    except (TypeError, ValueError, KeyError, OverflowError):
        raise FieldNotMapped(each.to, "type") from None


def _finite(found: Any) -> float:
    number = float(found)
    if not math.isfinite(number):
        raise ValueError("not a number that can be written")
    return number


def _yes_no(found: Any) -> bool:
    if isinstance(found, bool):
        return found
    return {"yes": True, "true": True, "no": False, "false": False}[str(found).lower()]


def _as_text(found: Any, each: MappedField) -> str:
    if isinstance(found, bool):
        return "yes" if found else "no"
    if isinstance(found, Mapping):
        found = found.get("en") or json.dumps(found, ensure_ascii=False, sort_keys=True)
    return str(found).replace("\r\n", "\n").strip()[: each.longest]
