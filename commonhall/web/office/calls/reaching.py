"""Which conversation does this page belong to, and may this member be here?"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse

from commonhall.cases.queries import CaseUnknown
from commonhall.contacts.contacted import Interaction, find_interaction
from commonhall.councils.ids import new_id
from commonhall.web.components.views.frame import Link, PageFrame
from commonhall.web.office.door import SeeOther, Visit, check_may
from commonhall.web.office.dues import when
from commonhall.web.office.frames import frame, leave_notice, take_notice


def check_answers(visit: Visit) -> None:
    """Raise NotAllowed for a member who does not take calls."""
    check_may(visit, "answer")


def my_call(visit: Visit, interaction: UUID) -> Interaction:
    """Return the member's own open conversation. Raises CaseUnknown for any other: nobody looks over a shoulder."""
    check_answers(visit)
    found = find_interaction(interaction)
    if found is None or found.agent_id != visit.member.membership_id or found.finished_at is not None:
        raise CaseUnknown(str(interaction))
    return found


def form_id(visit: Visit) -> UUID:
    """Return the id that the form carries, or a new one for a form that is drawn: sending it twice is one act."""
    try:
        return UUID(visit.request.POST.get("form", ""))
    except ValueError:
        return new_id()


def call_address(call: Interaction) -> str:
    """Return the address of a conversation."""
    return reverse("office-call", args=(call.id,))


def back(call: Interaction, kind: Any = "", key: str = "", **gaps: str) -> HttpResponse:
    """Answer that the browser should go to the conversation, which says ``key`` once."""
    response = SeeOther(call_address(call))
    if key:
        leave_notice(response, kind, key, **gaps)
    return response


def call_title(call: Interaction, visit: Visit) -> str:
    """Return what a conversation is called: how it came, and when."""
    return visit.say(
        "call_title", channel=visit.say(f"call_by_{call.channel}"), when=when(call.started_at, visit.language)
    )


def call_frame(visit: Visit, title: str, call: Interaction | None = None, **more: Any) -> PageFrame:
    """Return the frame of a page about calls; with ``call``, of a page below it."""
    calls = reverse("office-calls")
    crumbs = [Link(text=visit.say("calls"), href=calls)] if visit.request.path != calls else []
    if call is not None:
        crumbs.append(Link(text=call_title(call, visit), href=call_address(call)))
    return frame(visit, title, breadcrumbs=tuple(crumbs), notice=take_notice(visit), **more)
