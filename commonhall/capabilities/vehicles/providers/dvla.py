"""How are vehicles looked up at the Driver and Vehicle Licensing Agency? Its Vehicle Enquiry Service, version 1."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import ClassVar, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, HttpUrl, SecretStr, ValidationError

from commonhall.capabilities.errors import Rejected, Unavailable
from commonhall.capabilities.http import check_answer, client_for, json_of
from commonhall.capabilities.vehicles.port import Fuel, VehicleDetails
from commonhall.core.values.words import Words

NAME: Final = "DVLA Vehicle Enquiry Service"
PATH: Final = "/vehicle-enquiry/v1/vehicles"
LARGEST_ANSWER: Final = 20_000
"""Bytes."""
KNOWN: Final = "AA19AAA"
"""A number of the service's own test data, which live answers with "not found": enough to try the key."""
_PLATE: Final = re.compile(r"[A-Z0-9]{2,7}")
_FUELS: Final[Mapping[str, Fuel]] = {
    "PETROL": "petrol",
    "DIESEL": "diesel",
    "HEAVY OIL": "diesel",
    "ELECTRICITY": "electric",
    "HYBRID ELECTRIC": "hybrid",
    "PETROL/ELECTRIC": "hybrid",
    "ELECTRIC DIESEL": "hybrid",
    "GAS": "gas",
    "GAS BI-FUEL": "gas",
    "GAS/PETROL": "gas",
    "GAS DIESEL": "gas",
    "FUEL CELLS": "gas",
    "STEAM": "gas",
    "OTHER": "gas",
}
"""What the agency calls a vehicle's propulsion. A word that is not here means: not known."""
_TAXED: Final = {"Taxed": True, "Untaxed": False, "SORN": False, "Not Taxed for on Road Use": False}


class DvlaSettings(BaseModel):
    """What the agency gives a council that registers for the service."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    api_key: SecretStr = Field(
        title="API key",
        description="The agency sends it when you register",
        json_schema_extra={
            "title_cy": "Allwedd API",
            "description_cy": "Mae’r asiantaeth yn ei hanfon pan fyddwch yn cofrestru",
        },
    )
    base_url: HttpUrl = Field(
        default=HttpUrl("https://driver-vehicle-licensing.api.gov.uk"),
        title="Address of the API",
        json_schema_extra={"title_cy": "Cyfeiriad yr API"},
    )


class _Found(BaseModel):
    """The part that we read of an answer. Everything but the number may be left out."""

    registration: str = Field(alias="registrationNumber")
    make: str | None = None
    colour: str | None = None
    fuel: str = Field(default="", alias="fuelType")
    month: str | None = Field(default=None, alias="monthOfFirstRegistration", pattern=r"^\d{4}-(0[1-9]|1[0-2])")
    co2: int | None = Field(default=None, alias="co2Emissions", ge=0)
    engine: int | None = Field(default=None, alias="engineCapacity", ge=0)
    euro: str = Field(default="", alias="euroStatus")
    tax: str = Field(default="", alias="taxStatus")

    def details(self) -> VehicleDetails:
        """Return it in the words of the port."""
        euro = re.search(r"[1-7]", self.euro)
        return VehicleDetails(
            registration=self.registration,
            make=self.make or None,
            colour=self.colour or None,
            fuel=_FUELS.get(self.fuel.upper()),
            registered=f"{self.month[:7]}-01" if self.month else None,
            co2=self.co2,
            engine=self.engine or None,  # 0 stands for none, as an electric vehicle has
            euro=int(euro[0]) if euro else None,
            taxed=_TAXED.get(self.tax),
        )


class Provider:
    """The Vehicle Enquiry Service. The number goes in the body, since it is personal: never in an address or a log."""

    name: ClassVar[str] = "dvla"
    title: ClassVar[Words] = Words(en=NAME, cy="Gwasanaeth Ymholiadau Cerbydau'r DVLA")
    Settings: ClassVar[type[BaseModel]] = DvlaSettings

    @staticmethod
    def mode_of(settings: DvlaSettings) -> Literal["live", "test", ""]:
        """Return for what the address is: the agency's trial place is called UAT."""
        host = settings.base_url.host or ""
        if not host.endswith("driver-vehicle-licensing.api.gov.uk"):
            return ""
        return "test" if host.startswith("uat.") else "live"

    def __init__(self, settings: DvlaSettings) -> None:
        self._settings = settings

    def details(self, registration: str) -> VehicleDetails:
        """Look one vehicle up. A vehicle from abroad, whose number is longer, is not asked for."""
        if not _PLATE.fullmatch(registration):
            raise Rejected("malformed", why="no British number is like this")
        key = self._settings.api_key.get_secret_value()
        with client_for(
            str(self._settings.base_url), headers={"x-api-key": key}, largest_answer=LARGEST_ANSWER
        ) as client:
            answer = client.post(PATH, json={"registrationNumber": registration})
        if answer.status_code == 400:
            raise Rejected("malformed", why=f"{NAME} refuses the form of the number")
        check_answer(answer, provider=NAME, at=datetime.now(UTC))
        try:
            found = _Found.model_validate(json_of(answer))
        except ValidationError:
            raise Unavailable(why=f"{NAME} answered in another form than it promises") from None
        if found.registration != registration:
            raise Unavailable(why=f"{NAME} answered about another vehicle")
        return found.details()

    def check(self) -> None:
        """Ask for a number that no live vehicle has: that it is not found shows that the key is right."""
        try:
            self.details(KNOWN)
        except Rejected as refused:
            if refused.code != "not_found":
                raise
