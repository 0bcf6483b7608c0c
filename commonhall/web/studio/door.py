"""Who is at the studio's door? Administrators only: signed in, in a language, never stored."""

from __future__ import annotations

from collections.abc import Callable
from typing import Concatenate, ParamSpec

from django.http import HttpResponse
from django.urls import reverse

from commonhall.catalogue.bound import BindingMissing
from commonhall.people.policies import Action, can
from commonhall.web.components.languages import SeeOther
from commonhall.web.components.notices import drop_notice_at, leave_notice_at
from commonhall.web.components.pages import render_page
from commonhall.web.components.staff_door import StaffVisit, guarded
from commonhall.web.components.views.council import ErrorView
from commonhall.web.components.views.frame import Link, NoticeKind, PageView
from commonhall.web.studio.frames import frame
from commonhall.web.studio.texts import say

P = ParamSpec("P")


class Visit(StaffVisit):
    """One request of an administrator."""

    def say(self, key: str, **gaps: object) -> str:
        """Return a text of the studio in the language of the page."""
        return say(key, self.language, **gaps)


Guard = Callable[[Callable[Concatenate[Visit, P], HttpResponse]], Callable[..., HttpResponse]]


def administrators(*methods: str) -> Guard[...]:
    """Let only administrators in, with their visit; to others the page is not there."""
    return _those_who("administer", methods=methods)


def leads(*methods: str) -> Guard[...]:
    """Let those in who lead the work of a service, and administrators, with their visit."""
    return _those_who("administer", "lead", methods=methods)


def _those_who(*may: Action, methods: tuple[str, ...]) -> Guard[...]:
    def guard(view: Callable[Concatenate[Visit, P], HttpResponse]) -> Callable[..., HttpResponse]:
        return guarded(
            view,
            methods,
            visit=Visit,
            home="studio",
            admits=lambda member: any(can(member, each) for each in may),
            refuse=lambda visit, _named, _why: not_found(visit),
            refusals=(BindingMissing,),
        )

    return guard


def page(view: PageView, *, status: int = 200) -> HttpResponse:
    """Answer with a page; what was left to be said has been said on it."""
    response = HttpResponse(render_page(view), status=status)
    if view.frame.notice is not None:
        drop_notice_at(reverse("studio"), response)
    return response


def not_found(visit: Visit) -> HttpResponse:
    """Answer that there is no such page: also when there is one that the member may not see."""
    may = can(visit.member, "administer")
    link = Link(
        text=visit.say("back_to_studio" if may else "back_to_office"), href=reverse("studio" if may else "office-queue")
    )
    own = frame(visit, visit.say("not_found"))
    return page(ErrorView(frame=own, status=404, links=(link,)), status=404)


def go(address: str, kind: NoticeKind, key: str, **gaps: str) -> HttpResponse:
    """Go to a page of the studio and say there what was done, or why it was not."""
    response = SeeOther(address)
    leave_notice_at(reverse("studio"), response, kind, key, **gaps)
    return response
