"""A line of text, such as a name of a street or a reference: how is it read and checked?"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, ClassVar, Literal

from pydantic import Field, field_validator, model_validator

from commonhall.core.questions.question import Parsed, Question, Setting, first
from commonhall.core.values.text_pattern import check_pattern
from commonhall.core.values.typed_text import one_line
from commonhall.core.values.words import Words


class Text(Question):
    """One line. ``pattern`` must match the whole of it; ``allowed`` says in words what it allows."""

    rules: ClassVar[tuple[str, ...]] = ("missing", "wrong_type", "too_short", "too_long", "format")

    type: Literal["text"]
    min_length: int = Field(default=0, ge=0)
    max_length: int = Field(default=500, ge=1, le=4000)
    pattern: str = Field(default="", max_length=200)
    allowed: Words = Words(en="")
    example: str = Field(default="", max_length=60)
    prefix: Words = Words(en="")
    suffix: Words = Words(en="")

    @field_validator("pattern")
    @classmethod
    def _safe(cls, pattern: str) -> str:
        check_pattern(pattern)
        return pattern

    @model_validator(mode="after")
    def _limits_in_order(self) -> Text:
        if self.min_length > self.max_length:
            raise ValueError("min_length is more than max_length: no text can be both")
        return self

    def read(self, posted: Mapping[str, Sequence[str]], setting: Setting) -> Parsed:
        """Trim and collapse spaces; then missing, too short, too long, format."""
        text = one_line(first(posted, self.id))
        if not text:
            return self.blank(setting)
        between = "between" if self.min_length > 1 else ""
        if len(text) < self.min_length:
            return self.problem("too_short", setting, variant=between, min=self.min_length, max=self.max_length)
        if len(text) > self.max_length:
            return self.problem("too_long", setting, variant=between, min=self.min_length, max=self.max_length)
        if self.pattern and not _compiled(self.pattern).fullmatch(text):
            return self._wrong_format(setting)
        return Parsed(text)

    def _wrong_format(self, setting: Setting) -> Parsed:
        variant = "allowed" if self.allowed else "example" if self.example else ""
        allowed = self.allowed.say(setting.language)
        return self.problem("format", setting, variant=variant, allowed=allowed, example=self.example)

    def _schema(self) -> dict[str, Any]:
        schema: dict[str, Any] = {
            "type": "string",
            "minLength": max(1, self.min_length),
            "maxLength": self.max_length,
        }
        return schema | ({"pattern": f"^(?:{self.pattern})$"} if self.pattern else {})


@lru_cache(maxsize=1000)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)
