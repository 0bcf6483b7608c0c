"""Which record goes on for this one, and which others are the same person? Reads through the joins that hold."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db import connection
from django.db.models.expressions import RawSQL

from commonhall.contacts.models import Person
from commonhall.councils.scope import council_in_scope

_HEADS = """
WITH RECURSIVE up AS (
    SELECT id AS asked, id, merged_into_id FROM contacts_person WHERE council_id = %(council)s AND id = ANY(%(ids)s)
    UNION
    SELECT up.asked, p.id, p.merged_into_id FROM up
    JOIN contacts_person p ON p.council_id = %(council)s AND p.id = up.merged_into_id
)
SELECT asked, id FROM up WHERE merged_into_id IS NULL
"""
_FAMILY = """
WITH RECURSIVE up AS (
    SELECT id, merged_into_id FROM contacts_person WHERE council_id = %s AND id = %s
    UNION
    SELECT p.id, p.merged_into_id FROM up
    JOIN contacts_person p ON p.council_id = %s AND p.id = up.merged_into_id
), down AS (
    SELECT id, merged_into_id FROM up WHERE merged_into_id IS NULL
    UNION
    SELECT p.id, p.merged_into_id FROM down
    JOIN contacts_person p ON p.council_id = %s AND p.merged_into_id = down.id
)
SELECT id, merged_into_id IS NULL FROM down
"""


_MEMBERS = """
WITH RECURSIVE down AS (
    SELECT id AS head, id FROM contacts_person WHERE council_id = %(council)s AND id = ANY(%(ids)s)
    UNION
    SELECT down.head, p.id FROM down JOIN contacts_person p ON p.council_id = %(council)s AND p.merged_into_id = down.id
)
SELECT id, head FROM down
"""


class PersonUnknown(LookupError):
    """There is no such person, or the member may not see them: the two cannot be told apart."""


def same_person_as(person_id: UUID) -> RawSQL:
    """Return the ids of all records that are one person with this, as a part of another query: for ``id__in``."""
    statement = f"(SELECT id FROM ({_FAMILY}) AS family)"  # noqa: S608 our own words, values apart
    return RawSQL(statement, _values(person_id))  # noqa: S611 the statement is a constant of this module


def _values(person_id: UUID) -> list[UUID]:
    return [council_in_scope(), person_id, council_in_scope(), council_in_scope()]


@dataclass(frozen=True, slots=True)
class Family:
    """All records that are read as one person. head: the one that goes on for the others, which is among ``ids``."""

    head: UUID
    ids: frozenset[UUID]


def heads_of(person_ids: Iterable[UUID]) -> Mapping[UUID, UUID]:
    """Return, for each of these people, the record that goes on for it: itself where it was not joined. One query."""
    wanted = list(person_ids)
    if not wanted:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_HEADS, {"council": council_in_scope(), "ids": wanted})
        return {UUID(str(asked)): UUID(str(head)) for asked, head in cursor.fetchall()}


def members_of(heads: Iterable[UUID]) -> Mapping[UUID, UUID]:
    """Return, for every record that is one person with one of ``heads``, that head. One query."""
    wanted = list(heads)
    if not wanted:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_MEMBERS, {"council": council_in_scope(), "ids": wanted})
        return {UUID(str(each)): UUID(str(head)) for each, head in cursor.fetchall()}


def survivor_of(person_id: UUID) -> UUID:
    """Return the record that goes on for this person: at the end of the chain of joins. Raises PersonUnknown."""
    head = heads_of([person_id]).get(person_id)
    if head is None:
        raise PersonUnknown(str(person_id))
    return head


def family_of(person_id: UUID) -> Family:
    """Return every record that is the same person as this one. One query. Raises PersonUnknown."""
    with connection.cursor() as cursor:
        cursor.execute(_FAMILY, _values(person_id))
        rows = [(UUID(str(id)), is_head) for id, is_head in cursor.fetchall()]
    if not rows:
        raise PersonUnknown(str(person_id))
    return Family(next(id for id, is_head in rows if is_head), frozenset(id for id, _ in rows))


def take_turns() -> None:
    """Wait until nobody else joins or parts records of the council in scope; hold that until the transaction ends.

    A join moves the ends of other chains: locks on records alone, taken one by one, can wait for each other for ever.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"joins:{council_in_scope()}"])


def locked_person(person_id: UUID) -> Person:
    """Return a person with a lock. Raises PersonUnknown."""
    person: Person | None = Person.objects.select_for_update().filter(id=person_id).first()
    if person is None:
        raise PersonUnknown(str(person_id))
    return person
