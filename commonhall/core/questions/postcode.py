"""A postcode by itself: is it a full one of the United Kingdom?"""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from pydantic import Field

from commonhall.core.questions.question import Parsed, Setting
from commonhall.core.questions.typed_line import TypedLine
from commonhall.core.values.postcode import PostcodeNotRecognised, parse_postcode


class Postcode(TypedLine):
    """A full postcode, kept as "AB1 2CD". Whether it is in use is for the address look-up to say."""

    tells_of_person: ClassVar[bool] = True
    rules: ClassVar[tuple[str, ...]] = ("missing", "wrong_type", "format")

    type: Literal["postcode"]
    autocomplete: str = Field(default="postal-code", pattern=r"^[a-z0-9 -]*$")

    def _parsed(self, line: str, setting: Setting) -> Parsed:
        try:
            return Parsed(parse_postcode(line))
        except PostcodeNotRecognised:
            return self.problem("format", setting)

    def _schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": "^[A-Z]{1,3}[0-9]?[A-Z0-9]? [0-9][A-Z]{2}$"}
