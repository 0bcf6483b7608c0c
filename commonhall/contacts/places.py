"""Where is what somebody describes? A postcode, a street or the number of a lamp column, from the council's records."""

from __future__ import annotations

import re
from typing import Final

from django.db.models import Avg

from commonhall.contacts.models import Furniture, Property, Street
from commonhall.core.values.coordinates import to_wgs84
from commonhall.core.values.postcode import PostcodeNotRecognised, parse_postcode

POSTCODE: Final = re.compile(r"\b[A-Za-z]{1,2}[0-9][A-Za-z0-9]? ?[0-9][A-Za-z]{2}\b")
MOST_STREETS: Final = 2
LONGEST_LOOKED_AT: Final = 200


def find_place(text: str) -> tuple[float, float] | None:
    """Return the latitude and longitude of a place that the council in scope knows, or None.

    Looks for a full postcode in ``text``, then takes ``text`` as the number of a thing in the street, then as the name
    of a street, alone or before a comma. A name that several streets have is no place.
    """
    text = " ".join(text.split())[:LONGEST_LOOKED_AT]
    return _at_postcode(text) or _at_furniture(text) or _in_street(text) or _in_street(text.partition(",")[0])


def _at_postcode(text: str) -> tuple[float, float] | None:
    found = POSTCODE.search(text)
    if found is None:
        return None
    try:
        postcode = parse_postcode(found.group())
    except PostcodeNotRecognised:
        return None
    return _middle(postcode=postcode)


def _at_furniture(text: str) -> tuple[float, float] | None:
    found = Furniture.objects.filter(number=text.upper()).values_list("easting", "northing").first()
    return to_wgs84(*found) if found else None


def _in_street(name: str) -> tuple[float, float] | None:
    name = name.strip()
    if not name:
        return None
    streets = set(Street.objects.filter(name_en__iexact=name).values_list("usrn", flat=True)[:MOST_STREETS])
    streets |= set(Street.objects.filter(name_cy__iexact=name).values_list("usrn", flat=True)[:MOST_STREETS])
    return _middle(usrn=streets.pop()) if len(streets) == 1 else None


def _middle(**which: str) -> tuple[float, float] | None:
    """Return the middle of the properties that have ``which`` value of a column."""
    middle = Property.objects.filter(**which).aggregate(easting=Avg("easting"), northing=Avg("northing"))
    if middle["easting"] is None:
        return None
    return to_wgs84(middle["easting"], middle["northing"])
