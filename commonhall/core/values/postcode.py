"""Is this a UK postcode? Reads what people type and writes it the one usual way."""

from __future__ import annotations

import re

from commonhall.core.values.typed_text import code

_OUTWARD = r"(?:[A-Z]{1,2}[0-9][A-Z0-9]?|GIR)"
_FULL = re.compile(rf"({_OUTWARD})([0-9][A-Z]{{2}})")
_LETTER_O_AS_DIGIT = re.compile(r"(.{2,4})O([A-Z]{2})")
_LONGEST_TYPED = 40


class PostcodeNotRecognised(ValueError):
    """What was typed does not have the form of a full UK postcode."""


def parse_postcode(typed: str) -> str:
    """Return the postcode as "AB1 2CD"; case, spaces and punctuation do not matter.

    Checks the form only: whether the postcode is in use is for the address look-up to say.
    Raises PostcodeNotRecognised.
    """
    letters = code(typed) if len(typed) <= _LONGEST_TYPED else ""
    # The first character of the inward part is always a digit, so the letter O there can only mean nought.
    found = _FULL.fullmatch(_LETTER_O_AS_DIGIT.sub(r"\g<1>0\2", letters) if len(letters) <= 7 else "")
    if not found:
        raise PostcodeNotRecognised("Enter a full UK postcode, like AB1 2CD")
    return f"{found[1]} {found[2]}"
