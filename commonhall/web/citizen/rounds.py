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
from commonhall.capabilities.waste.port import PropertyKey, Waste
from commonhall.catalogue.queries import BindingMissing
from commonhall.connect import bins
from commonhall.web.citizen.property_steps import find_property
from commonhall.web.citizen.services import has_provider, service_of_pattern
from commonhall.web.citizen.visit import Visit

HORIZON_DAYS: Final = 92
Result = TypeVar("Result")


class WasteDown(Exception):
    """Collections cannot be asked for now."""


def ask_waste(visit: Visit, ask: Callable[[Waste], Result]) -> Result:
    """Return what the provider of collections answers. Raises WasteDown, and Rejected."""
    try:
        return bins.ask_waste(ask, service=_service(visit), at=visit.at)
    except (BindingMissing, Misconfigured, Unavailable) as wrong:
        raise WasteDown(str(wrong)) from wrong


@dataclass(frozen=True)
class Rounds:
    """What is known of a property's collections. down: they cannot be asked for now. as_of: when they last could,
    where they are what was said then.
    """

    collections: tuple[Collection, ...] = ()
    days: tuple[CollectionDay, ...] = ()
    down: bool = False
    as_of: datetime | None = None


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
    ahead = timedelta(days=horizon(visit))
    try:
        known = bins.bins_of(key_of(address), service=_service(visit), horizon=ahead, at=visit.at)
    except Rejected:
        return Rounds()
    except (BindingMissing, Misconfigured, Unavailable):
        return Rounds(down=True)
    return Rounds(known.collections, known.days, as_of=known.as_of)


def knows_bins(visit: Visit) -> bool:
    """Return whether the council has chosen who knows of bin days."""
    return has_provider(visit, "waste", service=_service(visit))


def _service(visit: Visit) -> str:
    """Return the service whose provider is asked: bin days are those of the missed bin service, if there is one."""
    service = service_of_pattern(visit, "missed-bin")
    return service.slug if service else ""


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
