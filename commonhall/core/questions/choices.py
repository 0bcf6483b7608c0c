"""A choice of several things: were enough chosen, not too many, and none against each other?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Literal

from pydantic import Field, model_validator

from commonhall.core.questions.choosing import Choosing
from commonhall.core.questions.question import Answer, Option, Parsed, Setting, ValueType


class Choices(Choosing):
    """Options, kept as a list of their values in the order offered; an exclusive option stands alone."""

    seen_as: ClassVar[ValueType] = "list"
    rules: ClassVar[tuple[str, ...]] = (
        "missing",
        "wrong_type",
        "not_offered",
        "exclusive",
        "too_few",
        "too_many",
    )

    type: Literal["choices"]
    min_chosen: int = Field(default=1, ge=1)
    max_chosen: int | None = Field(default=None, ge=1)

    @model_validator(mode="after")
    def _limits_in_order(self) -> Choices:
        if self.max_chosen is not None and self.min_chosen > self.max_chosen:
            raise ValueError("min_chosen is more than max_chosen: no answer can be both")
        return self

    def read(self, posted: Mapping[str, Sequence[str]], setting: Setting) -> Parsed:
        """Take the values of options on offer; then exclusive, too few, too many."""
        typed = {value.strip() for value in posted.get(self.id, ())} - {""}
        offered = self.offered(setting)
        exclusive = next((option for option in offered if option.exclusive), None)
        none = exclusive.label.say(setting.language) if exclusive else ""
        if not typed:
            return self.blank(setting, variant="exclusive" if exclusive else "", none=none)
        chosen = [option for option in offered if option.value in typed]
        if len(chosen) < len(typed):
            return self.problem("not_offered", setting)
        return self._limited(chosen, setting, none)

    def _limited(self, chosen: list[Option], setting: Setting, none: str) -> Parsed:
        if any(option.exclusive for option in chosen):
            if len(chosen) > 1:
                return self.problem("exclusive", setting, none=none)
            return Parsed([chosen[0].value])
        if len(chosen) < self.min_chosen:
            return self.problem("too_few", setting, min=self.min_chosen)
        if self.max_chosen is not None and len(chosen) > self.max_chosen:
            variant = "one" if self.max_chosen == 1 else ""
            return self.problem("too_many", setting, variant=variant, max=self.max_chosen)
        return Parsed([option.value for option in chosen])

    def shown(self, answer: Answer) -> dict[str, str | list[str]]:
        """Return the values."""
        return {self.id: [] if answer is None else _values(answer)}

    def summary(self, answer: Answer, setting: Setting) -> list[str]:
        """Return the label of each option chosen."""
        if answer is None:
            return self.not_provided(setting)
        return [self.label_of(value, setting) for value in _values(answer)]

    def _schema(self) -> dict[str, Any]:
        schema = {"type": "array", "items": self.value_schema(), "minItems": 1, "uniqueItems": True}
        return schema | ({"maxItems": self.max_chosen} if self.max_chosen else {})


def _values(answer: Answer) -> list[str]:
    if not isinstance(answer, list) or not all(isinstance(value, str) for value in answer):
        raise TypeError("The answer should be a list of values")
    return answer
