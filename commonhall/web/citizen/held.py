"""Which journey does the browser hold?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from commonhall.journeys.queries import find_journey
from commonhall.web.citizen import cookies
from commonhall.web.citizen.visit import Visit
from commonhall.web.citizen.where import NEW

if TYPE_CHECKING:
    from commonhall.journeys.models import Journey


def held_journey(visit: Visit, slug: str, *, lock: bool = False) -> Journey | None:
    """Return the journey of the service that the browser holds; none when it asks for a new one."""
    if visit.request.GET.get(NEW):
        return None
    return find_journey(cookies.journey_token(visit.request), service=slug, lock=lock)
