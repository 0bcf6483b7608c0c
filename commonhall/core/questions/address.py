"""A postal address typed by hand, in the United Kingdom or anywhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Literal

from commonhall.core.questions import postal
from commonhall.core.questions.question import Answer, Parsed, Question, Setting, ValueType, first, record_of
from commonhall.core.values.typed_text import many_lines, one_line

MOST_LINES = 8


class Address(Question):
    """Kept as ``{"lines", "town", "postcode"}``, or ``{"lines", "country"}`` when ``international``."""

    seen_as: ClassVar[ValueType] = "record"
    tells_of_person: ClassVar[bool] = True
    rules: ClassVar[tuple[str, ...]] = ("missing", "wrong_type", "country_missing", *postal.RULES)

    type: Literal["address"]
    international: bool = False

    def fields(self) -> tuple[str, ...]:
        """Return the four fields; for an international address one box of lines, and the country."""
        if self.international:
            return (f"{self.id}-lines", f"{self.id}-country")
        return postal.field_names(self)

    def read(self, posted: Mapping[str, Sequence[str]], setting: Setting) -> Parsed:
        """Read the fields of the form that the question has."""
        if self.international:
            return self._read_international(posted, setting)
        typed = postal.typed_parts(self, posted)
        if not any(typed.values()) and not self.required:
            return Parsed(None)
        return postal.read_typed(self, typed, setting)

    def _read_international(self, posted: Mapping[str, Sequence[str]], setting: Setting) -> Parsed:
        text = many_lines(first(posted, f"{self.id}-lines"))
        lines = [line for line in map(one_line, text.split("\n")) if line]
        country = one_line(first(posted, f"{self.id}-country"))
        if not lines:
            return self.problem("missing", setting) if country else self.blank(setting)
        if not country:
            return self.problem("country_missing", setting, at=f"{self.id}-country")
        if len(lines) > MOST_LINES or max(map(len, (*lines, country))) > postal.LONGEST_LINE:
            return self.problem("line_too_long", setting, max=postal.LONGEST_LINE)
        return Parsed({"lines": lines, "country": country})

    def shown(self, answer: Answer) -> dict[str, str | list[str]]:
        """Return what each field shows."""
        if answer is None:
            return dict.fromkeys(self.fields(), "")
        address = record_of(answer)
        if not self.international:
            return postal.shown_parts(self, address)
        lines = "\n".join(str(line) for line in address["lines"])
        return {f"{self.id}-lines": lines, f"{self.id}-country": str(address["country"])}

    def summary(self, answer: Answer, setting: Setting) -> list[str]:
        """Return the address line by line."""
        if answer is None:
            return self.not_provided(setting)
        address = record_of(answer)
        if self.international:
            return [*address["lines"], address["country"]]
        return postal.address_lines(address)

    def _schema(self) -> dict[str, Any]:
        parts = postal.ADDRESS_SCHEMA
        if self.international:
            parts = {"lines": parts["lines"], "country": {"type": "string"}}
        return {"type": "object", "properties": parts, "required": list(parts), "additionalProperties": False}
