"""Which of a provider's settings are secrets? Those that its Settings type as SecretStr, however deep."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, get_args

from pydantic import BaseModel, SecretStr

Path = str
"""Names of settings from the outermost in, joined by dots."""


def secret_paths(settings: type[BaseModel], before: str = "") -> Iterator[Path]:
    """Yield the path of each setting that is a secret. One that holds secrets in a list or mapping is so as a whole."""
    for name, field in settings.model_fields.items():
        path = f"{before}{name}"
        model = _model_in(field.annotation)
        if model is not None:
            yield from secret_paths(model, f"{path}.")
        elif _mentions_secret(field.annotation):
            yield path


def part_secrets(settings: type[BaseModel], given: Mapping[str, Any]) -> tuple[dict[str, Any], dict[Path, Any]]:
    """Return the settings without their secrets, and the secrets that were given by path."""
    plain, secrets = _copied(given), {}
    for path in secret_paths(settings):
        *outer, last = path.split(".")
        holder = _inner(plain, outer)
        if holder is not None and last in holder:
            secrets[path] = holder.pop(last)
    return plain, secrets


def join_secrets(plain: Mapping[str, Any], secrets: Mapping[Path, Any]) -> dict[str, Any]:
    """Return the settings whole again."""
    whole = _copied(plain)
    for path, value in secrets.items():
        *outer, last = path.split(".")
        holder = whole
        for name in outer:
            holder = holder.setdefault(name, {})
        holder[last] = value
    return whole


def ending_of(secret: Any) -> str:
    """Return the last four characters of a secret, to know it by; nothing of one so short that it would be told, and of
    a key in PEM, which all end alike.
    """
    text = secret.strip() if isinstance(secret, str) else ""
    return text[-4:] if len(text) >= 16 and not text.endswith("-----") else ""


def _copied(given: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _copied(value) if isinstance(value, Mapping) else value for name, value in given.items()}


def _inner(holder: dict[str, Any], names: list[str]) -> dict[str, Any] | None:
    for name in names:
        inner = holder.get(name)
        if not isinstance(inner, dict):
            return None
        holder = inner
    return holder


def _model_in(annotation: Any) -> type[BaseModel] | None:
    """Return the model that an annotation is, or that it is beside None."""
    kinds = [kind for kind in get_args(annotation) or (annotation,) if kind is not type(None)]
    if len(kinds) == 1 and isinstance(kinds[0], type) and issubclass(kinds[0], BaseModel):
        return kinds[0] if annotation is kinds[0] or type(None) in get_args(annotation) else None
    return None


def _mentions_secret(annotation: Any) -> bool:
    if isinstance(annotation, type) and issubclass(annotation, SecretStr):
        return True
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return any(True for _ in secret_paths(annotation))
    return any(_mentions_secret(each) for each in get_args(annotation))
