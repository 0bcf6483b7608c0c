"""What is every part of a pattern made of? Ids, expressions and the frozen, strict model that they stand in."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from commonhall.core.questions.question import ID
from commonhall.core.values.words import Words

Identifier = Annotated[str, Field(pattern=ID, max_length=60)]
Slug = Annotated[str, Field(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", max_length=60)]
Expression = Annotated[str, Field(max_length=8000, description="A CEL expression")]
Amount = Expression | int
"""A whole number, or an expression that gives one."""
NONE = Words(en="")


class Part(BaseModel):
    """A part of a pattern: frozen, and strict about what it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)
