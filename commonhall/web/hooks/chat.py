"""How does another chat product say what its agents wrote? By a signed call, which the council's binding verifies."""

from __future__ import annotations

from functools import partial
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from commonhall.capabilities.errors import Misconfigured, Rejected
from commonhall.capabilities.signed_webhooks import NotGenuine
from commonhall.chats.carrying import EventUnknown, hear_event
from commonhall.councils.policies import open_to, outside_transaction
from commonhall.councils.scope import in_council
from commonhall.councils.testing import in_either_mode
from commonhall.web.hooks.pushes import Push, take_push

LATER: Final = 5
"""Seconds after which a sender may try again."""


@open_to("anyone")
@csrf_exempt
@outside_transaction
def chat_hook(request: HttpRequest) -> HttpResponse:
    """Take one event, or the same one again. 503: of a chat that is not known here, or not yet."""
    return take_push(request, _hear_in_either, later=(EventUnknown,), wait=LATER)


def _hear_in_either(push: Push) -> None:
    in_either_mode(partial(_hear, push), NotGenuine)


def _hear(push: Push) -> None:
    try:
        with in_council(push.council):
            hear_event(headers=push.headers, body=push.body, at=push.at)
    except Misconfigured:  # nobody hears
        raise NotGenuine("signature") from None
    except Rejected as refused:
        if refused.code == "signature":
            raise NotGenuine("signature") from None
        raise
