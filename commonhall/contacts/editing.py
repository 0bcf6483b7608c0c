"""How does staff correct what is known of a person, or add somebody? What was known before is kept with its time."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.db import transaction

from commonhall.contacts.joining import family_of, locked_person
from commonhall.contacts.keeping import NewDetail, keep_details
from commonhall.contacts.models import Detail, Person
from commonhall.contacts.naming import named
from commonhall.core.matching.names import folded
from commonhall.core.values.phone import PhoneNotRecognised, parse_phone
from commonhall.councils.actors import Actor
from commonhall.record.operations import record_event

LONGEST: Final = 200


@dataclass(frozen=True, slots=True)
class Contact:
    """Who a person is and how they are reached, as staff write it. email: already read; phone: as typed."""

    name: str = ""
    email: str = ""
    phone: str = ""
    address: str = ""
    postcode: str = ""
    uprn: str = ""
    birth_date: date | None = None


class DetailsRefused(ValueError):
    """A person needs a name, an address, or a number, at least."""


def contact_of(person: Person) -> Contact:
    """Return what stands about a person now."""
    place = Detail.objects.filter(person_id=person.id, kind="address", until_at=None).order_by("-since_at").first()
    return Contact(
        name=person.name,
        email=person.email,
        phone=person.phone_typed or person.phone,
        address=place.shown if place else "",
        postcode=place.postcode if place else "",
        uprn=place.uprn if place else "",
        birth_date=person.birth_date,
    )


@transaction.atomic
def change_details(*, person_id: UUID, contact: Contact, by: Actor, at: datetime) -> Person:
    """Let what ``contact`` says stand from now on, and keep what stood until now as former.

    Where other records of the same person carry the same value, it changes there too: their cases write to it. Saying
    what is known already changes and records nothing. Raises PersonUnknown and DetailsRefused.
    """
    _check(contact)
    person = locked_person(person_id)
    before = contact_of(person)
    changed = [each.name for each in fields(contact) if getattr(contact, each.name) != getattr(before, each.name)]
    if not changed:
        return person
    for each in sorted(family_of(person_id).ids):
        _change(locked_person(each), before, contact, changed, own=each == person_id)
    _end_former(person_id, before, contact, at)
    keep_details(person_id=person_id, found=details_in(contact), source=by.kind, at=at)
    Person.objects.filter(id=person_id).update(matched_at=None)
    record_event(kind="person_changed", subject=("person", person_id), facts={"changed": changed}, by=by, at=at)
    return locked_person(person_id)


@transaction.atomic
def add_person(*, contact: Contact, language: str = "en", restricted: bool = False, by: Actor, at: datetime) -> Person:
    """Add somebody who is no case's yet, such as a representative. Raises DetailsRefused."""
    _check(contact)
    person: Person = Person.objects.create(**_columns(contact), language=language, restricted=restricted, made_at=at)
    keep_details(person_id=person.id, found=details_in(contact), source=by.kind, at=at)
    record_event(kind="person_added", subject=("person", person.id), by=by, at=at)
    return person


def _check(contact: Contact) -> None:
    if not any((contact.name, contact.email, contact.phone, contact.address)):
        raise DetailsRefused("Enter a name, or a way to reach the person")


def _columns(contact: Contact) -> dict[str, Any]:
    try:
        dialled = parse_phone(contact.phone).e164 if contact.phone else ""
    except PhoneNotRecognised:
        dialled = ""
    return {
        **named(contact.name),
        "email": contact.email,
        "phone": dialled,
        "phone_typed": contact.phone,
        "birth_date": contact.birth_date,
    }


def _change(person: Person, before: Contact, contact: Contact, changed: list[str], *, own: bool) -> None:
    """Change the columns of one record: the one that was named, and others as far as they say what it said."""
    there = {"name": person.name, "email": person.email, "phone": person.phone_typed or person.phone}
    for part in ("name", "email", "phone"):
        if part in changed and (own or (there[part] and there[part] == getattr(before, part))):
            for column, value in _columns(contact).items():
                if column in _COLUMNS[part]:
                    setattr(person, column, value)
    if own:
        person.birth_date = contact.birth_date
    person.save()


_COLUMNS: Final = {
    "name": ("name", "forename", "surname", "surname_sound"),
    "email": ("email",),
    "phone": ("phone", "phone_typed"),
}


def details_in(contact: Contact) -> tuple[NewDetail, ...]:
    """Return what ``contact`` says as things by which a person is known."""
    found = []
    if contact.name:
        found.append(NewDetail("name", folded(contact.name), contact.name))
    if contact.email:
        found.append(NewDetail("email", contact.email.lower(), contact.email))
    if dialled := _columns(contact)["phone"]:
        found.append(NewDetail("phone", dialled, contact.phone))
    if contact.address:
        value = contact.uprn or folded(contact.address)
        found.append(NewDetail("address", value, contact.address, contact.postcode, contact.uprn))
    return tuple(found)


def _end_former(person_id: UUID, before: Contact, contact: Contact, at: datetime) -> None:
    """Keep what stood and stands no more as former, with its end."""
    keep_details(person_id=person_id, found=details_in(before), source="staff", at=at)
    now = {(each.kind, each.value) for each in details_in(contact)}
    for each in details_in(before):
        if (each.kind, each.value) not in now:
            Detail.objects.filter(person_id=person_id, kind=each.kind, value=each.value, until_at=None).update(
                until_at=at
            )
