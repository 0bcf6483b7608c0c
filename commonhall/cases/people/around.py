"""Who and what stands around a case: its person, their wishes, warnings, parties, and what else is at its place?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q

from commonhall.cases.models import Case, CaseParty
from commonhall.cases.people.reaching import people_visible_to
from commonhall.cases.visible import cases_visible_to
from commonhall.contacts.joining import same_person_as
from commonhall.contacts.models import ContactWarning, Person
from commonhall.contacts.preferring import NOTHING, Wishes, wishes_of
from commonhall.contacts.warnings import live_warnings
from commonhall.core.values.dates import london_day
from commonhall.people.policies import Member


@dataclass(frozen=True)
class CasePeople:
    """What a case's page shows around it. person: the record that goes on, or None where nobody may be seen.

    other_open: how many other open cases the person has, others_here: how many others there are at the place; of those
    that the member sees. parties: those that take part now.
    """

    person: Person | None
    wishes: Wishes
    warnings: tuple[ContactWarning, ...]
    parties: tuple[CaseParty, ...]
    other_open: int
    others_here: int


def people_of_case(member: Member, case: Case, *, at: datetime) -> CasePeople:
    """Return who and what stands around a case that ``member`` sees. Five queries."""
    family: list[Person] = []
    if case.person_id:
        rows = people_visible_to(member).filter(id__in=same_person_as(case.person_id)).order_by("-made_at", "-id")
        family = sorted(rows, key=lambda each: each.merged_into_id is not None)
    ids = [each.id for each in family]
    parties = tuple(
        CaseParty.objects.filter(case_id=case.id, ended_at=None)
        .select_related("person", "organisation")
        .order_by("added_at", "id")
    )
    others = [each.person_id for each in parties if each.person_id]
    open_ones, here = _others(member, ids, case)
    return CasePeople(
        person=family[0] if family else None,
        wishes=wishes_of(ids) if ids else NOTHING,
        warnings=live_warnings(people=[*ids, *others], uprns=[case.uprn], today=london_day(at)),
        parties=parties,
        other_open=open_ones,
        others_here=here,
    )


def _others(member: Member, ids: Sequence[UUID], case: Case) -> tuple[int, int]:
    """Return how many other open cases the person has, and how many others there are at the place. One query."""
    theirs = Q(person_id__in=list(ids))
    here = Q(uprn=case.uprn) | Q(parent_uprn=case.uprn) if case.uprn else Q(pk__in=[])
    others = cases_visible_to(member).filter(theirs | here).exclude(id=case.id).order_by()
    counted = others.aggregate(open=Count("id", filter=theirs & ~Q(phase="closed")), here=Count("id", filter=here))
    return counted["open"], counted["here"]
