"""Which people do the tests of people and of their matching start from?"""

from __future__ import annotations

from datetime import UTC, date, datetime
from uuid import UUID

from commonhall.cases.models import Case
from commonhall.contacts.editing import Contact, add_person
from commonhall.contacts.models import Person
from commonhall.councils.actors import Actor
from commonhall.councils.queries import CouncilSite
from commonhall.people.policies import Granted, Member

AT = datetime(2026, 6, 10, 11, 0, tzinfo=UTC)
TODAY = date(2026, 6, 10)
ADA = Actor("staff", UUID(int=7), "Ada Officer")
BEN = Actor("staff", UUID(int=8), "Ben Lead")


def member(council: CouncilSite, *granted: Granted, email: str = "staff@example.org") -> Member:
    nobody = UUID(int=9)
    return Member(nobody, nobody, council.id, nobody, "Wyn", email, "en", granted or (Granted("officer"),))


def id_of(case: Case) -> UUID:
    """Return the id of the person that a case made."""
    assert case.person_id is not None
    return UUID(str(case.person_id))


def made(name: str = "Ana Rees", **more: object) -> Person:
    """Add a person by hand."""
    # The fields differ by row:
    return add_person(contact=Contact(name=name, **more), by=ADA, at=AT)  # type: ignore[arg-type]
