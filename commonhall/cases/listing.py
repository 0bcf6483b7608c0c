"""Which cases are on a list, in which order, and how many are there? A filter, one page of its cases, and counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final, Literal
from uuid import UUID

from django.db import connection
from django.db.models import F, Func, OuterRef, Q, QuerySet, Subquery, TextField

from commonhall.cases.models import Case, CaseWords
from commonhall.cases.narrowing import by_words, ids_holding, narrowed
from commonhall.cases.visible import cases_visible_to
from commonhall.people.models import Membership
from commonhall.people.policies import Member, reach

PAGE = 50
"""Cases on one page of a queue."""
MOST_COUNTED = 1000
"""Counts stop here and are shown as "1,000+": an exact count of a long queue helps nobody and costs time."""
Due = Literal["", "overdue", "today", "soon"]
Sort = Literal["", "due", "priority", "oldest", "newest", "moved"]
Key = datetime | int
ORDERS: Final[dict[str, tuple[tuple[str, bool], ...]]] = {
    "due": (("due_at", False), ("id", False)),
    "priority": (("priority", True), ("due_at", False), ("id", False)),
    "oldest": (("opened_at", False), ("id", False)),
    "newest": (("opened_at", True), ("id", True)),
    "moved": (("since_at", True), ("id", True)),
    "closed": (("closed_at", True), ("id", True)),
}
"""The columns of each order, and whether each runs down. The last makes it stable."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """What a queue shows. Empty means all.

    phase: ``open`` is all but closed, ``any`` is all. opened, closed: the first and the last day, two dots between.
    owner: ``me``, ``none`` or a colleague's membership. priority: as kept, as text.
    last_from: who wrote last, ``resident`` or ``staff``. watched: those that the member follows. replied: those
    that the member has or follows, closed ones too, where the person wrote since the member looked; ``unread`` where
    nobody has read it. review: ``due`` are
    those to be looked at again by today. approval: those that wait for a second person. merged: also cases that went
    on in another. like: names that sound like what is searched for, too.
    A search looks at closed cases too, whatever the phase: who types a reference wants that case.
    holding: the cases that hold the words of the search, where they were looked up already.
    """

    phase: Literal["open", "waiting", "closed", "any"] = "open"
    pattern: tuple[str, ...] = ()
    team: tuple[str, ...] = ()
    state: tuple[str, ...] = ()
    owner: str = ""
    due: Due = ""
    priority: tuple[str, ...] = ()
    tag: tuple[str, ...] = ()
    ward: tuple[str, ...] = ()
    language: str = ""
    channel: tuple[str, ...] = ()
    last_from: str = ""
    watched: str = ""
    replied: str = ""
    opened: str = ""
    closed: str = ""
    review: str = ""
    approval: str = ""
    merged: str = ""
    sort: Sort = ""
    like: str = ""
    search: str = ""
    holding: tuple[UUID, ...] | None = None

    @property
    def order(self) -> str:
        """Return by what the list is sorted: as chosen, else closed ones the last closed first, finds the newest."""
        if self.sort:
            return self.sort
        if self.search.strip():
            return "newest"
        return {"closed": "closed", "any": "newest"}.get(self.phase, "due")


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a queue, to go on from: the sort keys of the last case shown, and which way to go."""

    keys: tuple[Key, ...]
    id: UUID
    back: bool = False


@dataclass(frozen=True, slots=True)
class QueuePage:
    """One page of a queue. before and after are None where the queue ends."""

    cases: tuple[Case, ...]
    before: Place | None
    after: Place | None


def looked_up(member: Member, chosen: Filter) -> Filter:
    """Return ``chosen`` with what its search finds, so that a page and its counts look it up once."""
    return replace(chosen, holding=ids_holding(member, chosen)) if by_words(chosen) else chosen


def filtered(member: Member, chosen: Filter, *, at: datetime) -> QuerySet[Case]:
    """Return the cases of a queue, without an order."""
    return narrowed(cases_visible_to(member), member, chosen, at=at)


