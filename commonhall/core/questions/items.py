"""How many of each? A basket of things to choose from, each with a quantity."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Literal

from pydantic import Field, model_validator

from commonhall.core.questions.choosing import Choosing
from commonhall.core.questions.question import Answer, Option, Parsed, Setting, ValueType, first
from commonhall.core.values.typed_text import plain_digits

MOST_OF_ONE = 999
_WHOLE = re.compile(r"0*([0-9]{1,9})")


class Items(Choosing):
    """A basket, kept as ``[{"value": "sofa", "quantity": 2}, ...]`` in the order offered; nought is left out.

    An option's ``max`` is the most of it that can be had. max_total: the most of all together.
    """

    seen_as: ClassVar[ValueType] = "list"
    rules: ClassVar[tuple[str, ...]] = (
        "missing",
        "wrong_type",
        "not_offered",
        "format",
        "too_many_of",
        "too_few",
        "too_many",
    )

    type: Literal["items"]
    min_total: int = Field(default=1, ge=1)
    max_total: int | None = Field(default=None, ge=1)

    @model_validator(mode="after")
    def _limits_in_order(self) -> Items:
        if self.max_total is not None and self.min_total > self.max_total:
            raise ValueError("min_total is more than max_total: no basket can be both")
        return self

    def fields(self) -> tuple[str, ...]:
        """Return the field of each option; where they come from elsewhere, only the name that all begin with."""
        return tuple(f"{self.id}-{option.value}" for option in self.options) or (self.id,)

    def read(self, posted: Mapping[str, Sequence[str]], setting: Setting) -> Parsed:
        """Read each quantity; then on offer, whole numbers, not too many of one, too few, too many."""
        offered = {option.value: option for option in self.offered(setting)}
        start = f"{self.id}-"
        typed = {
            name[len(start) :]: plain_digits(first(posted, name)[:100])
            for name in posted
            if name.startswith(start) and first(posted, name).strip()
        }
        typed = {value: line for value, line in typed.items() if line}
        if any(value not in offered for value in typed):
            return self.problem("not_offered", setting, at=self._first(offered))
        basket: list[dict[str, Any]] = []
        for value, option in offered.items():
            wrong, quantity = self._quantity(option, typed.get(value, ""), setting)
            if wrong:
                return wrong
            if quantity:
                basket.append({"value": value, "quantity": quantity})
        return self._limited(basket, setting, self._first(offered))

    def _first(self, offered: Mapping[str, Option]) -> str:
        return next((f"{self.id}-{value}" for value in offered), self.id)

    def _quantity(self, option: Option, line: str, setting: Setting) -> tuple[Parsed | None, int]:
        at, thing = f"{self.id}-{option.value}", option.label.say(setting.language)
        found = _WHOLE.fullmatch(line or "0")
        if not found:
            return self.problem("format", setting, at=at, option=thing), 0
        most = MOST_OF_ONE if option.max is None else option.max
        if int(found[1]) > most:
            return self.problem("too_many_of", setting, at=at, option=thing, max=most), 0
        return None, int(found[1])

    def _limited(self, basket: list[dict[str, Any]], setting: Setting, at: str) -> Parsed:
        total = sum(each["quantity"] for each in basket)
        if not total:
            return self.problem("missing", setting, at=at) if self.required else Parsed(None)
        if total < self.min_total:
            return self.problem("too_few", setting, at=at, min=self.min_total)
        if self.max_total is not None and total > self.max_total:
            variant = "one" if self.max_total == 1 else ""
            return self.problem("too_many", setting, variant=variant, at=at, max=self.max_total)
        return Parsed(list(basket))

    def chosen_values(self, answer: Answer) -> list[str]:
        """Return what is in the basket."""
        return [value for value, _ in _basket(answer)]

    def shown(self, answer: Answer) -> dict[str, str | list[str]]:
        """Return the quantity of each thing."""
        kept = {f"{self.id}-{value}": str(quantity) for value, quantity in _basket(answer)}
        return {**dict.fromkeys(self.fields(), ""), **kept}

    def summary(self, answer: Answer, setting: Setting) -> list[str]:
        """Return "2 x Sofa" for each thing."""
        if answer is None:
            return self.not_provided(setting)
        return [f"{quantity} × {self.label_of(value, setting)}" for value, quantity in _basket(answer)]

    def _schema(self) -> dict[str, Any]:
        item = {
            "type": "object",
            "properties": {
                "value": self.value_schema(),
                "quantity": {"type": "integer", "minimum": 1, "maximum": MOST_OF_ONE},
            },
            "required": ["value", "quantity"],
            "additionalProperties": False,
        }
        return {"type": "array", "items": item, "minItems": 1}


def _basket(answer: Answer) -> list[tuple[str, int]]:
    if answer is None:
        return []
    if not isinstance(answer, list):
        raise TypeError("The answer should be a list of things with their quantities")
    basket = [(each["value"], each["quantity"]) for each in answer]
    if not all(isinstance(value, str) and type(quantity) is int and quantity > 0 for value, quantity in basket):
        raise TypeError("Each thing should have a value and a quantity of one or more")
    return basket
