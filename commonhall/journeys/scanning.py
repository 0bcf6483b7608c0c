"""Which files has nobody looked into yet? They wait, unopened, until a scanner says that they are clean."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final, Literal

from django.db.models import Count, Min, Q

from commonhall.capabilities.errors import Rejected
from commonhall.councils.actors import SYSTEM
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.journeys.contents import DOWN, content_of, scan
from commonhall.journeys.models import Document
from commonhall.record.jobs import job
from commonhall.record.operations import record_event
from commonhall.record.queries import Waiting

TRIED_FOR: Final = timedelta(hours=24)
"""How long a file is tried again that the scanner cannot judge, until a colleague has to see to it."""
MOST: Final = 100


@job("scan_documents", every_seconds=60, tests=True)
def scan_waiting(council: CouncilSite, *, at: datetime) -> None:
    """Look into the files that came while the scanner was down."""
    with in_council(council, by=SYSTEM, purpose="job"):
        scan_documents(at=at)


def scan_documents(*, at: datetime, most: int = MOST) -> int:
    """Look for viruses in the files of the council in scope that nobody has looked into; return how many were judged.

    While the scanner or the store is down they wait. One that the scanner cannot judge is tried for TRIED_FOR. Of those
    that a store may have taken without saying so it is found out whether it did.
    """
    judged = 0
    in_doubt = Q(standing="awaited") & ~Q(key="")
    waiting = Document.objects.filter(in_doubt | Q(standing="quarantined")).exclude(state="removed")
    for document in waiting.order_by("uploaded_at")[:most]:
        try:
            standing, found = _judged(document, at)
        except DOWN:
            break
        if standing != document.standing or not document.key:
            judged += _keep(document, standing, found, at)
    return judged


def waiting_documents(standing: Literal["quarantined", "awaited"]) -> Waiting | None:
    """Return how many files of the council in scope nobody has looked into yet, or have not come yet, and since when
    the oldest waits; None where none does.
    """
    rows = Document.objects.filter(standing=standing).exclude(state="removed")
    found = rows.aggregate(n=Count("id"), oldest=Min("uploaded_at"))
    return Waiting(found["n"], found["oldest"]) if found["n"] else None


def _judged(document: Document, at: datetime) -> tuple[str, str]:
    """Return the standing of a file, and what was found in it. Raises what says that a provider is down."""
    try:
        content = content_of(document, at=at)
    except Rejected as refused:
        if document.standing == "awaited":
            document.key, document.sealed_key = "", None  # the store did not take it
            return "awaited", ""
        return _unjudged(document, refused, at)
    try:
        verdict = scan(content, at=at)
    except Rejected as refused:
        return _unjudged(document, refused, at)
    return ("clean" if verdict.clean else "infected"), verdict.found


def _unjudged(document: Document, refused: Rejected, at: datetime) -> tuple[str, str]:
    over = refused.code == "damaged" or document.uploaded_at <= at - TRIED_FOR
    return ("unreadable" if over else "quarantined"), refused.code


def _keep(document: Document, standing: str, found: str, at: datetime) -> int:
    kept = Document.objects.filter(id=document.id, standing=document.standing).update(
        standing=standing, found=found, looked_at=at, key=document.key, sealed_key=document.sealed_key
    )
    if kept and standing in ("infected", "unreadable"):
        record_event(
            kind=f"document_{standing}",
            subject=("document", document.id),
            facts={"case_id": str(document.case_id or ""), "found": found},
            by=SYSTEM,
            at=at,
        )
    return int(kept)
