"""At which port does each stand-in for a provider answer in a demonstration? In a row after that of the web."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

LOOPBACK: Final = "127.0.0.1"
AFTER: Final[Mapping[str, int]] = {
    "notifications": 1,
    "payments": 2,
    "identity": 3,
    "files": 4,
    "scanning": 5,
    "backoffice": 6,
    "chat": 7,
    "addresses": 8,
    "vehicles": 9,
    "waste": 10,
    "maps": 11,
    "bookings": 12,
}
"""By capability, how many ports after the web's its stand-in listens."""
LAST: Final = max(AFTER.values())


def port_of(capability: str, *, web: int) -> int:
    """Return the port of the stand-in for a capability's provider. web: the port of the web. Raises KeyError."""
    return web + AFTER[capability]


def address_of(capability: str, *, web: int) -> str:
    """Return the address of the stand-in for a capability's provider. web: the port of the web. Raises KeyError."""
    return f"http://{LOOPBACK}:{port_of(capability, web=web)}"
