"""Whose addresses does the stand-in for OS Places know? Those of the demonstration's gazetteers, by a key for each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Final

from commonhall.capabilities.addresses.address import Address
from commonhall.capabilities.addresses.places.searching import InMemory
from commonhall.capabilities.addresses.places.writing import Custodian
from commonhall.capabilities.addresses.simulator.program import Account, demo_key
from commonhall.upkeep.demo.gazetteer import generate
from commonhall.upkeep.demo.gazetteer_places import PLACES

COUNTRIES: Final = {"england": "E", "wales": "W", "scotland": "S"}
FIRST_CODE: Final = 9900
"""Local custodian codes of the demonstration begin after this one: none in use does."""


def custodian_of(council: str) -> Custodian:
    """Return who keeps the addresses of a council of the demonstration. Raises KeyError for another."""
    place = PLACES[council]
    return Custodian(name=place.name.en, country=COUNTRIES[place.nation], code=FIRST_CODE + place.number)


def places_accounts() -> Mapping[str, Callable[[], Account]]:
    """Return how to make the account of each council's key: making all of them at a start would take too long."""
    return {demo_key(council): partial(_account, council) for council in PLACES}


def _account(council: str) -> Account:
    return Account(InMemory(_addresses(council)), custodian_of(council))


def _addresses(council: str) -> tuple[Address, ...]:
    gazetteer = generate(council)
    names = {street.usrn: street.name for street in gazetteer.streets}
    return tuple(row.address(names[row.usrn]) for row in gazetteer.properties)
