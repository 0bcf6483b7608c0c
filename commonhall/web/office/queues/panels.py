"""What does this part of the office show on the page of a case? To who has the case, the way to give it back."""

from __future__ import annotations

from collections.abc import Iterator

from commonhall.cases.queries import CasePage
from commonhall.web.components.views.desk import Links, Panel
from commonhall.web.office.door import Visit
from commonhall.web.office.queues.home import decline_link


def panels_of(found: CasePage, visit: Visit) -> Iterator[Panel]:
    """Yield this part's panels of a case."""
    mine = found.case.owner_id == visit.member.membership_id
    if mine and found.roles and found.case.phase != "closed":
        links = Links(links=(decline_link(visit, found.case.reference),))
        yield Panel(id="decline", title=visit.say("queues_decline_title"), blocks=(links,), place="side")
