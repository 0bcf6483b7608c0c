"""What does each part of the office add to the page of a case?"""

from __future__ import annotations

from commonhall.cases.queries import CasePage
from commonhall.web.components.views.desk import Panel
from commonhall.web.office import whereabouts
from commonhall.web.office.calls import panels as calls
from commonhall.web.office.door import Visit
from commonhall.web.office.letters import panels as letters
from commonhall.web.office.linked import panels as linked
from commonhall.web.office.persons import panels as persons
from commonhall.web.office.queues import panels as queues
from commonhall.web.office.records import panels as records
from commonhall.web.office.rights import panels as rights
from commonhall.web.office.together import panels as together

PARTS = (rights, persons, whereabouts, together, letters, calls, queues, linked, records)


def panels_of(found: CasePage, visit: Visit) -> tuple[Panel, ...]:
    """Return the panels of a case, in the order in which they are read."""
    return tuple(panel for part in PARTS for panel in part.panels_of(found, visit))
