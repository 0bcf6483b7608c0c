"""What may be chosen from? The part that a choice of one and a choice of several share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pydantic import Field, model_validator

from commonhall.core.questions.question import Answer, Option, Question, Setting


class Choosing(Question):
    """A question with options: its own, or those that an expression gives (``options_from``)."""

    options: tuple[Option, ...] = Field(default=(), max_length=1000)
    options_from: str = Field(default="", max_length=2000)

    @model_validator(mode="after")
    def _options_can_be_told_apart(self) -> Choosing:
        if bool(self.options) == bool(self.options_from):
            raise ValueError("Give options, or options_from, and not both")
        values = [option.value for option in self.options]
        if len(set(values)) < len(values):
            twice = sorted({value for value in values if values.count(value) > 1})
            raise ValueError(f"Two options have the same value: {', '.join(twice)}")
        return self

    def offered(self, setting: Setting) -> Sequence[Option]:
        """Return the options that can be chosen now: those that the route found on offer, else its own."""
        return setting.options.get(self.id, self.options)

    def chosen_values(self, answer: Answer) -> list[str]:
        """Return the values of the options that ``answer`` holds."""
        chosen = answer if isinstance(answer, list) else [answer]
        return [str(value) for value in chosen if value is not None]

    def label_of(self, value: str, setting: Setting) -> str:
        """Return what an option is called; its value where it is offered no longer and has no name left."""
        options = (*self.offered(setting), *self.options)
        return next((option.label.say(setting.language) for option in options if option.value == value), value)

    def value_schema(self) -> dict[str, Any]:
        """Return the JSON Schema of one chosen value."""
        if not self.options:
            return {"type": "string", "minLength": 1, "maxLength": 100}
        return {"enum": [option.value for option in self.options]}
