"""How is a push of a supplier taken? Read whole, believed for its signature alone, and answered in one way."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final, cast

import structlog
from django.http import HttpRequest, HttpResponse

from commonhall.capabilities.errors import Rejected
from commonhall.capabilities.signed_webhooks import NotGenuine
from commonhall.councils.middleware import HttpRequestInCouncil
from commonhall.councils.queries import CouncilSite
from commonhall.web.components.bodies import fits

log = structlog.get_logger(__name__)
LARGEST: Final = 64_000
"""Bytes of a push. Standard Webhooks advises thin bodies; a receipt of GOV.UK Notify has some hundreds."""


@dataclass(frozen=True)
class Push:
    """What was pushed. headers: by lower-case name."""

    council: CouncilSite
    headers: Mapping[str, str]
    body: bytes
    at: datetime


def take_push(
    request: HttpRequest, take: Callable[[Push], object], *, later: tuple[type[Exception], ...] = (), wait: int = 60
) -> HttpResponse:
    """Have ``take`` take a push, and answer.

    204: it is taken, or was before. 401 where ``take`` raises NotGenuine: nobody learns what the council uses. 400 for
    Rejected. 503 for what ``later`` names: the sender may try again in ``wait`` seconds.
    """
    if request.method != "POST":
        return HttpResponse(status=405, headers={"Allow": "POST"})
    if not fits(request, LARGEST):
        return HttpResponse(status=413)
    headers = {name.lower(): value for name, value in request.headers.items()}
    push = Push(cast(HttpRequestInCouncil, request).council, headers, request.body, datetime.now(UTC))
    try:
        take(push)
    except NotGenuine as problem:
        log.warning("push_not_genuine", at=request.path, why=problem.why)
        return HttpResponse(status=401)
    except Rejected as refused:
        log.warning("push_refused", at=request.path, code=refused.code)
        return HttpResponse(status=400)
    except later:
        return HttpResponse(status=503, headers={"Retry-After": str(wait)})
    return HttpResponse(status=204)
