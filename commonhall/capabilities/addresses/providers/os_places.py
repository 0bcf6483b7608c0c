"""Which addresses does the Ordnance Survey know? Its Places API, version 1, or any gazetteer that answers like it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, ClassVar, Final

from pydantic import BaseModel, ConfigDict, Field, HttpUrl, SecretStr, ValidationError

from commonhall.capabilities.addresses.address import Address
from commonhall.capabilities.addresses.places.reading import read_addresses
from commonhall.capabilities.addresses.port import Found, choose, standard_postcode, standard_uprn
from commonhall.capabilities.errors import Misconfigured, Rejected, Unavailable
from commonhall.capabilities.http import Client, check_answer, client_for, json_of
from commonhall.core.values.words import Words

NAME: Final = "OS Places"
A_PAGE: Final = 100
"""The most results that the API gives at once."""
MOST_PAGES: Final = 12
"""Three towers of flats in two languages, each a delivery point and a row of the gazetteer, take five."""
LARGEST_ANSWER: Final = 1_000_000
"""Bytes of one page."""
_EVERYTHING: Final = {"dataset": "DPA,LPI", "lr": "EN,CY", "maxresults": str(A_PAGE)}
NOBODY: Final = "1"
"""A UPRN to ask for when trying the key: whether there is such a property does not matter."""


class OsPlacesSettings(BaseModel):
    """What a council has that uses the API under the public sector agreement."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    api_key: SecretStr = Field(
        title="API key",
        description="Of a project of the OS Data Hub that has the OS Places API",
        json_schema_extra={
            "title_cy": "Allwedd API",
            "description_cy": "O brosiect ar OS Data Hub sydd â'r OS Places API",
        },
    )
    base_url: HttpUrl = Field(
        default=HttpUrl("https://api.os.uk/search/places/v1"),
        title="Address of the API",
        json_schema_extra={"title_cy": "Cyfeiriad yr API"},
    )
    custodians: str = Field(
        default="",
        pattern=r"^([0-9]{1,4}(, ?[0-9]{1,4})*)?$",
        title="Local custodian codes",
        description="Only addresses of these are found, such as 5600, 5870. Leave blank to find all",
        json_schema_extra={
            "title_cy": "Codau ceidwaid lleol",
            "description_cy": "Dim ond cyfeiriadau'r rhain a geir, fel 5600, 5870. Gadewch yn wag i gael pob un",
        },
    )


class _Header(BaseModel):
    totalresults: int = Field(ge=0)


class _Answer(BaseModel):
    """The part that we read of an answer. Where nothing is found the results are left out."""

    header: _Header
    results: list[Any] = Field(default_factory=list)


class Provider:
    """OS Places. It finds addresses of the whole country; the list shows those that are postal and in use."""

    name: ClassVar[str] = "os_places"
    title: ClassVar[Words] = Words(en="OS Places", cy="OS Places")
    Settings: ClassVar[type[BaseModel]] = OsPlacesSettings

    def __init__(self, settings: OsPlacesSettings) -> None:
        self._settings = settings
        self._custodians = tuple(code.strip() for code in settings.custodians.split(",") if code.strip())

    def at_postcode(self, postcode: str, building: str = "") -> Found:
        """See the port."""
        return choose(self._found("/postcode", {"postcode": standard_postcode(postcode)}), building)

    def by_uprn(self, uprn: str) -> Address | None:
        """See the port."""
        wanted = standard_uprn(uprn)
        found = [row for row in self._found("/uprn", {"uprn": wanted}) if row.uprn == wanted]
        return found[0] if found else None

    def find(self, text: str) -> tuple[Address, ...]:
        """Return what a free text may mean, best first; at most one page of results."""
        with self._client() as client:
            page = self._page(client, "/find", {"query": text, **_EVERYTHING})
        return tuple(read_addresses(page.results, custodians=self._custodians))

    def nearest(self, easting: float, northing: float, *, metres: float = 100) -> Address | None:
        """Return the nearest property to a point of the National Grid, or None within ``metres`` (at most 1000)."""
        wanted = {"point": f"{easting:.2f},{northing:.2f}", "radius": f"{metres:g}", "dataset": "LPI"}
        with self._client() as client:
            page = self._page(client, "/nearest", wanted)
        found = read_addresses(page.results, custodians=self._custodians)
        return found[0] if found else None

    def check(self) -> None:
        """Ask for one property: that an answer comes, whatever it is, shows that address and key are right."""
        try:
            with self._client() as client:
                self._page(client, "/uprn", {"uprn": NOBODY, "maxresults": "1"})
        except Rejected as refused:
            raise Misconfigured(f"Correct the address of {NAME}: {refused.why}.") from None

    def _client(self) -> Client:
        headers = {"key": self._settings.api_key.get_secret_value()}  # in a header: addresses stand in logs
        return client_for(str(self._settings.base_url), headers=headers, largest_answer=LARGEST_ANSWER)

    def _found(self, path: str, wanted: Mapping[str, str]) -> list[Address]:
        """Return everything that is found, page by page: the API cuts an answer at a hundred without a word."""
        results: list[Any] = []
        with self._client() as client:
            for _ in range(MOST_PAGES):
                page = self._page(client, path, {**wanted, **_EVERYTHING, "offset": str(len(results))})
                results += page.results
                if not page.results or len(results) >= page.header.totalresults:
                    break
        return read_addresses(results, custodians=self._custodians)

    def _page(self, client: Client, path: str, query: Mapping[str, str]) -> _Answer:
        answer = client.get(path, params=dict(query))
        check_answer(answer, provider=NAME, at=datetime.now(UTC))
        try:
            return _Answer.model_validate(json_of(answer))
        except ValidationError:
            raise Unavailable(why=f"{NAME} answered in another form than it promises") from None
