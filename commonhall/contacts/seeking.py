"""How is the council's gazetteer searched by free text and by place, as OS Places is?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from django.db.models import ExpressionWrapper, F, FloatField, QuerySet, TextField, Value
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Coalesce, Concat

from commonhall.capabilities.addresses.address import Address
from commonhall.capabilities.addresses.places.searching import words_in
from commonhall.contacts.models import Property, Street
from commonhall.contacts.queries import PropertyRecords, address_of_row

MOST: Final = 1000
MOST_STREETS: Final = 20
MOST_WORDS: Final = 6
_HELD: Final = ("lines", "lines_cy", "town", "town_cy")


class SearchedRecords(PropertyRecords):
    """The council's properties, as other programs search them (see capabilities.addresses.places.searching)."""

    def holding(self, words: Sequence[str]) -> Sequence[Address]:
        """Return the rows on the streets that are named, or else those that hold all the names that are typed."""
        names = [word for word in dict.fromkeys(words) if not word[0].isdigit() and len(word) > 1]
        if not names:
            return []
        usrns = _streets(set(names))
        rows = Property.objects.filter(usrn__in=usrns) if usrns else _with_names(names)
        return [address_of_row(record) for record in rows.order_by("uprn").values_list("record", flat=True)[:MOST]]

    def around(self, easting: float, northing: float, metres: float) -> Sequence[Address]:
        """Return the rows in a square around a point."""
        east, north = F("easting") - easting, F("northing") - northing
        rows = Property.objects.filter(
            easting__range=(easting - metres - 1, easting + metres + 1),
            northing__range=(northing - metres - 1, northing + metres + 1),
        ).alias(away=ExpressionWrapper(east * east + north * north, output_field=FloatField()))
        return [address_of_row(record) for record in rows.order_by("away").values_list("record", flat=True)[:MOST]]


def _streets(names: set[str]) -> list[str]:
    """Return the streets whose whole name is among the words, those with the longest names first."""
    found: list[tuple[int, str]] = []
    for usrn, english, welsh in Street.objects.values_list("usrn", "name_en", "name_cy").order_by("usrn").iterator():
        lengths = [len(held) for held in (words_in(english), words_in(welsh)) if held and set(held) <= names]
        if lengths:
            found.append((-max(lengths), usrn))
    return [usrn for _, usrn in sorted(found)[:MOST_STREETS]]


def _with_names(names: Sequence[str]) -> QuerySet[Any]:
    parts = [Coalesce(KeyTextTransform(name, "record"), Value(""), output_field=TextField()) for name in _HELD]
    rows = Property.objects.alias(held=Concat(*parts, output_field=TextField()))
    for name in sorted(names, key=len, reverse=True)[:MOST_WORDS]:
        rows = rows.filter(held__icontains=name)
    return rows
