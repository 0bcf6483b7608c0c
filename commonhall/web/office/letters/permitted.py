"""Who may write to the person of a case? Whoever works on it, and agents who may write messages about it."""

from __future__ import annotations

from commonhall.cases.queries import CasePage
from commonhall.cases.visible import cases_visible_to
from commonhall.web.office.door import Visit


def may_write(found: CasePage, visit: Visit) -> bool:
    """Return whether the member may write to the person of this case. One query for whoever does not work on it."""
    return bool(found.roles) or cases_visible_to(visit.member, "message").filter(id=found.case.id).exists()
