"""The name of an organisation: a business, a charity, a school, a club."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from pydantic import Field

from commonhall.core.questions.question import Parsed, Setting
from commonhall.core.questions.typed_line import TypedLine


class Organisation(TypedLine):
    """The name of an organisation, kept as text."""

    rules: ClassVar[tuple[str, ...]] = ("missing", "wrong_type", "too_long")

    type: Literal["organisation"]
    max_length: int = Field(default=160, ge=35, le=500)
    autocomplete: str = Field(default="organization", pattern=r"^[a-z0-9 -]*$")

    def _parsed(self, line: str, setting: Setting) -> Parsed:
        return Parsed(line) if len(line) <= self.max_length else self.problem("too_long", setting, max=self.max_length)

    def _schema(self) -> dict[str, Any]:
        return {"type": "string", "minLength": 1, "maxLength": self.max_length}
