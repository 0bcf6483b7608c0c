"""What may not go now, and why? Holds, and what else has to end first."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from commonhall.cases.locking import keep_holds_away as keep_holds_away
from commonhall.cases.locking import wait_for_disposals as wait_for_disposals
from commonhall.cases.models import Case, Entitlement, Merge, Payment, Refund, Relation
from commonhall.cases.stilled import RIGHTS_PATTERN as RIGHTS_PATTERN
from commonhall.cases.stilled import stilled_people
from commonhall.cases.tables.money import UNFINISHED
from commonhall.contacts.models import Person
from commonhall.retention.models import Hold, Pack, Part

IN_WORK = ("review", "check", "making")
"""States of a pack in which what it is about must still be there."""


@dataclass(frozen=True, slots=True)
class Held:
    """What holds cover: patterns, cases, persons with all records joined to theirs."""

    patterns: frozenset[str]
    cases: frozenset[UUID]
    persons: frozenset[UUID]

    def covers(self, case: Case) -> bool:
        """Return whether ``case`` may not go."""
        return case.pattern in self.patterns or case.id in self.cases or case.person_id in self.persons

    @property
    def rows(self) -> Q:
        """The cases that are held."""
        return Q(pattern__in=self.patterns) | Q(id__in=self.cases) | Q(person_id__in=self.persons)


def held_now() -> Held:
    """Return what holds cover now."""
    holds = list(Hold.objects.filter(released_at=None))
    return Held(
        patterns=frozenset(hold.pattern for hold in holds if hold.scope == "pattern"),
        cases=frozenset(hold.subject_id for hold in holds if hold.scope == "case" and hold.subject_id),
        persons=joined_with({hold.subject_id for hold in holds if hold.scope == "person" and hold.subject_id})
        | stilled_people(),
    )


def joined_with(persons: Collection[UUID]) -> frozenset[UUID]:
    """Return ``persons`` with every record that was joined to one of theirs, or to which theirs was joined."""
    found: set[UUID] = set(persons)
    waiting = set(found)
    while waiting:
        near = Person.objects.filter(Q(id__in=waiting, merged_into__isnull=False) | Q(merged_into__in=waiting))
        pairs = near.values_list("id", "merged_into_id")
        waiting = {one for pair in pairs for one in pair if one is not None} - found
        found |= waiting
    return frozenset(found)


def asking_for_access() -> frozenset[UUID]:
    """Return the persons whose rights are being dealt with: what they ask about must still be there."""
    asked = Case.objects.filter(pattern=RIGHTS_PATTERN).exclude(phase="closed").values_list("person_id", flat=True)
    packs = Pack.objects.filter(state__in=IN_WORK).values_list("person_id", flat=True)
    return joined_with({one for one in (*asked, *packs) if one is not None})


def kept_back(rows: QuerySet[Case], *, asking: Collection[UUID], today: date) -> QuerySet[Case]:
    """Return those of ``rows`` that something else keeps: see :func:`why_kept`. asking: :func:`asking_for_access`."""
    here = OuterRef("pk")
    return rows.filter(
        Q(person_id__in=asking)
        | Exists(Part.objects.filter(case_id=here, pack__state__in=IN_WORK))
        | Exists(Entitlement.objects.filter(case=here, until_date__gte=today).exclude(state="ended"))
        | Exists(Payment.objects.filter(case=here, state__in=UNFINISHED))
        | Exists(Refund.objects.filter(case=here, state="asked"))
        | Exists(Relation.objects.filter(case=here).exclude(other__phase="closed"))
        | Exists(Relation.objects.filter(other=here).exclude(case__phase="closed"))
        | Exists(Merge.objects.filter(case=here, undone_at=None).exclude(into__phase="closed"))
    )


def why_kept(case: Case, *, held: Held, asking: Collection[UUID], today: date) -> str:
    """Return why ``case`` may not go now: ``held``, ``access``, ``entitlement``, ``money``, ``linked``; else blank."""
    if held.covers(case):
        return "held"
    if case.person_id in asking or Part.objects.filter(case_id=case.id, pack__state__in=IN_WORK).exists():
        return "access"
    if Entitlement.objects.filter(case=case, until_date__gte=today).exclude(state="ended").exists():
        return "entitlement"
    if Payment.objects.filter(case=case, state__in=UNFINISHED).exists():
        return "money"
    if Refund.objects.filter(case=case, state="asked").exists():
        return "money"
    linked = (
        Relation.objects.filter(case=case).exclude(other__phase="closed"),
        Relation.objects.filter(other=case).exclude(case__phase="closed"),
        Merge.objects.filter(case=case, undone_at=None).exclude(into__phase="closed"),
    )
    return "linked" if any(rows.exists() for rows in linked) else ""
