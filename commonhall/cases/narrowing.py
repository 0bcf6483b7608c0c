"""Which of these cases are on a list? Each part of a filter in turn, in comparisons that keep their index behind the
wall."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.expressions import RawSQL

from commonhall.cases.models import Case, Look, Message, Proposal, Tag, Watch
from commonhall.core.finding.asking import wanted_from
from commonhall.core.values.dates import from_london, london_day
from commonhall.core.values.reference import ReferenceNotRecognised, parse_reference
from commonhall.people.policies import ANY_PATTERN, Member, reach
from commonhall.people.queries import teams

if TYPE_CHECKING:
    from commonhall.cases.listing import Filter

MOST_FOUND = 500
"""Cases that one search finds, the newest first: who gets more should type more."""
COLUMNS = ("pattern", "team", "state", "ward", "channel")


def narrowed(rows: QuerySet[Case], member: Member, chosen: Filter, *, at: datetime) -> QuerySet[Case]:
    """Return those of ``rows`` that ``chosen`` asks for."""
    rows = _in_phase(rows, chosen)
    for column in COLUMNS:
        if values := getattr(chosen, column):
            rows = rows.filter(**({column: values[0]} if len(values) == 1 else {f"{column}__in": values}))
    if chosen.priority:
        rows = rows.filter(priority__in=[int(each) for each in chosen.priority])
    for column in ("language", "last_from"):
        if value := getattr(chosen, column):
            rows = rows.filter(**{column: value})
    if chosen.owner:
        rows = rows.filter(owner_id=_owner(member, chosen.owner))
    rows = _dated(rows, chosen, at)
    rows = _marked(rows, member, chosen)
    return _found(rows, member, chosen) if chosen.search.strip() else rows


def _dated(rows: QuerySet[Case], chosen: Filter, at: datetime) -> QuerySet[Case]:
    """Keep those that are due, to be looked at again, received or closed when the filter says."""
    if chosen.due:
        rows = _due(rows, chosen.due, at)
    if chosen.review:
        rows = rows.filter(review_date__lte=london_day(at))
    for column in ("opened", "closed"):
        if days := days_of(getattr(chosen, column)):
            begins, ends = (from_london(f"{day}T00:00:00") for day in (days[0], days[1] + timedelta(days=1)))
            rows = rows.filter(**{f"{column}_at__gte": begins, f"{column}_at__lt": ends})
    return rows


def days_of(text: str) -> tuple[date, date] | None:
    """Return the first and the last day that a filter such as "2026-06-01..2026-06-30" means; None where it is none."""
    first, _, last = text.partition("..")
    try:
        days = (date.fromisoformat(first), date.fromisoformat(last))
    except ValueError:
        return None
    return days if date(1900, 1, 1) <= days[0] <= days[1] < date(9000, 1, 1) else None


def _in_phase(rows: QuerySet[Case], chosen: Filter) -> QuerySet[Case]:
    if not chosen.merged and not chosen.search.strip():
        rows = rows.filter(merged_into_id=None)
    if chosen.search.strip() or (chosen.replied and chosen.phase == "open"):
        return rows  # a reply about a closed case waits for somebody as well
    if chosen.phase == "any":
        return rows
    if chosen.phase == "closed":
        return rows.filter(phase="closed")
    rows = rows.exclude(phase="closed")
    return rows.filter(phase="waiting") if chosen.phase == "waiting" else rows


def _owner(member: Member, owner: str) -> UUID | None:
    if owner in ("me", "none"):
        return member.membership_id if owner == "me" else None
    return UUID(owner)


def _due(rows: QuerySet[Case], due: str, at: datetime) -> QuerySet[Case]:
    """Overdue: its last day is over. Today: that day is today. Soon: within the next three days."""
    if due == "overdue":
        return rows.filter(due_at__lte=at)
    last = london_day(at) + timedelta(days=1 if due == "today" else 4)
    return rows.filter(due_at__gt=at, due_at__lte=from_london(f"{last}T00:00:00"))


def _marked(rows: QuerySet[Case], member: Member, chosen: Filter) -> QuerySet[Case]:
    """Keep those with one of the tags, those that the member follows, those that wait for a second person."""
    if chosen.tag:
        rows = rows.filter(Exists(Tag.objects.filter(case=OuterRef("pk"), tag__in=chosen.tag)))
    if chosen.watched:
        rows = rows.filter(Exists(Watch.objects.filter(case=OuterRef("pk"), member_id=member.membership_id)))
    if chosen.replied:
        rows = _replied(rows, member, unread=chosen.replied == "unread")
    if chosen.approval:
        rows = rows.filter(Exists(Proposal.objects.filter(case=OuterRef("pk"), state="waiting")))
    return rows


def _replied(rows: QuerySet[Case], member: Member, *, unread: bool) -> QuerySet[Case]:
    """Keep the cases that the member has or follows where the person wrote since the member looked.

    unread: where the person wrote and nobody has acted on it, or said that they have read it.

    What they follow is read first: named by their ids, cases are found by an index.
    """
    followed = Watch.objects.filter(member_id=member.membership_id).order_by("-since_at")
    ids = list(followed.values_list("case_id", flat=True)[:MOST_FOUND])
    seen = Look.objects.filter(
        case_id=OuterRef("case_id"), member_id=member.membership_id, at__gte=OuterRef("composed_at")
    )
    came = Message.objects.filter(case_id=OuterRef("pk"), direction="in").exclude(kind="automatic")
    came = came.filter(read_at=None) if unread else came.filter(~Exists(seen))
    return rows.filter(Q(owner_id=member.membership_id) | Q(id__in=ids)).filter(Exists(came))


def _found(rows: QuerySet[Case], member: Member, chosen: Filter) -> QuerySet[Case]:
    """Find what officers type: a reference or a UPRN by its column, everything else by the words of the case."""
    typed = chosen.search.strip()
    if reference := _reference(typed):
        return rows.filter(reference=reference)
    if not by_words(chosen):  # a number, or nothing that can be looked for, which no property has either
        return rows.filter(uprn=typed.lstrip("0"))
    if chosen.holding is not None:
        return rows.filter(id__in=RawSQL("SELECT unnest(%s::uuid[])", (list(chosen.holding),)))
    return rows.filter(id__in=_holding(member, chosen))


def _reference(typed: str) -> str:
    try:
        return parse_reference(typed)
    except ReferenceNotRecognised:
        return ""


def by_words(chosen: Filter) -> bool:
    """Return whether what is searched for is looked up among the words of cases."""
    typed = chosen.search.strip()
    wanted = wanted_from(typed, like=bool(chosen.like))
    number = typed.isdigit() and not wanted.identifier
    return bool(wanted.groups or wanted.whole) and not number and not _reference(typed)


def ids_holding(member: Member, chosen: Filter) -> tuple[UUID, ...]:
    """Return the ids of the cases that hold the words of a search, the newest MOST_FOUND. One statement."""
    holding = _holding(member, chosen)
    with connection.cursor() as cursor:
        cursor.execute(holding.sql, holding.params)
        return tuple(row[0] for row in cursor.fetchall())


def _holding(member: Member, chosen: Filter) -> RawSQL:
    """Return the question for the ids of cases that hold what is wanted.

    Only what the member's grants reach is looked at, by pattern, team and ward, so that others' cases do not fill the
    list. What the function returns is read again through the wall and the member's rights.
    """
    wanted = wanted_from(chosen.search.strip(), like=bool(chosen.like))
    grants = reach(member, "view")
    slugs = {team.id: team.slug for team in teams()} if any(one.team_id for one in grants) else {}
    places = {
        ("" if one.pattern == ANY_PATTERN else one.pattern, slugs.get(one.team_id, "") if one.team_id else "", one.ward)
        for one in grants
        if one.team_id is None or one.team_id in slugs
    }
    if member.opened:
        places = {("", "", "")}
    lists = [[place[part] for place in sorted(places)] for part in range(3)]
    return RawSQL(
        "SELECT guard.find_cases(%s::text, %s::text[], %s::text[], %s::text[], %s::integer)",
        (wanted.query(mark=member.council_id.hex[-6:]), *lists, MOST_FOUND),
    )
