"""What can a council ask about addresses, and what may it expect? The port that every address provider
fills.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, cast

from commonhall.capabilities.addresses.address import Address, in_natural_order
from commonhall.capabilities.errors import Rejected
from commonhall.capabilities.ports import make_provider
from commonhall.core.values.postcode import PostcodeNotRecognised, parse_postcode
from commonhall.core.values.uprn import UprnNotRecognised, parse_uprn

MOST = 100
"""The most addresses one answer holds; above it ``Found.more`` is true and the page asks for the building."""

_LONGEST_BUILDING = 200


@dataclass(frozen=True, slots=True)
class Found:
    """An answer: addresses in natural order, at most MOST, and whether there were more. Nothing found is
    empty.
    """

    addresses: tuple[Address, ...] = ()
    more: bool = False


class Addresses(Protocol):
    """The port. Every method may raise Unavailable, Rejected or Misconfigured."""

    def at_postcode(self, postcode: str, building: str = "") -> Found:
        """Return the postal addresses in use at a postcode; with ``building``, those whose number or name
        matches.

        Any spacing and case will do. Raises Rejected("postcode_malformed") for text that is no postcode.
        """

    def by_uprn(self, uprn: str) -> Address | None:
        """Return the property, block, land or object with this UPRN, of any status; None where there is none.

        Raises Rejected("uprn_malformed") for text that is no UPRN.
        """

    def check(self) -> None:
        """Try the provider harmlessly."""


class PropertySource(Protocol):
    """A council's own property records. The room that keeps them plugs itself in when the process starts.

    It answers for the council in scope, and does not filter: the provider decides what is shown.
    """

    def at_postcode(self, postcode: str) -> Sequence[Address]:
        """Return every row at a postcode in standard form ("SE28 2AB")."""

    def by_uprn(self, uprn: str) -> Address | None:
        """Return the row with this UPRN (no leading zeros), or None."""


_plugged: list[PropertySource] = []


def plug_source(source: PropertySource | None) -> PropertySource | None:
    """Plug in the council's property records (None unplugs). Returns what was plugged in before."""
    before = gazetteer_source()
    _plugged[:] = [] if source is None else [source]
    return before


def gazetteer_source() -> PropertySource | None:
    """Return the plugged-in property records, or None where no room has plugged in."""
    return _plugged[0] if _plugged else None


def addresses_from(name: str, settings: Mapping[str, Any]) -> Addresses:
    """Return the address provider called ``name`` with a council's settings. Raises Misconfigured."""
    return cast(Addresses, make_provider("addresses", name, settings))


def standard_postcode(typed: str) -> str:
    """Return a postcode in standard form. Raises Rejected("postcode_malformed")."""
    try:
        return parse_postcode(typed)
    except PostcodeNotRecognised as wrong:
        raise Rejected("postcode_malformed", why=str(wrong)) from None


def standard_uprn(typed: str) -> str:
    """Return a UPRN without spaces and leading zeros. Raises Rejected("uprn_malformed")."""
    try:
        return parse_uprn(typed)
    except UprnNotRecognised as wrong:
        raise Rejected("uprn_malformed", why=str(wrong)) from None


def choose(rows: Iterable[Address], building: str = "") -> Found:
    """Return what a list of addresses shows of ``rows``: postal and in use, matching ``building``, once each.

    A typed number matches a whole number ("2" is not "12"), a typed word the beginning of a word. Addresses that hold
    all of it in that order go before everything else; only where there is none will any order do.
    """
    shown = [
        row for row in {row.uprn: row for row in rows}.values() if row.kind == "postal" and row.status == "approved"
    ]
    typed = _words(building)
    if typed:
        in_order = [row for row in shown if any(_in_order(typed, held) for held in _held(row))]
        shown = in_order or [row for row in shown if any(_in_any_order(typed, held) for held in _held(row))]
    shown.sort(key=in_natural_order)
    return Found(tuple(shown[:MOST]), more=len(shown) > MOST)


def _held(row: Address) -> tuple[list[str], list[str]]:
    return _words(" ".join(row.lines)), _words(" ".join(row.lines_cy))


def _fits(piece: str, word: str) -> bool:
    return word == piece if piece[0].isdigit() else word.startswith(piece)


def _in_order(typed: list[str], held: list[str]) -> bool:
    starts = range(len(held) - len(typed) + 1)
    return any(all(_fits(piece, held[start + at]) for at, piece in enumerate(typed)) for start in starts)


def _in_any_order(typed: list[str], held: list[str]) -> bool:
    return all(any(_fits(piece, word) for word in held) for piece in typed)


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text[:_LONGEST_BUILDING].casefold())
