"""What stands around the office's pages: the council, the office's places, who is signed in, what has just happened?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.urls import reverse

from commonhall.councils.queries import CouncilSite
from commonhall.people.policies import Action, can
from commonhall.web.components.council_look import pages_of
from commonhall.web.components.languages import SeeOther
from commonhall.web.components.languages import language_links as language_links
from commonhall.web.components.notices import drop_notice_at, leave_notice_at, notice_in
from commonhall.web.components.tried import test_banner
from commonhall.web.components.views.frame import CouncilLook, NavItem, Notice, NoticeKind, PageFrame
from commonhall.web.office.real_only import is_there

if TYPE_CHECKING:
    from commonhall.web.office.door import Visit


def council_look(council: CouncilSite) -> CouncilLook:
    """Return what the office shows of a council: no help block for residents."""
    return pages_of(council, home=reverse("office-queue"), helps=False)


def frame(visit: Visit, title: str, **more: Any) -> PageFrame:
    """Return the frame of a page for staff; ``more`` are fields of PageFrame."""
    return PageFrame(
        language=visit.language,
        title=title,
        council=council_look(visit.council),
        site="office",
        service=visit.say("office"),
        service_url=reverse("office-queue"),
        nav=_places(visit),
        csrf_token=get_token(visit.request),
        signed_in_as=visit.member.name,
        sign_out=reverse("office-sign-out"),
        language_href=language_links(visit.request, visit.council),
        language_form="questions",
        **{**test_banner(visit.language), **more},
    )


def _places(visit: Visit) -> tuple[NavItem, ...]:
    here = visit.request.path
    places = [("queues_home", "office-home")] if can(visit.member, "work") else []
    places += [("work", "office-queue")] if can(visit.member, "view") else []
    if can(visit.member, "work"):
        places.append(("post", "office-post"))
    elif can_see_deliveries(visit):
        places.append(("deliveries", "office-deliveries"))
    if can(visit.member, "answer"):
        places.append(("calls", "office-calls"))
    if can(visit.member, "view"):
        places.append(("people", "office-people"))
    if can(visit.member, "work"):
        places.append(("begin", "office-begin"))
    if can(visit.member, "dispose"):
        places.append(("records", "office-records"))
    if can(visit.member, "figures"):
        places.append(("figures", "office-figures"))
    if can(visit.member, "money"):
        places.append(("takings", "office-takings"))
    places += rights_place(visit)
    if can(visit.member, "administer"):
        places.append(("studio", "studio"))
    places.append(("me", "office-team"))
    return tuple(
        NavItem(text=visit.say(text), href=reverse(name), current=here == reverse(name))
        for text, name in places
        if is_there(name)
    )


def rights_place(visit: Visit) -> list[tuple[str, str]]:
    """Return where the pages of rights begin for whoever looks after staff, the record or restricted cases."""
    begins: tuple[tuple[Action, str], ...] = (
        ("administer", "office-rights-staff"), ("audit", "office-rights-audit"), ("unmask", "office-rights-glass"),
    )  # fmt: skip
    return next(([("rights", name)] for action, name in begins if can(visit.member, action)), [])


def can_see_deliveries(visit: Visit) -> bool:
    """Return whether the member may see what waits to be sent: whoever works on cases or looks after the council."""
    return can(visit.member, "work") or can(visit.member, "administer")


def leave_notice(response: HttpResponse, kind: NoticeKind, key: str, **gaps: str) -> None:
    """Let the next page say once what has happened."""
    leave_notice_at(reverse("office-queue"), response, kind, key, **gaps)


def go(address: str, kind: NoticeKind, key: str, **gaps: str) -> HttpResponse:
    """Go to a page and say there what was done, or why it was not."""
    response = SeeOther(address)
    leave_notice(response, kind, key, **gaps)
    return response


def take_notice(visit: Visit) -> Notice | None:
    """Return what the page before left to be said, or None."""
    return notice_in(visit.request, visit.say)


def drop_notice(response: HttpResponse) -> None:
    """Forget what has been said."""
    drop_notice_at(reverse("office-queue"), response)
