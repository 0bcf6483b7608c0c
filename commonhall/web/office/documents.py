"""How does an officer read a file that somebody sent? Only of a case that they may see, and never inside the page."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse

from commonhall.capabilities.errors import Rejected
from commonhall.cases.queries import CasePage, CaseUnknown, get_case_page
from commonhall.core.questions.masking import is_masked
from commonhall.councils.policies import open_to
from commonhall.journeys.documents import DocumentUnknown, get_document, release_document
from commonhall.record.operations import record_read
from commonhall.web.components.downloads import lead_to_file
from commonhall.web.components.views.council import ErrorView
from commonhall.web.components.views.frame import Link
from commonhall.web.office.door import Visit, page, staff
from commonhall.web.office.frames import frame
from commonhall.web.office.rights.hidden import reason_for


@open_to("staff")
@staff("GET", "POST")
def document_page(visit: Visit, reference: str, document: UUID) -> HttpResponse:
    """Hand over a file of the case, to be saved: a file from outside is never shown as a page of this site.

    One that answers a question whose answers are hidden from the member is handed over once they say why, by whoever
    may see hidden answers at all.
    """
    page_of = get_case_page(visit.member, reference, council=visit.council, at=visit.at)
    case = page_of.case
    try:
        found = get_document(document, case_id=case.id, journey_id=case.journey_id)
    except DocumentUnknown as unknown:
        raise CaseUnknown(reference) from unknown
    purpose = _why(visit, page_of, found.question)
    if isinstance(purpose, HttpResponse):
        return purpose
    try:
        released = release_document(document=found, by=visit.member.actor, at=visit.at)
    except Rejected:
        return _not_now(visit, reference)
    record_read(
        subject=("case", case.id),
        how="unmasked" if purpose else "opened",
        purpose=purpose or f"document {found.id}",
        by=visit.member,
        at=visit.at,
    )
    return lead_to_file(visit.request, released, council_id=visit.council.id, at=visit.at)


def _why(visit: Visit, page_of: CasePage, asked: str) -> str | HttpResponse:
    """Return why the member wants a file that answers a hidden question, or the page that asks; blank for any other."""
    question = page_of.effective.questions.get(asked)
    if question is None or not is_masked(question, page_of.fields):
        return ""
    if not page_of.unmasks:
        raise CaseUnknown(page_of.case.reference)
    back = reverse("office-case", args=(page_of.case.reference,))
    return reason_for(visit, Link(text=page_of.case.reference, href=back))


def _not_now(visit: Visit, reference: str) -> HttpResponse:
    back = Link(text=visit.say("back_to_case"), href=reverse("office-case", args=(reference,)))
    view = ErrorView(frame=frame(visit, visit.say("file_not_now")), status=503, links=(back,))
    return page(view, status=503)
