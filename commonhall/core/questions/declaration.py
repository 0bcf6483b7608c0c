"""A statement that a person must agree to before going on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Literal

from commonhall.core.questions.question import Answer, Parsed, Question, Setting, ValueType, first
from commonhall.core.values.words import Words


class Declaration(Question):
    """One checkbox, kept as true. The journey keeps its version, and with it the words agreed to."""

    seen_as: ClassVar[ValueType] = "bool"
    rules: ClassVar[tuple[str, ...]] = ("missing", "wrong_type")

    type: Literal["declaration"]
    agree: Words = Words(en="I agree", cy="Rwy'n cytuno")

    def read(self, posted: Mapping[str, Sequence[str]], setting: Setting) -> Parsed:
        """Take "yes"; anything else is missing."""
        return Parsed(True) if first(posted, self.id) == "yes" else self.blank(setting)

    def shown(self, answer: Answer) -> dict[str, str | list[str]]:
        """Return "yes" where it was agreed."""
        if answer is not None and not isinstance(answer, bool):
            raise TypeError("The answer should be true")
        return {self.id: "yes" if answer else ""}

    def summary(self, answer: Answer, setting: Setting) -> list[str]:
        """Return the words on the checkbox."""
        return [self.agree.say(setting.language)] if answer else self.not_provided(setting)

    def _schema(self) -> dict[str, Any]:
        return {"const": True}
