"""How is each address provider set up with the same addresses? One bench for each; the suite does the rest."""

from __future__ import annotations

import csv
import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from commonhall.capabilities.addresses.address import Address
from commonhall.capabilities.addresses.places.searching import InMemory
from commonhall.capabilities.addresses.port import Addresses, addresses_from, plug_source
from commonhall.capabilities.addresses.simulator.program import (
    Account,
    PlacesSimulator,
    demo_key,
    demo_settings,
    running,
)
from commonhall.upkeep.demo.places_accounts import custodian_of

COUNCIL: Final = "brynafon"
BEGINS: Final = datetime.fromisoformat("2026-06-08T11:00:00+00:00")
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


def gazetteer(rows: Sequence[Address], folder: Path, places: PlacesSimulator) -> Addresses:
    plug_source(Records(rows))
    return addresses_from("gazetteer", {})


def csv_extract(rows: Sequence[Address], folder: Path, places: PlacesSimulator) -> Addresses:
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


def os_places(rows: Sequence[Address], folder: Path, places: PlacesSimulator) -> Addresses:
    """The adapter, with the stand-in, which knows the rows already."""
    return addresses_from("os_places", demo_settings(COUNCIL, places.address))


@contextmanager
def stand_in(rows: Sequence[Address]) -> Iterator[PlacesSimulator]:
    """Run a stand-in for OS Places that knows ``rows``. Its minutes pass quickly: no test comes to its limit."""
    seconds = itertools.count()
    account = Account(InMemory(rows), custodian_of(COUNCIL))
    with running(
        {demo_key(COUNCIL): lambda: account}, clock=lambda: BEGINS + timedelta(seconds=next(seconds))
    ) as simulator:
        yield simulator


Bench = Callable[[Sequence[Address], Path, PlacesSimulator], Addresses]
BENCHES: dict[str, Bench] = {"gazetteer": gazetteer, "csv_extract": csv_extract, "os_places": os_places}
