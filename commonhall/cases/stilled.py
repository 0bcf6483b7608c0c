"""May this person's data be used, or only be stored? Restriction of processing, and where somebody works on a case of
theirs all the same.

Source: UK GDPR, article 18.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Final
from uuid import UUID

from commonhall.cases.models import Case
from commonhall.cases.tables.stilled import Standstill as Standstill
from commonhall.cases.tables.stilled import Use as Use
from commonhall.contacts.joining import heads_of, members_of

RIGHTS_PATTERN: Final = "data-rights"
"""The service in which people ask for their rights: dealing with that is what the law asks for, restricted or not."""


class UseRestricted(Exception):
    """The data of the person of a case may only be stored: nobody of the office acts on it."""


def stilled_people() -> frozenset[UUID]:
    """Return the people whose data may only be stored, with every record that is one person with theirs.

    One query where there are none, three otherwise.
    """
    placed = list(Standstill.objects.filter(lifted_at=None).values_list("person_id", flat=True))
    return frozenset(members_of(heads_of(placed).values())) | frozenset(placed) if placed else frozenset()


def find_standstill(person_ids: Collection[UUID]) -> Standstill | None:
    """Return what restricts the data of a person, who has these records, or None."""
    if not Standstill.objects.filter(lifted_at=None).exists() or not person_ids:
        return None
    family = set(members_of(heads_of(person_ids).values())) | set(person_ids)
    found: Standstill | None = Standstill.objects.filter(lifted_at=None, person_id__in=family).first()
    return found


def find_use(case: Case) -> Use | None:
    """Return who asked to work on a case all the same, and waits or was allowed to, or None."""
    found: Use | None = Use.objects.filter(case=case, state__in=("waiting", "allowed")).first()
    return found


def can_use(case: Case) -> bool:
    """Return whether the office may act on a case."""
    if case.person_id is None or case.pattern == RIGHTS_PATTERN:
        return True
    if not Standstill.objects.filter(lifted_at=None).exists() or case.person_id not in stilled_people():
        return True
    return Use.objects.filter(case=case, state="allowed").exists()


def check_use(case: Case) -> None:
    """Raise UseRestricted unless the office may act on a case."""
    if not can_use(case):
        raise UseRestricted(case.reference)


def uses_waiting() -> list[Use]:
    """Return who waits for a second person, the longest first."""
    return list(Use.objects.select_related("case").filter(state="waiting").order_by("asked_at", "id"))
