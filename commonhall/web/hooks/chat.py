"""How does another chat product say what its agents wrote? By a signed call, which the council's binding verifies."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final, cast

import structlog
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from commonhall.capabilities.errors import Misconfigured, Rejected
from commonhall.chats.carrying import EventUnknown, hear_event
from commonhall.councils.middleware import HttpRequestInCouncil
from commonhall.councils.policies import open_to, outside_transaction
from commonhall.councils.scope import in_council
from commonhall.councils.testing import in_either_mode
from commonhall.web.components.bodies import fits

log = structlog.get_logger(__name__)
LARGEST: Final = 64_000
"""Bytes of one event."""
LATER: Final = "5"
"""Seconds after which a sender may try again."""


@open_to("anyone")
@csrf_exempt  # no browser sends this: its signature says who did
@require_POST
@outside_transaction
def chat_hook(request: HttpRequest) -> HttpResponse:
    """Take one event, or the same one again. 503: of a chat that is not known here, or not yet."""
    if not fits(request, LARGEST):
        return HttpResponse(status=413)
    council = cast(HttpRequestInCouncil, request).council
    headers = {name.lower(): value for name, value in request.headers.items()}

    def take() -> None:
        with in_council(council):
            hear_event(headers=headers, body=request.body, at=datetime.now(UTC))

    try:
        in_either_mode(take, Rejected, Misconfigured)
    except Rejected as refused:
        log.warning("chat_event_refused", code=refused.code)
        return HttpResponse(status=401 if refused.code == "signature" else 400)
    except Misconfigured:
        return HttpResponse(status=401)
    except EventUnknown:
        return HttpResponse(status=503, headers={"Retry-After": LATER})
    return HttpResponse(status=204)
