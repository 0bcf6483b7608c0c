"""How does a council's map come to be seen? Its provider is asked for a picture, and is given the council's streets."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final, cast

from commonhall.capabilities.errors import Misconfigured, Rejected, Unavailable
from commonhall.capabilities.maps.port import (
    AreaKind,
    DrawnArea,
    DrawnPlot,
    DrawnStreet,
    Mark,
    Picture,
    maps_from,
)
from commonhall.capabilities.maps.view import Box, View
from commonhall.catalogue.calls import call_provider
from commonhall.catalogue.queries import BindingMissing, get_binding
from commonhall.contacts.models import Area, Property, Street, StreetLine
from commonhall.core.values.words import Language, Words
from commonhall.councils.scope import council_in_scope

MOST_PLOTS: Final = 800


class MapDown(Exception):
    """No map can be shown now: words, streets and lists are offered instead."""


def offers_map() -> bool:
    """Whether the council in scope has chosen where its maps come from."""
    try:
        get_binding("maps")
    except BindingMissing:
        return False
    return True


def picture_of(view: View, marks: Sequence[Mark] = (), *, language: Language, at: datetime) -> Picture:
    """Return a picture of the council's map. at: now. Raises MapDown."""
    try:
        bound = get_binding("maps")
        return call_provider(
            lambda: maps_from(bound.provider, bound.settings).picture(view, marks, language=language),
            council_id=council_in_scope(),
            capability="maps",
            provider=bound.provider,
            at=at,
        )
    except (Unavailable, Rejected, Misconfigured, BindingMissing) as wrong:
        raise MapDown(str(wrong)) from wrong


class StreetRecords:
    """The council's streets and areas, as the provider of its own map asks for them (see capabilities.maps.port)."""

    def streets_in(self, box: Box) -> Sequence[DrawnStreet]:
        """Return the streets of which a part may lie in ``box``."""
        lines = StreetLine.objects.filter(
            west__lte=box.east, east__gte=box.west, south__lte=box.north, north__gte=box.south
        )
        shapes = {row.usrn: row.shape for row in lines}
        named = Street.objects.filter(usrn__in=list(shapes)).order_by("usrn")
        return [DrawnStreet(Words(en=row.name_en, cy=row.name_cy), shapes[row.usrn]) for row in named]

    def areas_in(self, box: Box) -> Sequence[DrawnArea]:
        """Return the areas of which a part may lie in ``box``, largest first."""
        rows = Area.objects.filter(west__lte=box.east, east__gte=box.west, south__lte=box.north, north__gte=box.south)
        by_size = sorted(rows, key=lambda row: ((row.west - row.east) * (row.north - row.south), row.code, row.part))
        return [
            DrawnArea(cast(AreaKind, row.kind), Words(en=row.name_en, cy=row.name_cy), row.shape) for row in by_size
        ]

    def plots_in(self, box: Box) -> Sequence[DrawnPlot]:
        """Return properties in ``box``, one for each place: of a block, the block."""
        rows = Property.objects.filter(
            easting__range=(box.west, box.east), northing__range=(box.south, box.north), parent_uprn=""
        ).order_by("uprn")[:MOST_PLOTS]
        return [
            DrawnPlot(row.record["easting"], row.record["northing"], _number(row.record["lines"]))
            for row in rows
            if row.record.get("status") == "approved" and row.record.get("kind") != "land"
        ]


def _number(lines: Sequence[str]) -> str:
    """Return the number that an address begins with, or nothing."""
    first = lines[0].partition(" ")[0] if lines else ""
    return first if first[:1].isdigit() else ""
