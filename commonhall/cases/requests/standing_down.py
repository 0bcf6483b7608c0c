"""What of those who were asked for something, when their case turns out to be a duplicate? They need not answer."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from commonhall.cases.inviting.invitations import revoke_invitations
from commonhall.cases.models import Case, Request
from commonhall.cases.requests.asking import end_request, release
from commonhall.cases.scopes import effective_of_case
from commonhall.councils.actors import Actor
from commonhall.councils.queries import CouncilSite
from commonhall.record.operations import record_event


def stand_requests_down(case: Case, *, by: Actor, at: datetime) -> None:
    """Take back what the person of a locked case is asked for: nobody is reminded, and the links work no longer.

    The case's clocks are left as they are: merging stops them. The words of the merge tell the person that there is
    nothing to do.
    """
    for request in Request.objects.select_for_update().filter(case=case, state="open").order_by("opened_at"):
        end_request(request, "cancelled", at)
        revoke_invitations(target_id=request.id, at=at)
        facts = {"request": str(request.id), "kind": request.kind}
        record_event(kind="request_cancelled", subject=("case", case.id), facts=facts, by=by, at=at)


def wait_no_longer(case: Case, requests: Iterable[str], *, council: CouncilSite, at: datetime) -> None:
    """Let the clocks of a locked case go on from now that waited for ``requests`` (ids), which were taken back.

    They do not come back with the case: the person was told that there is nothing to do, so an officer asks anew.
    """
    known = {str(each.id): each for each in Request.objects.filter(case=case, id__in=[UUID(one) for one in requests])}
    for each in known.values():
        release(case, effective_of_case(case, council=council, at=at), each, at=at)
