"""A National Insurance number: does it have the form of one?"""

from __future__ import annotations

import re
from typing import Any, ClassVar, Literal

from commonhall.core.questions.question import Parsed, Setting
from commonhall.core.questions.typed_line import TypedLine
from commonhall.core.values.typed_text import code

_NUMBER = re.compile(r"[A-Z]{2}[0-9]{6}[A-D]")


class NationalInsurance(TypedLine):
    """A National Insurance number, kept as "QQ123456C" and shown in pairs.

    Only the form is checked: which prefixes are in use changes, and those never given out serve as examples.
    """

    tells_of_person: ClassVar[bool] = True
    rules: ClassVar[tuple[str, ...]] = ("missing", "wrong_type", "format")

    type: Literal["national_insurance"]

    def _parsed(self, line: str, setting: Setting) -> Parsed:
        number = code(line) if len(line) <= 40 else ""
        return Parsed(number) if _NUMBER.fullmatch(number) else self.problem("format", setting)

    def written(self, text: str) -> str:
        """Return "QQ 12 34 56 C"."""
        return " ".join((text[:2], text[2:4], text[4:6], text[6:8], text[8:])).strip()

    def _schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": "^[A-Z]{2}[0-9]{6}[A-D]$"}
