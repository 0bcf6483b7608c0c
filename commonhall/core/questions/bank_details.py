"""Where should money be paid? The name, sort code and number of an account in the United Kingdom."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Literal

from commonhall.core.questions.question import Answer, Parsed, Question, Setting, ValueType, first, record_of, text_of
from commonhall.core.values.typed_text import one_line, plain_digits

PARTS = ("name", "sort_code", "account", "roll")
LONGEST_NAME = 100
_BETWEEN = re.compile(r"[ .\-\u2010-\u2015/]")
_ROLL = re.compile(r"[A-Za-z0-9 ./-]{1,18}")


class BankDetails(Question):
    """An account, kept as ``{"name", "sort_code": "309430", "account": "00733445", "roll": ""}``.

    Numbers of six or seven digits are valid as they are. with_roll: whether a building society's roll number is asked
    for as well; it is never required.
    """

    seen_as: ClassVar[ValueType] = "record"
    tells_of_person: ClassVar[bool] = True
    rules: ClassVar[tuple[str, ...]] = (
        "missing",
        "wrong_type",
        "name_missing",
        "name_too_long",
        "sort_code_missing",
        "sort_code_format",
        "account_missing",
        "account_format",
        "account_length",
        "roll_length",
        "roll_format",
    )

    type: Literal["bank_details"]
    with_roll: bool = False

    @property
    def parts(self) -> tuple[str, ...]:
        """Return the parts that are asked for."""
        return PARTS if self.with_roll else PARTS[:3]

    def fields(self) -> tuple[str, ...]:
        """Return the field of each part."""
        return tuple(f"{self.id}-{part}" for part in self.parts)

    def read(self, posted: Mapping[str, Sequence[str]], setting: Setting) -> Parsed:
        """Drop spaces and dashes; then missing, and name, sort code, account and roll number in turn."""
        typed = {part: one_line(first(posted, f"{self.id}-{part}")[:400]) for part in self.parts}
        if not any(typed.values()):
            return self.blank(setting)
        numbers = {part: _BETWEEN.sub("", plain_digits(typed[part])) for part in ("sort_code", "account")}
        rule = self._wrong(typed, numbers)
        if rule:
            part = next(part for part in PARTS if rule.startswith(part))
            return self.problem(rule, setting, at=f"{self.id}-{part}", max=LONGEST_NAME)
        return Parsed({"name": typed["name"], **numbers, "roll": typed.get("roll", "")})

    def _wrong(self, typed: Mapping[str, str], numbers: Mapping[str, str]) -> str:
        """Return the first rule that fails, in the order of the page."""
        account, roll = numbers["account"], typed.get("roll", "")
        rules = (
            ("name_missing", not typed["name"]),
            ("name_too_long", len(typed["name"]) > LONGEST_NAME),
            ("sort_code_missing", not typed["sort_code"]),
            ("sort_code_format", not re.fullmatch(r"[0-9]{6}", numbers["sort_code"])),
            ("account_missing", not typed["account"]),
            ("account_format", not re.fullmatch(r"[0-9]+", account)),
            ("account_length", not 6 <= len(account) <= 8),
            ("roll_length", len(roll) > 18),
            ("roll_format", bool(roll) and not _ROLL.fullmatch(roll)),
        )
        return next((rule for rule, fails in rules if fails), "")

    def shown(self, answer: Answer) -> dict[str, str | list[str]]:
        """Return what each field shows."""
        if answer is None:
            return dict.fromkeys(self.fields(), "")
        details = record_of(answer)
        return {f"{self.id}-{part}": text_of(details[part]) for part in self.parts}

    def summary(self, answer: Answer, setting: Setting) -> list[str]:
        """Return the name, the sort code in pairs, the account number and, where there is one, the roll number."""
        if answer is None:
            return self.not_provided(setting)
        details = record_of(answer)
        sort_code = str(details["sort_code"])
        pairs = f"{sort_code[:2]}-{sort_code[2:4]}-{sort_code[4:]}"
        return [str(details["name"]), pairs, str(details["account"]), *filter(None, [str(details.get("roll", ""))])]

    def _schema(self) -> dict[str, Any]:
        return {
            "type": "object",
            "properties": {
                "name": {"type": "string", "minLength": 1, "maxLength": LONGEST_NAME},
                "sort_code": {"type": "string", "pattern": "^[0-9]{6}$"},
                "account": {"type": "string", "pattern": "^[0-9]{6,8}$"},
                "roll": {"type": "string", "maxLength": 18},
            },
            "required": list(PARTS),
            "additionalProperties": False,
        }
