"""Who has looked at this record, and in which role?"""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse

from commonhall.cases.people.reaching import seen_family
from commonhall.councils.policies import open_to
from commonhall.record.audits import reads_of_any
from commonhall.web.components.views.desk import Cell, Column, DeskView, Row, Table
from commonhall.web.office.door import Visit, check_may, page, staff
from commonhall.web.office.dues import when
from commonhall.web.office.frames import frame
from commonhall.web.office.persons.reaching import crumbs, name_of, person_url, seen_person


@open_to("staff")
@staff("GET")
def readers_page(visit: Visit, person: UUID) -> HttpResponse:
    """List who looked at a person's record, the newest first."""
    check_may(visit, "audit", "disclose")
    found = seen_person(visit, person)
    ids = [each.id for each in seen_family(visit.member, found.id)]
    rows = tuple(
        Row(
            cells=(
                Cell(text=when(each.at, visit.language), time=each.at.isoformat()),
                Cell(text=each.by.name),
                Cell(text=visit.say(f"role_{each.role}") if each.role else ""),
            )
        )
        for each in reads_of_any({"person": ids})
    )
    name, title = name_of(found, visit), visit.say("person_readers")
    table = Table(
        caption=title,
        hidden_caption=True,
        columns=tuple(Column(text=visit.say(key)) for key in ("person_when", "person_reader", "person_role")),
        rows=rows,
        empty=visit.say("person_readers_none"),
    )
    trail = crumbs(visit, (name, person_url(found.id)))
    return page(DeskView(frame=frame(visit, title, breadcrumbs=trail), caption=name, blocks=(table,)))
