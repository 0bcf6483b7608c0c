"""Who is at the office's door? Every page of staff goes through here: signed in, in a language, never stored."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.http import HttpResponse
from django.urls import reverse

from commonhall.cases.queries import CaseUnknown, find_case
from commonhall.cases.stilled import UseRestricted, can_use
from commonhall.people.policies import Action, NotAllowed, can
from commonhall.web.components.languages import SeeOther as SeeOther  # the office's pages take them from its door
from commonhall.web.components.pages import render_page
from commonhall.web.components.prose import prose
from commonhall.web.components.staff_door import StaffVisit, guarded
from commonhall.web.components.views.council import ErrorView
from commonhall.web.components.views.frame import Link, PageView
from commonhall.web.office.frames import frame
from commonhall.web.office.real_only import is_there
from commonhall.web.office.texts import say

P = ParamSpec("P")


class Visit(StaffVisit):
    """One request of a member of staff at the office."""

    def say(self, key: str, **gaps: object) -> str:
        """Return a text of the office in the language of the page."""
        return say(key, self.language, **gaps)


def staff(*methods: str) -> Callable[[Callable[Concatenate[Visit, P], HttpResponse]], Callable[..., HttpResponse]]:
    """Let only signed-in members in, with their visit; what they may not see answers like what is not there."""

    def guard(view: Callable[Concatenate[Visit, P], HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def there(visit: Visit, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            match = visit.request.resolver_match
            return view(visit, *args, **kwargs) if is_there(str(match and match.url_name)) else _for_real_only(visit)

        refusals = (UseRestricted, CaseUnknown, NotAllowed)
        return guarded(there, methods, visit=Visit, home="office-queue", refuse=_refused, refusals=refusals)

    return guard


def check_may(visit: Visit, *actions: Action) -> None:
    """Raise NotAllowed unless the member may do one of ``actions`` somewhere."""
    if not any(can(visit.member, each) for each in actions):
        raise NotAllowed(actions[0])


def page(view: PageView, *, status: int = 200) -> HttpResponse:
    """Answer with a page."""
    return HttpResponse(render_page(view), status=status)


def _refused(visit: Visit, named: dict[str, Any], why: Exception) -> HttpResponse:
    """Answer that there is no such page; or why nothing can be done about a case of which the member sees the page,
    but whose person's data may only be stored."""
    reference = str(named.get("reference", ""))
    case = None if isinstance(why, NotAllowed) or not reference else find_case(visit.member, reference)
    return not_found(visit) if case is None or can_use(case) else _only_stored(visit, case.reference)


def _only_stored(visit: Visit, reference: str) -> HttpResponse:
    link = Link(text=visit.say("back_to_case"), href=reverse("office-case", args=(reference,)))
    view = ErrorView(
        frame=frame(visit, visit.say("still_title")),
        status=403,
        content=prose(visit.say("still_refused")),
        links=(link,),
    )
    return page(view, status=403)


def _for_real_only(visit: Visit) -> HttpResponse:
    """Answer that a page is not there for tests."""
    link = Link(text=visit.say("back_to_work"), href=reverse("office-queue"))
    own = frame(visit, visit.say("tests_not_here"))
    content = prose(visit.say("tests_not_here_text"))
    return page(ErrorView(frame=own, status=403, content=content, links=(link,)), status=403)


def not_found(visit: Visit) -> HttpResponse:
    """Answer that there is no such page: also when there is one that the member may not see."""
    link = Link(text=visit.say("back_to_work"), href=reverse("office-queue"))
    return page(ErrorView(frame=frame(visit, visit.say("not_found")), status=404, links=(link,)), status=404)
