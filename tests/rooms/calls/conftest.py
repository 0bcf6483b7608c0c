"""Who takes calls in the tests, and about what?"""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from commonhall.cases.models import Case
from commonhall.contacts.models import Detail, Person
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from tests.rooms.calls.calling import NUMBER
from tests.rooms.office.desk import Desk, new_desk, open_case


@pytest.fixture
def agent(council: CouncilSite) -> Desk:
    """An agent of Amberford, signed in."""
    return new_desk(council, "Asha Agent", ("agent", "*", ""))


@pytest.fixture
def case(council: CouncilSite) -> Case:
    """A case of somebody whom the council can check."""
    made = open_case(council)
    with in_council(council):
        Case.objects.filter(id=made.id).update(postcode="AM1 2AB")
        address = {"kind": "address", "value": "1 high street", "postcode": "AM1 2AB", "source": "case"}
        Detail.objects.create(person_id=made.person_id, since_at=datetime.now(UTC), **address)
        Person.objects.filter(id=made.person_id).update(phone=NUMBER, phone_typed="07700 900123")
    return made
