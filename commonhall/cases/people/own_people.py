"""Who is a resident to the council, how do they want to be dealt with, and who looked at what is kept of them?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from commonhall.cases.models import Case
from commonhall.cases.people.own import people_at
from commonhall.contacts.joining import heads_of
from commonhall.contacts.models import Person as Person
from commonhall.contacts.preferring import Wishes as Wishes
from commonhall.contacts.preferring import set_preferences, wishes_of
from commonhall.core.values.dates import london_day
from commonhall.councils.actors import Actor
from commonhall.record.audits import reads_of_any


@dataclass(frozen=True, slots=True)
class ReadAbout:
    """That somebody in a role looked on a day: what a person may know of it. how: opened, unmasked or exported."""

    role: str
    date: date
    how: str


class NobodyKnown(LookupError):
    """The council knows no person with this e-mail address."""


def find_own_person(email: str) -> Person | None:
    """Return the person who gave this e-mail address last: their name and phone are the newest that we have."""
    return people_at(email).order_by("-made_at", "-id").first()


def own_wishes(email: str) -> Wishes:
    """Return how the owner of this verified e-mail address wants to be dealt with."""
    return wishes_of(_ids(email))


@transaction.atomic
def set_own_wishes(*, email: str, wishes: Wishes, by: Actor, at: datetime) -> None:
    """Keep how the owner of this verified e-mail address wants to be dealt with: on every record that is theirs.

    Raises NobodyKnown, and PreferencesRefused.
    """
    heads = sorted(set(heads_of(_ids(email)).values()))
    if not heads:
        raise NobodyKnown("There is no person with this e-mail address")
    for head in heads:
        set_preferences(person_id=head, wishes=wishes, by=by, at=at)


def reads_of_own(email: str, *, most: int = 200) -> tuple[ReadAbout, ...]:
    """Return who looked at the records and cases of this e-mail address, by role and day, the last first."""
    people = set(_ids(email))
    cases = set(Case.objects.filter(person_id__in=people).values_list("id", flat=True))
    reads = reads_of_any({"person": people, "case": cases}, most=most)
    return tuple(dict.fromkeys(ReadAbout(read.role, london_day(read.at), read.how) for read in reads))


def _ids(email: str) -> Sequence[UUID]:
    return list(people_at(email).values_list("id", flat=True))
