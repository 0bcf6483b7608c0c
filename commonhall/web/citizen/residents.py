"""Which resident is signed in, and what stands around the pages that are theirs? The one place that knows how."""

from __future__ import annotations

from collections.abc import Callable
from functools import update_wrapper
from typing import Any, Concatenate, Final, ParamSpec

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from commonhall.core.values.words import Words
from commonhall.people.residents import ABSOLUTE_LIMIT, SignedInResident, find_resident
from commonhall.web.citizen.visit import Visit, for_visit
from commonhall.web.components.views.frame import NavItem, PageFrame

P = ParamSpec("P")
KEPT: Final = "_resident"
PLACES: Final = (
    (Words(en="My requests", cy="Fy ngheisiadau"), "/my"),
    (Words(en="Your details", cy="Eich manylion"), "/my/details"),
    (Words(en="Your record", cy="Eich cofnod"), "/my/record"),
)


def resident_key(visit: Visit) -> str:
    """Return the key of the session that the browser holds, or nothing."""
    return visit.request.COOKIES.get(settings.RESIDENT_COOKIE, "")


def resident_of(visit: Visit) -> SignedInResident | None:
    """Return the resident who is signed in at this council in this browser, or None.

    Whatever other ways of signing in there are, this is where they end: everything else asks here.
    """
    request: Any = visit.request
    if not hasattr(request, KEPT):
        setattr(request, KEPT, find_resident(key=resident_key(visit), at=visit.at))
    found: SignedInResident | None = getattr(request, KEPT)
    return found


def keep_session(response: HttpResponseBase, key: str) -> None:
    """Let the browser hold a session, for this host only."""
    response.set_cookie(
        settings.RESIDENT_COOKIE,
        key,
        max_age=int(ABSOLUTE_LIMIT.total_seconds()),
        path="/",
        secure=settings.COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def forget_session(response: HttpResponseBase) -> None:
    """Let the browser forget its session."""
    response.delete_cookie(settings.RESIDENT_COOKIE, path="/", samesite="Lax")


Own = Callable[Concatenate[Visit, SignedInResident, P], HttpResponseBase]


def signed_in(view: Own[P]) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """Give ``view`` the visit and its resident; whoever is not signed in is asked to, and sees nothing of the page."""

    def answer(visit: Visit, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        resident = resident_of(visit)
        if resident is None:
            response = visit.go("/my/sign-in?said=again" if resident_key(visit) else "/my/sign-in")
            forget_session(response)
            return response
        return view(visit, resident, *args, **kwargs)

    update_wrapper(answer, view)
    return for_visit(answer)


def around(visit: Visit) -> dict[str, Any]:
    """Return what stands around the page of one request: the way back to all of them for whoever is signed in."""
    resident = resident_of(visit)
    return {**_nav(visit, resident), "back_link": "/my"} if resident else {"back_link": "/track"}


def my_frame(visit: Visit, resident: SignedInResident, title: str, **parts: Any) -> PageFrame:
    """Return what stands around a page of a resident's own: where else to go, and the way out."""
    return visit.frame(title, **_nav(visit, resident), **parts)


def _nav(visit: Visit, resident: SignedInResident) -> dict[str, Any]:
    here = visit.request.path
    nav = tuple(NavItem(text=visit.say(name), href=href, current=href == here) for name, href in PLACES)
    return {"nav": nav, "signed_in_as": resident.email, "sign_out": "/my/sign-out"}
