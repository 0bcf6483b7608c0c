"""Which services does the council run now? Kept for a few seconds, so that most pages ask nothing."""

from __future__ import annotations

import time
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.http import Http404

from commonhall.catalogue.queries import BindingMissing, Service, find_service, get_binding, services_of
from commonhall.core.values.dates import london_day
from commonhall.councils.scope import is_testing
from commonhall.web.citizen.visit import Visit

KEPT_SECONDS: Final = 5.0
MOST_KEPT: Final = 5_000

_kept: dict[tuple[UUID, bool, str, date], tuple[float, Any]] = {}


def forget_services() -> None:
    """Forget what is kept: between tests."""
    _kept.clear()


def _look_up(visit: Visit, name: str, ask: Any) -> Any:
    key = (visit.council.id, is_testing(), name, london_day(visit.at))
    until, found = _kept.get(key, (0.0, None))
    moment = time.monotonic()
    if moment < until:
        return found
    found = ask()
    if len(_kept) >= MOST_KEPT:
        _kept.clear()
    _kept[key] = (moment + KEPT_SECONDS, found)
    return found


def live_service(visit: Visit, slug: str) -> Service:
    """Return the live service at ``slug``. Raises Http404."""
    service: Service | None = _look_up(
        visit, f"/{slug}", lambda: find_service(slug, council=visit.council, day=london_day(visit.at))
    )
    if service is None:
        raise Http404(f"no service at {slug}")
    return service


def live_services(visit: Visit) -> list[Service]:
    """Return every live service of the council, by title."""
    found: list[Service] = _look_up(visit, "all", lambda: services_of(visit.council, day=london_day(visit.at)))
    return found


def service_of_pattern(visit: Visit, pattern: str) -> Service | None:
    """Return the council's service that runs ``pattern``, if it has one."""
    return next((service for service in live_services(visit) if service.pattern == pattern), None)


def has_provider(visit: Visit, capability: str, *, service: str = "") -> bool:
    """Return whether the council has chosen a provider for ``capability``, of all services or of the one that asks."""

    def ask() -> bool:
        try:
            get_binding(capability, service=service)
        except BindingMissing:
            return False
        return True

    found: bool = _look_up(visit, f"binding {capability} {service}", ask)
    return found
