"""How is an address written as rows of OS Places? One as its delivery point (DPA), one as the gazetteer has it (LPI).

The format: capital letters, identifiers as text, and no key at all where there is no value. Source: OS Places API,
technical specification.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

from commonhall.capabilities.addresses.address import Address, Status
from commonhall.core.values.words import Language

Dataset = Literal["DPA", "LPI"]
Row = dict[str, Any]
_LOGICAL: Final[Mapping[Status, tuple[str, str, str]]] = {
    "approved": ("1", "APPROVED", "2"),
    "provisional": ("6", "PROVISIONAL", "1"),
    "historic": ("8", "HISTORICAL", "4"),
}
"""Status to logical status code, its name, and the state of the property: in use, being built, gone."""
_RANGE: Final = re.compile(r"(?P<start>\d+)(?P<suffix>[A-Z]?)(?:-(?P<end>\d+)(?P<end_suffix>[A-Z]?))?")


@dataclass(frozen=True, slots=True)
class Custodian:
    """Who keeps the addresses. code: the local custodian code, 0 where it is not known. country: E, W, S, N ..."""

    name: str
    country: str
    code: int = 0


@dataclass(frozen=True, slots=True)
class Parts:
    """The lines of an address taken apart. number: as it stands before the street ("12", "12A", "1-3")."""

    organisation: str
    inner: str
    building: str
    number: str
    street: str
    locality: str
    town: str


def parts_of(address: Address, language: Language) -> Parts:
    """Return what each line of an address is, by where the street stands among them."""
    lines = address.lines_cy if language == "cy" and address.lines_cy else address.lines
    street = address.street.cy if language == "cy" and address.street.cy else address.street.en
    town = address.town_cy if language == "cy" and address.town_cy else address.town
    found = [place for place, line in enumerate(lines) if _on_street(line, street)]
    at = found[-1] if found else len(lines)
    number = lines[at][: -len(street)].strip().rstrip(",") if found else ""
    before, after = lines[:at], lines[at + 1 :]
    named = bool(before) and not (number and len(before) == 1)  # one line before a number is within the house
    building, inside = (before[-1], before[:-1]) if named else ("", before)
    return Parts(
        organisation=", ".join(inside[:-1]),
        inner=inside[-1] if inside else "",
        building=building,
        number=number,
        street=street if found else "",
        locality=", ".join(after),
        town=town,
    )


def _on_street(line: str, street: str) -> bool:
    line, street = line.casefold(), street.casefold()
    return bool(street) and (line == street or line.endswith(f" {street}"))


def rows_of(address: Address, language: Language, dataset: Dataset, custodian: Custodian, srs: str) -> list[Row]:
    """Return the rows of an address in one data set and language: one, or none.

    A delivery point has letters and is in use; everything has a row in the gazetteer. Welsh only where there is Welsh.
    """
    if language == "cy" and not address.lines_cy:
        return []
    if dataset == "DPA":
        posts = address.kind == "postal" and address.status == "approved" and bool(address.postcode)
        return [_filled(_delivery_point(address, language, custodian, srs))] if posts else []
    return [_filled(_gazetteer_row(address, language, custodian, srs))]


def _delivery_point(address: Address, language: Language, custodian: Custodian, srs: str) -> Row:
    parts = parts_of(address, language)
    plain = parts.number.isdigit()
    return {
        "UPRN": address.uprn,
        "ADDRESS": _one_line(parts, parts.town, address.postcode),
        "ORGANISATION_NAME": parts.organisation.upper(),
        "SUB_BUILDING_NAME": parts.inner.upper(),
        "BUILDING_NAME": (parts.building if plain or not parts.number else parts.building or parts.number).upper(),
        "BUILDING_NUMBER": parts.number.upper() if plain or parts.building else "",
        "THOROUGHFARE_NAME": parts.street.upper(),
        "DEPENDENT_LOCALITY": parts.locality.upper(),
        "POST_TOWN": parts.town.upper(),
        "POSTCODE": address.postcode,
        **_common(address, language, custodian, srs, postal="D"),
    }


def _gazetteer_row(address: Address, language: Language, custodian: Custodian, srs: str) -> Row:
    parts = parts_of(address, language)
    logical, name, _ = _LOGICAL[address.status]
    lasting = "L" if address.kind == "postal" else "N"
    postal = "D" if lasting == "L" and address.status == "approved" and address.postcode else lasting
    number = _RANGE.fullmatch(parts.number.upper())
    numbered = number.groupdict("") if number else {}
    return {
        "UPRN": address.uprn,
        "ADDRESS": _one_line(parts, parts.town, address.postcode),
        "USRN": address.usrn,
        "LPI_KEY": f"{custodian.code:04}L{address.uprn[-9:]:0>9}" if custodian.code else "",
        "ORGANISATION": parts.organisation.upper(),
        "SAO_TEXT": parts.inner.upper(),
        "PAO_START_NUMBER": numbered.get("start", ""),
        "PAO_START_SUFFIX": numbered.get("suffix", ""),
        "PAO_END_NUMBER": numbered.get("end", ""),
        "PAO_END_SUFFIX": numbered.get("end_suffix", ""),
        "PAO_TEXT": ", ".join(each for each in (parts.building, "" if number else parts.number) if each).upper(),
        "STREET_DESCRIPTION": parts.street.upper() or address.street.say(language).upper(),
        "LOCALITY_NAME": parts.locality.upper(),
        "TOWN_NAME": parts.town.upper(),
        "ADMINISTRATIVE_AREA": custodian.name.upper(),
        "POSTCODE_LOCATOR": address.postcode,
        "WARD_CODE": address.ward,
        "LPI_LOGICAL_STATUS_CODE": logical,
        "LPI_LOGICAL_STATUS_CODE_DESCRIPTION": name,
        **_common(address, language, custodian, srs, postal=postal),
    }


def _common(address: Address, language: Language, custodian: Custodian, srs: str, *, postal: str) -> Row:
    logical, name, state = _LOGICAL[address.status]
    place: Row = {"X_COORDINATE": float(address.easting), "Y_COORDINATE": float(address.northing)}
    if srs in ("EPSG:4326", "WGS84"):
        place |= {"LNG": address.longitude, "LAT": address.latitude}
    return {
        **(place if address.easting or address.northing else {}),
        "STATUS": name,
        "LOGICAL_STATUS_CODE": logical,
        "CLASSIFICATION_CODE": address.classification,
        "LOCAL_CUSTODIAN_CODE": custodian.code or None,
        "LOCAL_CUSTODIAN_CODE_DESCRIPTION": custodian.name.upper(),
        "COUNTRY_CODE": custodian.country,
        "POSTAL_ADDRESS_CODE": postal,
        "BLPU_STATE_CODE": state,
        "PARENT_UPRN": address.parent_uprn,
        "LANGUAGE": language.upper(),
        "MATCH": 1.0,
        "MATCH_DESCRIPTION": "EXACT",
    }


def _one_line(parts: Parts, *after: str) -> str:
    """Return the address on one line, with the number as a part of its own, as the format has it."""
    line = (parts.organisation, parts.inner, parts.building, parts.number, parts.street, parts.locality, *after)
    return ", ".join(each for each in line if each).upper()


def _filled(row: Row) -> Row:
    return {name: value for name, value in row.items() if value not in ("", None)}
