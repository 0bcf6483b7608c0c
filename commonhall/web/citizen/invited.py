"""Whom does a link from us let in, and what does somebody read whose link works no longer?"""

from __future__ import annotations

from typing import cast

from django.http import HttpResponse

from commonhall.cases.inviting.invitations import (
    Invitation,
    InvitationKind,
    find_invitation,
    note_opened,
    secrets_of,
)
from commonhall.people.policies import TRIES_OF_CODES
from commonhall.people.throttle import Limit, network_of, note_try
from commonhall.web.citizen.asked_texts import ASKED
from commonhall.web.citizen.errors import too_many_tries
from commonhall.web.citizen.visit import Visit
from commonhall.web.components.prose import prose
from commonhall.web.components.views.council import StatementView


def address_of(invitation: Invitation) -> str:
    """Return the address that an invitation opens."""
    opens = secrets_of(cast(InvitationKind, invitation.kind), invitation.nonce)
    return f"/{'handed' if invitation.kind == 'file' else 'asked'}/{opens.token}"


def let_in(visit: Visit, token: str, kind: InvitationKind) -> tuple[Invitation | None, HttpResponse | None]:
    """Return the invitation that ``token`` opens, or the answer to somebody whom it does not let in.

    Tokens that open nothing are counted by network: nobody can try many.
    """
    tries = note_try(network(visit), at=visit.at)
    if tries.wait:
        return None, too_many_tries(visit.request, wait=tries.wait)
    found = find_invitation(token, kind=kind, at=visit.at)
    if found is None:
        return None, over(visit)
    tries.forgive()
    if visit.request.method == "GET":
        note_opened(found, at=visit.at)
    return found, None


def over(visit: Visit) -> HttpResponse:
    """Answer that a link works no longer."""
    view = StatementView(frame=visit.frame(visit.say(ASKED["over"])), content=prose(visit.say(ASKED["over_text"])))
    return visit.page(view, status=404)


def network(visit: Visit) -> Limit:
    """Return the limit of tries from where this request comes."""
    address = network_of(str(visit.request.META.get("REMOTE_ADDR", "")))
    return Limit("code_network", address, TRIES_OF_CODES)
