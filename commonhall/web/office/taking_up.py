"""What does an officer read once they have acted on a case? What was done, and that the case is theirs where it was
nobody's."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse

from commonhall.cases.queues.taking_up import take_up_case
from commonhall.web.office.door import Visit
from commonhall.web.office.frames import leave_notice


def leave_done(response: HttpResponse, visit: Visit, case_id: UUID, key: str, **gaps: str) -> None:
    """Let the next page say ``key``, and give the case to who acted where nobody has it."""
    if take_up_case(case_id=case_id, by=visit.member.actor, at=visit.at):
        leave_notice(response, "success", "done_and_yours", said=visit.say(key, **gaps).rstrip("."))
    else:
        leave_notice(response, "success", key, **gaps)
