"""Has somebody read what came in? A button on the page of a case says so."""

from __future__ import annotations

from django.http import HttpResponse

from commonhall.cases.correspondence.receiving import read_messages
from commonhall.councils.policies import open_to
from commonhall.web.office.came import address_of
from commonhall.web.office.door import SeeOther, Visit, staff
from commonhall.web.office.frames import leave_notice
from commonhall.web.office.reaching import case_to_work_on


@open_to("staff")
@staff("POST")
def read_page(visit: Visit, reference: str) -> HttpResponse:
    """Keep that the new messages of a case were read."""
    case, _roles = case_to_work_on(visit, reference)
    read_messages(case_id=case.id, by=visit.member.actor, at=visit.at)
    response = SeeOther(address_of(visit, case.reference))
    leave_notice(response, "success", "letters_marked")
    return response
