"""What do the facts look like that patterns may ask for? The sources that are supplied, with their types."""

from __future__ import annotations

from typing import Final

from commonhall.capabilities.bookings.slot import RECORD_TYPES as SLOT_TYPES
from commonhall.capabilities.vehicles.port import RECORD_TYPES as VEHICLE_TYPES
from commonhall.capabilities.waste.record import RECORD_TYPES
from commonhall.core.verify.checks import FactTypes

_PATTERN_TYPE: Final = {"words": "record"}

FACT_TYPES: Final[FactTypes] = {
    "addresses.listed": {"": "record", "known": "bool"},
    "waste.collections": {
        "": "list",
        **{name: _PATTERN_TYPE.get(part.type, part.type) for name, part in RECORD_TYPES.items()},
    },
    "vehicles.details": {
        "": "record",
        # A number that may be null compares with null only where its type is left open.
        **{name: "any" if type_ in ("int", "bool") else type_ for name, type_ in VEHICLE_TYPES.items()},
    },
    "bookings.slots": {"": "list", **SLOT_TYPES},
    "bookings.of_property": {
        "": "list",
        "date": "date",
        "state": "string",
        "case_state": "string",
        "open": "bool",
        "free": "bool",
    },
    "cases.open_reports": {
        "": "list",
        "service": "string",
        "reference": "string",
        "opened_at": "datetime",
        "opened_date": "date",
        "due_date": "date",
        "state": "string",
        "mine": "bool",
    },
    "cases.nearby": {
        "": "list",
        "reference": "string",
        "pattern": "string",
        "state": "string",
        "distance": "int",
        "lat": "double",
        "lng": "double",
        "opened_at": "datetime",
        "opened_date": "date",
        "supporters": "int",
    },
    "cases.allowance_used": {"": "record", "used": "int", "last_date": "date"},
    "entitlements.of_property": {
        "": "list",
        "id": "string",
        "state": "string",
        "subject": "string",
        "quantity": "int",
        "from": "date",
        "until": "date",
        "renew_from": "date",
        "renew_until": "date",
    },
    "disclosures.similar": {
        "": "list",
        "id": "string",
        "title": "string",
        "answer": "string",
        "outcome": "string",
        "published_date": "date",
        "url": "string",
    },
}
"""By source. The entry ``""`` says whether the source gives a list of records or one record."""
