"""A number, whole or with decimals: is it one, and is it within its limits?"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, ClassVar, Literal

from pydantic import Field, model_validator

from commonhall.core.questions.question import Answer, Parsed, Question, Setting, ValueType, first
from commonhall.core.values.typed_text import plain_digits
from commonhall.core.values.words import LANGUAGES, Words

LARGEST = 999_999_999_999_999
"""Every whole number up to here is exact in JSON, in PostgreSQL and in expressions."""

_NUMBER = re.compile(r"([+-]?)([0-9]{1,40}|[0-9]{1,3}(?:[, ][0-9]{2,3}){0,12}[, ][0-9]{3})?(?:\.([0-9]{1,40}))?")
_LONGEST_TYPED = 60


class Number(Question):
    """Whole numbers are kept as integers; with ``decimals`` allowed, as exact text: "12.5"."""

    rules: ClassVar[tuple[str, ...]] = (
        "missing",
        "wrong_type",
        "format",
        "not_whole",
        "too_precise",
        "too_low",
        "too_high",
    )

    type: Literal["number"]
    decimals: int = Field(default=0, ge=0, le=6)
    min: Decimal | None = Field(default=None, ge=-LARGEST, le=LARGEST)
    max: Decimal | None = Field(default=None, ge=-LARGEST, le=LARGEST)
    unit: Words = Words(en="")
    prefix: Words = Words(en="")
    suffix: Words = Words(en="")
    example: str = Field(default="30", pattern=r"^-?[0-9]+(\.[0-9]+)?$")

    @model_validator(mode="after")
    def _limits_in_order(self) -> Number:
        if self.min is not None and self.max is not None and self.min > self.max:
            raise ValueError("min is more than max: no number can be both")
        return self

    @property
    def value_type(self) -> ValueType:
        """Return int for whole numbers, else decimal."""
        return "decimal" if self.decimals else "int"

    def read(self, posted: Mapping[str, Sequence[str]], setting: Setting) -> Parsed:
        """Drop separators, prefix and unit; then missing, number, whole or precise enough, low, high."""
        raw = first(posted, self.id)
        line = plain_digits(raw[: 4 * _LONGEST_TYPED])
        if not line:
            return self.blank(setting)
        number = None if len(raw) > 4 * _LONGEST_TYPED else self._number(line)
        if number is None:
            return self.problem("format", setting, example=self.example)
        if number != round(number, self.decimals):
            rule = "too_precise" if self.decimals else "not_whole"
            variant = "one" if self.decimals == 1 else ""
            return self.problem(rule, setting, variant=variant, example=self.example, decimals=self.decimals)
        return self._limited(number, setting)

    def _number(self, line: str) -> Decimal | None:
        for words in (self.prefix, self.unit, self.suffix, Words(en="£")):
            for language in LANGUAGES:
                line = _without(line, words.say(language))
        found = _NUMBER.fullmatch(line) if len(line) <= _LONGEST_TYPED else None
        if not found or (found[2] is None and found[3] is None):
            return None
        whole = (found[2] or "0").replace(",", "").replace(" ", "")
        return Decimal(f"{found[1]}{whole}.{found[3] or 0}")

    def _limited(self, number: Decimal, setting: Setting) -> Parsed:
        low, high = self.min, self.max
        both = "between" if low is not None and high is not None else ""
        limits = {
            "min": written(-LARGEST if low is None else low),
            "max": written(LARGEST if high is None else high),
        }
        if number < (-LARGEST if low is None else low):
            return self.problem("too_low", setting, variant=both, **limits)
        if number > (LARGEST if high is None else high):
            return self.problem("too_high", setting, variant=both or ("decimal" if self.decimals else ""), **limits)
        return Parsed(kept(number) if self.decimals else int(number))

    def shown(self, answer: Answer) -> dict[str, str | list[str]]:
        """Return the number as digits."""
        return {self.id: "" if answer is None else self._digits(answer)}

    def summary(self, answer: Answer, setting: Setting) -> list[str]:
        """Return the number with thousands separators, its prefix and its unit."""
        if answer is None:
            return self.not_provided(setting)
        language = setting.language
        after = (self.suffix or self.unit).say(language)
        number = f"{self.prefix.say(language)}{written(Decimal(self._digits(answer)))}"
        return [f"{number} {after}" if after else number]

    def _digits(self, answer: Answer) -> str:
        if isinstance(answer, bool) or not isinstance(answer, int | str):
            raise TypeError("The answer should be a number")
        return str(answer)

    def _schema(self) -> dict[str, Any]:
        if self.decimals:
            return {"type": "string", "pattern": rf"^-?[0-9]{{1,15}}(\.[0-9]{{1,{self.decimals}}})?$"}
        low, high = (-LARGEST if self.min is None else self.min), (LARGEST if self.max is None else self.max)
        return {"type": "integer", "minimum": int(low), "maximum": int(high)}


def kept(number: Decimal) -> str:
    """Return the one text of a number: no exponent, no noughts at the end, no minus nought."""
    text = f"{number:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def written(number: Decimal | int) -> str:
    """Return a number as people read it: "1,234.5"."""
    whole, point, rest = kept(Decimal(number)).partition(".")
    return f"{'-' if whole == '-0' else ''}{int(whole):,}{point}{rest}"


def _without(line: str, word: str) -> str:
    if not word:
        return line
    folded, word = line.casefold(), word.casefold()
    if folded.startswith(word):
        return line[len(word) :].strip()
    return line[: -len(word)].strip() if folded.endswith(word) else line
