"""What does the council's provider of collections know of a property, and how much of it is shown?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, TypeVar

from django.http import Http404

from commonhall.capabilities.addresses.address import Address
from commonhall.capabilities.errors import Misconfigured, Rejected, Unavailable
from commonhall.capabilities.waste.collection import Collection, CollectionDay
from commonhall.capabilities.waste.port import PropertyKey, Waste, waste_from
from commonhall.catalogue.calls import call_provider
from commonhall.catalogue.queries import BindingMissing, get_binding
from commonhall.core.values.dates import london_day
from commonhall.councils.scope import council_in_scope
from commonhall.web.citizen.property_steps import find_property
from commonhall.web.citizen.services import service_of_pattern
from commonhall.web.citizen.visit import Visit

HORIZON_DAYS: Final = 92
Result = TypeVar("Result")


class WasteDown(Exception):
    """Collections cannot be asked for now."""


def ask_waste(ask: Callable[[Waste], Result], *, at: datetime) -> Result:
    """Return what the council's provider of collections answers. Raises WasteDown, and Rejected."""
    try:
        bound = get_binding("waste")
        return call_provider(
            lambda: ask(waste_from(bound.provider, bound.settings)),
            council_id=council_in_scope(),
            capability="waste",
            provider=bound.provider,
            at=at,
        )
    except (BindingMissing, Misconfigured, Unavailable) as wrong:
        raise WasteDown(str(wrong)) from wrong


@dataclass(frozen=True)
class Rounds:
    """What is known of a property's collections. down: they cannot be asked for now."""

    collections: tuple[Collection, ...] = ()
    days: tuple[CollectionDay, ...] = ()
    down: bool = False


def key_of(address: Address) -> PropertyKey:
    """Return what waste systems know the property by."""
    return PropertyKey(
        uprn=address.uprn,
        usrn=address.usrn,
        parent_uprn=address.parent_uprn,
        classification=address.classification,
        postcode=address.postcode,
    )


def rounds_of(visit: Visit, address: Address) -> Rounds:
    """Return the collections of a property, and its days from tomorrow to the horizon."""
    today = london_day(visit.at)
    try:
        collections = ask_waste(lambda port: port.collections(key_of(address), visit.now), at=visit.at)
        first, last = today + timedelta(days=1), today + timedelta(days=horizon(visit))
        days = ask_waste(lambda port: port.calendar(key_of(address), first.isoformat(), last.isoformat()), at=visit.at)
    except Rejected:
        return Rounds()
    except WasteDown:
        return Rounds(down=True)
    return Rounds(tuple(collections), tuple(days))


def horizon(visit: Visit) -> int:
    """Return how many days ahead are shown: as the council's missed bin service says, if it runs one."""
    service = service_of_pattern(visit, "missed-bin")
    return int(service.effective.settings.get("binday_horizon_days", HORIZON_DAYS)) if service else HORIZON_DAYS


def offers_calendar(visit: Visit) -> bool:
    """Return whether the council offers bin days as a calendar file."""
    service = service_of_pattern(visit, "missed-bin")
    return service is None or bool(service.effective.settings.get("binday_calendar_file", True))


def property_at(uprn: str) -> Address:
    """Return the property of this council. Raises Http404, and LookupDown."""
    address = find_property(uprn)
    if address is None:
        raise Http404("no such property")
    return address
