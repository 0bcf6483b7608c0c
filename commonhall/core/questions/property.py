"""Which property is it? An address chosen from the gazetteer, or typed where it is not there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Literal

from commonhall.core.questions import postal
from commonhall.core.questions.question import Answer, Parsed, Question, Setting, ValueType, first, record_of
from commonhall.core.values.uprn import UprnNotRecognised, parse_uprn


class Property(Question):
    """An address, kept as ``{"uprn", "lines", "town", "postcode", "source": "gazetteer" | "typed"}``.

    A chosen one also keeps whatever the look-up's record says, so that it reads the same in later years.
    ``manual``: whether it may be typed; without it only an address of the look-up will do.
    """

    seen_as: ClassVar[ValueType] = "record"
    tells_of_person: ClassVar[bool] = True
    rules: ClassVar[tuple[str, ...]] = ("missing", "wrong_type", "not_offered", *postal.RULES)

    type: Literal["property"]
    manual: bool = True

    def fields(self) -> tuple[str, ...]:
        """Return the field of the look-up, then the four of the address typed by hand."""
        return (f"{self.id}-uprn", *(postal.field_names(self) if self.manual else ()))

    def read(self, posted: Mapping[str, Sequence[str]], setting: Setting) -> Parsed:
        """Take the property chosen; else read what was typed by hand."""
        chosen = first(posted, f"{self.id}-uprn").strip()
        if chosen:
            return self._chosen(chosen, setting)
        typed = postal.typed_parts(self, posted)
        if not self.manual or not any(typed.values()):
            return self.blank(setting)
        parsed = postal.read_typed(self, typed, setting)
        if parsed.problem:
            return parsed
        return Parsed({"uprn": "", **record_of(parsed.answer), "source": "typed"})

    def _chosen(self, chosen: str, setting: Setting) -> Parsed:
        try:
            uprn = parse_uprn(chosen)
        except UprnNotRecognised:
            return self.problem("not_offered", setting)
        if setting.properties is None:
            return Parsed({"uprn": uprn, "lines": [], "town": "", "postcode": "", "source": "gazetteer"})
        if uprn not in setting.properties:
            return self.problem("not_offered", setting)
        return Parsed({**setting.properties[uprn], "uprn": uprn, "source": "gazetteer"})

    def shown(self, answer: Answer) -> dict[str, str | list[str]]:
        """Return the UPRN, or the four fields. A bare UPRN (an example, an import) stands for a property."""
        if isinstance(answer, str | int) and not isinstance(answer, bool):
            answer = {"uprn": parse_uprn(answer), "lines": [], "town": "", "postcode": ""}
        empty = {name: "" for name in self.fields()}
        if answer is None:
            return {**empty}
        address = record_of(answer)
        if address.get("uprn"):
            return {**empty, f"{self.id}-uprn": parse_uprn(address["uprn"])}
        return {**empty, **postal.shown_parts(self, address)}

    def summary(self, answer: Answer, setting: Setting) -> list[str]:
        """Return the address line by line; the UPRN where the look-up has not filled it in."""
        if answer is None:
            return self.not_provided(setting)
        address = record_of(answer)
        return postal.address_lines(address, setting.language) or [str(address["uprn"])]

    def _schema(self) -> dict[str, Any]:
        return {
            "type": "object",
            "properties": {
                "uprn": {"type": "string", "pattern": "^([1-9][0-9]{0,11})?$"},
                **postal.ADDRESS_SCHEMA,
                "source": {"enum": ["gazetteer", "typed"]},
            },
            "required": ["uprn", "lines", "town", "postcode", "source"],
        }
