"""What would this seed pick? Numbers that look random and are the same on every machine and every day."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b
from typing import TypeVar

Item = TypeVar("Item")


def number_below(below: int, *seed: str | int) -> int:
    """Return a whole number from 0 up to, not including, ``below``, fixed by the parts of the seed."""
    text = "\x1f".join(str(part) for part in seed)
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big") % below


def one_of(items: Sequence[Item], *seed: str | int) -> Item:
    """Return one of ``items``, fixed by the parts of the seed."""
    return items[number_below(len(items), *seed)]
