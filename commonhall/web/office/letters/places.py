"""Where is what belongs to correspondence but to no single case? The tabs above its lists."""

from __future__ import annotations

from typing import Final

from django.urls import reverse

from commonhall.people.policies import ANY_PATTERN, can
from commonhall.web.components.views.frame import NavItem
from commonhall.web.office.door import Visit
from commonhall.web.office.frames import can_see_deliveries

TABS: Final[tuple[tuple[str, str], ...]] = (
    ("tray", "office-tray"),
    ("deliveries", "office-deliveries"),
    ("linked", "office-linked"),
    ("templates", "office-templates"),
    ("calendars", "office-calendars"),
)


def _may_see(visit: Visit, name: str) -> bool:
    if name == "office-tray":
        return can_place(visit)
    if name in ("office-deliveries", "office-linked"):
        return can_see_deliveries(visit)
    return can(visit.member, "work")


def can_place(visit: Visit) -> bool:
    """Return whether the member may read mail of unknown cases: it may be about any, so only with all patterns."""
    return can(visit.member, "work") and any(
        grant.pattern == ANY_PATTERN and grant.team_id is None and grant.role != "viewer"
        for grant in visit.member.grants
    )


def post_tabs(visit: Visit) -> tuple[NavItem, ...]:
    """Return the lists that the member may see, the one that is open marked."""
    here = visit.request.path
    seen = [tab for tab in TABS if _may_see(visit, tab[1])]
    return tuple(
        NavItem(text=visit.say(text), href=reverse(name), current=here == reverse(name)) for text, name in seen
    )
