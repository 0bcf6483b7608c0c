"""A question that is answered with yes or no."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Literal

from commonhall.core.questions.question import Answer, Parsed, Question, Setting, ValueType, first
from commonhall.core.values.words import Words


class YesNo(Question):
    """Kept as true or false, posted as "yes" or "no".

    ``name_in_errors`` is the statement that yes would confirm: "you live there". Welsh has no one word for
    yes, so a question may bring its own: "Ydw" and "Nac ydw".
    """

    seen_as: ClassVar[ValueType] = "bool"
    rules: ClassVar[tuple[str, ...]] = ("missing", "wrong_type")

    type: Literal["yes_no"]
    yes: Words = Words(en="Yes", cy="Ie")
    no: Words = Words(en="No", cy="Na")

    def read(self, posted: Mapping[str, Sequence[str]], setting: Setting) -> Parsed:
        """Take "yes" or "no"; anything else is missing."""
        typed = first(posted, self.id)
        if typed in ("yes", "no"):
            return Parsed(typed == "yes")
        yes, no = self.yes.say(setting.language), self.no.say(setting.language)
        return self.blank(setting, yes=yes[:1].lower() + yes[1:] if setting.language == "en" else yes, no=no)

    def shown(self, answer: Answer) -> dict[str, str | list[str]]:
        """Return "yes" or "no"."""
        if answer is None:
            return {self.id: ""}
        if not isinstance(answer, bool):
            raise TypeError("The answer should be true or false")
        return {self.id: "yes" if answer else "no"}

    def summary(self, answer: Answer, setting: Setting) -> list[str]:
        """Return the word for yes or no."""
        if answer is None:
            return self.not_provided(setting)
        return [(self.yes if answer else self.no).say(setting.language)]

    def _schema(self) -> dict[str, Any]:
        return {"type": "boolean"}
