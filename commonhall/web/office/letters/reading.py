"""Has somebody read what came in, and how did a letter look? A button on the page of a case, and a PDF."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse

from commonhall.cases.correspondence.arriving import NotSent, message_came_back
from commonhall.cases.correspondence.printing import find_paper, paper_of, print_letter
from commonhall.cases.correspondence.receiving import read_messages
from commonhall.cases.queries import CaseUnknown, find_case
from commonhall.councils.policies import open_to
from commonhall.web.components.downloads import download
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


@open_to("staff")
@staff("GET")
def paper_page(visit: Visit, reference: str, message: UUID) -> HttpResponse:
    """Hand over a letter as it was printed, or as it will be."""
    case = find_case(visit.member, reference)
    found = find_paper(message, case_id=case.id) if case else None
    if case is None or found is None:
        raise CaseUnknown(reference)
    printed = paper_of if found.state != "queued" else print_letter
    content = printed(found, council=visit.council, at=visit.at)
    return download(name=f"{case.reference}.pdf", type="application/pdf", content=content)


@open_to("staff")
@staff("POST")
def came_back_page(visit: Visit, reference: str, message: UUID) -> HttpResponse:
    """Keep that a letter came back by post: its address counts as one that does not work."""
    case, _roles = case_to_work_on(visit, reference)
    if find_paper(message, case_id=case.id) is None:
        raise CaseUnknown(reference)
    response = SeeOther(address_of(visit, case.reference))
    try:
        message_came_back(message_id=message, how="returned", by=visit.member.actor, at=visit.at)
    except NotSent:
        leave_notice(response, "information", "letters_not_sent")
    else:
        leave_notice(response, "success", "letters_returned")
    return response
