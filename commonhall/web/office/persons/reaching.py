"""Which person does this address mean, and may the visitor see them? Whoever may not sees what is not there."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.urls import reverse

from commonhall.cases.people.reaching import find_visible_person
from commonhall.cases.queries import CaseUnknown
from commonhall.contacts.queries import Person
from commonhall.web.components.views.frame import Link
from commonhall.web.office.door import Visit


def seen_person(visit: Visit, person_id: UUID) -> Person:
    """Return the person. Raises CaseUnknown, which the door answers as a page that is not there."""
    person = find_visible_person(visit.member, person_id)
    if person is None:
        raise CaseUnknown(str(person_id))
    return person


def name_of(person: Person, visit: Visit) -> str:
    """Return what a person is called on pages, also where nobody gave a name."""
    return person.name or person.email or person.phone_typed or visit.say("people_no_name")


def person_url(person_id: UUID) -> str:
    """Return the address of a person's page."""
    return reverse("office-person", args=(person_id,))


def crumbs(visit: Visit, *more: tuple[str, str]) -> tuple[Link, ...]:
    """Return the way back: people, then what is between."""
    between: Iterable[tuple[str, str]] = ((visit.say("people"), reverse("office-people")), *more)
    return tuple(Link(text=text, href=href) for text, href in between)
