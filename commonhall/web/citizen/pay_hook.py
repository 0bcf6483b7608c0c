"""Where does a payment provider tell what happened? It is answered at once; only its signature is believed."""

from __future__ import annotations

from typing import Final

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from commonhall.cases.paying.nudges import NudgeRefused, take_nudge
from commonhall.councils.policies import open_to
from commonhall.web.citizen.visit import clock

LONGEST: Final = 100_000
"""Bytes of a message; theirs have some thousand."""


@open_to("anyone")
@csrf_exempt
@require_POST
def pay_hook(request: HttpRequest) -> HttpResponse:
    """Take a message of the council's payment provider: 204 where it is kept or was before, 400 for any other."""
    if int(request.headers.get("Content-Length") or 0) > LONGEST:
        return HttpResponse(status=413)
    try:
        headers = {name.lower(): value for name, value in request.headers.items()}
        take_nudge(body=request.body, headers=headers, at=clock())
    except (NudgeRefused, RequestDataTooBig):
        return HttpResponse(status=400)
    return HttpResponse(status=204)
