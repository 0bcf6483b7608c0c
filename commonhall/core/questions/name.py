"""A person's name in one field: any letters, any accents, whatever people are called."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Literal

from pydantic import Field

from commonhall.core.questions.question import Parsed, Question, Setting, first
from commonhall.core.values.typed_text import one_line


class Name(Question):
    """A full name. No character is refused: names do not follow rules."""

    tells_of_person: ClassVar[bool] = True
    rules: ClassVar[tuple[str, ...]] = ("missing", "wrong_type", "too_long")

    type: Literal["name"]
    max_length: int = Field(default=100, ge=35, le=500)
    autocomplete: str = Field(default="name", pattern=r"^[a-z0-9 -]*$")

    def read(self, posted: Mapping[str, Sequence[str]], setting: Setting) -> Parsed:
        """Trim and collapse spaces; then missing, too long."""
        name = one_line(first(posted, self.id))
        if not name:
            return self.blank(setting)
        if len(name) > self.max_length:
            return self.problem("too_long", setting, max=self.max_length)
        return Parsed(name)

    def _schema(self) -> dict[str, Any]:
        return {"type": "string", "minLength": 1, "maxLength": self.max_length}
