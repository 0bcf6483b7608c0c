"""How does staff ask, for a person before them, for what the council holds of them, or for another right?"""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse

from commonhall.cases.queries import cases_visible_to
from commonhall.catalogue.queries import Service
from commonhall.core.questions.question import Question
from commonhall.councils.policies import open_to
from commonhall.people.policies import NotAllowed
from commonhall.retention.held import RIGHTS_PATTERN
from commonhall.retention.rights import open_rights_request
from commonhall.web.components.views.desk import Prose
from commonhall.web.office.beginning import offered_services
from commonhall.web.office.door import SeeOther, Visit, staff
from commonhall.web.office.filling import read_form
from commonhall.web.office.frames import go
from commonhall.web.office.persons.forms import person_form_page
from commonhall.web.office.persons.reaching import person_url, seen_person

ASKED = ("right", "details", "how")
"""The questions of the pattern that only the person can answer; the rest is known of them, or asked afterwards."""


@open_to("staff")
@staff("GET", "POST")
def rights_page(visit: Visit, person: UUID) -> HttpResponse:
    """Ask what the person wants, in the words of the service itself, and open their request."""
    found = seen_person(visit, person)
    service = offered_rights(visit)
    if service is None:
        raise NotAllowed(RIGHTS_PATTERN)
    asked: list[Question] = [service.effective.questions[name] for name in ASKED]
    given = read_form(visit, asked)
    if not given.good:
        return person_form_page(
            visit,
            found,
            title=visit.say("records_rights"),
            asked=asked,
            given=given,
            known={"right": "access", "how": "download"},
            button=visit.say("records_rights_open"),
            before=(Prose(text=visit.say("records_rights_about")),),
        )
    opened = open_rights_request(
        person_id=found.id,
        kind=str(given.answers["right"]),
        details=given.text("details"),
        how=str(given.answers["how"]),
        language="cy" if found.language == "cy" else "en",
        council=visit.council,
        by=visit.member.actor,
        at=visit.at,
    )
    if opened.case is None:
        return SeeOther(reverse("resume", args=[opened.token]))
    key = "records_rights_again" if opened.again else "records_rights_done"
    seen = cases_visible_to(visit.member).filter(id=opened.case.id).exists()
    where = reverse("office-case", args=(opened.case.reference,)) if seen else person_url(person)
    return go(where, "success", key, reference=opened.case.reference)


def offered_rights(visit: Visit) -> Service | None:
    """Return the service for these rights where the council runs it and the member may fill it in for somebody."""
    return next((each for each in offered_services(visit).values() if each.pattern == RIGHTS_PATTERN), None)
