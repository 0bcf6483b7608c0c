"""Which properties and persons does the council in scope have?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from commonhall.capabilities.addresses.address import Address
from commonhall.contacts.models import ContactWarning as ContactWarning
from commonhall.contacts.models import Detail as Detail
from commonhall.contacts.models import Merge as Merge
from commonhall.contacts.models import Organisation as Organisation
from commonhall.contacts.models import Person as Person
from commonhall.contacts.models import Property as Property
from commonhall.contacts.models import Relationship as Relationship
from commonhall.contacts.models import Suggestion as Suggestion
from commonhall.core.values.words import Words


class PropertyRecords:
    """The council's properties, as the gazetteer provider asks for them (see capabilities.addresses.port)."""

    def at_postcode(self, postcode: str) -> Sequence[Address]:
        """Return every row at ``postcode``, written in standard form."""
        rows = Property.objects.filter(postcode=postcode).values_list("record", flat=True)
        return [address_of_row(record) for record in rows]

    def by_uprn(self, uprn: str) -> Address | None:
        """Return the row with this UPRN, or None."""
        record = Property.objects.filter(uprn=uprn).values_list("record", flat=True).first()
        return None if record is None else address_of_row(record)


def address_of_row(record: dict[str, Any]) -> Address:
    """Return the address that a property's record holds."""
    return Address(
        **{
            **record,
            "street": Words.model_validate(record["street"]),
            "lines": tuple(record["lines"]),
            "lines_cy": tuple(record["lines_cy"]),
        }
    )


def find_person(person_id: Any) -> Person | None:
    """Return the person with this id, or None."""
    return Person.objects.filter(id=person_id).first()
