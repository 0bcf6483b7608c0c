"""Text of several lines: how is it read, and how are characters and words counted?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Literal

from pydantic import Field

from commonhall.core.questions.question import Answer, Parsed, Question, Setting, first, text_of
from commonhall.core.values.typed_text import many_lines


class LongText(Question):
    """Several lines, kept as typed. A line end counts as one character, as it does in the browser."""

    rules: ClassVar[tuple[str, ...]] = ("missing", "wrong_type", "too_long", "too_many_words")

    type: Literal["long_text"]
    max_length: int = Field(default=4000, ge=1, le=50_000)
    max_words: int | None = Field(default=None, ge=1, le=10_000)
    rows: int = Field(default=5, ge=2, le=40)

    def read(self, posted: Mapping[str, Sequence[str]], setting: Setting) -> Parsed:
        """Even out line ends, drop what cannot be seen; then missing, too long, too many words."""
        text = many_lines(first(posted, self.id))
        if not text:
            return self.blank(setting)
        if len(text) > self.max_length:
            return self.problem("too_long", setting, max=self.max_length)
        if self.max_words is not None and len(text.split()) > self.max_words:
            return self.problem("too_many_words", setting, max=self.max_words)
        return Parsed(text)

    def summary(self, answer: Answer, setting: Setting) -> list[str]:
        """Return the lines, blank ones too."""
        return self.not_provided(setting) if answer is None else text_of(answer).split("\n")

    def _schema(self) -> dict[str, Any]:
        return {"type": "string", "minLength": 1, "maxLength": self.max_length}
