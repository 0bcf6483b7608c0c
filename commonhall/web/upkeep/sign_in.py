"""How does an operator sign in and out? One answer for everything that does not fit."""

from __future__ import annotations

from datetime import UTC, datetime
from math import ceil

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.middleware.csrf import rotate_token
from django.urls import reverse
from django.views.decorators.cache import cache_control

from commonhall.councils.policies import open_to
from commonhall.people.operators import resume_operator, sign_in_operator, sign_out_operator
from commonhall.people.sign_in import SignInRefused
from commonhall.web.components.languages import SeeOther
from commonhall.web.components.pages import render_page
from commonhall.web.components.views.council import ErrorView, SignInView
from commonhall.web.upkeep.door import Visit, frame_of, operators

LONGEST_TYPED = 400


@open_to("anyone")
@cache_control(no_store=True)
def sign_in_page(request: HttpRequest) -> HttpResponse:
    """Show the form, or judge what it posted."""
    if request.method not in ("GET", "HEAD", "POST"):
        return HttpResponseNotAllowed(("GET", "POST"))
    at = datetime.now(UTC)
    if request.method == "POST":
        return _judged(request, at)
    key = request.COOKIES.get(settings.OPERATOR_COOKIE, "")
    if key and resume_operator(key=key, at=at):
        return SeeOther(reverse("upkeep"))
    return HttpResponse(render_page(SignInView(frame=frame_of(request, "Sign in"))))


def _judged(request: HttpRequest, at: datetime) -> HttpResponse:
    email = request.POST.get("email", "")[:LONGEST_TYPED]
    try:
        key = sign_in_operator(
            email=email,
            password=request.POST.get("password", "")[:LONGEST_TYPED],
            address=str(request.META.get("REMOTE_ADDR", "")),
            at=at,
        )
    except SignInRefused as refused:
        if refused.wait:
            view = ErrorView(frame=frame_of(request, "You tried too often"), status=429)
            response = HttpResponse(render_page(view), status=429)
            response["Retry-After"] = str(ceil(refused.wait.total_seconds()))
            return response
        error = "The email address or the password is not right"
        return HttpResponse(render_page(SignInView(frame=frame_of(request, "Sign in"), email=email, error=error)))
    rotate_token(request)
    response = SeeOther(reverse("upkeep"))
    response.set_cookie(settings.OPERATOR_COOKIE, key, secure=settings.COOKIE_SECURE, httponly=True, samesite="Strict")
    return response


@open_to("operator")
@operators("POST")
def sign_out_page(visit: Visit) -> HttpResponse:
    """End the session here and in the database."""
    sign_out_operator(key=visit.request.COOKIES.get(settings.OPERATOR_COOKIE, ""), at=visit.at)
    response = SeeOther(reverse("upkeep_sign_in"))
    response.delete_cookie(settings.OPERATOR_COOKIE)
    return response
