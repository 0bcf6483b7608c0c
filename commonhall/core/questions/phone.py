"""A telephone number: kept as typed for people, and in the international form for machines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Literal

from pydantic import Field

from commonhall.core.questions.question import Answer, Parsed, Question, Setting, ValueType, first, text_of
from commonhall.core.values.phone import PhoneNotRecognised, parse_phone
from commonhall.core.values.typed_text import one_line


class Phone(Question):
    """A telephone number, kept as ``{"typed": "01632 960 001", "e164": "+441632960001"}``."""

    seen_as: ClassVar[ValueType] = "record"
    tells_of_person: ClassVar[bool] = True
    rules: ClassVar[tuple[str, ...]] = ("missing", "wrong_type", "format")

    type: Literal["phone"]
    autocomplete: str = Field(default="tel", pattern=r"^[a-z0-9 -]*$")

    def read(self, posted: Mapping[str, Sequence[str]], setting: Setting) -> Parsed:
        """Trim; then missing, format."""
        typed = one_line(first(posted, self.id))
        if not typed:
            return self.blank(setting)
        try:
            phone = parse_phone(typed)
        except PhoneNotRecognised:
            return self.problem("format", setting)
        return Parsed({"typed": phone.typed, "e164": phone.e164})

    def shown(self, answer: Answer) -> dict[str, str | list[str]]:
        """Return the number as typed; a bare text (an example, an import) stands for one."""
        return {self.id: "" if answer is None else _typed(answer)}

    def summary(self, answer: Answer, setting: Setting) -> list[str]:
        """Return the number as typed."""
        return self.not_provided(setting) if answer is None else [_typed(answer)]

    def export(self, answer: Answer) -> Any:
        """Return the number in its international form."""
        return answer["e164"] if isinstance(answer, dict) else answer

    def _schema(self) -> dict[str, Any]:
        return {
            "type": "object",
            "properties": {
                "typed": {"type": "string"},
                "e164": {"type": "string", "pattern": "^\\+[0-9]{4,17}$"},
            },
            "required": ["typed", "e164"],
            "additionalProperties": False,
        }


def _typed(answer: Answer) -> str:
    return text_of(answer["typed"] if isinstance(answer, dict) else answer)
