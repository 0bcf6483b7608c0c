"""Which journey does the browser hold, and what does it see where it holds none that can be changed?"""

from __future__ import annotations

from collections.abc import Callable
from functools import update_wrapper
from typing import TYPE_CHECKING, Concatenate, ParamSpec

from django.http import HttpResponseBase

from commonhall.journeys.queries import find_journey
from commonhall.web.citizen import cookies, interruptions
from commonhall.web.citizen.services import live_service
from commonhall.web.citizen.visit import Visit
from commonhall.web.citizen.where import NEW

if TYPE_CHECKING:
    from commonhall.journeys.models import Journey

P = ParamSpec("P")


def held_journey(visit: Visit, slug: str, *, lock: bool = False) -> Journey | None:
    """Return the journey of the service that the browser holds; none when it asks for a new one."""
    if visit.request.GET.get(NEW):
        return None
    return find_journey(cookies.journey_token(visit.request), service=slug, lock=lock)


def with_journey(view: Callable[Concatenate[Visit, Journey, P], HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Give ``view`` the journey that the browser holds, with a lock for a post; where it cannot go on, say why."""

    def answer(visit: Visit, slug: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        journey = held_journey(visit, slug, lock=visit.request.method == "POST")
        if journey is None:
            return interruptions.lost(visit, live_service(visit, slug).title, slug)
        return interruptions.over(visit, journey) or view(visit, journey, *args, **kwargs)

    update_wrapper(answer, view)
    return answer
