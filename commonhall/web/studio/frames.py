"""What stands around the studio's pages: the council, the studio's places, who is signed in, what has just happened?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.middleware.csrf import get_token
from django.urls import reverse

from commonhall.people.policies import can
from commonhall.web.components.council_look import pages_of
from commonhall.web.components.languages import language_links
from commonhall.web.components.notices import notice_in
from commonhall.web.components.views.frame import NavItem, PageFrame

if TYPE_CHECKING:
    from commonhall.web.studio.door import Visit

PLACES: Final = (("providers", "studio"), ("health", "studio-health"))
"""For administrators."""
LED: Final = (("tests", "studio-tests"), ("mappings", "studio-mappings"))
"""For those who lead the work of a service, too."""


def frame(visit: Visit, title: str, **more: Any) -> PageFrame:
    """Return the frame of a page of the studio; ``more`` are fields of PageFrame."""
    here = visit.request.path
    administers = can(visit.member, "administer")
    places = (*(PLACES if administers else ()), *(LED if administers or can(visit.member, "lead") else ()))
    nav = [NavItem(text=visit.say(text), href=reverse(name), current=here == reverse(name)) for text, name in places]
    nav.append(NavItem(text=visit.say("office"), href=reverse("office-queue")))
    return PageFrame(
        language=visit.language,
        title=title,
        council=pages_of(visit.council, home=reverse("studio"), helps=False),
        site="office",
        service=visit.say("studio"),
        service_url=reverse("studio"),
        nav=tuple(nav),
        csrf_token=get_token(visit.request),
        signed_in_as=visit.member.name,
        sign_out=reverse("office-sign-out"),
        language_href=language_links(visit.request, visit.council),
        language_form="questions",
        notice=notice_in(visit.request, visit.say),
        **more,
    )
