"""Who looked at what is kept of this person? Their own record and every case of theirs, for them to see."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from commonhall.cases.models import Case
from commonhall.contacts.models import Person
from commonhall.core.values.dates import london_day
from commonhall.record.audits import reads_of_any


@dataclass(frozen=True, slots=True)
class ReadAbout:
    """That somebody in a role looked on a day: what a person may know of it. how: opened, unmasked or exported."""

    role: str
    date: date
    how: str


def reads_about_person(person_id: UUID) -> tuple[ReadAbout, ...]:
    """Return who looked at a person's record or cases, by role and day, the last first.

    Records that were joined to the person's count as theirs. role: viewer, agent, officer, lead, manager, records,
    administrator, or blank for the council's system.
    """
    people = set(Person.objects.filter(Q(id=person_id) | Q(merged_into_id=person_id)).values_list("id", flat=True))
    cases = set(Case.objects.filter(person_id__in=people).values_list("id", flat=True))
    reads = reads_of_any({"person": people, "case": cases})
    return tuple(dict.fromkeys(ReadAbout(read.role, london_day(read.at), read.how) for read in reads))
