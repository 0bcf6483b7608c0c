"""When are files deleted that nobody needs any more? A job of each council, soon after they were let go."""

from __future__ import annotations

from datetime import datetime

from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.journeys.documents import purge_documents
from commonhall.record.jobs import job


@job("purge_documents", every_seconds=900)
def purge_let_go(council: CouncilSite, *, at: datetime) -> None:
    """Delete the files that were removed, and those of journeys that expired."""
    with in_council(council, purpose="job"):
        purge_documents(at=at)
