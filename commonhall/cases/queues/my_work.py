"""What is there to do for one member of staff? Counts of their work, tasks for them and their teams, the next case."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from commonhall.cases.listing import MOST_COUNTED
from commonhall.cases.models import Case, Declined, Mention, Skill
from commonhall.cases.models import CaseTask as CaseTask
from commonhall.cases.operations import assign_case
from commonhall.cases.visible import CaseUnknown, cases_visible_to
from commonhall.councils.actors import Actor
from commonhall.people.models import Team
from commonhall.people.policies import Member, reach
from commonhall.record.models import Outbox
from commonhall.record.operations import record_event

TASKS_ON_PAGE: Final = 50
LONGEST_REASON: Final = 200
WELSH: Final = "cy"


class ReasonMissing(ValueError):
    """Who will not take a case says why."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits for a member beside their cases. Each at most MOST_COUNTED + 1."""

    tasks: int
    mentions: int
    failed: int


def team_slugs(member: Member) -> tuple[str, ...] | None:
    """Return the teams that a member works for; None for all of them."""
    grants = reach(member, "work")
    if any(grant.team_id is None for grant in grants):
        return None
    rows = Team.objects.filter(id__in=[grant.team_id for grant in grants])
    return tuple(rows.order_by("slug").values_list("slug", flat=True))


def open_tasks(member: Member, *, team: str = "", mine: bool = False) -> QuerySet[CaseTask]:
    """Return the open tasks on cases that a member works on: theirs and their teams', those that are due first.

    Tasks of closed cases are among them. team: only that team's. mine: only those that are the member's own.
    """
    rows = CaseTask.objects.filter(state="open")
    teams = (team,) if team else team_slugs(member)
    if mine:
        rows = rows.filter(owner_id=member.membership_id)
    elif teams is not None:
        rows = rows.filter(Q(team__in=teams) | Q(owner_id=member.membership_id))
    rows = rows.filter(Exists(cases_visible_to(member, "work").filter(pk=OuterRef("case_id"))))
    return rows.select_related("case").order_by(F("due_at").asc(nulls_last=True), "id")


def waiting_for(member: Member) -> Waiting:
    """Return how much waits for a member beside their cases. Three statements."""
    unread = Mention.objects.filter(member_id=member.membership_id, read_at=None, note__struck_at=None)
    unread = unread.filter(Exists(cases_visible_to(member).filter(pk=OuterRef("case_id"))))
    capped = (
        open_tasks(member).order_by().values("id"),
        unread.values("id"),
        Outbox.objects.filter(state="dead").values("id"),
    )
    return Waiting(*(rows[: MOST_COUNTED + 1].count() for rows in capped))


@transaction.atomic
def take_next(*, member: Member, by: Actor, at: datetime) -> Case | None:
    """Give a member the case that nobody has and that is due first; None where there is none.

    Of the same day the more urgent comes first. What they declined before is not offered again. A case in Welsh goes
    to who works in Welsh, where anybody does. Two who ask at once never get the same.
    """
    rows = cases_visible_to(member, "work").filter(owner_id=None, merged_into_id=None).exclude(phase="closed")
    declined = Declined.objects.filter(case=OuterRef("pk"), membership_id=member.membership_id)
    rows = rows.exclude(Exists(declined))
    skilled = list(Skill.objects.filter(skill=WELSH).values_list("membership_id", flat=True))
    if skilled and member.membership_id not in skilled:
        rows = rows.exclude(language=WELSH)
    case = rows.order_by("due_at", "-priority", "id").select_for_update(skip_locked=True, of=("self",)).first()
    if case is None:
        return None
    return assign_case(case_id=case.id, to=member.membership_id, by=by, at=at)


@transaction.atomic
def decline_case(*, case_id: UUID, reason: str, member: Member, by: Actor, at: datetime) -> None:
    """Give back a case that a member has, with the reason; it is not handed to them again. Raises ReasonMissing."""
    words = " ".join(reason.split())[:LONGEST_REASON]
    if not words:
        raise ReasonMissing
    case = cases_visible_to(member, "work").select_for_update(of=("self",)).filter(id=case_id).first()
    if case is None or case.owner_id != member.membership_id:
        raise CaseUnknown(str(case_id))
    Declined.objects.update_or_create(
        case=case, membership_id=member.membership_id, defaults={"reason": words, "declined_at": at}
    )
    record_event(kind="case_declined", subject=("case", case.id), facts={"reason": words}, by=by, at=at)
    assign_case(case_id=case.id, to=None, by=by, at=at)


def page_of(rows: QuerySet[CaseTask], *, after: Sequence[object] = ()) -> tuple[list[CaseTask], tuple[str, str]]:
    """Return one page of ``rows`` from where the last ended, and where this one ends: blank at the end.

    after: the due time in ISO, blank for none, and the id of the last task shown.
    """
    if len(after) == 2:
        due, key = str(after[0]), UUID(str(after[1]))
        if due:
            moment = datetime.fromisoformat(due)
            rows = rows.filter(Q(due_at__gt=moment) | Q(due_at=moment, id__gt=key) | Q(due_at=None))
        else:
            rows = rows.filter(due_at=None, id__gt=key)
    found = list(rows[: TASKS_ON_PAGE + 1])
    if len(found) <= TASKS_ON_PAGE:
        return found, ("", "")
    last = found[TASKS_ON_PAGE - 1]
    return found[:TASKS_ON_PAGE], (last.due_at.isoformat() if last.due_at else "", str(last.id))
