"""Which addresses are in an extract of a gazetteer? Reads a CSV file, for a council that loads no records."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import ClassVar

from pydantic import BaseModel, ConfigDict, Field

from commonhall.capabilities.addresses.address import Address
from commonhall.capabilities.addresses.extract import read_extract
from commonhall.capabilities.addresses.port import Found, choose, standard_postcode, standard_uprn
from commonhall.capabilities.errors import Misconfigured
from commonhall.capabilities.tables import modified_at
from commonhall.core.values.words import Words


class CsvSettings(BaseModel):
    """Where the extract is."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    path: Path = Field(
        title="File",
        description="The CSV file of addresses, with the columns listed in the reference.",
        json_schema_extra={
            "title_cy": "Ffeil",
            "description_cy": "Y ffeil CSV o gyfeiriadau, gyda’r colofnau a restrir yn y dogfennau.",
        },
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
    return _Extract(read_extract(path))


class Provider:
    """Addresses from a CSV file on the machine."""

    name: ClassVar[str] = "csv_extract"
    title: ClassVar[Words] = Words(en="A file of addresses (CSV)", cy="Ffeil o gyfeiriadau (CSV)")
    Settings: ClassVar[type[BaseModel]] = CsvSettings
    stays_here: ClassVar[bool] = True

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
