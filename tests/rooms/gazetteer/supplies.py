"""How would a national supply tell of the addresses of a demonstration? The records that a test writes and changes."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from commonhall.capabilities.addresses.address import Address
from commonhall.capabilities.addresses.places.writing import Parts, parts_of
from commonhall.upkeep.demo.gazetteer import generate
from tests.contracts.addresses.test_addresses import ROWS

DATES: Final = ("2020-01-01", "", "2020-01-02", "2020-01-01")
STATUS: Final = {"approved": ("1", "2"), "provisional": ("6", "1"), "historic": ("8", "4")}
SCHEME: Final = "AddressBase Premium Classification Scheme"
Line = tuple[str, ...]


def some_rows(count: int = 30) -> list[Address]:
    """Return addresses of every kind: a street of houses, a block with flats, a park, and what is not in use."""
    houses = list(ROWS[:count])
    flat = next(row for row in ROWS if row.parent_uprn)
    odd = [row for row in ROWS if row.kind == "land" or row.status != "approved" or row.uprn == flat.parent_uprn]
    return [*houses, flat, *odd]


def streets_of(rows: Iterable[Address]) -> list[Line]:
    """Return the street records of the streets on which ``rows`` lie."""
    wanted = {row.usrn for row in rows}
    lines: list[Line] = []
    for street in generate("brynafon").streets:
        if street.usrn in wanted:
            ends = [
                text for at in (street.start, street.end) for text in (f"{at.easting}", f"{at.northing}", "0", "0")
            ]  # fmt: skip
            lines.append(("11", "I", "0", street.usrn, "1", "9904", "2", "", "", "8", "0", *DATES, *ends, "10"))
            for language, name, town in (
                ("ENG", street.name.en, street.town.en), ("CYM", street.name.cy, street.town.cy),
            ):  # fmt: skip
                lines.append(
                    ("15", "I", "0", street.usrn, name.upper(), "", town.upper(), "GWYNEDD", language, *DATES)
                )  # fmt: skip
    return lines


def records_of(row: Address, change: str = "I") -> list[Line]:
    """Return the records of one property."""
    logical, state = STATUS[row.status]
    letters = row.kind == "postal" and row.status == "approved"
    postal = "D" if letters else "L" if row.kind == "postal" else "N"
    place = (f"{row.easting}", f"{row.northing}", f"{row.latitude}", f"{row.longitude}")
    lines: list[Line] = [
        ("21", change, "0", row.uprn, logical, state, "2020-01-01", row.parent_uprn, *place, "1", "9904", "W", *DATES,
         postal, row.postcode, "0"),
        ("23", change, "0", row.uprn, f"9904X{row.uprn}", row.ward, "", "7666OW", *DATES),
        ("32", change, "0", row.uprn, f"9904C{row.uprn}", row.classification, SCHEME, "1.0", *DATES),
    ]  # fmt: skip
    for number, (language, parts) in enumerate((("ENG", parts_of(row, "en")), ("CYM", parts_of(row, "cy")))):
        key = f"9904L{row.uprn}{number}"
        lines.append(
            ("24", change, "0", row.uprn, key, language, logical, *DATES, "", "", "", "", parts.inner.upper(),
             *_numbers(parts), parts.building.upper(), row.usrn, "1", "", "", "")
        )  # fmt: skip
    if letters:
        lines.append(_point(row, change))
    return lines


def _numbers(parts: Parts) -> Line:
    digits = parts.number.rstrip("AB")
    return digits, parts.number[len(digits) :], "", ""


def _point(row: Address, change: str) -> Line:
    english, welsh = parts_of(row, "en"), parts_of(row, "cy")
    number = english.number if english.number.isdigit() else ""
    building = english.building or ("" if number else english.number)
    return (
        "28", change, "0", row.uprn, f"8{row.uprn[-7:]}", english.organisation.upper(), "", english.inner.upper(),
        building.upper(), number, "", english.street.upper(), "", "", row.town.upper(), row.postcode, "S", "1A",
        "", welsh.street.upper(), "", "", row.town_cy.upper(), "", "2020-01-01", *DATES,
    )  # fmt: skip


def write(path: Path, lines: Sequence[Line], *, kind: str = "F") -> Path:
    """Write a file of a supply, with its header and trailer."""
    header = ("10", "A MADE UP CUSTODIAN", "9904", "2026-06-01", "0", "2026-06-01", "09:00:00", "2.0", kind)
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *lines, ("99", "0", str(len(lines)), "2026-06-01", "09:00:00")])
    return path
