"""Which addresses does the council itself keep? Reads the property records that a room has plugged in."""

from __future__ import annotations

from typing import ClassVar

from pydantic import BaseModel, ConfigDict

from commonhall.capabilities.addresses.address import Address
from commonhall.capabilities.addresses.port import (
    Found,
    PropertySource,
    choose,
    gazetteer_source,
    standard_postcode,
    standard_uprn,
)
from commonhall.capabilities.errors import Misconfigured
from commonhall.core.values.words import Words


class GazetteerSettings(BaseModel):
    """The council's own records need no settings."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Provider:
    """The council's own gazetteer, in its own database: no key, no network."""

    name: ClassVar[str] = "gazetteer"
    title: ClassVar[Words] = Words(en="The council's own property records", cy="Cofnodion eiddo'r cyngor ei hun")
    Settings: ClassVar[type[BaseModel]] = GazetteerSettings
    stays_here: ClassVar[bool] = True

    def __init__(self, settings: GazetteerSettings) -> None:
        self._settings = settings

    def at_postcode(self, postcode: str, building: str = "") -> Found:
        """See the port."""
        return choose(self._source().at_postcode(standard_postcode(postcode)), building)

    def by_uprn(self, uprn: str) -> Address | None:
        """See the port."""
        return self._source().by_uprn(standard_uprn(uprn))

    def check(self) -> None:
        """Raise Misconfigured where no property records are plugged in."""
        self._source()

    @staticmethod
    def _source() -> PropertySource:
        source = gazetteer_source()
        if source is None:
            raise Misconfigured("No property records are loaded in this process. Start it as the handbook says.")
        return source
