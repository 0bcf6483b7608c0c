"""What is in our own table of addresses? A CSV file with a header; one wrong line and none is taken."""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from commonhall.capabilities.addresses.address import Address, Kind, Status
from commonhall.capabilities.addresses.port import standard_postcode, standard_uprn
from commonhall.capabilities.errors import Rejected
from commonhall.capabilities.tables import read_rows, wrong_line
from commonhall.core.values.words import Words


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


def read_extract(path: Path) -> dict[str, Address]:
    """Return every address of a file by UPRN.

    Raises Misconfigured for a line that is wrong or comes twice, Unavailable where the file cannot be read.
    """
    rows: dict[str, Address] = {}
    for line, row in read_rows(path, _Row):
        try:
            address = row.address()
        except Rejected as wrong:
            raise wrong_line(path, line, wrong.why) from None
        if address.uprn in rows:
            raise wrong_line(path, line, f"UPRN {address.uprn} is in the file twice.")
        rows[address.uprn] = address
    return rows
