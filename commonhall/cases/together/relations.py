"""Which cases belong to this one? Links between cases, shown only where both may be seen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from commonhall.cases.locking import locked_cases
from commonhall.cases.models import Case, Relation
from commonhall.cases.queries import cases_visible_to
from commonhall.cases.tables.joined import LINKS as LINKS
from commonhall.councils.actors import Actor
from commonhall.people.policies import Member
from commonhall.record.operations import record_event

BOTH_WAYS: Final = ("related",)
MOST_LINKS: Final = 50


class LinkRefused(ValueError):
    """A case cannot be linked to itself, nor in a circle where one is part of, or follows, the other."""


@dataclass(frozen=True, slots=True)
class Linked:
    """Another case that belongs to one. backwards: the other is ``kind`` this one."""

    id: UUID
    kind: str
    case: Case
    backwards: bool


@transaction.atomic
def link_cases(*, case_id: UUID, other_id: UUID, kind: str, by: Actor, at: datetime) -> Relation:
    """Say that a case is ``kind`` another; saying it twice is saying it once. Raises CaseUnknown and LinkRefused."""
    if case_id == other_id or kind not in LINKS:
        raise LinkRefused(kind)
    case, other = locked_cases(case_id, other_id)
    opposite = Relation.objects.filter(case=other, other=case, kind=kind).first()
    if opposite is not None and kind in BOTH_WAYS:
        return opposite  # type: ignore[no-any-return]  # django types a row as Any
    if kind not in BOTH_WAYS and case_id in _beyond(other_id, kind):
        raise LinkRefused(kind)
    made: Relation
    made, fresh = Relation.objects.get_or_create(
        case=case, other=other, kind=kind, defaults={"by": by.name, "made_at": at}
    )
    if fresh:
        for one, another in ((case, other), (other, case)):
            facts = {"kind": kind, "case": str(another.id), "backwards": one is other}
            record_event(kind="case_linked", subject=("case", one.id), facts=facts, by=by, at=at)
    return made


def _beyond(case_id: UUID, kind: str) -> set[UUID]:
    """Return every case to which ``kind`` leads from a case, itself included."""
    found, edge = {case_id}, {case_id}
    while edge and len(found) < 1000:
        edge = set(Relation.objects.filter(case_id__in=edge, kind=kind).values_list("other_id", flat=True)) - found
        found |= edge
    return found


@transaction.atomic
def unlink_cases(*, case_id: UUID, link_id: UUID, by: Actor, at: datetime) -> None:
    """Take a link of a case away again; one that is gone is left. Raises CaseUnknown."""
    link = Relation.objects.filter(id=link_id).first()
    if link is None or case_id not in (link.case_id, link.other_id):
        return
    case, other = locked_cases(link.case_id, link.other_id)
    link.delete()
    for one, another in ((case, other), (other, case)):
        facts = {"kind": link.kind, "case": str(another.id), "backwards": one is other}
        record_event(kind="case_unlinked", subject=("case", one.id), facts=facts, by=by, at=at)


def linked_to(member: Member, case: Case) -> tuple[Linked, ...]:
    """Return the cases that belong to ``case``, as far as ``member`` may see them. Two statements."""
    rows = [
        *((row, row.other_id, False) for row in Relation.objects.filter(case=case).order_by("made_at")[:MOST_LINKS]),
        *((row, row.case_id, True) for row in Relation.objects.filter(other=case).order_by("made_at")[:MOST_LINKS]),
    ]
    if not rows:
        return ()
    wanted = cases_visible_to(member).filter(id__in=[other for _, other, _ in rows]).defer("answers", "facts")
    seen = {one.id: one for one in wanted}
    return tuple(Linked(row.id, row.kind, seen[other], back) for row, other, back in rows if other in seen)
