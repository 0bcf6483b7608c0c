"""How is each address provider set up with the same addresses? One bench for each; the suite does the rest."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from commonhall.capabilities.addresses.address import Address
from commonhall.capabilities.addresses.port import Addresses, addresses_from, plug_source

COLUMNS = (
    "uprn",
    "usrn",
    "line_1",
    "line_2",
    "line_3",
    "line_1_cy",
    "line_2_cy",
    "line_3_cy",
    "town",
    "town_cy",
    "street",
    "street_cy",
    "postcode",
    "parent_uprn",
    "classification",
    "ward",
    "easting",
    "northing",
    "latitude",
    "longitude",
    "kind",
    "status",
)


@dataclass
class Records:
    """Property records of one council, held in memory: what the contacts room does with a database."""

    rows: Sequence[Address]

    def at_postcode(self, postcode: str) -> Sequence[Address]:
        return [row for row in self.rows if row.postcode == postcode]

    def by_uprn(self, uprn: str) -> Address | None:
        return next((row for row in self.rows if row.uprn == uprn), None)


def gazetteer(rows: Sequence[Address], folder: Path) -> Addresses:
    plug_source(Records(rows))
    return addresses_from("gazetteer", {})


def csv_extract(rows: Sequence[Address], folder: Path) -> Addresses:
    path = folder / "addresses.csv"
    write_extract(path, rows)
    return addresses_from("csv_extract", {"path": str(path)})


def write_extract(path: Path, rows: Iterable[Address]) -> None:
    """Write addresses as the file that csv_extract reads."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        for row in rows:
            lines, lines_cy = (*row.lines, "", "", "")[:3], (*row.lines_cy, "", "", "")[:3]
            names = (row.town, row.town_cy, row.street.en, row.street.cy, row.postcode)
            place = (row.easting, row.northing, row.latitude, row.longitude)
            kind = (row.parent_uprn, row.classification, row.ward)
            writer.writerow((row.uprn, row.usrn, *lines, *lines_cy, *names, *kind, *place, row.kind, row.status))


Bench = Callable[[Sequence[Address], Path], Addresses]
BENCHES: dict[str, Bench] = {"gazetteer": gazetteer, "csv_extract": csv_extract}
