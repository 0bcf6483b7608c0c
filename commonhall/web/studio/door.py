"""Who is at the studio's door? Administrators only: signed in, in a language, never stored."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import wraps
from typing import Concatenate, Final, ParamSpec
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.urls import reverse

from commonhall.catalogue.bound import BindingMissing
from commonhall.core.values.words import Language
from commonhall.councils.queries import CouncilSite
from commonhall.people.operations import resume_session
from commonhall.people.policies import Member, can
from commonhall.web.components.languages import SeeOther, council_of, keep_language, language_of, switch_language
from commonhall.web.components.notices import drop_notice_at, leave_notice_at
from commonhall.web.components.pages import render_page
from commonhall.web.components.views.council import ErrorView
from commonhall.web.components.views.frame import Link, NoticeKind, PageView
from commonhall.web.studio.frames import frame
from commonhall.web.studio.texts import say

P = ParamSpec("P")
SIGN_IN: Final = "office-sign-in"
"""Staff sign in at one place."""


@dataclass(frozen=True)
class Visit:
    """One request of an administrator. switching: only the language of a page with errors is to change."""

    request: HttpRequest
    council: CouncilSite
    member: Member
    language: Language
    at: datetime
    switching: bool = False

    def say(self, key: str, **gaps: object) -> str:
        """Return a text of the studio in the language of the page."""
        return say(key, self.language, **gaps)


def administrators(
    *methods: str,
) -> Callable[[Callable[Concatenate[Visit, P], HttpResponse]], Callable[..., HttpResponse]]:
    """Let only administrators in, with their visit; to others the page is not there."""

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
        came = request.get_full_path() if request.method in ("GET", "HEAD") else reverse("studio")
        return SeeOther(f"{reverse(SIGN_IN)}?{urlencode({'next': came})}")
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
    if not can(member, "administer"):
        return not_found(visit)
    try:
        response = view(visit, *args, **kwargs)
    except BindingMissing:
        return not_found(visit)
    if visit.switching:
        keep_language(response, visit.language)
    return response


def page(view: PageView, *, status: int = 200) -> HttpResponse:
    """Answer with a page; what was left to be said has been said on it."""
    response = HttpResponse(render_page(view), status=status)
    if view.frame.notice is not None:
        drop_notice_at(reverse("studio"), response)
    return response


def not_found(visit: Visit) -> HttpResponse:
    """Answer that there is no such page: also when there is one that the member may not see."""
    may = can(visit.member, "administer")
    link = Link(
        text=visit.say("back_to_studio" if may else "back_to_office"), href=reverse("studio" if may else "office-queue")
    )
    own = frame(visit, visit.say("not_found"))
    return page(ErrorView(frame=own, status=404, links=(link,)), status=404)


def go(address: str, kind: NoticeKind, key: str, **gaps: str) -> HttpResponse:
    """Go to a page of the studio and say there what was done, or why it was not."""
    response = SeeOther(address)
    leave_notice_at(reverse("studio"), response, kind, key, **gaps)
    return response
