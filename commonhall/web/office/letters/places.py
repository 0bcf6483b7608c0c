"""Where is what belongs to correspondence but to no single case? The tabs above its lists."""

from __future__ import annotations

from typing import Final

from django.urls import reverse

from commonhall.people.policies import can
from commonhall.web.components.views.frame import NavItem
from commonhall.web.office.door import Visit
from commonhall.web.office.frames import can_see_deliveries

TABS: Final[tuple[tuple[str, str], ...]] = (
    ("errands_mine", "office-errands"),
    ("tray", "office-tray"),
    ("deliveries", "office-deliveries"),
    ("templates", "office-templates"),
)


def post_tabs(visit: Visit) -> tuple[NavItem, ...]:
    """Return the lists that the member may see, the one that is open marked."""
    here = visit.request.path
    seen = [tab for tab in TABS if can(visit.member, "work") or (tab[0] == "deliveries" and can_see_deliveries(visit))]
    return tuple(
        NavItem(text=visit.say(text), href=reverse(name), current=here == reverse(name)) for text, name in seen
    )
