"""How does a member of staff sign in and out? One answer for everything that does not fit."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from math import ceil
from urllib.parse import urlencode

import structlog
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.middleware.csrf import get_token, rotate_token
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import cache_control

from commonhall.core.values.words import Language
from commonhall.councils.policies import open_to
from commonhall.people.operations import SignedIn, SignInRefused, resume_session, sign_in, sign_out
from commonhall.people.policies import Member, can
from commonhall.people.staff_vouched import StaffLinkedElsewhere, link_staff
from commonhall.web.components.languages import SeeOther, council_of, keep_language, language_of, switch_language
from commonhall.web.components.views.council import ErrorView, SignInView
from commonhall.web.components.views.frame import Link, Notice, PageFrame
from commonhall.web.components.vouching import STAFF, find_offered, forget_trip, kept_link
from commonhall.web.office.door import Visit, page, staff
from commonhall.web.office.frames import council_look, language_links
from commonhall.web.office.texts import say

log = structlog.get_logger(__name__)
LONGEST_TYPED = 400
SAID = ("with_down", "with_not_finished", "with_link")
STUDIO = "/studio/"  # another site for staff, whose administrators sign in here


@open_to("anyone")
@cache_control(no_store=True)
def sign_in_page(request: HttpRequest) -> HttpResponse:
    """Show the form, or judge what it posted."""
    if request.method not in ("GET", "HEAD", "POST"):
        return HttpResponseNotAllowed(("GET", "POST"))
    return switch_language(request) or (_judged(request) if request.method == "POST" else _asked(request))


def _asked(request: HttpRequest) -> HttpResponse:
    onward = own_path(request.GET.get("next", ""))
    key = request.COOKIES.get(settings.STAFF_COOKIE, "")
    member = resume_session(key=key, at=datetime.now(UTC)) if key else None
    if member is not None:
        return SeeOther(onward or first_page(member))
    return _form(request, onward=onward, linking=_links(request))


def _judged(request: HttpRequest) -> HttpResponse:
    email, onward = request.POST.get("email", "")[:LONGEST_TYPED], own_path(request.POST.get("next", ""))
    if "switch_language" in request.POST:
        response = _form(request, email=email, onward=onward, linking=_links(request))
        keep_language(response, language_of(request, council_of(request).default_language))
        return response
    try:
        signed_in = sign_in(
            email=email,
            password=request.POST.get("password", "")[:LONGEST_TYPED],
            address=str(request.META.get("REMOTE_ADDR", "")),
            at=datetime.now(UTC),
        )
    except SignInRefused as refused:
        if refused.wait:
            return _too_often(request, refused.wait)
        return _form(request, email=email, onward=onward, refused=True, linking=_links(request))
    response = let_in(request, signed_in, onward)
    if _links(request):
        _link_waiting(request, response, signed_in.member, datetime.now(UTC))
    return response


def _links(request: HttpRequest) -> bool:
    """Whether the form is the one that links: not any form that somebody fills in later at the same desk."""
    return "link" in request.POST or request.GET.get("said") == "with_link"


def _link_waiting(request: HttpRequest, response: HttpResponse, member: Member, at: datetime) -> None:
    """Link whom the provider vouched for in this browser to the member who has just typed their password."""
    waiting = kept_link(STAFF, request, council_of(request))
    forget_trip(response, STAFF)
    if waiting is None:
        return
    try:
        link_staff(
            membership_id=member.membership_id,
            issuer=waiting.issuer,
            subject=waiting.subject,
            by=member.actor,
            at=at,
        )
    except StaffLinkedElsewhere:
        log.warning("staff_sign_in_not_linked")


def _too_often(request: HttpRequest, wait: timedelta) -> HttpResponse:
    """Say that it was tried too often. It tells nothing of the account: tries for unknown ones count alike."""
    view = ErrorView(frame=sign_in_frame(request, "too_often"), status=429)
    response = page(view, status=429)
    response["Retry-After"] = str(ceil(wait.total_seconds()))
    return response


def let_in(request: HttpRequest, entered: SignedIn, onward: str = "") -> SeeOther:
    """Return the way in for who has just signed in, with their session's key: to ``onward``, or to their work."""
    rotate_token(request)
    response = SeeOther(onward or first_page(entered.member))
    response.set_cookie(
        settings.STAFF_COOKIE, entered.key, secure=settings.COOKIE_SECURE, httponly=True, samesite="Lax"
    )
    return response


def first_page(member: Member) -> str:
    """Return where a member begins: with their own work, when they work on cases."""
    return reverse("office-home" if can(member, "work") else "office-queue")


def own_path(typed: str) -> str:
    """Return ``typed`` when it is a path of the office or the studio on this host, else nothing."""
    safe = url_has_allowed_host_and_scheme(typed, allowed_hosts=None) and "\\" not in typed
    return typed if safe and typed.startswith((reverse("office-queue"), STUDIO)) else ""


def _form(
    request: HttpRequest, *, email: str = "", onward: str = "", refused: bool = False, linking: bool = False
) -> HttpResponse:
    said = request.GET.get("said", "")
    waiting = kept_link(STAFF, request, council_of(request)) if linking else None
    frame = sign_in_frame(
        request,
        "sign_in",
        said=said if said in SAID and not refused else "",
        account=(waiting.shown or "?") if waiting else "?",
    )
    offered = find_offered(STAFF) if said not in ("with_down", "with_link") else None
    query = f"?{urlencode({'next': onward})}" if onward else ""
    view = SignInView(
        frame=frame,
        email=email,
        error=say("refused", frame.language) if refused else "",
        next=onward,
        linking=linking,
        ways=(Link(text=offered.button.say(frame.language), href=f"{reverse('office-sign-in-with')}{query}"),)
        if offered
        else (),
        or_else=say("or_by_password", frame.language),
    )
    return page(view)


def sign_in_frame(
    request: HttpRequest, title: str, *, said: str = "", account: str = "", language: Language | None = None
) -> PageFrame:
    """Return what stands around a page on the way in, for who is not signed in. language: that of the reader."""
    council = council_of(request)
    language = language or language_of(request, council.default_language)
    return PageFrame(
        language=language,
        title=say(title, language),
        council=council_look(council),
        site="office",
        service=say("office", language),
        service_url=reverse("office-queue"),
        csrf_token=get_token(request),
        language_href=language_links(request, council),
        language_form="questions",
        notice=Notice(kind="information", text=say(said, language, account=account)) if said else None,
    )


@open_to("staff")
@staff("POST")
def sign_out_page(visit: Visit) -> HttpResponse:
    """End the session here and in the database."""
    sign_out(key=visit.request.COOKIES.get(settings.STAFF_COOKIE, ""), at=visit.at)
    response = SeeOther(reverse("office-sign-in"))
    response.delete_cookie(settings.STAFF_COOKIE)
    return response
