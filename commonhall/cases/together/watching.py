"""Who follows a case, who has it open just now, and who was named on one? For staff; none of it lets anybody see."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db.models import DateTimeField, Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from commonhall.cases.models import Case, Look, Mention, Watch
from commonhall.cases.queries import cases_visible_to
from commonhall.people.policies import Member
from commonhall.record.models import Event

LATELY: Final = timedelta(minutes=5)
"""Who had a case open within this is said to look at it."""
MOST_LISTED: Final = 50


def watch_case(*, case_id: UUID, member: Member, at: datetime) -> None:
    """Let a member of staff follow a case that they may see; asking twice is asking once."""
    Watch.objects.get_or_create(case_id=case_id, member_id=member.membership_id, defaults={"since_at": at})


def unwatch_case(*, case_id: UUID, member: Member) -> None:
    """Let them no longer follow it."""
    Watch.objects.filter(case_id=case_id, member_id=member.membership_id).delete()


@dataclass(frozen=True, slots=True)
class Watched:
    """A case that somebody follows. changed_at: when something happened to it last that they have not seen."""

    case: Case
    changed_at: datetime | None


def watched_by(member: Member) -> tuple[Watched, ...]:
    """Return the cases that a member of staff follows and may see, those with news first. One statement."""
    mine = Watch.objects.filter(case=OuterRef("pk"), member_id=member.membership_id)
    seen = Look.objects.filter(case=OuterRef("pk"), member_id=member.membership_id).values("at")[:1]
    events = Event.objects.filter(subject_kind="case", subject_id=OuterRef("pk")).exclude(actor_id=member.membership_id)
    rows = (
        cases_visible_to(member)
        .filter(Exists(mine))
        .annotate(
            seen_at=Coalesce(Subquery(seen), Subquery(mine.values("since_at")[:1]), output_field=DateTimeField()),
            changed_at=Subquery(events.order_by("-position").values("at")[:1]),
        )
        .defer("answers", "facts")
        .order_by("-id")[: MOST_LISTED * 4]
    )
    found = [
        Watched(case, case.changed_at if case.changed_at and case.changed_at > case.seen_at else None) for case in rows
    ]
    return tuple(sorted(found, key=lambda one: one.changed_at is None))[:MOST_LISTED]


def mentions_of(member: Member) -> QuerySet[Mention]:
    """Return where notes name a member of staff, on cases that they may see, the newest first."""
    mine = Mention.objects.filter(member_id=member.membership_id, note__struck_at=None)
    visible = mine.filter(Exists(cases_visible_to(member).filter(pk=OuterRef("case_id"))))
    return visible.select_related("case", "note").order_by("-at", "-id")
