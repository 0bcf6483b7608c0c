"""Make two people at a council of the demonstration who may be one: `python -m tests.browser.lookalikes brynafon`."""

from __future__ import annotations

import sys
from datetime import UTC, date, datetime

from commonhall.cases.gathering import match_some
from commonhall.contacts.editing import Contact, add_person
from commonhall.contacts.matching import suggestions_waiting
from commonhall.councils.actors import SYSTEM
from commonhall.councils.queries import get_council
from commonhall.councils.scope import in_council


def make(slug: str, name: str) -> tuple[str, str, str]:
    """Return the ids of both people and of the pair that waits to be judged."""
    council, now = get_council(slug), datetime.now(UTC)
    contact = Contact(
        name=name, email=f"{name.replace(' ', '.').lower()}@example.org", phone="07700 900777",
        address="1 High Street", postcode="LL23 2AA", birth_date=date(1981, 4, 5),
    )  # fmt: skip
    with in_council(council, by=SYSTEM):
        one, other = (add_person(contact=contact, by=SYSTEM, at=now).id for _ in range(2))
    while match_some(council, at=now):
        pass
    with in_council(council, by=SYSTEM):
        pair = suggestions_waiting(at=now).filter(one_id__in=(one, other), other_id__in=(one, other)).get()
        return str(one), str(other), str(pair.id)


if __name__ == "__main__":
    import django

    django.setup()
    print(*make(sys.argv[1], sys.argv[2]))  # noqa: T201 the test reads it
