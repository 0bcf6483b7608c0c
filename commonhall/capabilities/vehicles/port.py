"""What can a council ask about a vehicle, and what may it expect? The port that every provider of vehicles fills."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final, Literal, Protocol, cast

from commonhall.capabilities.ports import make_provider

Fuel = Literal["petrol", "diesel", "hybrid", "electric", "gas"]
RECORD_TYPES: Final[Mapping[str, str]] = {
    "registration": "string",
    "make": "string",
    "colour": "string",
    "fuel": "string",
    "registered": "date",
    "co2": "int",
    "engine": "int",
    "euro": "int",
    "taxed": "bool",
}
"""Part of a record to its type in patterns. All but the registration may be null: not every one has a CO2 figure."""


@dataclass(frozen=True, slots=True)
class VehicleDetails:
    """What is known of a vehicle, and nothing of who keeps it. None where the provider does not know.

    registration: capitals, no spaces. fuel: gas is everything that is none of the others. registered: ISO date; the
    first of the month where only the month is known. co2: grams a kilometre. engine: cubic centimetres. euro: 1 to 7.
    """

    registration: str
    make: str | None = None
    colour: str | None = None
    fuel: Fuel | None = None
    registered: str | None = None
    co2: int | None = None
    engine: int | None = None
    euro: int | None = None
    taxed: bool | None = None

    def record(self) -> dict[str, Any]:
        """Return it as patterns read it."""
        return asdict(self)


class Vehicles(Protocol):
    """The port. Every method may raise Unavailable, Rejected or Misconfigured."""

    def details(self, registration: str) -> VehicleDetails:
        """Return what is known of the vehicle with this number, in capitals without spaces.

        Raises Rejected("not_found") where no vehicle has it, and Rejected("malformed") where none can have it.
        """

    def check(self) -> None:
        """Try the provider harmlessly."""


def vehicles_from(name: str, settings: Mapping[str, Any]) -> Vehicles:
    """Return the provider of vehicles called ``name`` with a council's settings. Raises Misconfigured."""
    return cast(Vehicles, make_provider("vehicles", name, settings))
