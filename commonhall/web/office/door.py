"""Who is at the office's door? Every page of staff goes through here: signed in, in a language, never stored."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import wraps
from typing import Concatenate, ParamSpec
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.urls import reverse

from commonhall.cases.queries import CaseUnknown
from commonhall.core.values.words import Language
from commonhall.councils.queries import CouncilSite
from commonhall.people.operations import resume_session
from commonhall.people.policies import Member, NotAllowed
from commonhall.web.components.pages import render_page
from commonhall.web.components.views.council import ErrorView
from commonhall.web.components.views.frame import Link, PageView
from commonhall.web.office.frames import frame
from commonhall.web.office.texts import say

P = ParamSpec("P")
LANGUAGE_KEPT_SECONDS = 365 * 24 * 3600


class SeeOther(HttpResponseRedirect):
    """Go and get another page: the answer to a form that was taken."""

    status_code = 303


@dataclass(frozen=True)
class Visit:
    """One request of a member of staff. switching: only the language of a page with errors is to change."""

    request: HttpRequest
    council: CouncilSite
    member: Member
    language: Language
    at: datetime
    switching: bool = False

    def say(self, key: str, **gaps: object) -> str:
        """Return a text of the office in the language of the page."""
        return say(key, self.language, **gaps)


def council_of(request: HttpRequest) -> CouncilSite:
    """Return the council whose host was asked."""
    council: CouncilSite = request.council  # type: ignore[attr-defined]  # set by the middleware
    return council


def language_of(request: HttpRequest, otherwise: Language) -> Language:
    """Return the language of the page: as just switched, as chosen before, or ``otherwise``."""
    offered = council_of(request).languages
    asked = (request.POST.get("switch_language", ""), request.COOKIES.get(settings.LANGUAGE_COOKIE, ""), otherwise)
    return next((code for one in asked for code in offered if code == one), council_of(request).default_language)


def keep_language(response: HttpResponse, language: str) -> None:
    """Remember the language in the browser, for this host only."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE,
        language,
        max_age=LANGUAGE_KEPT_SECONDS,
        secure=settings.COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def switch_language(request: HttpRequest) -> HttpResponse | None:
    """Answer ``?lang=cy``: remember it and show the same page without it. None where nothing is asked for."""
    wanted = request.GET.get("lang", "")
    if request.method != "GET" or not wanted:
        return None
    rest = urlencode([(name, one) for name, ones in request.GET.lists() if name != "lang" for one in ones])
    response = SeeOther(f"{request.path}?{rest}" if rest else request.path)
    if wanted in council_of(request).languages:
        keep_language(response, wanted)
    return response


def staff(*methods: str) -> Callable[[Callable[Concatenate[Visit, P], HttpResponse]], Callable[..., HttpResponse]]:
    """Let only signed-in members in, with their visit; what they may not see answers like what is not there."""

    def guard(view: Callable[Concatenate[Visit, P], HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            response = _answered(request, view, methods, *args, **kwargs)
            response.headers["Cache-Control"] = "no-store"
            return response

        return guarded

    return guard


def _answered(
    request: HttpRequest,
    view: Callable[Concatenate[Visit, P], HttpResponse],
    methods: tuple[str, ...],
    /,
    *args: P.args,
    **kwargs: P.kwargs,
) -> HttpResponse:
    at = datetime.now(UTC)
    key = request.COOKIES.get(settings.STAFF_COOKIE, "")
    member = resume_session(key=key, at=at) if key else None
    if member is None:
        return _to_sign_in(request)
    if request.method not in methods and not (request.method == "HEAD" and "GET" in methods):
        return HttpResponseNotAllowed(methods)
    switched = switch_language(request)
    if switched is not None:
        return switched
    visit = Visit(
        request=request,
        council=council_of(request),
        member=member,
        language=language_of(request, member.language),
        at=at,
        switching="switch_language" in request.POST,
    )
    try:
        response = view(visit, *args, **kwargs)
    except (CaseUnknown, NotAllowed):
        return not_found(visit)
    if visit.switching:
        keep_language(response, visit.language)
    return response


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    came = request.get_full_path() if request.method in ("GET", "HEAD") else ""
    query = f"?{urlencode({'next': came})}" if came and came != reverse("office-queue") else ""
    return SeeOther(f"{reverse('office-sign-in')}{query}")


def page(view: PageView, *, status: int = 200) -> HttpResponse:
    """Answer with a page."""
    return HttpResponse(render_page(view), status=status)


def not_found(visit: Visit) -> HttpResponse:
    """Answer that there is no such page: also when there is one that the member may not see."""
    link = Link(text=visit.say("back_to_work"), href=reverse("office-queue"))
    return page(ErrorView(frame=frame(visit, visit.say("not_found")), status=404, links=(link,)), status=404)
