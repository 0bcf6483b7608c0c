"""An e-mail address: is it one that a message can be sent to?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Literal

from pydantic import Field

from commonhall.core.questions.question import Parsed, Question, Setting, first
from commonhall.core.values.email import LONGEST_EMAIL, EmailNotRecognised, parse_email
from commonhall.core.values.typed_text import one_line


class Email(Question):
    """An e-mail address, kept as text."""

    tells_of_person: ClassVar[bool] = True
    rules: ClassVar[tuple[str, ...]] = ("missing", "wrong_type", "format")

    type: Literal["email"]
    autocomplete: str = Field(default="email", pattern=r"^[a-z0-9 -]*$")

    def read(self, posted: Mapping[str, Sequence[str]], setting: Setting) -> Parsed:
        """Trim; then missing, format."""
        typed = one_line(first(posted, self.id))
        if not typed:
            return self.blank(setting)
        try:
            return Parsed(parse_email(typed))
        except EmailNotRecognised:
            return self.problem("format", setting)

    def _schema(self) -> dict[str, Any]:
        return {"type": "string", "format": "email", "maxLength": LONGEST_EMAIL}
