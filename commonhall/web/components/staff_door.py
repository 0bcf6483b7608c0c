"""Who is at a door of staff, of the office or of the studio? Signed in, in a language, and never stored."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import wraps
from typing import Any, TypeVar
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.urls import reverse
from django.views.decorators.cache import cache_control

from commonhall.core.values.words import Language
from commonhall.councils.queries import CouncilSite
from commonhall.people.operations import resume_session
from commonhall.people.policies import Member
from commonhall.web.components.languages import SeeOther, council_of, keep_language, language_of, switch_language


@dataclass(frozen=True)
class StaffVisit:
    """One request of a member of staff. switching: only the language of a page with errors is to change."""

    request: HttpRequest
    council: CouncilSite
    member: Member
    language: Language
    at: datetime
    switching: bool = False


V = TypeVar("V", bound=StaffVisit)
Shown = Callable[..., HttpResponse]
Refuse = Callable[[V, dict[str, Any], Exception], HttpResponse]


def guarded(
    view: Shown,
    methods: tuple[str, ...],
    *,
    visit: type[V],
    home: str,
    refuse: Refuse[V],
    refusals: tuple[type[Exception], ...],
    admits: Callable[[Member], bool] = lambda _: True,
) -> Shown:
    """Return ``view`` for signed-in members only, who ``admits`` lets in, with their visit; it is stored nowhere.

    home: the name of the route to which signing in leads by itself. refuse: answers for one of the ``refusals`` that
    the view raised, and for who is not let in; it gets what the address named.
    """

    @cache_control(no_store=True)
    @wraps(view)
    def shown(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        at = datetime.now(UTC)
        key = request.COOKIES.get(settings.STAFF_COOKIE, "")
        member = resume_session(key=key, at=at) if key else None
        if member is None:
            return _to_sign_in(request, reverse(home))
        if request.method not in methods and not (request.method == "HEAD" and "GET" in methods):
            return HttpResponseNotAllowed(methods)
        if (switched := switch_language(request)) is not None:
            return switched
        here = _visit_of(visit, request, member, at)
        if not admits(member):
            return refuse(here, kwargs, PermissionError())
        try:
            response = view(here, *args, **kwargs)
        except refusals as refused:
            return refuse(here, kwargs, refused)
        if here.switching:
            keep_language(response, here.language)
        return response

    return shown


def _visit_of(visit: type[V], request: HttpRequest, member: Member, at: datetime) -> V:
    return visit(
        request=request,
        council=council_of(request),
        member=member,
        language=language_of(request, member.language),
        at=at,
        switching="switch_language" in request.POST,
    )


def _to_sign_in(request: HttpRequest, home: str) -> HttpResponse:
    """Lead to signing in, and from there back to the page, but not to a form that was posted."""
    came = request.get_full_path() if request.method in ("GET", "HEAD") else home
    sign_in, after = reverse("office-sign-in"), reverse("office-queue")  # staff sign in at one place, and come there
    return SeeOther(sign_in if came == after else f"{sign_in}?{urlencode({'next': came})}")
