"""What does another system say in JSON? Only what a database can keep: one bad letter would be refused there, again and
again."""

from __future__ import annotations

import json
from typing import Any


def read_json(body: bytes) -> Any:
    """Return what ``body`` says. Raises ValueError for what is no JSON, too deep, or holds a letter that is none."""
    try:
        found = json.loads(body)
    except RecursionError:
        raise ValueError("too deep") from None
    if rb"\u" in body:  # only so can a letter be written that cannot be kept
        waiting = [found]
        while waiting:
            each = waiting.pop()
            if isinstance(each, str) and not _can_be_kept(each):
                raise ValueError("a letter that is none")
            waiting += [*each, *each.values()] if isinstance(each, dict) else each if isinstance(each, list) else ()
    return found


def _can_be_kept(text: str) -> bool:
    return "\x00" not in text and not any("\ud800" <= letter <= "\udfff" for letter in text)
