"""Which addresses are in an extract of a gazetteer? Reads a CSV file, for a council that loads no records."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import ClassVar

from pydantic import BaseModel, ConfigDict, Field

from commonhall.capabilities.addresses.address import Address, Kind, Status
from commonhall.capabilities.addresses.port import Found, choose, standard_postcode, standard_uprn
from commonhall.capabilities.errors import Misconfigured, Rejected
from commonhall.capabilities.tables import modified_at, read_rows, wrong_line
from commonhall.core.values.words import Words


class CsvSettings(BaseModel):
    """Where the extract is."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    path: Path = Field(title="File", description="The CSV file of addresses, with the columns listed in the reference.")


class _Row(BaseModel):
    """One line of the file. Columns that are not named here are ignored; empty ones take their defaults."""

    model_config = ConfigDict(frozen=True, extra="ignore", str_strip_whitespace=True)

    uprn: str = Field(pattern=r"^[0-9]{1,12}$")
    usrn: str = Field(default="", pattern=r"^[0-9]{0,8}$")
    line_1: str = Field(min_length=1)
    line_2: str = ""
    line_3: str = ""
    line_1_cy: str = ""
    line_2_cy: str = ""
    line_3_cy: str = ""
    town: str
    town_cy: str = ""
    street: str = ""
    street_cy: str = ""
    postcode: str = ""
    parent_uprn: str = Field(default="", pattern=r"^[0-9]{0,12}$")
    classification: str = ""
    ward: str = ""
    easting: float = 0.0
    northing: float = 0.0
    latitude: float = 0.0
    longitude: float = 0.0
    kind: Kind = "postal"
    status: Status = "approved"

    def address(self) -> Address:
        return Address(
            uprn=standard_uprn(self.uprn),
            usrn=self.usrn,
            lines=tuple(line for line in (self.line_1, self.line_2, self.line_3) if line),
            lines_cy=tuple(line for line in (self.line_1_cy, self.line_2_cy, self.line_3_cy) if line),
            town=self.town,
            town_cy=self.town_cy,
            postcode=standard_postcode(self.postcode) if self.postcode else "",
            street=Words(en=self.street, cy=self.street_cy),
            parent_uprn=self.parent_uprn.lstrip("0"),
            classification=self.classification,
            ward=self.ward,
            easting=self.easting,
            northing=self.northing,
            latitude=self.latitude,
            longitude=self.longitude,
            kind=self.kind,
            status=self.status,
        )


class _Extract:
    """A file that has been read: its rows by UPRN and by postcode."""

    def __init__(self, rows: Mapping[str, Address]) -> None:
        self.by_uprn = dict(rows)
        self.by_postcode: dict[str, list[Address]] = {}
        for row in rows.values():
            self.by_postcode.setdefault(row.postcode, []).append(row)


@lru_cache(maxsize=16)
def _read(path: Path, _modified: int) -> _Extract:
    """Read the whole file or nothing. The time it was modified is part of the key, so a new file is read again."""
    rows: dict[str, Address] = {}
    for line, row in read_rows(path, _Row):
        try:
            address = row.address()
        except Rejected as wrong:
            raise wrong_line(path, line, wrong.why) from None
        if address.uprn in rows:
            raise wrong_line(path, line, f"UPRN {address.uprn} is in the file twice.")
        rows[address.uprn] = address
    return _Extract(rows)


class Provider:
    """Addresses from a CSV file on the machine."""

    name: ClassVar[str] = "csv_extract"
    title: ClassVar[Words] = Words(en="A file of addresses (CSV)", cy="Ffeil o gyfeiriadau (CSV)")
    Settings: ClassVar[type[BaseModel]] = CsvSettings

    def __init__(self, settings: CsvSettings) -> None:
        self._path = settings.path

    def at_postcode(self, postcode: str, building: str = "") -> Found:
        """See the port."""
        wanted = standard_postcode(postcode)
        return choose(self._extract().by_postcode.get(wanted, ()), building)

    def by_uprn(self, uprn: str) -> Address | None:
        """See the port."""
        wanted = standard_uprn(uprn)
        return self._extract().by_uprn.get(wanted)

    def check(self) -> None:
        """Read the file. Raises Misconfigured naming the first wrong line, or that the file is empty or
        missing.
        """
        if not self._extract().by_uprn:
            raise Misconfigured(f"{self._path.name} has no addresses. Put the extract there.")

    def _extract(self) -> _Extract:
        return _read(self._path, modified_at(self._path))
