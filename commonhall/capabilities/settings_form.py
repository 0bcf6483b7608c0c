"""What does an administrator fill in for a provider? The fields of its Settings, as they are shown and read again."""

from __future__ import annotations

import json
import types
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any, Final, Literal, Union, get_args, get_origin

from pydantic import BaseModel, SecretStr, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from commonhall.capabilities.ports import find_provider
from commonhall.core.values.words import Words, both

Kind = Literal["text", "secret", "number", "yes_no", "choice", "json"]
LONGEST_TYPED: Final = 20_000
DEEPEST: Final = 3


_LANGUAGES: Final = {"en": both("English", "Saesneg"), "cy": both("Welsh", "Cymraeg")}


class NotJson(ValueError):
    """What was typed for a setting of several parts is not JSON."""


@dataclass(frozen=True, slots=True)
class SettingField:
    """One field. path: names from the outermost setting in, joined by dots. default: as it would be typed.

    lines: whether it has several lines, as a key in PEM does (``json_schema_extra`` says so): one line would join them.
    """

    path: str
    title: Words
    hint: Words
    kind: Kind
    required: bool
    options: tuple[str, ...] = ()
    default: str = ""
    lines: bool = False


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is wrong with a setting. kind: ``missing`` or ``wrong``; text: in English, without what was typed."""

    kind: Literal["missing", "wrong"]
    text: str


def fields_of(settings: type[BaseModel]) -> tuple[SettingField, ...]:
    """Return the fields of a provider's Settings, in their order; those of settings within settings one by one."""
    return tuple(_fields(settings, "", (), required=True, given=None))


def as_typed(fields: tuple[SettingField, ...], settings: Mapping[str, Any]) -> dict[str, str]:
    """Return what the fields show of stored settings, by path. A secret shows nothing."""
    shown: dict[str, str] = {}
    for each in fields:
        value: Any = settings
        for name in each.path.split("."):
            value = value.get(name) if isinstance(value, Mapping) else None
        if each.kind != "secret":
            shown[each.path] = each.default if value is None else _written(value)
    return shown


def read_typed(fields: tuple[SettingField, ...], typed: Mapping[str, str]) -> tuple[dict[str, Any], dict[str, Wrong]]:
    """Return the settings that were typed, by path, and what cannot be read. What is blank is left out."""
    settings: dict[str, Any] = {}
    wrong: dict[str, Wrong] = {}
    for each in fields:
        text = typed.get(each.path, "").strip()[:LONGEST_TYPED]
        # A part of what may be left out altogether does not bring it about by standing at its default.
        if not text or (text == each.default and each.kind in ("yes_no", "choice", "number")):
            continue
        *outer, last = each.path.split(".")
        holder = settings
        for name in outer:
            holder = holder.setdefault(name, {})
        try:
            holder[last] = _read(each, text)
        except NotJson:
            wrong[each.path] = Wrong("wrong", "This is not JSON")
    return settings, wrong


def problems_of(capability: str, provider: str, settings: Mapping[str, Any]) -> dict[str, Wrong]:
    """Return what is wrong with settings by path; blank for what is wrong with them together. Never says a value."""
    found: dict[str, Wrong] = {}
    try:
        find_provider(capability, provider).Settings.model_validate(dict(settings))
    except ValidationError as wrong:
        for error in wrong.errors(include_input=False, include_context=False, include_url=False):
            path = ".".join(str(part) for part in error["loc"])
            missing = error["type"] == "missing"
            found.setdefault(path, Wrong("missing" if missing else "wrong", error["msg"].removeprefix("Value error, ")))
    return found


def _fields(
    model: type[BaseModel], before: str, titles: tuple[Words, ...], *, required: bool, given: BaseModel | None
) -> Iterator[SettingField]:
    """Yield the fields of ``model``. given: what stands there unless somebody types something else."""
    for name, field in model.model_fields.items():
        if model is Words and name == "local":
            continue  # of patterns only
        path, title = f"{before}{name}", _LANGUAGES[name] if model is Words else _title(name, field)
        default = field.default if given is None else getattr(given, name)
        inner = _model_of(field.annotation)
        needed = required and field.is_required()
        if inner is not None and path.count(".") < DEEPEST:
            inside = default if isinstance(default, BaseModel) else None
            yield from _fields(inner, f"{path}.", (*titles, title), required=needed, given=inside)
            continue
        kind, options = _kind_of(field.annotation)
        yield SettingField(
            path=path, title=_joined((*titles, title)), hint=_hint(field), kind=kind, required=needed,
            options=options, default=_default(default), lines=kind == "json" or bool(_extra(field, "lines")),
        )  # fmt: skip


def _model_of(annotation: Any) -> type[BaseModel] | None:
    kinds = _without_none(annotation)
    if len(kinds) == 1 and isinstance(kinds[0], type) and issubclass(kinds[0], BaseModel):
        return kinds[0]
    return None


def _without_none(annotation: Any) -> tuple[Any, ...]:
    if get_origin(annotation) in (Union, types.UnionType):
        return tuple(kind for kind in get_args(annotation) if kind is not type(None))
    return (annotation,)


def _kind_of(annotation: Any) -> tuple[Kind, tuple[str, ...]]:
    kinds = _without_none(annotation)
    kind = kinds[0] if len(kinds) == 1 else None
    if get_origin(kind) is Literal:
        return "choice", tuple(str(each) for each in get_args(kind))
    if not isinstance(kind, type) or get_origin(kind) is not None:
        return ("json" if "SecretStr" not in str(annotation) else "secret"), ()
    if issubclass(kind, SecretStr):
        return "secret", ()
    if issubclass(kind, Enum):
        return "choice", tuple(str(each.value) for each in kind)
    if issubclass(kind, bool):
        return "yes_no", ()
    if issubclass(kind, int | float):
        return "number", ()
    return ("json" if issubclass(kind, list | tuple | dict | set | frozenset | BaseModel | Words) else "text"), ()


def _title(name: str, field: FieldInfo) -> Words:
    english = field.title or name.replace("_", " ").capitalize()
    return Words(en=english, cy=_extra(field, "title_cy") or english)


def _hint(field: FieldInfo) -> Words:
    english = field.description or ""
    return Words(en=english, cy=_extra(field, "description_cy") or english)


def _extra(field: FieldInfo, name: str) -> str:
    """Return a text that a provider gives in Welsh, in ``json_schema_extra``."""
    extra = field.json_schema_extra
    return str(extra.get(name, "")) if isinstance(extra, Mapping) else ""


def _joined(titles: tuple[Words, ...]) -> Words:
    return Words(en=": ".join(each.en for each in titles), cy=": ".join(each.cy or each.en for each in titles))


def _default(default: Any) -> str:
    return "" if default in (PydanticUndefined, None) or isinstance(default, SecretStr) else _written(default)


def _written(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, BaseModel):
        return value.model_dump_json()
    if isinstance(value, list | tuple | set | frozenset | Mapping):
        plain = dict(value) if isinstance(value, Mapping) else list(value)
        return json.dumps(plain, default=str, ensure_ascii=False)
    return str(value)


def _read(field: SettingField, text: str) -> Any:
    if field.kind == "yes_no":
        return text == "yes"
    if field.kind == "json":
        try:
            return json.loads(text)
        except (ValueError, RecursionError) as wrong:
            raise NotJson from wrong
    return text
