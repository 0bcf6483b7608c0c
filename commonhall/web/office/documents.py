"""How does an officer read a file that somebody sent? Only of a case that they may see, and never inside the page."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse

from commonhall.capabilities.errors import Misconfigured, Rejected, Unavailable
from commonhall.cases.queries import CaseUnknown, find_case
from commonhall.catalogue.queries import BindingMissing
from commonhall.councils.policies import open_to
from commonhall.journeys.documents import DocumentUnknown, get_document, read_document
from commonhall.record.operations import record_read
from commonhall.web.components.downloads import download
from commonhall.web.components.views.council import ErrorView
from commonhall.web.components.views.frame import Link
from commonhall.web.office.door import Visit, page, staff
from commonhall.web.office.frames import frame


@open_to("staff")
@staff("GET")
def document_page(visit: Visit, reference: str, document: UUID) -> HttpResponse:
    """Hand over a file of the case, to be saved: a file from outside is never shown as a page of this site."""
    case = find_case(visit.member, reference)
    if case is None:
        raise CaseUnknown(reference)
    try:
        found = get_document(document, case_id=case.id, journey_id=case.journey_id)
    except DocumentUnknown as unknown:
        raise CaseUnknown(reference) from unknown
    try:
        content = read_document(document=found, by=visit.member.actor, at=visit.at)
    except (Unavailable, Rejected, Misconfigured, BindingMissing):
        return _not_now(visit, reference)
    record_read(subject=("case", case.id), how="opened", purpose=f"document {found.id}", by=visit.member, at=visit.at)
    return download(name=found.name, type=found.type, content=content)


def _not_now(visit: Visit, reference: str) -> HttpResponse:
    back = Link(text=visit.say("back_to_case"), href=reverse("office-case", args=(reference,)))
    view = ErrorView(frame=frame(visit, visit.say("file_not_now")), status=503, links=(back,))
    return page(view, status=503)