def queue(
    member: Member, chosen: Filter, *, start: Place | None = None, at: datetime, size: int | None = None
) -> QueuePage:
    """Return one page of a queue. One query. size: cases on the page, PAGE by default.

    Pages are found by key, so page 500 costs what page 1 does. A place that belongs to another order counts as none.
    """
    size = size or PAGE
    start = start if start is not None and _fits(start, chosen) else None
    back = start is not None and start.back
    rows = in_order(member, chosen, start, at)
    if by_words(chosen):
        rows = rows.annotate(lexemes=lexemes())
    found = list(rows.annotate(owner_name=owner_name()).defer("answers", "facts")[: size + 1])
    more, found = len(found) > size, found[:size]
    if back:
        found.reverse()
    has_before = more if back else start is not None
    has_after = start is not None if back else more
    return QueuePage(
        cases=tuple(found),
        before=place_of(found[0], chosen, back=True) if found and has_before else None,
        after=place_of(found[-1], chosen) if found and has_after else None,
    )


def _fits(place: Place, chosen: Filter) -> bool:
    columns = [column for column, _ in ORDERS[chosen.order][:-1]]
    wanted = [int if column == "priority" else datetime for column in columns]
    return len(wanted) == len(place.keys) and all(map(isinstance, place.keys, wanted))


def owner_name() -> Subquery:
    """Return the name of who has a case, to annotate a list with."""
    return Subquery(Membership.objects.filter(id=OuterRef("owner_id")).values("name"))


def lexemes() -> Subquery:
    """Return by which words a case is found, with a space between, to say why it was."""
    listed = Func(
        "words", template="array_to_string(tsvector_to_array(%(expressions)s), ' ')", output_field=TextField()
    )
    return Subquery(CaseWords.objects.filter(case_id=OuterRef("id")).values(listed=listed))


def in_order(member: Member, chosen: Filter, start: Place | None, at: datetime) -> QuerySet[Case]:
    """Return the cases of a queue from ``start`` on, in the order in which they are then read."""
    order = ORDERS[chosen.order]
    back = start is not None and start.back
    rows = filtered(member, chosen, at=at)
    if chosen.order == "closed":
        rows = rows.exclude(closed_at=None)
    if start is not None:
        rows = rows.filter(_beyond(order, start))
    return rows.order_by(*(F(column).desc() if down != back else F(column).asc() for column, down in order))


def _beyond(order: Sequence[tuple[str, bool]], start: Place) -> Q:
    """Return what holds for the cases beyond a place. The first key bounds them all, so that an index begins there."""
    values = (*start.keys, start.id)
    beyond, same = Q(), Q()
    for (column, down), value in zip(order, values, strict=True):
        side = "lt" if down != start.back else "gt"
        beyond |= same & Q(**{f"{column}__{side}": value})
        same &= Q(**{column: value})
    column, down = order[0]
    side = "lte" if down != start.back else "gte"
    return Q(**{f"{column}__{side}": values[0]}) & beyond


def place_of(case: Case, chosen: Filter, *, back: bool = False) -> Place:
    """Return where ``case`` stands in a queue, so that one can go on from it even after it has left the queue."""
    keys = tuple(
        getattr(case, column) or case.due_at for column, _ in ORDERS[chosen.order][:-1] if column != "priority"
    )
    return Place((case.priority, *keys) if chosen.order == "priority" else keys, case.id, back)


def find_next(member: Member, chosen: Filter, place: Place, *, at: datetime) -> Case | None:
    """Return the case that comes after ``place`` in a queue, or None at its end. One query."""
    if not _fits(place, chosen):
        return None
    return in_order(member, chosen, place, at).defer("answers", "facts").first()


def counted(rows: QuerySet[Case]) -> int:
    """Return how many ``rows`` there are, at most MOST_COUNTED + 1."""
    return rows.order_by().values("id")[: MOST_COUNTED + 1].count()


def counts_of(member: Member, lists: Sequence[Filter], *, at: datetime) -> tuple[int, ...]:
    """Return how many cases each of ``lists`` has, each at most MOST_COUNTED + 1. One statement for them all."""
    if not lists or not reach(member, "view"):
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
