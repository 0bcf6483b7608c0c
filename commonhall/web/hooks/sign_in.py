"""What does a provider of sign-in push? That somebody is signed out there: then they are here, too."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final, cast

import structlog
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from commonhall.capabilities.errors import Misconfigured, Rejected, Unavailable
from commonhall.catalogue.queries import BindingMissing
from commonhall.councils.middleware import HttpRequestInCouncil
from commonhall.councils.policies import open_to, outside_transaction
from commonhall.councils.scope import in_council
from commonhall.people.staff_vouched import end_staff_vouched
from commonhall.people.vouched import SpentBefore, end_vouched, spend_once
from commonhall.web.components.bodies import fits
from commonhall.web.components.vouching import RESIDENTS, STAFF, read_ended

log = structlog.get_logger(__name__)
LARGEST: Final = 20_000
"""Bytes of a message."""
WAYS: Final = {"residents": (RESIDENTS, end_vouched), "staff": (STAFF, end_staff_vouched)}


@open_to("anyone")
@csrf_exempt
@outside_transaction
def signed_out_hook(request: HttpRequest, who: str) -> HttpResponse:
    """Take a message that a sign-in is over (OpenID Connect Back-Channel Logout). Its signature says who sent it."""
    if request.method != "POST":
        return HttpResponse(status=405, headers={"Allow": "POST"})
    if not fits(request, LARGEST):
        return HttpResponse(status=413)
    if who not in WAYS:
        return HttpResponse(status=404)
    way, end = WAYS[who]
    council, at = cast(HttpRequestInCouncil, request).council, datetime.now(UTC)
    try:
        ended = read_ended(way, request.POST.get("logout_token", ""), council, at=at)
        with in_council(council, purpose="web"):
            spend_once(kind="ended", token=f"{ended.issuer} {ended.token_id}", until=ended.until, at=at)
            end(issuer=ended.issuer, subject=ended.subject, at=at)
    except (Rejected, SpentBefore, BindingMissing) as refused:
        log.warning("sign_out_refused", code=getattr(refused, "code", type(refused).__name__))
        return HttpResponse(status=400)
    except (Unavailable, Misconfigured):
        return HttpResponse(status=503)
    return HttpResponse(status=200)
