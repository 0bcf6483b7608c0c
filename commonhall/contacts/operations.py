"""Loading a gazetteer into the council in scope."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from commonhall.capabilities.addresses.rows import FurnitureRow, PropertyRow, StreetRow
from commonhall.contacts.charting import draw_straight, put
from commonhall.contacts.models import Furniture, Property, Street
from commonhall.core.values.words import Words
from commonhall.councils.actors import Actor
from commonhall.councils.scope import council_in_scope
from commonhall.record.operations import record_event


@transaction.atomic
def load_gazetteer(
    *,
    properties: Iterable[PropertyRow],
    streets: Iterable[StreetRow],
    furniture: Iterable[FurnitureRow],
    by: Actor,
    at: datetime,
) -> int:
    """Put the rows in place of those with the same UPRN, USRN or number; return how many properties there are.

    Rows that the new gazetteer does not have stay: cases may name them. All or nothing.
    """
    named = {row.usrn: row for row in streets}
    put(Street, [_street(row) for row in named.values()], ["usrn"])
    draw_straight(named.values())
    rows = [_property(row, named.get(row.usrn)) for row in properties]
    put(Property, rows, ["uprn"])
    put(Furniture, [_furniture(row) for row in furniture], ["number"])
    record_event(
        kind="gazetteer_loaded",
        subject=("council", council_in_scope()),
        by=by,
        at=at,
        facts={"properties": len(rows)},
    )
    return len(rows)


def _street(row: StreetRow) -> Street:
    return Street(usrn=row.usrn, name_en=row.name.en, name_cy=row.name.cy, town=row.town.en, ward=row.ward)


def _property(row: PropertyRow, street: StreetRow | None) -> Property:
    address = row.address(street.name if street else Words(en=""))
    record = {**address.record(), "street": address.street.model_dump(), "kind": row.kind, "status": row.status}
    return Property(
        uprn=row.uprn,
        usrn=row.usrn,
        parent_uprn=row.parent_uprn,
        postcode=row.postcode,
        classification=row.classification,
        ward=row.ward,
        easting=round(row.point.easting),
        northing=round(row.point.northing),
        record=record,
    )


def _furniture(row: FurnitureRow) -> Furniture:
    return Furniture(
        number=row.code,
        kind=row.kind,
        usrn=row.usrn,
        easting=round(row.point.easting),
        northing=round(row.point.northing),
        record={"name": row.name.model_dump(), "ward": row.ward},
    )
