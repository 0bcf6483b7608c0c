"""What do all questions share that are answered with one typed line, kept as text?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from commonhall.core.questions.question import Answer, Parsed, Question, Setting, first, text_of
from commonhall.core.values.typed_text import one_line

LONGEST_TYPED = 4000
"""Nothing that is longer is looked at: it cannot be what any of these questions asks for."""


class TypedLine(Question):
    """One field. A type says what the line must be (:meth:`_parsed`) and how it is written (:meth:`written`)."""

    def read(self, posted: Mapping[str, Sequence[str]], setting: Setting) -> Parsed:
        """Trim and collapse spaces; then missing, and what the type asks for."""
        line = one_line(first(posted, self.id)[: LONGEST_TYPED + 1])
        return self._parsed(line, setting) if line else self.blank(setting)

    def _parsed(self, line: str, setting: Setting) -> Parsed:
        raise NotImplementedError

    def written(self, text: str) -> str:
        """Return a stored answer as people write it."""
        return text

    def shown(self, answer: Answer) -> dict[str, str | list[str]]:
        """Return the text as people write it."""
        return {self.id: "" if answer is None else self.written(text_of(answer))}

    def summary(self, answer: Answer, setting: Setting) -> list[str]:
        """Return the text as people write it."""
        return self.not_provided(setting) if answer is None else [self.written(text_of(answer))]

    def _schema(self) -> dict[str, Any]:
        return {"type": "string", "minLength": 1, "maxLength": LONGEST_TYPED}
