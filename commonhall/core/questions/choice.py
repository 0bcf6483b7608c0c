"""A choice of one thing: was something chosen, and was it on offer?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Literal

from commonhall.core.questions.choosing import Choosing
from commonhall.core.questions.question import Answer, Parsed, Setting, first, text_of

MANY = 30
"""More options than this are shown as a list to search in, not as radios."""


class Choice(Choosing):
    """One option, kept as its value."""

    rules: ClassVar[tuple[str, ...]] = ("missing", "wrong_type", "not_offered")

    type: Literal["choice"]

    def read(self, posted: Mapping[str, Sequence[str]], setting: Setting) -> Parsed:
        """Take the value of an option on offer."""
        chosen = first(posted, self.id).strip()
        offered = self.offered(setting)
        if chosen:
            is_offered = any(option.value == chosen for option in offered)
            return Parsed(chosen) if is_offered else self.problem("not_offered", setting)
        if len(offered) == 2 and not self.name_in_errors:
            one, two = (option.label.say(setting.language) for option in offered)
            return self.blank(setting, variant="two", first=one, second=two)
        return self.blank(setting, variant="many" if len(offered) > MANY else "")

    def summary(self, answer: Answer, setting: Setting) -> list[str]:
        """Return the label of the option."""
        return self.not_provided(setting) if answer is None else [self.label_of(text_of(answer), setting)]

    def _schema(self) -> dict[str, Any]:
        return self.value_schema()
