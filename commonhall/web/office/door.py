"""Who is at the office's door? Every page of staff goes through here: signed in, in a language, never stored."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import wraps
from typing import Concatenate, ParamSpec
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.urls import reverse

from commonhall.cases.queries import CaseUnknown, find_case
from commonhall.cases.stilled import UseRestricted, can_use
from commonhall.core.values.words import Language
from commonhall.councils.queries import CouncilSite
from commonhall.people.operations import resume_session
from commonhall.people.policies import Member, NotAllowed
from commonhall.web.components.languages import SeeOther as SeeOther  # the office's pages take them from its door
from commonhall.web.components.languages import council_of as council_of
from commonhall.web.components.languages import keep_language as keep_language
from commonhall.web.components.languages import language_of as language_of
from commonhall.web.components.languages import switch_language as switch_language
from commonhall.web.components.pages import render_page
from commonhall.web.components.prose import prose
from commonhall.web.components.views.council import ErrorView
from commonhall.web.components.views.frame import Link, PageView
from commonhall.web.office.frames import frame
from commonhall.web.office.texts import say

P = ParamSpec("P")


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
    except (UseRestricted, CaseUnknown, NotAllowed) as refused:
        return _refused(visit, str(kwargs.get("reference", "")), refused)
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


def _refused(visit: Visit, reference: str, why: Exception) -> HttpResponse:
    """Answer that there is no such page; or why nothing can be done about a case of which the member sees the page,
    but whose person's data may only be stored."""
    case = None if isinstance(why, NotAllowed) or not reference else find_case(visit.member, reference)
    return not_found(visit) if case is None or can_use(case) else _only_stored(visit, case.reference)


def _only_stored(visit: Visit, reference: str) -> HttpResponse:
    link = Link(text=visit.say("back_to_case"), href=reverse("office-case", args=(reference,)))
    view = ErrorView(
        frame=frame(visit, visit.say("still_title")),
        status=403,
        content=prose(visit.say("still_refused")),
        links=(link,),
    )
    return page(view, status=403)


def not_found(visit: Visit) -> HttpResponse:
    """Answer that there is no such page: also when there is one that the member may not see."""
    link = Link(text=visit.say("back_to_work"), href=reverse("office-queue"))
    return page(ErrorView(frame=frame(visit, visit.say("not_found")), status=404, links=(link,)), status=404)
