"""How does a person drop what they began and did not send? Their answers go at once, as they do after their date."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from commonhall.councils.actors import Actor
from commonhall.journeys.keeping import check_open
from commonhall.journeys.models import Journey, ResumeLink
from commonhall.record.operations import record_event


@transaction.atomic
def drop_journey(*, journey: Journey, by: Actor, at: datetime) -> None:
    """Delete the answers of a journey that was not sent; its files follow within minutes. Raises JourneyOver.

    What is left says that there was one, of which service and how far it came: no personal data.
    """
    row: Journey = Journey.objects.select_for_update().get(id=journey.id)
    check_open(row, at)
    Journey.objects.filter(id=row.id).update(
        state="expired", answers={}, parked={}, facts={}, missing=[], accepted={}, proof={}, expires_at=at
    )
    ResumeLink.objects.filter(journey=row).delete()
    record_event(kind="journey_dropped", subject=("journey", row.id), facts={"service": row.service}, by=by, at=at)
