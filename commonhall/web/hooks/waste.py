"""What does a contractor's waste system push? Signed reports of its crews, each taken once."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from commonhall.connect.crews import hear_crew_push
from commonhall.councils.policies import open_to, outside_transaction
from commonhall.web.hooks.pushes import Push, take_push


@open_to("anyone")
@csrf_exempt
@outside_transaction
def waste_hook(request: HttpRequest) -> HttpResponse:
    """Take what a crew reported: of what is real only, for bins are the same for tests. The signature is who calls."""
    return take_push(request, _hear)


def _hear(push: Push) -> None:
    hear_crew_push(headers=push.headers, body=push.body, council=push.council, at=push.at)
