"""How does a test let providers call simulators on this computer, as a demonstration does? For as long as it needs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from commonhall.capabilities.network import let_inside, restore_inside


@contextmanager
def loopback(*, allowed: bool = True, hosts: tuple[str, ...] = ()) -> Iterator[None]:
    """Let this computer be called, or not, and ``hosts`` that lie inside; then all is as before."""
    before = let_inside(loopback=allowed, hosts=hosts)
    try:
        yield
    finally:
        restore_inside(before)
