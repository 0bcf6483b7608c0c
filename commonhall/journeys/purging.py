"""When are files deleted that nobody needs any more? A job of each council, soon after they were let go."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Final

from django.db.models import Q

from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import OtherMode, in_council, is_testing
from commonhall.journeys.contents import DOWN, let_go
from commonhall.journeys.models import Document, Journey
from commonhall.journeys.uploading import purge_uploads
from commonhall.record.jobs import job

ABANDONED: Final = timedelta(days=2)
"""How long a file waits that somebody added to an act, until the act counts as given up."""
INFECTED_KEPT: Final = timedelta(hours=24)


@job("purge_documents", every_seconds=900)
def purge_let_go(council: CouncilSite, *, at: datetime) -> None:
    """Delete the files that were removed, those of journeys that expired, and those that never came whole."""
    with in_council(council, purpose="job"):
        purge_documents(at=at)
        purge_uploads(at=at)


def purge_documents(*, at: datetime, most: int = 200) -> int:
    """Delete files that were removed, those of journeys that expired, those of acts that were not finished, and a day
    later those with a virus, in the council in scope; return how many.

    The file goes first: while its provider is down the row stays, and the next turn tries again. Of a file with a virus
    the row stays for good: it says what was sent.
    """
    expired = Journey.objects.filter(state="expired").values("id")
    abandoned = Q(state="held", journey_id=None, uploaded_at__lt=at - ABANDONED)
    loose = Document.objects.filter(Q(state="removed") | Q(state="held", journey_id__in=expired) | abandoned)
    gone = _let_go_all(loose.order_by("uploaded_at")[:most], at=at, ending=Document.delete)
    infected = Document.objects.filter(standing="infected", looked_at__lt=at - INFECTED_KEPT).exclude(key="")
    return gone + _let_go_all(infected.order_by("uploaded_at")[: most - gone], at=at, ending=_keep_row)


def _let_go_all(documents: Iterable[Document], *, at: datetime, ending: Callable[[Document], object]) -> int:
    gone, down = 0, set()
    for document in documents:
        if document.binding_id in down:
            continue
        try:
            let_go(document, at=at)
        except DOWN:
            down.add(document.binding_id)  # what is with other providers need not wait for this one
            continue
        ending(document)
        gone += 1
    return gone


def _keep_row(document: Document) -> None:
    document.save(update_fields=["key", "sealed_key"])


def remove_test_files(*, at: datetime) -> int:
    """Delete the content of every file that was tried at the council in scope, in test mode; return how many.

    The rows stay, to be deleted with everything else. Raises the capability's three errors and BindingMissing.
    """
    if not is_testing():
        raise OtherMode("Only what was tried can be deleted so: enter the council in test mode")
    documents = list(Document.objects.exclude(key=""))
    for document in documents:
        let_go(document, at=at)
        document.save(update_fields=["key", "sealed_key"])
    return len(documents)
