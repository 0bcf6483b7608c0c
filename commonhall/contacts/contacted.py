"""Which conversations are open, what was one about, and how many were there about what?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from django.db.models import Avg, Count, F
from django.db.models.functions import TruncDate

from commonhall.contacts.interactions import Interaction as Interaction
from commonhall.core.values.dates import LONDON, from_london

MOST_OPEN: Final = 50
MOST_LISTED: Final = 100


def find_interaction(interaction_id: UUID) -> Interaction | None:
    """Return the conversation with this id, or None."""
    found: Interaction | None = Interaction.objects.filter(id=interaction_id).first()
    return found


def open_interactions(agent_id: UUID) -> tuple[Interaction, ...]:
    """Return the agent's conversations that are not finished, the newest first."""
    rows = Interaction.objects.filter(agent_id=agent_id, finished_at=None).order_by("-started_at")
    return tuple(rows[:MOST_OPEN])


def finished_interactions(agent_id: UUID, *, since: datetime) -> tuple[Interaction, ...]:
    """Return the agent's conversations that were finished since, the newest first."""
    rows = Interaction.objects.filter(agent_id=agent_id, started_at__gte=since, finished_at__isnull=False)
    return tuple(rows.order_by("-started_at")[:MOST_LISTED])


@dataclass(frozen=True, slots=True)
class ContactCount:
    """How many conversations of one day had these codes; talked, written: mean seconds. Blank codes: not finished."""

    day: date
    channel: str
    reason: str
    outcome: str
    avoidable: str
    number: int
    talked: float
    written: float


def contact_figures(first: date, last: date) -> tuple[ContactCount, ...]:
    """Return how many conversations there were from ``first`` to ``last`` (London days), by day and codes.

    Only counts: no service is named, so nothing restricted can be read from them.
    """
    rows = (
        Interaction.objects.filter(
            started_at__gte=from_london(f"{first}T00:00:00"),
            started_at__lt=from_london(f"{last + timedelta(days=1)}T00:00:00"),
        )
        .annotate(day=TruncDate("started_at", tzinfo=LONDON))
        .values("day", "channel", "reason", "outcome", "avoidable")
        .annotate(
            number=Count("id"),
            talked=Avg(F("ended_at") - F("started_at")),
            written=Avg(F("finished_at") - F("ended_at")),
        )
        .order_by("day", "channel", "reason", "outcome", "avoidable")
    )
    return tuple(
        ContactCount(
            day=row["day"],
            channel=row["channel"],
            reason=row["reason"],
            outcome=row["outcome"],
            avoidable=row["avoidable"],
            number=row["number"],
            talked=row["talked"].total_seconds() if row["talked"] else 0.0,
            written=row["written"].total_seconds() if row["written"] else 0.0,
        )
        for row in rows
    )
