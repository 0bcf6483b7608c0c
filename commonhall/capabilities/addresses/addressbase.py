"""What is in a supply of a national gazetteer? CSV files of BS 7666 records, as AddressBase Premium has them.

Every line begins with the number of its record's kind. A full supply inserts all; a change-only one inserts, updates
and deletes. Source of kinds and columns: AddressBase Premium, technical specification, version 2.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal, cast

from commonhall.capabilities.addresses.address import Address
from commonhall.capabilities.addresses.places.reading import in_ordinary_case, read_addresses
from commonhall.capabilities.addresses.rows import Point, StreetRow
from commonhall.capabilities.errors import Misconfigured, Unavailable
from commonhall.capabilities.tables import wrong_line
from commonhall.core.values.coordinates import NotOnTheGrid, to_wgs84
from commonhall.core.values.words import Words

Change = Literal["I", "U", "D"]
HEADER, STREET, DESCRIPTOR, PROPERTY, REFERENCE, ENTRY, POINT, ORGANISATION, CLASS, TRAILER = (
    "10", "11", "15", "21", "23", "24", "28", "31", "32", "99",
)  # fmt: skip
COLUMNS: Final[Mapping[str, int]] = {
    HEADER: 9, STREET: 24, DESCRIPTOR: 13, PROPERTY: 22, REFERENCE: 12, ENTRY: 26, POINT: 29, "29": 0, "30": 9,
    ORGANISATION: 11, CLASS: 12, TRAILER: 5,
}  # fmt: skip
"""Kinds of records, with how many columns each has (0: any number)."""
KEPT: Final = (STREET, DESCRIPTOR, PROPERTY, REFERENCE, ENTRY, POINT, ORGANISATION, CLASS)
OF_STREETS: Final = (STREET, DESCRIPTOR)
_KEYS: Final[Mapping[str, tuple[int, ...]]] = {
    STREET: (3,), DESCRIPTOR: (3, 8), PROPERTY: (3,), REFERENCE: (4,), ENTRY: (4,), POINT: (4,), ORGANISATION: (4,),
    CLASS: (4,),
}  # fmt: skip
"""Kinds to the columns that tell one record of the kind from another."""
_WARD: Final = "7666OW"
"""The source of a cross reference that is the code of the ward."""
_WELSH: Final = ("CYM", "CY")
_GAELIC: Final = "GAE"
_SCHEME: Final = "AddressBase"
_LARGEST: Final = 10_000
"""Characters of one value."""
_ENTRY: Final[Mapping[str, int]] = {
    "SAO_START_NUMBER": 11, "SAO_START_SUFFIX": 12, "SAO_END_NUMBER": 13, "SAO_END_SUFFIX": 14, "SAO_TEXT": 15,
    "PAO_START_NUMBER": 16, "PAO_START_SUFFIX": 17, "PAO_END_NUMBER": 18, "PAO_END_SUFFIX": 19, "PAO_TEXT": 20,
    "USRN": 21, "LPI_LOGICAL_STATUS_CODE": 6,
}  # fmt: skip
_POINT: Final[Mapping[str, int]] = {
    "ORGANISATION_NAME": 5, "DEPARTMENT_NAME": 6, "SUB_BUILDING_NAME": 7, "BUILDING_NAME": 8, "BUILDING_NUMBER": 9,
    "DEPENDENT_THOROUGHFARE_NAME": 10, "THOROUGHFARE_NAME": 11, "DOUBLE_DEPENDENT_LOCALITY": 12,
    "DEPENDENT_LOCALITY": 13, "POST_TOWN": 14, "POSTCODE": 15, "PO_BOX_NUMBER": 23,
}  # fmt: skip
_POINT_IN_WELSH: Final[Mapping[str, int]] = {
    "DEPENDENT_THOROUGHFARE_NAME": 18, "THOROUGHFARE_NAME": 19, "DOUBLE_DEPENDENT_LOCALITY": 20,
    "DEPENDENT_LOCALITY": 21, "POST_TOWN": 22,
}  # fmt: skip
_PROPERTY: Final[Mapping[str, int]] = {
    "LOGICAL_STATUS_CODE": 4, "PARENT_UPRN": 7, "X_COORDINATE": 8, "Y_COORDINATE": 9, "LOCAL_CUSTODIAN_CODE": 13,
    "COUNTRY_CODE": 14, "POSTAL_ADDRESS_CODE": 19,
}  # fmt: skip
_POSTCODE_LOCATOR: Final = 20


@dataclass(frozen=True, slots=True)
class Record:
    """One record. key: what tells it from others of its kind. subject: the UPRN or USRN that it is about."""

    kind: str
    change: Change
    key: str
    subject: str
    values: tuple[str, ...]


def is_supply(path: Path) -> bool:
    """Whether a file is of this format, and not a table with a header. Raises Misconfigured, Unavailable."""
    for _, values in _lines(path):
        return values[0] in COLUMNS
    raise Misconfigured(f"{path.name} is empty. Put the whole file there.")


def read_supply(path: Path) -> Iterator[Record]:
    """Yield the records of a file that we keep, in the order of the file; other kinds are passed over.

    Raises Misconfigured, naming the line, for what is not of the format or where the end of the file is missing;
    Unavailable where it cannot be read.
    """
    first, last = "", ""
    for line, values in _lines(path):
        kind = values[0]
        first = first or kind
        if last == TRAILER:
            raise wrong_line(path, line, "There are records after the trailer (99).")
        last = kind
        if kind not in COLUMNS:
            raise wrong_line(path, line, f"There is no kind of record {kind[:10]!r}.")
        if COLUMNS[kind] and len(values) != COLUMNS[kind]:
            raise wrong_line(path, line, f"A record {kind} has {COLUMNS[kind]} columns, this one {len(values)}.")
        if kind in KEPT:
            _check(path, line, kind, values)
            if kind != REFERENCE or values[7] == _WARD:  # of the others there are many, and none is used
                yield _record(kind, values)
    if first == HEADER and last != TRAILER:
        raise Misconfigured(f"{path.name} ends before its trailer (99): it is cut off. Fetch the whole file.")


def _lines(path: Path) -> Iterator[tuple[int, list[str]]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            for values in (reader := csv.reader(file)):
                if values:
                    yield reader.line_num, [value.strip() for value in values]
    except UnicodeDecodeError:
        raise Misconfigured(f"{path.name} is not UTF-8 text. Save it as UTF-8.") from None
    except csv.Error as wrong:
        raise Misconfigured(f"{path.name} is not a CSV file: {wrong}. Save it as CSV.") from None
    except FileNotFoundError:
        raise Misconfigured(f"There is no file {path.name}. Put it there.") from None
    except OSError as wrong:
        raise Unavailable(why=f"{path.name} could not be read: {wrong.strerror}") from wrong


def _record(kind: str, values: Sequence[str]) -> Record:
    subject = values[3].lstrip("0")
    key = ":".join(values[at].lstrip("0") if at == 3 else values[at] for at in _KEYS[kind])
    return Record(kind, cast(Change, values[1]), key, subject, tuple(values))


def _check(path: Path, line: int, kind: str, values: Sequence[str]) -> None:
    """Raise Misconfigured for a record that could not be used."""
    wrong = ""
    if values[1] not in ("I", "U", "D"):
        wrong = "The change (column 2) should be I, U or D."
    elif not re.fullmatch(r"0*[1-9][0-9]{0,11}", values[3]):
        wrong = f"The {'USRN' if kind in OF_STREETS else 'UPRN'} (column 4) should be a number of 1 to 12 digits."
    elif not all(values[at] for at in _KEYS[kind]):
        wrong = f"The key (column {_KEYS[kind][-1] + 1}) is empty."
    elif kind == PROPERTY and not all(_is_number(values[at]) for at in (8, 9)):
        wrong = "The coordinates (columns 9 and 10) should be numbers."
    elif any(len(value) > _LARGEST for value in values):
        wrong = "A value is too long."
    if wrong:
        raise wrong_line(path, line, wrong)


def _is_number(text: str) -> bool:
    return bool(re.fullmatch(r"[0-9]{1,7}(\.[0-9]{1,6})?", text))


def address_of(records: Iterable[Record], streets: Mapping[str, Words], towns: Mapping[str, Words]) -> Address | None:
    """Return the address that the records of one UPRN tell of, or None where it has no property record (21).

    streets, towns: by USRN, in capitals as they came. The delivery point says how it is written on a letter, where
    there is one; the gazetteer's entry says the rest.
    """
    kinds: dict[str, list[Record]] = {}
    for record in records:
        kinds.setdefault(record.kind, []).append(record)
    if PROPERTY not in kinds:
        return None
    common = {name: kinds[PROPERTY][0].values[at] for name, at in _PROPERTY.items()}
    common |= {"UPRN": kinds[PROPERTY][0].subject, "CLASSIFICATION_CODE": _class(kinds.get(CLASS, ()))}
    rows: list[dict[str, Any]] = []
    for record in kinds.get(POINT, ())[:1]:
        rows += [{"DPA": {**common, **row}} for row in _points(record)]
    about = {
        "ORGANISATION": next((each.values[5] for each in kinds.get(ORGANISATION, ()) if not each.values[8]), ""),
        "POSTCODE_LOCATOR": kinds[PROPERTY][0].values[_POSTCODE_LOCATOR],
        "WARD_CODE": next((one.values[5] for one in kinds.get(REFERENCE, ()) if _is_ward(one)), ""),
    }
    for record in sorted(kinds.get(ENTRY, ()), key=lambda each: each.values[5] not in ("ENG", "EN")):
        named = _on_street(record, streets, towns)
        rows.append({"LPI": {**common, **about, **_taken(record, _ENTRY), **named}})
    found = read_addresses(rows)
    return found[0] if found else None


def _points(record: Record) -> Iterator[dict[str, str]]:
    row = {**_taken(record, _POINT), "LANGUAGE": "EN"}
    yield row
    welsh = {name: value for name, value in _taken(record, _POINT_IN_WELSH).items() if value}
    if welsh:
        yield {**row, **welsh, "LANGUAGE": "CY"}


def _on_street(record: Record, streets: Mapping[str, Words], towns: Mapping[str, Words]) -> dict[str, str]:
    usrn, welsh = record.values[21].lstrip("0"), record.values[5] in _WELSH
    street, town = streets.get(usrn, Words(en="")), towns.get(usrn, Words(en=""))
    return {
        "USRN": usrn,
        "LANGUAGE": "CY" if welsh else "EN",
        "STREET_DESCRIPTION": (street.cy if welsh else "") or street.en,
        "TOWN_NAME": (town.cy if welsh else "") or town.en,
    }


def _taken(record: Record, columns: Mapping[str, int]) -> dict[str, str]:
    return {name: record.values[at] for name, at in columns.items()}


def _class(records: Sequence[Record]) -> str:
    """Return the classification in force, by the national scheme where there are several."""
    held = [each for each in records if not each.values[9]]
    ours = [each for each in held if _SCHEME in each.values[6]] or held
    return ours[0].values[5] if ours else ""


def _is_ward(record: Record) -> bool:
    return record.values[7] == _WARD and not record.values[9]


def names_of(records: Iterable[Record]) -> tuple[dict[str, Words], dict[str, Words]]:
    """Return the names of streets and of their towns by USRN, in capitals as they came, from descriptors (15)."""
    streets: dict[str, dict[str, str]] = {}
    towns: dict[str, dict[str, str]] = {}
    for record in sorted(records, key=lambda each: each.kind == DESCRIPTOR and each.values[8] == _GAELIC):
        if record.kind == DESCRIPTOR:
            language = "cy" if record.values[8] in _WELSH else "en"
            if record.values[8] == _GAELIC and language in streets.get(record.subject, {}):
                continue
            streets.setdefault(record.subject, {})[language] = record.values[4]
            towns.setdefault(record.subject, {})[language] = record.values[6] or record.values[5]
    return _words(streets), _words(towns)


def _words(named: Mapping[str, Mapping[str, str]]) -> dict[str, Words]:
    return {usrn: Words(en=text.get("en") or text.get("cy", ""), cy=text.get("cy", "")) for usrn, text in named.items()}


def street_of(
    usrn: str, records: Iterable[Record], streets: Mapping[str, Words], towns: Mapping[str, Words]
) -> StreetRow:
    """Return the row of a street; nothing but its name where there is no record of where it runs (11)."""
    ran = next((each.values for each in records if each.kind == STREET and each.subject == usrn), None)
    name, town = streets.get(usrn, Words(en="")), towns.get(usrn, Words(en=""))
    return StreetRow(
        usrn=usrn,
        name=Words(en=in_ordinary_case(name.en), cy=in_ordinary_case(name.cy)),
        town=Words(en=in_ordinary_case(town.en), cy=in_ordinary_case(town.cy)),
        ward="",
        start=_point(*ran[15:17]) if ran else NOWHERE,
        end=_point(*ran[19:21]) if ran else NOWHERE,
    )


NOWHERE: Final = Point(0.0, 0.0, 0.0, 0.0)


def _point(easting: str, northing: str) -> Point:
    if not (_is_number(easting) and _is_number(northing)):
        return NOWHERE
    try:
        latitude, longitude = to_wgs84(float(easting), float(northing))
    except NotOnTheGrid:
        return NOWHERE
    return Point(float(easting), float(northing), round(latitude, 7), round(longitude, 7))
