"""What does a resident see when something is wrong? Pages in the council's look and language, with the true status."""

from __future__ import annotations

import sys
from datetime import timedelta
from math import ceil
from typing import Final, Literal

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse

from commonhall.web.citizen.texts import SAID
from commonhall.web.citizen.visit import visit_of
from commonhall.web.components.prose import prose
from commonhall.web.components.views.council import ErrorView
from commonhall.web.components.views.frame import Link

Status = Literal[400, 403, 404, 429, 500, 503]
COMES_BACK: Final = 60
"""Seconds after which to try again where the database is away: it is back sooner, most times."""


def _error(request: HttpRequest, status: Status, *, text: str = "") -> HttpResponse:
    """Answer with the page for ``status``. Nothing here reads the database: it may be what is down."""
    if getattr(request, "council", None) is None:
        return HttpResponse(f"{SAID[f'error_{status}'].en}\n", status=status, content_type="text/plain; charset=utf-8")
    visit = visit_of(request)
    content = prose(visit.say(SAID[text])) if text else prose("")
    return visit.page(
        ErrorView(
            frame=visit.frame(visit.say(SAID[f"error_{status}"])),
            status=status,
            content=content,
            links=(
                Link(text=visit.say(SAID["back_home"]), href="/"),
                Link(text=visit.say(SAID["contact_us"]), href="/contact"),
            ),
        ),
        status=status,
    )


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The request could not be read."""
    return _error(request, 400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The request is not allowed."""
    return _error(request, 403, text="error_403_text")


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """There is nothing at this address, or nothing of this council."""
    return _error(request, 404)


def trial_over(request: HttpRequest) -> HttpResponse:
    """The link for trying services out is over, or never was one."""
    return _error(request, 404, text="trial_over_text")


def too_many_tries(request: HttpRequest, *, wait: timedelta) -> HttpResponse:
    """Somebody tried too often, or somebody else did from the same network. wait: until another try is looked at."""
    response = _error(request, 429)
    response["Retry-After"] = str(ceil(wait.total_seconds()))
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    """Something went wrong here, or the database is away: then a browser or program is told when to come again."""
    if not isinstance(sys.exc_info()[1], OperationalError):
        return _error(request, 500, text="error_500_text")
    response = _error(request, 503, text="error_500_text")
    response["Retry-After"] = str(COMES_BACK)
    return response


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form came without its token: most often because the browser keeps no cookies."""
    return _error(request, 403, text="error_403_text")
