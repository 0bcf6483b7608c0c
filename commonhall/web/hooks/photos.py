"""How does a linked system fetch a photo of a case? By the link that the case brought along, while it holds."""

from __future__ import annotations

from datetime import UTC, datetime

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from commonhall.capabilities.errors import Misconfigured, Rejected, Unavailable
from commonhall.catalogue.queries import BindingMissing
from commonhall.connect.photos import read_photo
from commonhall.councils.policies import open_to
from commonhall.journeys.documents import DocumentUnknown
from commonhall.web.components.downloads import download

LATER = "300"
"""Seconds after which it may be asked for again."""


@open_to("anyone")
@require_safe
@cache_control(no_store=True, private=True)
def photo_hook(request: HttpRequest, token: str) -> HttpResponse:
    """Hand over a photo. Whoever has the link may have it, until it runs out."""
    try:
        document, content = read_photo(token, at=datetime.now(UTC))
    except (DocumentUnknown, Rejected):
        return HttpResponse("Not found\n", status=404, content_type="text/plain; charset=utf-8")
    except (Unavailable, Misconfigured, BindingMissing):
        return HttpResponse(status=503, headers={"Retry-After": LATER})
    return download(name=document.name, type=document.type, content=content, request=request)
