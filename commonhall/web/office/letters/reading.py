"""Has somebody read what came in, and how did a letter look? A button on the page of a case, and a PDF."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse

from commonhall.cases.correspondence.arriving import NotSent, message_came_back
from commonhall.cases.correspondence.printing import find_paper, paper_of, print_letter
from commonhall.cases.correspondence.receiving import read_messages
from commonhall.cases.queries import CasePage, CaseUnknown, Message, get_case_page
from commonhall.core.questions.masking import is_masked
from commonhall.councils.policies import open_to
from commonhall.journeys.documents import documents_of_case
from commonhall.web.components.downloads import download
from commonhall.web.office.came import address_of
from commonhall.web.office.door import SeeOther, Visit, staff
from commonhall.web.office.frames import go, leave_notice
from commonhall.web.office.reaching import case_to_work_on


@open_to("staff")
@staff("POST")
def read_page(visit: Visit, reference: str) -> HttpResponse:
    """Keep that the new messages of a case were read."""
    case, _roles = case_to_work_on(visit, reference)
    read_messages(case_id=case.id, by=visit.member.actor, at=visit.at)
    return go(address_of(visit, case.reference), "success", "letters_marked")


@open_to("staff")
@staff("GET")
def paper_page(visit: Visit, reference: str, message: UUID) -> HttpResponse:
    """Hand over a letter as it was printed, or as it will be; without what is hidden from the reader."""
    found = get_case_page(visit.member, reference, council=visit.council, at=visit.at)
    paper = find_paper(message, case_id=found.case.id)
    if paper is None:
        raise CaseUnknown(reference)
    shown = found.messages_by_id[str(paper.id)]
    if (shown.subject, shown.body) != (paper.subject, paper.body) or _encloses_hidden(found, paper):
        content = print_letter(shown, council=visit.council, at=visit.at)  # without what is hidden from this reader
    else:
        printed = paper_of if paper.state != "queued" else print_letter
        content = printed(paper, council=visit.council, at=visit.at)
    return download(name=f"{found.case.reference}.pdf", type="application/pdf", content=content)


def _encloses_hidden(found: CasePage, paper: Message) -> bool:
    """Whether a file was printed with the letter that answers a question whose answers are hidden from the reader."""
    named = {str(one["id"]) for one in paper.documents}
    case = found.case
    asked = [each.question for each in documents_of_case(case_id=case.id, journey_id=case.journey_id)
             if str(each.id) in named]  # fmt: skip
    questions = [found.effective.questions.get(each) for each in asked]
    return any(each is not None and is_masked(each, found.fields) for each in questions)


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
