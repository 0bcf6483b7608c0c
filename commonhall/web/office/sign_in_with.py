"""How does a member of staff sign in through the council's own provider, and come back? Who has no place here is
refused plainly, and the password is always another way."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

import structlog
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.urls import reverse
from django.views.decorators.cache import cache_control

from commonhall.capabilities.errors import Misconfigured, Rejected, Unavailable
from commonhall.capabilities.identity.port import NotProved, Proved
from commonhall.catalogue.queries import BindingMissing
from commonhall.councils.policies import open_to, outside_transaction
from commonhall.councils.scope import in_council
from commonhall.people.staff_vouched import (
    NoPlaceHere,
    StaffUnknown,
    sign_in_staff_vouched,
)
from commonhall.web.components.languages import SeeOther, council_of, language_of
from commonhall.web.components.prose import prose
from commonhall.web.components.views.council import ErrorView
from commonhall.web.components.views.frame import Link
from commonhall.web.components.vouching import (
    STAFF,
    NotFinished,
    Trip,
    come_back,
    forget_trip,
    keep_link,
    keep_trip,
    send_away,
)
from commonhall.web.office.door import page
from commonhall.web.office.sign_in import let_in, own_path, sign_in_frame
from commonhall.web.office.texts import say

log = structlog.get_logger(__name__)
NOT_OURS: Final = ("browser", "state", "response")
"""Somebody else may have made this address: what the browser holds for its own way back stays."""
REFUSED: Final = {"not_allowed": "with_not_allowed", "roles_unknown": "with_roles_unknown"}


@open_to("anyone")
@cache_control(no_store=True)
@outside_transaction
def with_page(request: HttpRequest) -> HttpResponse:
    """Send the browser to the provider. Nothing is stored but in the browser, so programs may look at the link."""
    if request.method not in ("GET", "HEAD"):
        return HttpResponseNotAllowed(("GET",))
    council, at = council_of(request), datetime.now(UTC)
    onward = own_path(request.GET.get("next", ""))
    language = language_of(request, council.default_language)
    try:
        address, trip = send_away(STAFF, council, language=language, onward=onward, at=at)
    except BindingMissing:
        return _told("")
    except (Unavailable, Misconfigured, Rejected) as problem:
        log.warning("sign_in_provider_down", problem=type(problem).__name__)
        return _told("with_down")
    response = SeeOther(address)
    keep_trip(response, STAFF, council, trip)
    return response


@open_to("anyone")
@cache_control(no_store=True)
@outside_transaction
def return_page(request: HttpRequest) -> HttpResponse:
    """Take who comes back from the provider: to their work, or with a plain word why not."""
    if request.method not in ("GET", "HEAD"):
        return HttpResponseNotAllowed(("GET",))
    council, at = council_of(request), datetime.now(UTC)
    language = language_of(request, council.default_language)
    try:
        found, trip = come_back(STAFF, request, council, language=language, at=at)
    except NotFinished as problem:
        log.warning("staff_sign_in_refused", code=problem.code)
        response = _told("with_not_finished")
        if problem.code not in NOT_OURS:
            forget_trip(response, STAFF)
        return response
    except (Unavailable, Misconfigured) as problem:
        log.warning("sign_in_provider_down", problem=type(problem).__name__)
        return _told("with_down")
    with in_council(council, purpose="web"):
        return _arrived(request, found, trip, at)


def _arrived(request: HttpRequest, found: Proved | NotProved, trip: Trip, at: datetime) -> HttpResponse:
    if isinstance(found, NotProved):
        known = REFUSED.get(found.why)
        response = _refused(request, known) if known else _told("with_not_finished")
        forget_trip(response, STAFF)
        return response
    try:
        entered = sign_in_staff_vouched(issuer=found.issuer, subject=found.subject, roles=found.roles, at=at)
    except StaffUnknown:
        response = _told("with_link")
        keep_link(response, STAFF, council_of(request), found)
        return response
    except NoPlaceHere:
        response = _refused(request, "with_no_place")
        forget_trip(response, STAFF)
        return response
    response = let_in(request, entered, own_path(trip.onward))
    forget_trip(response, STAFF)
    return response


def _told(said: str) -> HttpResponse:
    return SeeOther(f"{reverse('office-sign-in')}{f'?said={said}' if said else ''}")


def _refused(request: HttpRequest, text: str) -> HttpResponse:
    """Say plainly why somebody is not let in whom the council's own sign-in knows."""
    frame = sign_in_frame(request, "with_refused")
    link = Link(text=say("sign_in", frame.language), href=reverse("office-sign-in"))
    view = ErrorView(frame=frame, status=403, content=prose(say(text, frame.language)), links=(link,))
    return page(view, status=403)
