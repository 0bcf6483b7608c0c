"""What does the council have to do with this organisation? Its people and its parts in cases, as far as seen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from commonhall.cases.models import Case, CaseParty
from commonhall.cases.people.reaching import people_visible_to
from commonhall.cases.visible import cases_visible_to
from commonhall.contacts.models import Organisation, Relationship
from commonhall.contacts.relations import get_organisation
from commonhall.people.policies import Member

MOST: Final = 100


@dataclass(frozen=True)
class OrganisationPage:
    """An organisation, the people who belong to it and the cases in which it has a part, of those the member sees."""

    organisation: Organisation
    people: tuple[Relationship, ...]
    cases: tuple[Case, ...]


def organisation_page(member: Member, organisation_id: UUID) -> OrganisationPage:
    """Return everything about an organisation that ``member`` may see. Raises OrganisationUnknown."""
    found = get_organisation(organisation_id)
    parts = CaseParty.objects.filter(organisation_id=found.id, ended_at=None).values("case_id")
    cases = cases_visible_to(member).filter(id__in=parts).defer("answers", "facts", "kept")
    seen = people_visible_to(member).order_by().values("id")
    people = Relationship.objects.filter(organisation_id=found.id, ended_at=None, person_id__in=seen)
    return OrganisationPage(
        organisation=found,
        people=tuple(people.select_related("person").order_by("made_at", "id")[:MOST]),
        cases=tuple(cases.order_by("-opened_at", "-id")[:MOST]),
    )
