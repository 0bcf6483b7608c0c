"""What does a contractor's waste system push? Signed reports of its crews, each taken once."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final, cast

import structlog
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from commonhall.capabilities.errors import Rejected
from commonhall.capabilities.signed_webhooks import NotGenuine
from commonhall.connect.crews import NobodyTells, hear_crew_push
from commonhall.councils.middleware import HttpRequestInCouncil
from commonhall.councils.policies import open_to, outside_transaction
from commonhall.web.components.bodies import fits

log = structlog.get_logger(__name__)
LARGEST: Final = 20_000
"""Bytes of a push: Standard Webhooks advises thin bodies."""


@open_to("anyone")
@csrf_exempt
@outside_transaction
def waste_hook(request: HttpRequest) -> HttpResponse:
    """Take what a crew reported. The signature is who calls; without it nothing is told apart."""
    if request.method != "POST":
        return HttpResponse(status=405, headers={"Allow": "POST"})
    if not fits(request, LARGEST):
        return HttpResponse(status=413)
    council = cast(HttpRequestInCouncil, request).council
    headers = {name.lower(): value for name, value in request.headers.items()}
    try:
        hear_crew_push(headers=headers, body=request.body, council=council, at=datetime.now(UTC))
    except NobodyTells:
        return HttpResponse(status=401)  # as for a wrong signature: nobody learns what the council uses
    except NotGenuine as problem:
        log.warning("push_not_genuine", why=problem.why)
        return HttpResponse(status=401)
    except Rejected as refused:
        log.warning("push_refused", code=refused.code)
        return HttpResponse(status=400)
    return HttpResponse(status=204)
