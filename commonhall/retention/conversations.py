"""When do conversations go that touched no case? After the months that the council keeps them, each by itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from commonhall.contacts.models import Interaction
from commonhall.contacts.wrap_up import checking_rules
from commonhall.core.clocks.deadlines import add_months
from commonhall.core.values.dates import from_london, london_day
from commonhall.councils.actors import SYSTEM
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.record.forgetting import forget_deliveries, forget_facts
from commonhall.record.jobs import job
from commonhall.record.operations import record_event
from commonhall.retention.erasing import Erased, forget_person
from commonhall.retention.held import asking_for_access, held_now, keep_holds_away

MOST_AT_ONCE: Final = 500


@dataclass(frozen=True, slots=True)
class DueConversations:
    """Conversations that touched no case and whose months are over; kept: those of whose person something is held."""

    months: int
    before: date
    number: int
    kept: int


def due_conversations(*, at: datetime) -> DueConversations:
    """Return how many conversations the next turns of the job take, and how many something keeps. Two counts."""
    months = checking_rules().kept_months
    rows = _over(at)
    number, free = rows.count(), rows.exclude(_kept()).count()
    return DueConversations(months, _first_kept(months, at), free, number - free)


def _first_kept(months: int, at: datetime) -> date:
    return add_months(london_day(at), -months)


def _over(at: datetime) -> QuerySet[Interaction]:
    """Return the conversations that touched no case and began before what is kept. One about a case goes with it."""
    first = from_london(f"{_first_kept(checking_rules().kept_months, at)}T00:00:00")
    return Interaction.objects.filter(started_at__lt=first, cases__isnull=True)


def _kept() -> Q:
    """The conversations of persons who are held, or whose rights are being dealt with."""
    return Q(person_id__in=held_now().persons | asking_for_access())


@job("dispose_of_conversations", every_seconds=3600)
def dispose_of_conversations(council: CouncilSite, *, at: datetime) -> None:
    """Remove the conversations that touched no case and whose months are over, each in a transaction of its own."""
    with in_council(council, by=SYSTEM, purpose="job"):
        due = list(_over(at).exclude(_kept()).order_by("started_at").values_list("id", flat=True)[:MOST_AT_ONCE])
    for each in due:
        with in_council(council, by=SYSTEM, purpose="job"):
            remove_conversation(interaction_id=each, at=at)


@transaction.atomic
def remove_conversation(*, interaction_id: UUID, at: datetime) -> bool:
    """Remove one conversation whose months are over, and its person where nothing else is known of them.

    What was done is still there in the record, without what was said. Returns whether it went: not where it was held
    or was about a case after all.
    """
    keep_holds_away()
    found = _over(at).exclude(_kept()).filter(id=interaction_id).first()
    if found is None:
        return False
    person_id = found.person_id
    found.delete()
    forget_facts(subjects=[("interaction", interaction_id)])
    forget_deliveries(naming=[interaction_id])
    forget_person(person_id, Erased())
    record_event(
        kind="conversation_disposed",
        subject=("interaction", interaction_id),
        facts={"months": checking_rules().kept_months},
        by=SYSTEM,
        at=at,
    )
    return True
