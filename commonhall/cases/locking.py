"""How is a case taken hold of before it is changed? A lock on its row, which every change takes first. And how is what
must not go kept from a disposal that is under way?"""

from __future__ import annotations

from uuid import UUID

from django.db import connection

from commonhall.cases.models import Case
from commonhall.cases.visible import CaseUnknown
from commonhall.councils.scope import council_in_scope


class CaseChanged(Exception):
    """Somebody changed the case since it was read. case: as it is now."""

    def __init__(self, case: Case) -> None:
        super().__init__(f"{case.reference} was changed by somebody else")
        self.case = case


def locked_case(case_id: UUID, *, expect: int | None = None) -> Case:
    """Return a case with a lock, which every move takes before any other row of it.

    expect: the version that the person saw; None where that does not matter. Raises CaseUnknown and CaseChanged.
    """
    case: Case | None = Case.objects.select_for_update().filter(id=case_id).first()
    if case is None:
        raise CaseUnknown(str(case_id))
    if expect is not None and case.version != expect:
        raise CaseChanged(case)
    return case


def locked_cases(*ids: UUID) -> tuple[Case, ...]:
    """Return several cases with their locks, in the order asked for. Raises CaseUnknown.

    They are locked in the order of their ids, so that two who lock the same cases never wait for each other.
    """
    found = {case.id: case for case in Case.objects.select_for_update().filter(id__in=ids).order_by("id")}
    missing = [one for one in ids if one not in found]
    if missing:
        raise CaseUnknown(str(missing[0]))
    return tuple(found[one] for one in ids)


def wait_for_disposals() -> None:
    """Let every disposal that has begun end first, and none begin until this transaction is over."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"holds:{council_in_scope()}"])


def keep_holds_away() -> None:
    """Let no hold be placed until this transaction is over: what is held after it was looked at would go."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock_shared(hashtextextended(%s, 0))", [f"holds:{council_in_scope()}"])
