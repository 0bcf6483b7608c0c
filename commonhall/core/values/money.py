"""How is an amount of money read and written? Amounts are whole pence."""

from __future__ import annotations

import re
from typing import Literal

from commonhall.core.values.typed_text import plain_digits

MOST_PENCE = 99_999_999_999_99
_AMOUNT = re.compile(r"([0-9]{1,15}|[0-9]{1,3}(?:,[0-9]{3}){1,4})(?:\.([0-9]{2}))?")
_LONGEST_TYPED = 40


class MoneyNotRecognised(ValueError):
    """What was typed is not an amount. ``rule`` says why: "format", "pence" or "too_high"."""

    def __init__(self, rule: Literal["format", "pence", "too_high"]) -> None:
        super().__init__("Enter an amount of money, like 123.45")
        self.rule = rule


def parse_money(typed: str) -> int:
    """Return pence for "1,234.50", "£12" or "12.50". Raises MoneyNotRecognised."""
    line = plain_digits(typed[:_LONGEST_TYPED]).replace(" ", "").removeprefix("£")
    found = _AMOUNT.fullmatch(line)
    if not found or len(typed) > _LONGEST_TYPED:
        raise MoneyNotRecognised("pence" if re.fullmatch(r"[0-9,]{1,20}\.[0-9]{0,9}", line) else "format")
    pence = int(found[1].replace(",", "")) * 100 + int(found[2] or 0)
    if pence > MOST_PENCE:
        raise MoneyNotRecognised("too_high")
    return pence


def in_words(pence: int) -> str:
    """Return "£12.50", or "£12" for whole pounds; English and Welsh write it alike."""
    pounds, rest = divmod(abs(pence), 100)
    return f"{'−' if pence < 0 else ''}£{pounds:,}" + (f".{rest:02}" if rest else "")
