"""Whose is a case that nobody had, once an officer has acted on it? Theirs; and what came in about it has been read."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from commonhall.cases.correspondence.receiving import read_messages
from commonhall.cases.models import Look
from commonhall.cases.operations import locked_case
from commonhall.councils.actors import Actor
from commonhall.record.operations import record_event


@transaction.atomic
def take_up_case(*, case_id: UUID, by: Actor, at: datetime) -> bool:
    """Keep that an officer has acted on a case; return whether it became theirs by that.

    A case that nobody has becomes theirs, also one that they closed. What came in before they looked at the case counts
    as read; what came in since does not. The version stays as it is, so that forms that are open elsewhere still fit.
    Raises CaseUnknown.
    """
    case = locked_case(case_id)
    look = Look.objects.filter(case=case, member_id=by.id).first() if by.id else None
    if look is not None:
        read_messages(case_id=case.id, until=look.at, by=by, at=at)
    if case.owner_id is not None or by.id is None or case.merged_into_id is not None:
        return False
    case.owner_id = by.id
    case.save(update_fields=["owner_id"])
    facts = {"to": str(by.id), "name": by.name}
    record_event(kind="case_assigned", subject=("case", case.id), facts=facts, by=by, at=at)
    return True
