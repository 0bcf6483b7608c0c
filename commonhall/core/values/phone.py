"""Is this a telephone number that could be rung? Keeps it as typed, and as other systems want it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from commonhall.core.values.typed_text import plain_digits

if TYPE_CHECKING:
    from phonenumbers import PhoneNumber

_LONGEST_TYPED = 60


class PhoneNotRecognised(ValueError):
    """What was typed is not a possible telephone number."""


@dataclass(frozen=True, slots=True)
class Phone:
    """A telephone number: ``typed`` for people, with any extension; ``e164`` for machines."""

    typed: str
    e164: str


def parse_phone(typed: str) -> Phone:
    """Return the number; one without +.. or 00.. is read as a UK number. Raises PhoneNotRecognised.

    Asks only whether a number of that length is possible, not whether it is in a range that is in use: the
    plan changes faster than the tables, and the ranges kept for examples must be accepted.
    """
    import phonenumbers

    line = plain_digits(typed) if len(typed) <= 4 * _LONGEST_TYPED else ""
    try:
        number = phonenumbers.parse(_international(line[: _LONGEST_TYPED + 1]), "GB")
    except phonenumbers.NumberParseException:
        number = None
    if number is None or len(line) > _LONGEST_TYPED or not _is_possible(number):
        raise PhoneNotRecognised("Enter a phone number, like 01632 960 001 or +44 808 157 0192")
    return Phone(typed=line, e164=phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


def _international(line: str) -> str:
    return "+" + line[2:].lstrip() if line.startswith("00") else line


def _is_possible(number: PhoneNumber) -> bool:
    import phonenumbers

    # A UK number in 07 has ten digits after the nought: a dropped one is the commonest slip.
    if number.country_code == 44 and 700_000_000 <= (number.national_number or 0) < 800_000_000:
        return False
    # IS_POSSIBLE_LOCAL_ONLY is a number without its area code: an officer elsewhere could not ring it.
    reason = phonenumbers.is_possible_number_with_reason(number)
    return bool(reason == phonenumbers.ValidationResult.IS_POSSIBLE)
