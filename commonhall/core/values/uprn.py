"""Is this a Unique Property Reference Number?"""

from __future__ import annotations

import re

_UPRN = re.compile(r"0*([1-9][0-9]{0,11})")


class UprnNotRecognised(ValueError):
    """What was given is not a UPRN: a whole number of 1 to 12 digits."""


def parse_uprn(typed: str | int) -> str:
    """Return the UPRN as digits without leading noughts. Raises UprnNotRecognised."""
    digits = str(typed).strip() if not isinstance(typed, bool) else ""
    found = _UPRN.fullmatch(digits) if len(digits) <= 20 else None
    if not found:
        raise UprnNotRecognised("A UPRN is a number of 1 to 12 digits")
    return found[1]
