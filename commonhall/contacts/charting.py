"""How do streets, things and areas come on to a council's map? From a gazetteer, or from a file of shapes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from math import ceil, floor
from typing import Any

from django.db import transaction

from commonhall.capabilities.addresses.rows import StreetRow
from commonhall.capabilities.maps.port import Line
from commonhall.capabilities.maps.rows import AreaRow, StreetShape, ThingRow
from commonhall.contacts.models import Area, Furniture, Street, StreetLine
from commonhall.councils.actors import Actor
from commonhall.councils.scope import council_in_scope
from commonhall.record.operations import record_event

BATCH = 500


@transaction.atomic
def load_map(
    *,
    streets: Iterable[StreetShape] = (),
    things: Iterable[ThingRow] = (),
    areas: Iterable[AreaRow] = (),
    by: Actor,
    at: datetime,
) -> dict[str, int]:
    """Put the rows in place of those with the same USRN, number, or kind and code; return how many of each there were.

    Rows that are not given stay. All or nothing.
    """
    lines = {row.usrn: row for row in streets}
    put(Street, [_street(row) for row in lines.values()], ["usrn"])
    put(StreetLine, [_line(row.usrn, row.lines) for row in lines.values()], ["usrn"])
    stand = {row.number: row for row in things}
    put(Furniture, [_thing(row) for row in stand.values()], ["number"])
    named = {(row.kind, row.code): row for row in areas}
    for kind, code in named:
        Area.objects.filter(kind=kind, code=code).delete()
    Area.objects.bulk_create([each for row in named.values() for each in _area(row)], batch_size=BATCH)
    counts = {"streets": len(lines), "things": len(stand), "areas": len(named)}
    record_event(kind="map_loaded", subject=("council", council_in_scope()), by=by, at=at, facts=counts)
    return counts


def draw_straight(streets: Iterable[StreetRow]) -> None:
    """Let streets run straight from their start to their end, where nothing better is known. Part of loading them."""
    rows = [
        _line(row.usrn, [[(point.easting, point.northing) for point in (row.start, row.end)]])
        for row in streets
        if row.start.easting and row.end.easting  # 0 is a gazetteer's "not known"
    ]
    StreetLine.objects.bulk_create(rows, batch_size=BATCH, ignore_conflicts=True)


def put(model: Any, rows: list[Any], key: list[str]) -> None:
    """Store ``rows`` in place of those with the same values of ``key``."""
    columns = [field.name for field in model._meta.concrete_fields if field.name not in ("id", "council_id", *key)]
    model.objects.bulk_create(
        rows, batch_size=BATCH, update_conflicts=True, unique_fields=["council_id", *key], update_fields=columns
    )


def _street(row: StreetShape) -> Street:
    return Street(usrn=row.usrn, name_en=row.name.en, name_cy=row.name.cy, town=row.town, ward=row.ward)


def _line(usrn: str, lines: Sequence[Line]) -> StreetLine:
    return StreetLine(usrn=usrn, **_shaped(lines))


def _thing(row: ThingRow) -> Furniture:
    return Furniture(
        number=row.number.upper(),
        kind=row.kind,
        usrn=row.usrn,
        easting=round(row.easting),
        northing=round(row.northing),
        record={"name": row.name.model_dump(), "ward": row.ward},
    )


def _area(row: AreaRow) -> list[Area]:
    return [
        Area(
            kind=row.kind, code=row.code, part=part, name_en=row.name.en, name_cy=row.name.cy, url=row.url,
            **_shaped(rings),
        )
        for part, rings in enumerate(row.parts)
    ]  # fmt: skip


def _shaped(lines: Sequence[Line]) -> dict[str, Any]:
    eastings = [easting for line in lines for easting, _ in line]
    northings = [northing for line in lines for _, northing in line]
    return {
        "west": floor(min(eastings)),
        "south": floor(min(northings)),
        "east": ceil(max(eastings)),
        "north": ceil(max(northings)),
        "shape": [[[round(e, 1), round(n, 1)] for e, n in line] for line in lines],
    }
