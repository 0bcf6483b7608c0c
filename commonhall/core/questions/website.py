"""The address of a website: is it one that a browser could open?"""

from __future__ import annotations

import re
from typing import Any, ClassVar, Literal

from pydantic import Field

from commonhall.core.questions.question import Parsed, Setting
from commonhall.core.questions.typed_line import TypedLine

LONGEST = 2000
_SCHEME = re.compile(r"(?i)[a-z][a-z0-9+.-]{0,20}:(?!\d)")
_ADDRESS = re.compile(
    r"(?i)https?://(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.){1,20}[^\W\d_][\w-]{1,61}(?::\d{1,5})?(?:[/?#]\S*)?"
)


class Website(TypedLine):
    """An address that begins with http:// or https://; https:// is put before one that was typed without."""

    rules: ClassVar[tuple[str, ...]] = ("missing", "wrong_type", "format", "too_long")

    type: Literal["website"]
    autocomplete: str = Field(default="url", pattern=r"^[a-z0-9 -]*$")

    def _parsed(self, line: str, setting: Setting) -> Parsed:
        address = line if _SCHEME.match(line) else f"https://{line}"
        if len(address) > LONGEST:
            return self.problem("too_long", setting, max=LONGEST)
        return Parsed(address) if _ADDRESS.fullmatch(address) else self.problem("format", setting)

    def _schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": "^[hH][tT][tT][pP][sS]?://", "maxLength": LONGEST}
