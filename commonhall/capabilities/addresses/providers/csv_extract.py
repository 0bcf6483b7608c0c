"""Which addresses are in an extract of a gazetteer? Reads a CSV file, for a council that loads no records."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import ClassVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from commonhall.capabilities.addresses.address import Address, Kind, Status
from commonhall.capabilities.addresses.port import Found, choose, standard_postcode, standard_uprn
from commonhall.capabilities.errors import Misconfigured, Rejected, Unavailable
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
    postcode: str
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
    """Read the whole file or nothing. The time it was modified is part of the key, so a new file is read
    again.
    """
    rows: dict[str, Address] = {}
    with path.open(encoding="utf-8-sig", newline="") as file:
        for cells in (reader := csv.DictReader(file)):
            try:
                row = _Row.model_validate({k: v for k, v in cells.items() if k and v}).address()
            except (ValidationError, Rejected) as wrong:
                raise Misconfigured(f"Correct line {reader.line_num} of {path.name}. {_first(wrong)}") from None
            if row.uprn in rows:
                raise Misconfigured(f"Line {reader.line_num} of {path.name} repeats UPRN {row.uprn}. Remove one.")
            rows[row.uprn] = row
    return _Extract(rows)


def _first(wrong: ValidationError | Rejected) -> str:
    if isinstance(wrong, Rejected):
        return wrong.why
    error = wrong.errors()[0]
    return f"{'.'.join(str(part) for part in error['loc'])}: {error['msg']}"


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
        try:
            return _read(self._path, self._path.stat().st_mtime_ns)
        except FileNotFoundError:
            raise Misconfigured(f"There is no file {self._path.name}. Put the extract there.") from None
        except UnicodeDecodeError:
            raise Misconfigured(f"{self._path.name} is not UTF-8 text. Save it as UTF-8.") from None
        except OSError as error:
            raise Unavailable(why=f"{self._path.name} could not be read: {error.strerror}") from error
