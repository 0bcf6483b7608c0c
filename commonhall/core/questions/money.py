"""An amount of money: is it one, with or without pence as asked, and within its limits?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Literal

from pydantic import Field, model_validator

from commonhall.core.questions.question import Answer, Parsed, Question, Setting, ValueType, first
from commonhall.core.values.money import MOST_PENCE, MoneyNotRecognised, in_words, parse_money
from commonhall.core.values.typed_text import one_line

_LONGEST_TYPED = 200


class Money(Question):
    """An amount, kept in pence. The pound sign and commas may be typed.

    pence: whether the amount ``may`` have pence, ``must`` have them, or must have ``none``.
    """

    seen_as: ClassVar[ValueType] = "int"
    rules: ClassVar[tuple[str, ...]] = (
        "missing",
        "wrong_type",
        "format",
        "pence_needed",
        "pence_refused",
        "too_low",
        "too_high",
    )

    type: Literal["money"]
    pence: Literal["may", "must", "none"] = "may"
    min_pence: int = Field(default=0, ge=0, le=MOST_PENCE)
    max_pence: int = Field(default=MOST_PENCE, ge=0, le=MOST_PENCE)

    @model_validator(mode="after")
    def _limits_in_order(self) -> Money:
        if self.min_pence > self.max_pence:
            raise ValueError("min_pence is more than max_pence: no amount can be both")
        return self

    def read(self, posted: Mapping[str, Sequence[str]], setting: Setting) -> Parsed:
        """Drop pound sign and commas; then missing, an amount, pence as asked, low, high."""
        typed = one_line(first(posted, self.id)[: _LONGEST_TYPED + 1])
        if not typed:
            return self.blank(setting)
        try:
            amount = parse_money(typed)
        except MoneyNotRecognised as wrong:
            return self._wrong(wrong.rule, setting)
        if self.pence == "none" and "." in typed and amount % 100:
            return self.problem("pence_refused", setting)
        if self.pence == "must" and "." not in typed:
            return self.problem("pence_needed", setting)
        return self._limited(amount, setting)

    def _wrong(self, rule: str, setting: Setting) -> Parsed:
        if rule == "pence":
            return self.problem("pence_refused" if self.pence == "none" else "pence_needed", setting)
        return self._high(setting) if rule == "too_high" else self.problem("format", setting)

    def _limited(self, amount: int, setting: Setting) -> Parsed:
        if amount < self.min_pence:
            variant = "between" if self.max_pence < MOST_PENCE else ""
            return self.problem("too_low", setting, variant=variant, **self._limits())
        return self._high(setting) if amount > self.max_pence else Parsed(amount)

    def _high(self, setting: Setting) -> Parsed:
        return self.problem("too_high", setting, variant="between" if self.min_pence else "", **self._limits())

    def _limits(self) -> dict[str, str]:
        return {"min": in_words(self.min_pence), "max": in_words(self.max_pence)}

    def shown(self, answer: Answer) -> dict[str, str | list[str]]:
        """Return "12.50"; whole pounds without pence unless they must be typed."""
        if answer is None:
            return {self.id: ""}
        pounds, rest = divmod(_pence(answer), 100)
        return {self.id: f"{pounds}.{rest:02}" if rest or self.pence == "must" else str(pounds)}

    def summary(self, answer: Answer, setting: Setting) -> list[str]:
        """Return "£1,234.50"."""
        return self.not_provided(setting) if answer is None else [in_words(_pence(answer))]

    def _schema(self) -> dict[str, Any]:
        return {"type": "integer", "minimum": self.min_pence, "maximum": self.max_pence}


def _pence(answer: Answer) -> int:
    if isinstance(answer, bool) or not isinstance(answer, int) or answer < 0:
        raise TypeError("The answer should be a whole number of pence, nought or more")
    return answer
