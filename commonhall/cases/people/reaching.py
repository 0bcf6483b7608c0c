"""Which people may a member of staff see, and whom do they mean? People are seen through the cases that are seen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from commonhall.cases.models import Case, CaseParty
from commonhall.cases.visible import cases_visible_to
from commonhall.contacts.finding import Sought, people_like, sought_of
from commonhall.contacts.joining import PersonUnknown, heads_of, same_person_as
from commonhall.contacts.models import Detail, Person
from commonhall.contacts.warnings import live_warnings
from commonhall.core.values.dates import london_day
from commonhall.core.values.reference import ReferenceNotRecognised, parse_reference
from commonhall.people.policies import Member, can, reach

PAGE: Final = 25


@dataclass(frozen=True, slots=True)
class FoundPerson:
    """A person in a list: the least by which to tell them from others. address: the newest known.

    open_cases: how many of theirs the member sees. matched: the name, where it was another record's that is joined.
    """

    id: UUID
    name: str
    email: str
    phone: str
    address: str
    postcode: str
    birth_date: date | None
    open_cases: int
    warned: bool
    matched: str = ""


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """One page of people found. what: how the typed words were understood. after: where the next begins, or None."""

    people: tuple[FoundPerson, ...]
    what: tuple[Sought, ...] = ()
    after: UUID | None = None


def can_see_people(member: Member) -> bool:
    """Return whether the member sees any people at all."""
    return can(member, "view")


def people_visible_to(member: Member) -> QuerySet[Person]:
    """Return the people that ``member`` may see: the one predicate of lists, search and pages.

    Somebody is there through a case, or a part in a case, that the member sees; whoever has no case at all is there
    for everybody who sees people, unless a restricted case made them. Nobody sees a record of their own.
    """
    if not reach(member, "view"):
        return Person.objects.none()
    seen = cases_visible_to(member).order_by()
    theirs = Exists(seen.filter(person_id=OuterRef("id")).values("id"))
    part_of = CaseParty.objects.filter(ended_at=None, case_id__in=seen.values("id"))
    party = Exists(part_of.filter(person_id=OuterRef("id")).values("id"))
    any_case = Exists(Case.objects.filter(person_id=OuterRef("id")).values("id"))
    found: QuerySet[Person] = Person.objects.filter(theirs | party | (Q(restricted=False) & ~any_case))
    return found.exclude(email=member.email) if member.email else found


def find_visible_person(member: Member, person_id: UUID) -> Person | None:
    """Return the person with this id when the member may see them."""
    return people_visible_to(member).filter(id=person_id).first()


def seen_family(member: Member, person_id: UUID) -> tuple[Person, ...]:
    """Return the records that are one person with this one, of those that the member sees; the head first.

    Where the member does not see the head, the newest that they see stands for the person. Raises PersonUnknown, also
    where they do not see this very one. One query.
    """
    rows = people_visible_to(member).filter(id__in=same_person_as(person_id)).order_by("-made_at", "-id")
    seen = sorted(rows, key=lambda each: each.merged_into_id is not None)
    if not any(each.id == person_id for each in seen):
        raise PersonUnknown(str(person_id))
    return tuple(seen)


def find_people(member: Member, typed: str, *, after: UUID | None = None, most: int = PAGE, at: datetime) -> PeoplePage:
    """Return whom ``typed`` may mean of those that the member may see: a page by id of the record, newest first.

    typed: a name in any spelling, an e-mail address, a phone number, a postcode, a date of birth, a UPRN, a vehicle's
    registration or a case's reference. Joined records are shown once a page, as the one that goes on.
    """
    wanted, what = _wanted(member, typed)
    if wanted is None:
        return PeoplePage(())
    rows = people_visible_to(member).filter(wanted)
    if after is not None:
        rows = rows.filter(id__lt=after)
    found = list(rows.order_by("-id")[: most + 1])
    return PeoplePage(described(member, found[:most], at=at), what, found[most - 1].id if len(found) > most else None)


def _wanted(member: Member, typed: str) -> tuple[Q | None, tuple[Sought, ...]]:
    try:
        reference = parse_reference(typed)
    except ReferenceNotRecognised:
        meant = sought_of(typed)
        wanted = Q()
        for each in meant:
            wanted |= people_like(each)
        return (wanted if meant else None), meant
    cases = cases_visible_to(member).filter(reference=reference)
    return Q(id__in=cases.values("person_id")), ()


def described(member: Member, rows: Sequence[Person], *, at: datetime) -> tuple[FoundPerson, ...]:
    """Return these people as lists show them, joined ones once. Five queries, however many they are."""
    heads = heads_of([each.id for each in rows])
    shown = {each.id: each for each in people_visible_to(member).filter(id__in=set(heads.values()))}
    ids = {*heads, *heads.values()}
    places = _places(ids)
    counts = _open_cases(member, ids)
    warned = {each.person_id for each in live_warnings(people=ids, today=london_day(at))}
    found: dict[UUID, FoundPerson] = {}
    for row in rows:
        head = shown.get(heads[row.id], row)
        if head.id in found:
            continue
        mine = {head.id, *(each for each, its in heads.items() if its == heads[row.id])}
        place = next((places[each] for each in (head.id, *mine) if each in places), None)
        found[head.id] = FoundPerson(
            id=head.id,
            name=head.name,
            email=head.email,
            phone=head.phone_typed or head.phone,
            address=place.shown if place else "",
            postcode=place.postcode if place else "",
            birth_date=head.birth_date,
            open_cases=sum(counts.get(each, 0) for each in mine),
            warned=bool(mine & warned),
            matched=row.name if row.name != head.name else "",
        )
    return tuple(found.values())


def _places(ids: Iterable[UUID]) -> Mapping[UUID, Detail]:
    """Return where each person lives as far as is known, the newest address."""
    rows = Detail.objects.filter(person_id__in=list(ids), kind="address", until_at=None).order_by("since_at", "id")
    return {row.person_id: row for row in rows}


def _open_cases(member: Member, ids: Iterable[UUID]) -> Mapping[UUID, int]:
    rows = cases_visible_to(member).filter(person_id__in=list(ids)).exclude(phase="closed")
    return dict(rows.order_by().values_list("person_id").annotate(number=Count("id")))
