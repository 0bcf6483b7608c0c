"""Is this person perhaps known twice? Who shares an e-mail address or a telephone number with them, or was suggested as
the same: a pack without these may not be complete."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.db.models import Q

from commonhall.cases.people.reaching import people_visible_to
from commonhall.cases.visible import cases_visible_to
from commonhall.contacts.models import Person, Suggestion
from commonhall.people.policies import Member
from commonhall.retention.held import joined_with

MOST: Final = 20


@dataclass(frozen=True, slots=True)
class Double:
    """Somebody who may be the same person. why: ``email``, ``phone`` or ``suggested``. cases: how many the member may
    give out."""

    person: Person
    why: tuple[str, ...]
    cases: int


def likely_doubles(member: Member, person_id: UUID) -> tuple[Double, ...]:
    """Return who may be the same person and is not joined to them, of those whom the member may see, at most MOST."""
    family = joined_with({person_id})
    own = list(Person.objects.filter(id__in=family).values_list("email", "phone"))
    emails = {email.lower() for email, _ in own if email}
    phones = {phone for _, phone in own if phone}
    suggested = _suggested(family)
    alike = Q(id__in=suggested) | Q(phone__in=phones)
    for email in emails:
        alike |= Q(email__iexact=email)
    rows = people_visible_to(member).filter(alike).exclude(id__in=family).order_by("made_at", "id")
    return tuple(_double(member, each, emails, phones, suggested) for each in rows[:MOST])


def _suggested(family: Collection[UUID]) -> set[UUID]:
    open_ = Suggestion.objects.filter(state__in=("open", "later"))
    pairs = open_.filter(Q(one__in=family) | Q(other__in=family)).values_list("one_id", "other_id")
    return {each for pair in pairs for each in pair} - set(family)


def _double(
    member: Member, person: Person, emails: Collection[str], phones: Collection[str], suggested: Collection[UUID]
) -> Double:
    why = [
        name
        for name, is_so in (
            ("email", person.email.lower() in emails),
            ("phone", person.phone in phones),
            ("suggested", person.id in suggested),
        )
        if is_so
    ]
    cases = cases_visible_to(member, "disclose").filter(person_id__in=joined_with({person.id})).count()
    return Double(person, tuple(why), cases)
