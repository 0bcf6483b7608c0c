"""How does another chat product say what its agents wrote? By a signed call to an address that names the binding."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from commonhall.capabilities.errors import Misconfigured, Rejected
from commonhall.catalogue.bound import BindingMissing, get_bound
from commonhall.chats.carrying import EventUnknown, read_event, take_event
from commonhall.councils.policies import open_to
from commonhall.web.citizen.visit import clock

LARGEST = 64_000
"""Bytes of one event."""


@open_to("anyone")
@csrf_exempt  # no browser sends this: its signature says who did
@require_POST
def events_page(request: HttpRequest, binding: UUID) -> HttpResponse:
    """Take one event. 204: done, or done before; 404: nothing of that name here, say it again later."""
    at = clock()
    if int(request.headers.get("Content-Length") or 0) > LARGEST:
        return HttpResponse(status=413)
    headers = {name.lower(): value for name, value in request.headers.items()}
    try:
        bound = get_bound(binding)
        if bound.capability != "chat":
            return HttpResponse(status=404)
        event = read_event(bound, headers, request.body, at=at)
        if event is not None:
            take_event(bound=bound, event=event, at=at)
    except (BindingMissing, EventUnknown):
        return HttpResponse(status=404)
    except Misconfigured:
        return HttpResponse(status=503)
    except Rejected as refused:
        return HttpResponse(status=401 if refused.code == "signature" else 400)
    return HttpResponse(status=204)
