"""What may be asked of a map, and what may be expected? The port that every provider of maps fills."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol, cast

from commonhall.capabilities.maps.view import Box, View
from commonhall.capabilities.ports import make_provider
from commonhall.core.values.words import Language, Words

AreaKind = Literal["council", "neighbour", "ward", "park", "water"]
Line = Sequence[tuple[float, float]]
"""Eastings and northings, in metres."""


@dataclass(frozen=True, slots=True)
class Mark:
    """What is drawn on top of a map. pin: the place that was chosen. thing: something that stands in a street.

    label: a number or a letter, as a list beside the map has it; blank for none.
    """

    kind: Literal["pin", "thing"]
    latitude: float
    longitude: float
    label: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of a map. media_type: image/svg+xml or image/png. source: whose map it is, to be shown beside it."""

    content: bytes
    media_type: str
    source: Words


class Maps(Protocol):
    """The port. Every method may raise Unavailable, Rejected or Misconfigured."""

    def picture(self, view: View, marks: Sequence[Mark] = (), *, language: Language = "en") -> Picture:
        """Return the picture of ``view``, in exactly its size, with ``marks`` on it.

        Raises Rejected("elsewhere") for a view outside Great Britain and its islands.
        """

    def check(self) -> None:
        """Try the provider harmlessly."""


@dataclass(frozen=True, slots=True)
class DrawnStreet:
    """A street as it is drawn. lines: of its middle."""

    name: Words
    lines: Sequence[Line]


@dataclass(frozen=True, slots=True)
class DrawnArea:
    """An area as it is drawn. rings: the outer edge first, then the holes."""

    kind: AreaKind
    name: Words
    rings: Sequence[Line]


@dataclass(frozen=True, slots=True)
class DrawnPlot:
    """A property as it is drawn. label: its number."""

    easting: float
    northing: float
    label: str


class StreetSource(Protocol):
    """A council's own streets. The room that keeps them plugs itself in; it answers for the council in scope."""

    def streets_in(self, box: Box) -> Sequence[DrawnStreet]:
        """Return the streets of which a part may lie in ``box``."""

    def areas_in(self, box: Box) -> Sequence[DrawnArea]:
        """Return the areas of which a part may lie in ``box``, largest first."""

    def plots_in(self, box: Box) -> Sequence[DrawnPlot]:
        """Return properties in ``box``, one for each place."""


_plugged: list[StreetSource] = []


def plug_streets(source: StreetSource | None) -> StreetSource | None:
    """Plug in the council's streets (None unplugs). Returns what was plugged in before."""
    before = street_source()
    _plugged[:] = [] if source is None else [source]
    return before


def street_source() -> StreetSource | None:
    """Return the plugged-in streets, or None where no room has plugged in."""
    return _plugged[0] if _plugged else None


def maps_from(name: str, settings: Mapping[str, Any]) -> Maps:
    """Return the provider of maps called ``name`` with a council's settings. Raises Misconfigured."""
    return cast(Maps, make_provider("maps", name, settings))
