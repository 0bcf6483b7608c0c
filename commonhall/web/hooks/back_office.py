"""What does a linked system push? Signed updates of the cases that it has, each taken once."""

from __future__ import annotations

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from commonhall.capabilities.errors import Misconfigured
from commonhall.capabilities.signed_webhooks import NotGenuine
from commonhall.connect.hearing import CaseNotHere, hear_push
from commonhall.connect.queries import find_link
from commonhall.councils.policies import open_to, outside_transaction
from commonhall.councils.scope import in_council
from commonhall.councils.testing import in_either_mode
from commonhall.record.deliveries import TryAgain
from commonhall.web.hooks.pushes import Push, take_push


@open_to("anyone")
@csrf_exempt
@outside_transaction
def back_office_hook(request: HttpRequest, service: str) -> HttpResponse:
    """Take a push about the cases of a service. The signature is who calls; without it nothing is told apart."""

    def hear(push: Push) -> None:
        in_either_mode(partial(_hear, push, service), NotGenuine)

    return take_push(request, hear, later=(CaseNotHere,))


def _hear(push: Push, service: str) -> None:
    with in_council(push.council, purpose="web"):
        link = find_link(service)
    if link is None:
        raise NotGenuine("signature")
    try:
        hear_push(link=link, headers=push.headers, body=push.body, council=push.council, at=push.at)
    except (TryAgain, Misconfigured):  # nobody hears
        raise NotGenuine("signature") from None
