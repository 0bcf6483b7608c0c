"""Which texts does a pattern hold, and under which ids? Walks a pattern for translation and for councils' rewording."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeVar

from pydantic import BaseModel

from commonhall.core.values.words import Words

Model = TypeVar("Model", bound=BaseModel)


def texts_of(model: BaseModel) -> dict[str, Words]:
    """Return every non-empty text of ``model`` by its id, such as ``questions.stream.options.refuse.label``."""
    found: dict[str, Words] = {}

    def keep(path: str, words: Words) -> Words:
        if words:
            found[path] = words
        return words

    _rebuilt(model, "", keep)
    return found


def with_texts(model: Model, layer: Mapping[str, Callable[[Words], Words]]) -> Model:
    """Return ``model`` with the texts named in ``layer`` replaced by what its functions make of them."""
    rebuilt: Model = _rebuilt(model, "", lambda path, words: layer[path](words) if path in layer else words)
    return rebuilt


def _rebuilt(value: Any, path: str, change: Callable[[str, Words], Words]) -> Any:
    if isinstance(value, Words):
        return change(path, value)
    if isinstance(value, BaseModel):
        return _model(value, path, change)
    if isinstance(value, dict):
        rebuilt = {key: _rebuilt(item, path_below(path, str(key)), change) for key, item in value.items()}
        return rebuilt if any(rebuilt[key] is not item for key, item in value.items()) else value
    if isinstance(value, tuple):
        items = tuple(_rebuilt(item, path_below(path, _key(item, place)), change) for place, item in enumerate(value))
        return items if any(new is not old for new, old in zip(items, value, strict=True)) else value
    return value


def _model(model: BaseModel, path: str, change: Callable[[str, Words], Words]) -> BaseModel:
    changed = {}
    for name, value in _fields(model):
        # Question ids are unique in a pattern, so their texts keep their ids when they move to another page.
        below = "questions" if name == "questions" else path_below(path, name)
        rebuilt = _rebuilt(value, below, change)
        if rebuilt is not value:
            changed[name] = rebuilt
    return model.model_copy(update=changed) if changed else model


def _fields(model: BaseModel) -> Iterator[tuple[str, Any]]:
    for name in type(model).model_fields:
        yield name, getattr(model, name)


def path_below(path: str, name: str) -> str:
    """Return the path of ``name`` within what stands at ``path``."""
    return f"{path}.{name}" if path else name


def _key(item: Any, place: int) -> str:
    for name in ("id", "value"):
        key = getattr(item, name, None)
        if isinstance(key, str):
            return key
    return str(place)
