"""Where does a linked system get the photos of a case? By links that are signed, name one photo each, and run out."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.conf import settings
from django.core import signing

from commonhall.cases.models import Case
from commonhall.connect.models import Handover
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import council_in_scope
from commonhall.journeys.documents import DocumentUnknown, clean_documents_of_case, read_released
from commonhall.journeys.models import Document

LINK_FOR: Final = timedelta(days=7)
"""A system fetches a photo when it takes the report; one that was down over a holiday still gets it."""
PATH: Final = "/hooks/photos/"


def photo_links(case: Case, *, council: CouncilSite, at: datetime) -> list[str]:
    """Return a link to each photo of ``case`` that was found to be clean, oldest first. at: now."""
    found = clean_documents_of_case(case_id=case.id, journey_id=case.journey_id)
    site = settings.SITE_ADDRESS.format(host=council.host)
    until = (at + LINK_FOR).isoformat()
    return [
        f"{site}{PATH}{signing.dumps([str(each.id), until], salt=_salt())}"
        for each in found
        if each.type.startswith("image/")
    ]


def read_photo(token: str, *, at: datetime) -> tuple[Document, bytes]:
    """Return the photo to which a link leads, with its content.

    Raises DocumentUnknown for a link that ran out or was not made here, for a photo that is gone, and for one whose
    case is at no linked system; and as reading a document does.
    """
    try:
        document_id, until = signing.loads(token, salt=_salt())
        if datetime.fromisoformat(until) < at:
            raise DocumentUnknown(token)
        wanted = UUID(document_id)
    except (signing.BadSignature, ValueError, TypeError) as wrong:
        raise DocumentUnknown(token) from wrong
    document, content = read_released(wanted, at=at)
    cases = Case.objects.filter(id=document.case_id) if document.case_id else Case.objects.none()
    if document.journey_id:
        cases = cases | Case.objects.filter(journey_id=document.journey_id)
    if not document.type.startswith("image/") or not Handover.objects.filter(case__in=cases).exists():
        raise DocumentUnknown(token)
    return document, content


def _salt() -> str:
    return f"photo:{council_in_scope()}"
