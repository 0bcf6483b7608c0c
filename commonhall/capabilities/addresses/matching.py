"""Which address did somebody mean who typed it by hand? One is sure only where nothing in it is left open."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from commonhall.capabilities.addresses.address import Address
from commonhall.capabilities.addresses.places.searching import words_in
from commonhall.capabilities.addresses.port import Found

MOST_OFFERED: Final = 100
_SHORT: Final = {
    "apartment": "flat", "apt": "flat", "rd": "road", "ave": "avenue", "av": "avenue", "cl": "close", "ln": "lane",
    "dr": "drive", "ct": "court", "cres": "crescent", "gdns": "gardens", "sq": "square", "tce": "terrace",
    "terr": "terrace", "pl": "place", "gr": "grove", "hse": "house", "fflat": "flat",
}  # fmt: skip
"""How people shorten what stands in an address, and what they mean."""
_STREET: Final = "st"
"""Street where it ends a name, saint where it begins one."""


@dataclass(frozen=True, slots=True)
class Meant:
    """What a typed address may mean. sure: the one that it can only be; offered: for a person to choose from."""

    sure: Address | None
    offered: tuple[Address, ...]


def find_meant(lines: Sequence[str], town: str, ask: Callable[[str], Found]) -> Meant:
    """Return what the ``lines`` of a typed address mean among those at its postcode.

    ask: gives the addresses at the postcode that match a building, all with a blank; it may raise a capability's
    errors. Short forms, capitals, commas and the name of the town make no difference; a number that is missing does.
    """
    first = lines[0] if lines else ""
    numbers = " ".join(word for word in words_in(first) if word[0].isdigit())
    found = next((some for some in map(ask, dict.fromkeys((first, numbers, ""))) if some.addresses), Found())
    typed = _plain(lines)
    sure = {each.uprn: each for each in found.addresses if any(typed == held for held in _held(each, town))}
    if len(sure) == 1 and not found.more:
        return Meant(next(iter(sure.values())), ())
    return Meant(None, tuple(sure.values()) or found.addresses[:MOST_OFFERED])


def _held(address: Address, town: str) -> Iterable[list[str]]:
    """Yield the words of an address in each language, without and with the names of its town."""
    for lines in (address.lines, address.lines_cy):
        if lines:
            yield _plain(lines)
            for after in {address.town, address.town_cy, town} - {""}:
                yield _plain([*lines, after])


def _plain(lines: Sequence[str]) -> list[str]:
    return [word for line in lines for word in _line(words_in(line))]


def _line(words: list[str]) -> list[str]:
    last = len(words) - 1
    return [
        "street" if word == _STREET and at == last and at > 0 else _SHORT.get(word, word)
        for at, word in enumerate(words)
    ]
