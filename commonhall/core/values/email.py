"""Is this an e-mail address that a message can be sent to?"""

from __future__ import annotations

import re

from commonhall.core.values.typed_text import one_line

LONGEST_EMAIL = 254
"""RFC 5321 allows 256 for the path with its brackets."""

_LOCAL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}")
_LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")
_TOP_LEVEL = re.compile(r"[a-z]{2,63}|xn--[a-z0-9-]{1,58}[a-z0-9]")


class EmailNotRecognised(ValueError):
    """What was typed is not an e-mail address."""


def parse_email(typed: str) -> str:
    """Return the address, trimmed, with the part after the @ in lower case. Raises EmailNotRecognised."""
    address = one_line(typed) if len(typed) <= 4 * LONGEST_EMAIL else ""
    local, at, domain = address.rpartition("@")
    short_enough = at and len(address) <= LONGEST_EMAIL
    if not (short_enough and _LOCAL.fullmatch(local) and all(local.split(".")) and _is_host(domain)):
        raise EmailNotRecognised("Enter an email address in the correct format, like name@example.com")
    return f"{local}@{domain.lower()}"


def _is_host(domain: str) -> bool:
    try:
        # The names of the net are ASCII underneath; the codec also refuses an empty or an overlong label.
        labels = domain.encode("idna").decode("ascii").lower().split(".")
    except UnicodeError:
        return False
    if any(label.startswith("xn---") for label in labels):
        return False
    return len(labels) > 1 and all(map(_LABEL.fullmatch, labels)) and _TOP_LEVEL.fullmatch(labels[-1]) is not None
