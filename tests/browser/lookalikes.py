"""Who may be one person? Run as a program: `python -m tests.browser.lookalikes COUNCIL NAME` makes two people, and
prints their ids and that of the pair that waits to be judged."""

from __future__ import annotations

import os
import sys
from datetime import UTC, date, datetime


def main(council: str, name: str) -> None:
    """Make two people of one name, home, number and birthday, and compare them."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "commonhall.config.settings")
    django.setup()
    from commonhall.cases.people.gathering import match_some
    from commonhall.contacts.editing import Contact, add_person
    from commonhall.contacts.matching import suggestions_waiting
    from commonhall.councils.queries import get_council
    from commonhall.councils.scope import in_council
    from commonhall.upkeep.demo.suppliers import SEEDER

    site, now = get_council(council), datetime.now(UTC)
    contact = Contact(
        name=name, email=f"{name.replace(' ', '.').lower()}@example.org", phone="07700 900777",
        address="1 High Street", postcode="LL23 2AA", birth_date=date(1981, 4, 5),
    )  # fmt: skip
    with in_council(site, by=SEEDER, purpose="command"):
        one, other = (add_person(contact=contact, by=SEEDER, at=now).id for _ in range(2))
    while match_some(site, at=now):
        pass
    with in_council(site, by=SEEDER, purpose="command"):
        pair = suggestions_waiting(at=now).filter(one_id__in=(one, other), other_id__in=(one, other)).get()
    sys.stdout.write(f"{one} {other} {pair.id}\n")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
