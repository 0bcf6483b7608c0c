"""Where does a payment provider tell what happened? It is answered at once; only its signature is believed."""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from commonhall.cases.paying.nudges import NudgeRefused, take_nudge
from commonhall.councils.policies import open_to, outside_transaction
from commonhall.councils.scope import in_council
from commonhall.councils.testing import in_either_mode
from commonhall.web.citizen.visit import clock, council_of
from commonhall.web.components.bodies import fits

LONGEST: Final = 100_000
"""Bytes of a message; theirs have some thousand."""


@open_to("anyone")
@csrf_exempt
@require_POST
@outside_transaction
def pay_hook(request: HttpRequest) -> HttpResponse:
    """Take a message of a payment provider of the council, of the real one or of that for tests.

    204 where it is kept or was before, 400 for any other.
    """
    if not fits(request, LONGEST):
        return HttpResponse(status=413)
    council, headers = council_of(request), {name.lower(): value for name, value in request.headers.items()}

    def take() -> bool:
        with in_council(council):
            return take_nudge(body=request.body, headers=headers, at=clock())

    try:
        in_either_mode(take, NudgeRefused)
    except NudgeRefused:
        return HttpResponse(status=400)
    return HttpResponse(status=204)
