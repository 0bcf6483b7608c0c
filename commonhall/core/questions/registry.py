"""Which question types are there? Every module of this folder is read, so that a new type is one file."""

from __future__ import annotations

import pkgutil
from collections.abc import Mapping
from functools import cache, reduce
from importlib import import_module
from operator import or_
from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated, Any, Literal, get_args, get_origin

from pydantic import Field

from commonhall.core import questions
from commonhall.core.questions.question import Question


@cache
def question_types() -> Mapping[str, type[Question]]:
    """Return every question type by its name in patterns, in the order of the names."""
    found: dict[str, type[Question]] = {}
    for module in pkgutil.iter_modules(questions.__path__):
        if module.name != "registry":
            found |= _types_in(f"{questions.__name__}.{module.name}")
    return MappingProxyType(dict(sorted(found.items())))


def _types_in(module_name: str) -> dict[str, type[Question]]:
    return {
        name: thing
        for thing in vars(import_module(module_name)).values()
        if isinstance(thing, type) and issubclass(thing, Question) and thing.__module__ == module_name
        for name in _names(thing.model_fields["type"].annotation)
    }


def _names(annotation: Any) -> tuple[str, ...]:
    """Return the literal of a concrete type; shared parts, whose type is any text, have none."""
    return get_args(annotation) if get_origin(annotation) is Literal else ()


if TYPE_CHECKING:
    AnyQuestion = Question
else:
    AnyQuestion = Annotated[reduce(or_, question_types().values()), Field(discriminator="type")]
"""Any one question, told apart by ``type``: what the pattern's model is made of."""
