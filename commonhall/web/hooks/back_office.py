"""What does a linked system push? Signed updates of the cases that it has, each taken once."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final, cast

import structlog
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from commonhall.capabilities.errors import Misconfigured, Rejected
from commonhall.capabilities.signed_webhooks import NotGenuine
from commonhall.connect.hearing import CaseNotHere, hear_push
from commonhall.connect.queries import find_link
from commonhall.councils.middleware import HttpRequestInCouncil
from commonhall.councils.policies import open_to, outside_transaction
from commonhall.councils.scope import in_council
from commonhall.councils.testing import in_either_mode
from commonhall.record.deliveries import TryAgain
from commonhall.web.components.bodies import fits

log = structlog.get_logger(__name__)
LARGEST: Final = 20_000
"""Bytes of a push: Standard Webhooks advises thin bodies."""
LATER: Final = "60"
"""Seconds after which a sender may try again."""


@open_to("anyone")
@csrf_exempt
@outside_transaction
def back_office_hook(request: HttpRequest, service: str) -> HttpResponse:
    """Take a push about the cases of a service. The signature is who calls; without it nothing is told apart."""
    if request.method != "POST":
        return HttpResponse(status=405, headers={"Allow": "POST"})
    if not fits(request, LARGEST):
        return HttpResponse(status=413)
    council = cast(HttpRequestInCouncil, request).council
    now = datetime.now(UTC)
    headers = {name.lower(): value for name, value in request.headers.items()}

    def take() -> None:
        with in_council(council, purpose="web"):
            link = find_link(service)
        if link is None:
            raise NotGenuine("signature")  # nobody learns what the council is linked to
        hear_push(link=link, headers=headers, body=request.body, council=council, at=now)

    try:
        in_either_mode(take, NotGenuine, TryAgain, Misconfigured)
    except NotGenuine as problem:
        log.warning("push_not_genuine", why=problem.why)
        return HttpResponse(status=401)
    except Rejected as refused:
        log.warning("push_refused", code=refused.code)
        return HttpResponse(status=400)
    except (TryAgain, Misconfigured):
        return HttpResponse(status=401)
    except CaseNotHere:
        return HttpResponse(status=503, headers={"Retry-After": LATER})
    return HttpResponse(status=204)
