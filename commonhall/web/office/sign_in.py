"""How does a member of staff sign in and out? One answer for everything that does not fit."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from math import ceil

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.middleware.csrf import get_token, rotate_token
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from commonhall.councils.policies import open_to
from commonhall.people.operations import SignInRefused, resume_session, sign_in, sign_out
from commonhall.people.policies import Member, can
from commonhall.web.components.views.council import ErrorView, SignInView
from commonhall.web.components.views.frame import PageFrame
from commonhall.web.office.door import (
    SeeOther,
    Visit,
    council_of,
    keep_language,
    language_of,
    page,
    staff,
    switch_language,
)
from commonhall.web.office.frames import council_look, language_links
from commonhall.web.office.texts import say

LONGEST_TYPED = 400
STUDIO = "/studio/"  # another site for staff, whose administrators sign in here


@open_to("anyone")
def sign_in_page(request: HttpRequest) -> HttpResponse:
    """Show the form, or judge what it posted."""
    if request.method not in ("GET", "HEAD", "POST"):
        return HttpResponseNotAllowed(("GET", "POST"))
    response = switch_language(request) or (_judged(request) if request.method == "POST" else _asked(request))
    response.headers["Cache-Control"] = "no-store"
    return response


def _asked(request: HttpRequest) -> HttpResponse:
    onward = own_path(request.GET.get("next", ""))
    key = request.COOKIES.get(settings.STAFF_COOKIE, "")
    member = resume_session(key=key, at=datetime.now(UTC)) if key else None
    if member is not None:
        return SeeOther(onward or first_page(member))
    return _form(request, onward=onward)


def _judged(request: HttpRequest) -> HttpResponse:
    email, onward = request.POST.get("email", "")[:LONGEST_TYPED], own_path(request.POST.get("next", ""))
    if "switch_language" in request.POST:
        response = _form(request, email=email, onward=onward)
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
        return _form(request, email=email, onward=onward, refused=True)
    rotate_token(request)
    response = SeeOther(onward or first_page(signed_in.member))
    response.set_cookie(
        settings.STAFF_COOKIE, signed_in.key, secure=settings.COOKIE_SECURE, httponly=True, samesite="Lax"
    )
    return response


def _too_often(request: HttpRequest, wait: timedelta) -> HttpResponse:
    """Say that it was tried too often. It tells nothing of the account: tries for unknown ones count alike."""
    view = ErrorView(frame=_frame(request, "too_often"), status=429)
    response = page(view, status=429)
    response["Retry-After"] = str(ceil(wait.total_seconds()))
    return response


def first_page(member: Member) -> str:
    """Return where a member begins: with their own work, when they work on cases."""
    return reverse("office-home" if can(member, "work") else "office-queue")


def own_path(typed: str) -> str:
    """Return ``typed`` when it is a path of the office or the studio on this host, else nothing."""
    safe = url_has_allowed_host_and_scheme(typed, allowed_hosts=None) and "\\" not in typed
    return typed if safe and typed.startswith((reverse("office-queue"), STUDIO)) else ""


def _form(request: HttpRequest, *, email: str = "", onward: str = "", refused: bool = False) -> HttpResponse:
    frame = _frame(request, "sign_in")
    error = say("refused", frame.language) if refused else ""
    return page(SignInView(frame=frame, email=email, error=error, next=onward))


def _frame(request: HttpRequest, title: str) -> PageFrame:
    council = council_of(request)
    language = language_of(request, council.default_language)
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
    )


@open_to("staff")
@staff("POST")
def sign_out_page(visit: Visit) -> HttpResponse:
    """End the session here and in the database."""
    sign_out(key=visit.request.COOKIES.get(settings.STAFF_COOKIE, ""), at=visit.at)
    response = SeeOther(reverse("office-sign-in"))
    response.delete_cookie(settings.STAFF_COOKIE)
    return response
