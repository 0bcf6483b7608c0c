"""A vehicle's registration number: does it have the form of one, and how is it written?"""

from __future__ import annotations

import re
from typing import Any, ClassVar, Literal

from commonhall.core.questions.question import Parsed, Setting
from commonhall.core.questions.typed_line import TypedLine
from commonhall.core.values.typed_text import code

_CURRENT = re.compile(r"([A-Z]{2}[0-9]{2})([A-Z]{3})")
# In order: since 2001; 1983 to 2001; 1963 to 1983; older, cherished and Northern Ireland; diplomatic.
_BRITISH = re.compile(
    r"[A-Z]{2}[0-9]{2}[A-Z]{3}|[A-Z][0-9]{1,3}[A-Z]{3}|[A-Z]{3}[0-9]{1,3}[A-Z]"
    r"|[A-Z]{1,3}[0-9]{1,4}|[0-9]{1,4}[A-Z]{1,3}|[0-9]{3}[DX][0-9]{3}"
)
_ANYWHERE = re.compile(r"(?=.*[0-9])[A-Z0-9]{2,12}")


class Vehicle(TypedLine):
    """A registration number, kept in capitals without spaces: "AB12CDE". It is shown as "AB12 CDE".

    foreign: one of another country will do as well.
    """

    tells_of_person: ClassVar[bool] = True
    rules: ClassVar[tuple[str, ...]] = ("missing", "wrong_type", "format")

    type: Literal["vehicle"]
    foreign: bool = False

    def _parsed(self, line: str, setting: Setting) -> Parsed:
        plate = code(line) if len(line) <= 40 else ""
        form = _ANYWHERE if self.foreign else _BRITISH
        return Parsed(plate) if form.fullmatch(plate) else self.problem("format", setting)

    def written(self, text: str) -> str:
        """Return a current number with its space; older ones as they are."""
        current = _CURRENT.fullmatch(text)
        return f"{current[1]} {current[2]}" if current else text

    def _schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": "^[A-Z0-9]{2,12}$"}
