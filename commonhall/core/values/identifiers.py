"""What is this thing's own number? UUIDs of version 7 (RFC 9562), which sort by the time they were made."""

from __future__ import annotations

import secrets
from uuid import UUID


def uuid7(unix_ms: int, *, random_bits: int | None = None) -> UUID:
    """Return a UUID of version 7 for ``unix_ms``, milliseconds since 1970 in UTC.

    ``random_bits`` (74 bits) is for tests; without it they come from the operating system.
    Raises ValueError where the time does not fit in 48 bits. Source: RFC 9562, section 5.7.
    """
    if not 0 <= unix_ms < 1 << 48:
        raise ValueError(f"A time of {unix_ms} milliseconds does not fit into a UUID of version 7")
    noise = secrets.randbits(74) if random_bits is None else random_bits & ((1 << 74) - 1)
    high, low = noise >> 62, noise & ((1 << 62) - 1)
    return UUID(int=(unix_ms << 80) | (0x7 << 76) | (high << 64) | (0b10 << 62) | low)


def milliseconds_of(identifier: UUID) -> int:
    """Return the Unix milliseconds at which a version 7 ``identifier`` was made; ValueError for other versions."""
    if identifier.version != 7:
        raise ValueError(f"{identifier} is not a UUID of version 7")
    return identifier.int >> 80
