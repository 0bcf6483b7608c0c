"""How did we do? What the person of a closed case thinks of it, once."""

from __future__ import annotations

from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from commonhall.cases.operations import locked_case
from commonhall.core.values.words import Language
from commonhall.councils.actors import Actor
from commonhall.journeys.models import Feedback
from commonhall.record.models import Event
from commonhall.record.operations import record_event

RATED: Final = "case_rated"
LONGEST_COMMENT: Final = 1200


class CannotRate(Exception):
    """The case is still open, or its person has said already what they think."""


def has_rated(case_id: UUID) -> bool:
    """Whether the person of the case has said what they think of how it went."""
    found: bool = Event.objects.filter(subject_kind="case", subject_id=case_id, kind=RATED).exists()
    return found


@transaction.atomic
def rate_case(*, case_id: UUID, score: int, comment: str, language: Language, by: Actor, at: datetime) -> None:
    """Keep a score from 1 to 5 of how a closed case went. The words are kept apart from the case and the person.

    Raises CannotRate, and ValueError for another score.
    """
    if not 1 <= score <= 5:
        raise ValueError("a score is a whole number from 1 to 5")
    case = locked_case(case_id)
    if case.phase != "closed" or has_rated(case_id):
        raise CannotRate(case.reference)
    Feedback.objects.create(
        service=case.service,
        version=case.pattern_version,
        outcome=case.state,
        score=score,
        comment=comment[:LONGEST_COMMENT],
        language=language,
        given_at=at,
    )
    record_event(kind=RATED, subject=("case", case.id), facts={"score": score}, by=by, at=at)
