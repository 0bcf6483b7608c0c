"""What does a provider of messages push? That something became of one: which is then asked, and kept once."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final, cast

import structlog
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from commonhall.capabilities.errors import Misconfigured, Rejected, Unavailable
from commonhall.capabilities.signed_webhooks import NotGenuine
from commonhall.cases.correspondence.arriving import hear_of_message
from commonhall.councils.middleware import HttpRequestInCouncil
from commonhall.councils.policies import open_to, outside_transaction
from commonhall.councils.testing import in_either_mode
from commonhall.web.components.bodies import fits

log = structlog.get_logger(__name__)
LARGEST: Final = 20_000
"""Bytes of a push: a receipt of GOV.UK Notify has some hundreds."""


@open_to("anyone")
@csrf_exempt
@outside_transaction
def message_hook(request: HttpRequest) -> HttpResponse:
    """Take what became of a message. The token is who calls; without it nothing is told apart."""
    if request.method != "POST":
        return HttpResponse(status=405, headers={"Allow": "POST"})
    if not fits(request, LARGEST):
        return HttpResponse(status=413)
    council = cast(HttpRequestInCouncil, request).council
    headers = {name.lower(): value for name, value in request.headers.items()}

    def take() -> None:
        hear_of_message(headers=headers, body=request.body, council=council, at=datetime.now(UTC))

    try:
        in_either_mode(take, NotGenuine)
    except NotGenuine as problem:
        log.warning("push_not_genuine", why=problem.why)
        return HttpResponse(status=401)
    except Rejected as refused:
        log.warning("push_refused", code=refused.code)
        return HttpResponse(status=400)
    except (Unavailable, Misconfigured):
        return HttpResponse(status=503)  # it is told again, and asked in any case
    return HttpResponse(status=204)
