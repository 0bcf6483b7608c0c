"""How do people and organisations belong together? Adding and ending relationships; keeping organisations."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from commonhall.contacts.joining import family_of, locked_person
from commonhall.contacts.models import Organisation, Relationship
from commonhall.contacts.related import ACTING as ACTING
from commonhall.contacts.related import RELATIONSHIPS as RELATIONSHIPS
from commonhall.core.matching.names import folded
from commonhall.core.values.dates import london_day
from commonhall.core.values.phone import PhoneNotRecognised, parse_phone
from commonhall.councils.actors import Actor
from commonhall.record.operations import record_event

LONGEST: Final = 500


class RelationshipUnknown(LookupError):
    """There is no such relationship."""


class OrganisationUnknown(LookupError):
    """There is no such organisation."""


class RelationshipRefused(ValueError):
    """A relationship cannot be so. code: why, for the page's own words."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@transaction.atomic
def add_relationship(
    *,
    person_id: UUID,
    other_id: UUID | None = None,
    organisation_id: UUID | None = None,
    kind: str,
    authority: str = "",
    evidence_id: UUID | None = None,
    until_date: date | None = None,
    by: Actor,
    at: datetime,
) -> Relationship:
    """Say that a person is the ``kind`` of another, or of an organisation. One that there is already stays as it is.

    Whoever acts for another needs an authority. Raises PersonUnknown, OrganisationUnknown, and RelationshipRefused:
    ``self`` for somebody and themselves, ``authority`` without one, ``until`` for a last day before today.
    """
    if (other_id is None) == (organisation_id is None):
        raise RelationshipRefused("kind")
    _check(kind, authority.strip(), until_date, london_day(at))
    _lock_both(person_id, other_id, organisation_id)
    pair = {"person_id": person_id, "other_id": other_id, "organisation_id": organisation_id, "kind": kind}
    there: Relationship | None = Relationship.objects.filter(**pair, ended_at=None).first()
    if there is not None:
        return there
    made: Relationship = Relationship.objects.create(
        **pair,
        authority=authority.strip(),
        evidence_id=evidence_id,
        since_date=london_day(at),
        until_date=until_date,
        made_at=at,
        made_by=by.name,
    )
    _record("relationship_added", made, by, at)
    return made


def _lock_both(person_id: UUID, other_id: UUID | None, organisation_id: UUID | None) -> None:
    """Lock both ends. Raises what is said of a person or an organisation that is not there, and ``self``."""
    for each in sorted(one for one in (person_id, other_id) if one):
        locked_person(each)
    if other_id is not None and other_id in family_of(person_id).ids:
        raise RelationshipRefused("self")
    if organisation_id is not None:
        get_organisation(organisation_id)


def _check(kind: str, authority: str, until_date: date | None, today: date) -> None:
    if kind not in RELATIONSHIPS:
        raise RelationshipRefused("kind")
    if kind in ACTING and not authority:
        raise RelationshipRefused("authority")
    if until_date is not None and until_date < today:
        raise RelationshipRefused("until")
    if len(authority) > LONGEST:
        raise RelationshipRefused("long")


@transaction.atomic
def end_relationship(*, relationship_id: UUID, by: Actor, at: datetime) -> Relationship:
    """Say that a relationship is over. One that is over already stays as it is. Raises RelationshipUnknown."""
    found: Relationship | None = Relationship.objects.select_for_update().filter(id=relationship_id).first()
    if found is None:
        raise RelationshipUnknown(str(relationship_id))
    if found.ended_at is None:
        found.ended_at, found.ended_by = at, by.name
        found.save(update_fields=["ended_at", "ended_by"])
        _record("relationship_ended", found, by, at)
    return found


def _record(event: str, relationship: Relationship, by: Actor, at: datetime) -> None:
    facts = {"relationship": relationship.id, "kind": relationship.kind}
    record_event(kind=event, subject=("person", relationship.person_id), facts=facts, by=by, at=at)


def get_relationship(relationship_id: UUID) -> Relationship:
    """Return a relationship with its people. Raises RelationshipUnknown."""
    rows = Relationship.objects.select_related("person", "other", "organisation")
    found: Relationship | None = rows.filter(id=relationship_id).first()
    if found is None:
        raise RelationshipUnknown(str(relationship_id))
    return found


def get_organisation(organisation_id: UUID) -> Organisation:
    """Return an organisation. Raises OrganisationUnknown."""
    found: Organisation | None = Organisation.objects.filter(id=organisation_id).first()
    if found is None:
        raise OrganisationUnknown(str(organisation_id))
    return found


@transaction.atomic
def keep_organisation(
    *,
    organisation_id: UUID | None = None,
    name: str,
    number: str = "",
    email: str = "",
    phone: str = "",
    address: str = "",
    by: Actor,
    at: datetime,
) -> Organisation:
    """Add an organisation or, with its id, change it: whatever is given takes the place of what was there.

    email: already read. phone: as typed. Raises OrganisationUnknown and RelationshipRefused without a name.
    """
    if not folded(name):
        raise RelationshipRefused("name")
    try:
        dialled = parse_phone(phone).e164 if phone else ""
    except PhoneNotRecognised:
        dialled = ""
    kept = get_organisation(organisation_id) if organisation_id else Organisation(made_at=at)
    values = {"name": name.strip(), "folded": folded(name), "number": "".join(number.upper().split()),
              "email": email, "phone": dialled, "phone_typed": phone.strip(), "address": address.strip()}  # fmt: skip
    changed = [field for field, value in values.items() if getattr(kept, field) != value]
    if not changed:
        return kept
    for field, value in values.items():
        setattr(kept, field, value)
    kept.save()
    event = "organisation_changed" if organisation_id else "organisation_added"
    record_event(kind=event, subject=("organisation", kept.id), facts={"changed": changed}, by=by, at=at)
    return kept
