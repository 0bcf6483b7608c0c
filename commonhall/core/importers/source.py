"""What does a file hold, read safely? Plain JSON values from bytes that anybody may have written."""

from __future__ import annotations

import json
import re
from pathlib import PurePath
from typing import Any, Final

import yaml

LARGEST: Final = 5_000_000
"""Bytes that a form may have."""
DEEPEST: Final = 60
"""Levels of brackets inside each other."""
MOST_VALUES: Final = 300_000
LARGEST_YAML: Final = 500_000

_LOADER: Final = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader
_BEGIN: Final = (
    yaml.BlockMappingStartToken,
    yaml.BlockSequenceStartToken,
    yaml.FlowMappingStartToken,
    yaml.FlowSequenceStartToken,
)
_END: Final = (yaml.BlockEndToken, yaml.FlowMappingEndToken, yaml.FlowSequenceEndToken)
_UNSEEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff\u202a-\u202e\u2066-\u2069]")


class FormRefused(Exception):
    """A file cannot be imported. The message is one sentence for the person who brought it."""


def read_source(source: bytes, *, file_name: str) -> Any:
    """Return the plain JSON values in ``source`` (JSON, or YAML by the file's name), as UTF-8 with or without a BOM.

    Characters that cannot be seen or stored are taken out. Raises FormRefused when it is too large or too deep, or
    is no text, no JSON, or YAML that refers to itself.
    """
    if len(source) > LARGEST:
        raise FormRefused(f"The file is too large: a form may have {LARGEST:,} bytes.")
    try:
        text = source.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise FormRefused("The file is not UTF-8 text.") from None
    is_yaml = PurePath(file_name).suffix.lower() in (".yaml", ".yml")
    return _cleaned(_yaml(text) if is_yaml else _json(text))


def _json(text: str) -> Any:
    try:
        return json.loads(text, parse_constant=_no_number)
    except RecursionError:
        raise FormRefused("The file is nested too deeply.") from None
    except ValueError as error:
        reason = error.msg if isinstance(error, json.JSONDecodeError) else "a number is too long"
        raise FormRefused(f"The file is not JSON: {reason}.") from None


def _no_number(name: str) -> Any:
    raise FormRefused(f"The file is not JSON: {name} is not a number.")


def _yaml(text: str) -> Any:
    if len(text) > LARGEST_YAML:
        raise FormRefused(f"The file is too large: a form in YAML may have {LARGEST_YAML:,} characters.")
    try:
        _check_tokens(text)
        return yaml.load(text, Loader=_LOADER)  # noqa: S506 a safe loader, the quick one where it is there
    except (yaml.YAMLError, RecursionError, ValueError):
        raise FormRefused("The file is not YAML that can be read.") from None


def _check_tokens(text: str) -> None:
    """Refuse what refers to itself, and what is nested so deeply that reading it would cost the stack."""
    depth = 0
    for token in yaml.scan(text, Loader=_LOADER):
        if isinstance(token, yaml.AnchorToken | yaml.AliasToken | yaml.TagToken):
            raise FormRefused("The file uses YAML anchors or tags, which a form has no need of.")
        if isinstance(token, _BEGIN):
            depth += 1
        elif isinstance(token, _END):
            depth -= 1
        if depth > DEEPEST:
            raise FormRefused(f"The file is nested too deeply: more than {DEEPEST} levels.")


def _cleaned(root: Any) -> Any:
    """Rebuild ``root`` without unseen characters, level by level so that depth costs no stack."""
    holder: list[Any] = [root]
    waiting: list[tuple[Any, int]] = [(holder, 0)]
    seen = 0
    while waiting:
        container, depth = waiting.pop()
        if depth > DEEPEST:
            raise FormRefused(f"The file is nested too deeply: more than {DEEPEST} levels.")
        entries = list(container.items()) if isinstance(container, dict) else list(enumerate(container))
        seen += len(entries)
        if seen > MOST_VALUES:
            raise FormRefused(f"The file has too many parts: a form may have {MOST_VALUES:,}.")
        if isinstance(container, dict):
            container.clear()
        for key, value in entries:
            fresh = _plain(value)
            container[_UNSEEN.sub("", str(key)) if isinstance(container, dict) else key] = fresh
            if isinstance(fresh, dict | list):
                waiting.append((fresh, depth + 1))
    return holder[0]


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return _UNSEEN.sub("", value)
    if isinstance(value, dict):
        return dict(value)
    if isinstance(value, list):
        return list(value)
    return value if value is None or isinstance(value, bool | int | float) else str(value)
