"""What is this thing's own number? UUIDs of version 7 (RFC 9562), which sort by the time they were made."""

from __future__ import annotations

import secrets
from uuid import UUID


def uuid7(unix_ns: int, *, random_bits: int | None = None) -> UUID:
    """Return a UUID of version 7 for ``unix_ns``, nanoseconds since 1970 in UTC.

    The 12 bits after the milliseconds hold the part of the millisecond, so that rows made one after the other in one
    process keep their order. ``random_bits`` (62 bits) is for tests; without it they come from the operating system.
    Raises ValueError where the time does not fit. Source: RFC 9562, sections 5.7 and 6.2 (method 3).
    """
    unix_ms, part = divmod(unix_ns, 1_000_000)
    if not 0 <= unix_ms < 1 << 48:
        raise ValueError(f"A time of {unix_ms} milliseconds does not fit into a UUID of version 7")
    noise = secrets.randbits(62) if random_bits is None else random_bits & ((1 << 62) - 1)
    return UUID(int=(unix_ms << 80) | (0x7 << 76) | ((part << 12) // 1_000_000 << 64) | (0b10 << 62) | noise)
