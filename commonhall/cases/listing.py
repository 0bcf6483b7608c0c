"""Which cases are on a list, in which order, and how many are there? A filter, one page of its cases, and counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal
from uuid import UUID

from django.db import connection
from django.db.models import OuterRef, Q, QuerySet, Subquery

from commonhall.cases.models import Case
from commonhall.cases.visible import cases_visible_to
from commonhall.contacts.models import Person
from commonhall.core.values.dates import from_london, london_day
from commonhall.core.values.email import EmailNotRecognised, parse_email
from commonhall.core.values.reference import ReferenceNotRecognised, parse_reference
from commonhall.people.models import Membership
from commonhall.people.policies import Member, reach

PAGE = 50
"""Cases on one page of a queue."""
MOST_COUNTED = 1000
"""Counts stop here and are shown as "1,000+": an exact count of a long queue helps nobody and costs time."""
Due = Literal["", "overdue", "today", "soon"]


@dataclass(frozen=True, slots=True)
class Filter:
    """What a queue shows. Empty means all. owner: ``me``, ``none`` or ``""``. phase: ``open`` is all but closed.

    A search looks at closed cases too, whatever the phase: who types a reference wants that case.
    """

    phase: Literal["open", "waiting", "closed"] = "open"
    pattern: str = ""
    team: str = ""
    state: str = ""
    owner: Literal["", "me", "none"] = ""
    due: Due = ""
    language: str = ""
    search: str = ""

    @property
    def newest_closed_first(self) -> bool:
        """Whether the list is one of closed cases, which is read from the last closed."""
        return self.phase == "closed" and not self.search.strip()


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a queue, to go on from: the sort key of the last case shown, and which way to go."""

    at: datetime
    id: UUID
    back: bool = False


@dataclass(frozen=True, slots=True)
class QueuePage:
    """One page of a queue. before and after are None where the queue ends."""

    cases: tuple[Case, ...]
    before: Place | None
    after: Place | None


def filtered(member: Member, chosen: Filter, *, at: datetime) -> QuerySet[Case]:
    """Return the cases of a queue, without an order."""
    rows = cases_visible_to(member)
    if not chosen.search.strip():
        rows = rows.filter(phase="closed") if chosen.phase == "closed" else rows.exclude(phase="closed")
        if chosen.phase == "waiting":
            rows = rows.filter(phase="waiting")
    for name in ("pattern", "team", "state", "language"):
        if getattr(chosen, name):
            rows = rows.filter(**{name: getattr(chosen, name)})
    if chosen.owner:
        rows = rows.filter(owner_id=member.membership_id if chosen.owner == "me" else None)
    if chosen.due:
        rows = _due(rows, chosen.due, at)
    return _search(rows, chosen.search) if chosen.search.strip() else rows


def _due(rows: QuerySet[Case], due: Due, at: datetime) -> QuerySet[Case]:
    """Overdue: its last day is over. Today: that day is today. Soon: within the next three days."""
    if due == "overdue":
        return rows.filter(due_at__lte=at)
    last = london_day(at) + timedelta(days=1 if due == "today" else 4)
    return rows.filter(due_at__gt=at, due_at__lte=from_london(f"{last}T00:00:00"))


def _search(rows: QuerySet[Case], typed: str) -> QuerySet[Case]:
    """Find what officers type: a reference, an e-mail address, a postcode or a UPRN. Index-friendly under the wall."""
    try:
        return rows.filter(reference=parse_reference(typed))
    except ReferenceNotRecognised:
        pass
    try:
        email = parse_email(typed)
    except EmailNotRecognised:
        text = " ".join(typed.upper().split())
        return rows.filter(uprn=text.lstrip("0")) if text.isdigit() else rows.filter(postcode=text)
    return rows.filter(person_id__in=Person.objects.filter(email__in={email, email.lower()}).values("id"))


def queue(member: Member, chosen: Filter, *, start: Place | None = None, at: datetime) -> QueuePage:
    """Return one page of a queue by due date, then age; closed cases the last closed first. One query.

    Pages are found by key, so page 500 costs what page 1 does.
    """
    column = "closed_at" if chosen.newest_closed_first else "due_at"
    back = start is not None and start.back
    rows = _in_order(member, chosen, start, at)
    found = list(rows.annotate(owner_name=owner_name()).defer("answers", "facts")[: PAGE + 1])
    more, found = len(found) > PAGE, found[:PAGE]
    if back:
        found.reverse()
    has_before = more if back else start is not None
    has_after = start is not None if back else more
    return QueuePage(
        cases=tuple(found),
        before=Place(getattr(found[0], column), found[0].id, back=True) if found and has_before else None,
        after=Place(getattr(found[-1], column), found[-1].id) if found and has_after else None,
    )


def owner_name() -> Subquery:
    """Return the name of who has a case, to annotate a list with."""
    return Subquery(Membership.objects.filter(id=OuterRef("owner_id")).values("name"))


def _in_order(member: Member, chosen: Filter, start: Place | None, at: datetime) -> QuerySet[Case]:
    """Return the cases of a queue from ``start`` on, in the order in which they are then read."""
    down = chosen.newest_closed_first
    column = "closed_at" if down else "due_at"
    back = start is not None and start.back
    rows = filtered(member, chosen, at=at)
    if start is not None:
        side = "lt" if down != back else "gt"
        rows = rows.filter(
            Q(**{f"{column}__{side}": start.at}) | Q(**{column: start.at, f"id__{side}": start.id}),
            **{f"{column}__{side}e": start.at},
        )
    sign = "-" if down != back else ""
    return rows.order_by(f"{sign}{column}", f"{sign}id")


def place_of(case: Case, chosen: Filter) -> Place:
    """Return where ``case`` stands in a queue, so that one can go on from it even after it has left the queue."""
    at = case.closed_at if chosen.newest_closed_first else None
    return Place(at or case.due_at, case.id)


def find_next(member: Member, chosen: Filter, place: Place, *, at: datetime) -> Case | None:
    """Return the case that comes after ``place`` in a queue, or None at its end. One query."""
    return _in_order(member, chosen, place, at).defer("answers", "facts").first()


def counted(rows: QuerySet[Case]) -> int:
    """Return how many ``rows`` there are, at most MOST_COUNTED + 1."""
    return rows.order_by().values("id")[: MOST_COUNTED + 1].count()


def counts_of(member: Member, lists: Sequence[Filter], *, at: datetime) -> tuple[int, ...]:
    """Return how many cases each of ``lists`` has, each at most MOST_COUNTED + 1. One statement for them all."""
    if not reach(member, "view"):
        return (0,) * len(lists)
    parts: list[str] = []
    values: list[Any] = []
    for chosen in lists:
        rows = filtered(member, chosen, at=at).order_by().values("id")[: MOST_COUNTED + 1]
        sql, params = rows.query.sql_with_params()
        parts.append(f"(SELECT count(*) FROM ({sql}) AS listed)")  # noqa: S608 made by the ORM, values apart
        values += params
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(parts)}", values)
        return tuple(int(each) for each in cursor.fetchone())
