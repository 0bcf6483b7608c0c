"""At which ports can a whole installation stand beside others, while somebody else looks for some too?"""

from __future__ import annotations

import os
import socket
from typing import Final

from commonhall.capabilities.simulators.places import LAST, LOOPBACK

RANGE: Final = range(21_000, 29_000, LAST + 1)
"""Below those that a system gives to whoever calls out."""


class NoPorts(Exception):
    """All are taken."""


def free_ports() -> int:
    """Return a port after which all those of the stand-ins are free too; another for each who looks at one time.

    Raises NoPorts.
    """
    first = list(RANGE)
    turn = os.getpid() % len(first)
    for port in (*first[turn:], *first[:turn]):
        if all(_is_free(port + more) for more in range(LAST + 1)):
            return port
    raise NoPorts("No free ports were found.")


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError:
            return False
    return True
