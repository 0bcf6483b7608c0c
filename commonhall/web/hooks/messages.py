"""What does a provider of messages push? That something became of one: which is then asked, and kept once."""

from __future__ import annotations

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from commonhall.capabilities.errors import Misconfigured, Unavailable
from commonhall.capabilities.signed_webhooks import NotGenuine
from commonhall.cases.correspondence.arriving import hear_of_message
from commonhall.councils.policies import open_to, outside_transaction
from commonhall.councils.testing import in_either_mode
from commonhall.web.hooks.pushes import Push, take_push


@open_to("anyone")
@csrf_exempt
@outside_transaction
def message_hook(request: HttpRequest) -> HttpResponse:
    """Take what became of a message. The token is who calls. Who is put off tells again, and is asked in any case."""
    return take_push(request, _hear, later=(Unavailable, Misconfigured))


def _hear(push: Push) -> None:
    hear = partial(hear_of_message, headers=push.headers, body=push.body, council=push.council, at=push.at)
    in_either_mode(hear, NotGenuine)
