"""What is known of the bins of a property? What the service's provider says, with what crews reported since; and where
it cannot be asked, the days as they were last said."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, TypeVar

from commonhall.capabilities.errors import Misconfigured, Unavailable
from commonhall.capabilities.waste.collection import Collection, CollectionDay
from commonhall.capabilities.waste.crew_events import with_events
from commonhall.capabilities.waste.kept import KeptBins
from commonhall.capabilities.waste.port import PropertyKey, Waste, waste_from
from commonhall.catalogue.bound import Bound, get_binding
from commonhall.catalogue.calls import call_provider
from commonhall.connect.crew_tables import KeptDays
from commonhall.connect.crews import CAPABILITY, REPORTS_STAY, reports_of
from commonhall.core.values.dates import from_london, london, london_day
from commonhall.councils.scope import council_in_scope
from commonhall.journeys.facts import SERVICE, property_key, supplies

Result = TypeVar("Result")
KEPT_AGAIN: Final = timedelta(hours=6)
"""How old what is kept of a property may grow before it is written anew."""


@dataclass(frozen=True, slots=True)
class KnownBins:
    """What is known of a property's bins. as_of: since when it is known, where nobody could be asked now."""

    collections: tuple[Collection, ...]
    days: tuple[CollectionDay, ...]
    as_of: datetime | None = None


def ask_waste(ask: Callable[[Waste], Result], *, service: str, at: datetime) -> Result:
    """Return what the provider of collections of ``service`` answers. Raises BindingMissing and the three errors."""
    return _asked(get_binding(CAPABILITY, service=service), ask, at)


def _asked(bound: Bound, ask: Callable[[Waste], Result], at: datetime) -> Result:
    return call_provider(
        lambda: ask(waste_from(bound.provider, bound.settings)),
        council_id=council_in_scope(),
        capability=CAPABILITY,
        provider=bound.provider,
        at=at,
    )


def collections_now(property_: PropertyKey, *, service: str, at: datetime) -> list[Collection]:
    """Return the collections of a property as they stand now, for decisions: never what was kept.

    Raises BindingMissing and the capability's three errors.
    """
    bound = get_binding(CAPABILITY, service=service)
    found = _asked(bound, lambda port: port.collections(property_, london(at)), at)
    return _with_reports(bound, property_, found, at)


def bins_of(property_: PropertyKey, *, service: str, horizon: timedelta, at: datetime) -> KnownBins:
    """Return the collections of a property and its days from tomorrow to ``horizon``, for reading.

    Where the provider cannot be asked, they are those that it last said, with what crews reported since. Raises
    BindingMissing, Rejected, and Unavailable or Misconfigured where nothing is kept.
    """
    bound = get_binding(CAPABILITY, service=service)
    today = london_day(at)
    first, last = (today + timedelta(days=1)).isoformat(), (today + horizon).isoformat()
    try:
        found = _asked(bound, lambda port: port.collections(property_, london(at)), at)
        days = _asked(bound, lambda port: port.calendar(property_, first, last), at)
    except (Unavailable, Misconfigured):
        row = KeptDays.objects.filter(provider=bound.provider, uprn=property_.uprn).first()
        if row is None:
            raise
        kept, days = KeptBins.model_validate(row.kept).on(today.isoformat())
        reported = _with_reports(bound, property_, kept, at)
        return KnownBins(tuple(reported), tuple(day for day in days if day.date <= last), row.asked_at)
    _keep(bound, property_, found, days, at)
    return KnownBins(tuple(_with_reports(bound, property_, found, at)), tuple(days))


def _with_reports(bound: Bound, property_: PropertyKey, found: list[Collection], at: datetime) -> list[Collection]:
    events = reports_of(bound.provider, property_, since=london_day(at) - REPORTS_STAY)
    return with_events(found, events, now=london(at))


def _keep(
    bound: Bound, property_: PropertyKey, found: list[Collection], days: list[CollectionDay], at: datetime
) -> None:
    """Keep what was said of a property that has collections, unless what is kept is new enough."""
    if not any(each.provided for each in found):
        return
    held = KeptDays.objects.filter(provider=bound.provider, uprn=property_.uprn)
    if held.filter(asked_at__gt=at - KEPT_AGAIN).exists():
        return
    kept = KeptBins.of(found, days).model_dump(mode="json")
    KeptDays.objects.update_or_create(
        provider=bound.provider, uprn=property_.uprn, defaults={"kept": kept, "asked_at": at}
    )


@supplies("waste.collections")
def _collections(arguments: Mapping[str, Any], now: str) -> list[dict[str, Any]]:
    key = property_key(arguments.get("property") or {})
    found = collections_now(key, service=str(arguments.get(SERVICE, "")), at=from_london(now))
    return [each.record() for each in found]
