"""What is loaded for a council's maps? Where streets run, which things stand in them, and which areas there are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from commonhall.capabilities.maps.port import AreaKind, Line
from commonhall.core.values.words import Words


@dataclass(frozen=True, slots=True)
class StreetShape:
    """Where a street runs. usrn: 8 digits. lines: along its middle."""

    usrn: str
    name: Words
    town: str
    ward: str
    lines: Sequence[Line]


@dataclass(frozen=True, slots=True)
class ThingRow:
    """A thing in a street. number: as on its plate. kind: a slug ("lamp_column")."""

    number: str
    kind: str
    name: Words
    usrn: str
    ward: str
    easting: float
    northing: float


@dataclass(frozen=True, slots=True)
class AreaRow:
    """An area. code: by which it is known when it is loaded again. url: of a neighbour, where to report to it.

    parts: each the outer edge, then the holes.
    """

    kind: AreaKind
    code: str
    name: Words
    url: str
    parts: Sequence[Sequence[Line]]
