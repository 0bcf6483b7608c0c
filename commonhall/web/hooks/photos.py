"""How does a linked system fetch a photo of a case? By the link that the case brought along, while it holds."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import cast

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from commonhall.capabilities.errors import Misconfigured, Rejected, Unavailable
from commonhall.catalogue.queries import BindingMissing
from commonhall.connect.photos import read_photo
from commonhall.councils.middleware import HttpRequestInCouncil
from commonhall.councils.policies import open_to, outside_transaction
from commonhall.councils.scope import in_council
from commonhall.councils.testing import in_either_mode
from commonhall.journeys.documents import DocumentUnknown
from commonhall.web.components.downloads import download

LATER = "300"
"""Seconds after which it may be asked for again."""


@open_to("anyone")
@require_safe
@cache_control(no_store=True, private=True)
@outside_transaction
def photo_hook(request: HttpRequest, token: str) -> HttpResponse:
    """Hand over a photo. Whoever has the link may have it, until it runs out."""
    council = cast(HttpRequestInCouncil, request).council

    def hand_over() -> HttpResponse:
        with in_council(council):
            document, content = read_photo(token, at=datetime.now(UTC))
        return download(name=document.name, type=document.type, content=content, request=request)

    try:
        return in_either_mode(hand_over, DocumentUnknown)
    except (DocumentUnknown, Rejected):
        return HttpResponse("Not found\n", status=404, content_type="text/plain; charset=utf-8")
    except (Unavailable, Misconfigured, BindingMissing):
        return HttpResponse(status=503, headers={"Retry-After": LATER})
