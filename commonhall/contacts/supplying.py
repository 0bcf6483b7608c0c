"""How does a gazetteer that others keep come in? Whole or as changes: each property is put together anew.

What a supply deletes stays as historic, since cases may name it: it is found by its number, and offered to nobody.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any, Final, TypeVar

from django.db import transaction
from django.db.models import Q

from commonhall.capabilities.addresses.address import Address
from commonhall.capabilities.addresses.addressbase import OF_STREETS, Record, address_of, names_of, street_of
from commonhall.contacts.charting import draw_straight, put
from commonhall.contacts.models import GazetteerRecord, Property, Street
from commonhall.core.values.words import Words
from commonhall.councils.actors import Actor
from commonhall.councils.scope import council_in_scope
from commonhall.record.operations import record_event

BATCH: Final = 500
Each = TypeVar("Each")
Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Loaded:
    """What came of loading. properties: put together anew. gone: historic from now on. unknown: updates and deletions
    of records that were not held, as where a supply between was left out."""

    properties: int
    streets: int
    gone: int
    unknown: int = 0


@transaction.atomic
def load_supply(*, records: Iterable[Record], complete: bool, by: Actor, at: datetime) -> Loaded:
    """Apply the records of a supply in their order, and put together anew what they are about. All or nothing.

    complete: they are all that there is, so that what they do not hold is gone.
    """
    newest: dict[Key, Record] = {}
    for record in records:
        newest[record.kind, record.key] = record
    gone = [key for key, record in newest.items() if record.change == "D"]
    kept = {key: record for key, record in newest.items() if record.change != "D"}
    unknown = _not_held(key for key, record in newest.items() if record.change != "I")
    about = {(record.kind in OF_STREETS, record.subject) for record in newest.values()}
    for some in _batches(gone):
        _delete(some)
    if complete:
        about |= _delete_others(set(kept))
    put(GazetteerRecord, [_row(record) for record in kept.values()], ["kind", "key"])
    usrns = {subject for of_street, subject in about if of_street}
    uprns = {subject for of_street, subject in about if not of_street} | _properties_on(usrns)
    _put_streets(usrns)
    made = sum(_put_properties(some) for some in _batches(sorted(uprns)))
    ended = sum(_end(some) for some in _batches(sorted(uprns)))
    loaded = Loaded(properties=made, streets=len(usrns), gone=ended, unknown=unknown)
    _record(loaded, complete, by, at)
    return loaded


@transaction.atomic
def load_addresses(*, addresses: Iterable[Address], complete: bool, by: Actor, at: datetime) -> Loaded:
    """Put addresses of our own table in place of those with the same UPRN. All or nothing.

    complete: they are all that there is, so that what they do not hold is gone.
    """
    rows = {address.uprn: address for address in addresses}
    streets = {row.usrn: _street_of(row) for row in rows.values() if row.usrn and row.street.en}
    Street.objects.bulk_create(streets.values(), batch_size=BATCH, ignore_conflicts=True)
    put(Property, [property_of(row) for row in rows.values()], ["uprn"])
    ended = 0
    if complete:
        others = set(Property.objects.values_list("uprn", flat=True)) - set(rows)
        ended = sum(_mark_historic(Property.objects.filter(uprn__in=some)) for some in _batches(sorted(others)))
    loaded = Loaded(properties=len(rows), streets=len(streets), gone=ended)
    _record(loaded, complete, by, at)
    return loaded


def property_of(address: Address) -> Property:
    """Return the row of an address, to be stored."""
    record = {**address.record(), "street": address.street.model_dump()}
    return Property(
        uprn=address.uprn,
        usrn=address.usrn,
        parent_uprn=address.parent_uprn,
        postcode=address.postcode,
        classification=address.classification,
        ward=address.ward,
        easting=round(address.easting),
        northing=round(address.northing),
        record={**record, "kind": address.kind, "status": address.status},
    )


def _street_of(row: Address) -> Street:
    return Street(usrn=row.usrn, name_en=row.street.en, name_cy=row.street.cy, town=row.town, ward=row.ward)


def _row(record: Record) -> GazetteerRecord:
    return GazetteerRecord(kind=record.kind, key=record.key, subject=record.subject, values=list(record.values))


def _record_of(row: GazetteerRecord) -> Record:
    return Record(row.kind, "I", row.key, row.subject, tuple(row.values))


def _batches(all_of_them: Iterable[Each]) -> Iterator[list[Each]]:
    left = iter(all_of_them)
    while some := list(islice(left, BATCH)):
        yield some


def _held(keys: Sequence[Key]) -> Q:
    """Return what picks the records with these keys."""
    by_kind: dict[str, list[str]] = {}
    for kind, key in keys:
        by_kind.setdefault(kind, []).append(key)
    wanted = Q(pk__in=[])
    for kind, some in by_kind.items():
        wanted |= Q(kind=kind, key__in=some)
    return wanted


def _not_held(keys: Iterable[Key]) -> int:
    return sum(len(some) - GazetteerRecord.objects.filter(_held(some)).count() for some in _batches(keys))


def _delete(keys: Sequence[Key]) -> None:
    GazetteerRecord.objects.filter(_held(keys)).delete()


def _delete_others(kept: set[Key]) -> set[tuple[bool, str]]:
    """Delete the records that a complete supply does not hold; return what they were about."""
    others = [
        (pk, kind, subject)
        for pk, kind, key, subject in GazetteerRecord.objects.values_list("pk", "kind", "key", "subject").iterator()
        if (kind, key) not in kept
    ]
    for some in _batches(others):
        GazetteerRecord.objects.filter(pk__in=[pk for pk, _, _ in some]).delete()
    left = set(Property.objects.values_list("uprn", flat=True))
    return {(kind in OF_STREETS, subject) for _, kind, subject in others} | {(False, uprn) for uprn in left}


def _properties_on(usrns: set[str]) -> set[str]:
    """Return the properties on streets, whose names may have changed."""
    found: set[str] = set()
    for some in _batches(sorted(usrns)):
        found |= set(Property.objects.filter(usrn__in=some).values_list("uprn", flat=True))
    return found


def _names(usrns: Iterable[str]) -> tuple[dict[str, Words], dict[str, Words], list[Record]]:
    records: list[Record] = []
    for some in _batches(sorted(usrns)):
        rows = GazetteerRecord.objects.filter(subject__in=some, kind__in=OF_STREETS)
        records += [_record_of(row) for row in rows.order_by("kind", "key")]
    return *names_of(records), records


def _put_streets(usrns: set[str]) -> None:
    streets, towns, records = _names(usrns)
    by_street: dict[str, list[Record]] = {}
    for record in records:
        by_street.setdefault(record.subject, []).append(record)
    rows = [street_of(usrn, by_street[usrn], streets, towns) for usrn in sorted(streets)]
    put(
        Street,
        [Street(usrn=row.usrn, name_en=row.name.en, name_cy=row.name.cy, town=row.town.en) for row in rows],
        ["usrn"],
    )
    draw_straight(rows)


def _put_properties(uprns: Sequence[str]) -> int:
    """Put together anew those of the properties of which there are records; return how many."""
    by_uprn: dict[str, list[Record]] = {}
    rows = GazetteerRecord.objects.filter(subject__in=uprns).exclude(kind__in=OF_STREETS)
    for row in rows.order_by("kind", "key"):
        by_uprn.setdefault(row.subject, []).append(_record_of(row))
    on = {record.values[21].lstrip("0") for records in by_uprn.values() for record in records if record.kind == "24"}
    streets, towns, _ = _names(on)
    found = [address_of(records, streets, towns) for records in by_uprn.values()]
    addresses = [address for address in found if address is not None]
    put(Property, [property_of(address) for address in addresses], ["uprn"])
    return len(addresses)


def _end(uprns: Sequence[str]) -> int:
    """Let properties be historic of which no record is left; return how many."""
    held = set(GazetteerRecord.objects.filter(subject__in=uprns, kind="21").values_list("subject", flat=True))
    return _mark_historic(Property.objects.filter(uprn__in=set(uprns) - held))


def _mark_historic(rows: Any) -> int:
    changed = [row for row in rows if row.record.get("status") != "historic"]
    for row in changed:
        row.record = {**row.record, "status": "historic"}
    Property.objects.bulk_update(changed, ["record"], batch_size=BATCH)
    return len(changed)


def _record(loaded: Loaded, complete: bool, by: Actor, at: datetime) -> None:
    facts = {"properties": loaded.properties, "streets": loaded.streets, "gone": loaded.gone, "complete": complete}
    record_event(kind="gazetteer_loaded", subject=("council", council_in_scope()), by=by, at=at, facts=facts)
