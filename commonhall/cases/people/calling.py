"""Who may be on the line, what is held of them, and what has been said to whom? For members who answer calls."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.db.models import QuerySet

from commonhall.cases.models import Case
from commonhall.cases.models import Entitlement as Entitlement
from commonhall.cases.models import Request as Request
from commonhall.cases.people.reaching import find_people, seen_family
from commonhall.cases.tables.contacting import CaseContact
from commonhall.cases.visible import cases_visible_to
from commonhall.contacts.interactions import Interaction
from commonhall.contacts.joining import PersonUnknown
from commonhall.contacts.known import Detail
from commonhall.contacts.models import Person as Person
from commonhall.core.matching.names import folded_name
from commonhall.core.values.reference import ReferenceNotRecognised, parse_reference
from commonhall.people.policies import Member

MOST_FOUND: Final = 20
MOST_CASES: Final = 50
LAST_DIGITS: Final = 3


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who may be the caller, with the least that tells them from others.

    area: the first half of a postcode. phone_end: the last digits of their number.
    """

    person_id: UUID
    name: str
    area: str
    phone_end: str


def find_callers(member: Member, typed: str, *, at: datetime) -> tuple[Candidate, ...]:
    """Return who may be meant by ``typed``: a reference, an e-mail address, a phone number, a postcode, a vehicle or a
    name. Only people whom ``member`` may see."""
    return tuple(
        Candidate(
            person_id=each.id,
            name=each.name,
            area=each.postcode.partition(" ")[0],
            phone_end=each.phone[-LAST_DIGITS:] if each.phone else "",
        )
        for each in find_people(member, typed, most=MOST_FOUND, at=at).people
    )


def candidates_by_number(member: Member, number: str, *, at: datetime) -> tuple[Candidate, ...]:
    """Return who may be calling from ``number``, in E.164."""
    return find_callers(member, number, at=at) if number.startswith("+") else ()


def _same_person(member: Member, person_id: UUID) -> tuple[Person, ...]:
    """Return the records that are this person, of those that ``member`` may see."""
    try:
        return seen_family(member, person_id)
    except PersonUnknown:
        return ()


def records_of(member: Member, person_id: UUID) -> tuple[UUID, ...]:
    """Return the ids of the records that are this person, of those that ``member`` may see."""
    return tuple(each.id for each in _same_person(member, person_id))


def _cases_of(member: Member, people: Sequence[UUID]) -> QuerySet[Case]:
    return cases_visible_to(member).filter(person_id__in=people)


Held = Mapping[str, frozenset[str]]


def held_of(member: Member, person: Person) -> Held:
    """Return what the council holds of a person that a caller can be asked, by kind, as it is compared.

    Kinds of which nothing is held are not there. Only what ``member`` may see is compared.
    """
    people = _same_person(member, person.id)
    cases = cases_visible_to(member).filter(person_id__in=[each.id for each in people])
    rows = list(cases.order_by("-opened_at").values_list("postcode", "reference", "service")[:MOST_CASES])
    details = list(Detail.objects.filter(person__in=people, until_at=None).values_list("kind", "value", "postcode"))
    known = {kind: {value for each, value, _ in details if each == kind} for kind in ("phone", "email")}
    held = {
        "name": {_folded(each.name) for each in people},
        "postcode": {postcode for postcode, _, _ in rows} | {postcode for _, _, postcode in details},
        "birth_date": {each.birth_date.isoformat() for each in people if each.birth_date},
        "phone": {each.phone for each in people} | known["phone"],
        "email": {each.email.lower() for each in people}
        | {value.lower() for kind, value, _ in details if kind == "email"},
        "reference": {reference for _, reference, _ in rows},
        "last_service": {service for _, _, service in rows[:1]},
    }
    return {kind: frozenset(values - {""}) for kind, values in held.items() if values - {""}}


def _folded(name: str) -> str:
    parts = folded_name(name)
    return f"{parts.forename} {parts.surname}".strip()


def right_of(held: Held, answered: Mapping[str, Any]) -> tuple[str, ...]:
    """Return of which kinds what the caller answered is what is held. answered: as the questions read it."""
    return tuple(kind for kind, answer in answered.items() if answer and _compared(kind, answer) in held.get(kind, ()))


def _compared(kind: str, answer: Any) -> str:
    if kind == "phone":
        return str(answer["e164"])
    text = str(answer)
    if kind == "name":
        return _folded(text)
    if kind == "reference":
        try:
            return parse_reference(text)
        except ReferenceNotRecognised:
            return ""
    return text.lower() if kind == "email" else text


@dataclass(frozen=True, slots=True)
class KnownCase:
    """A case of the caller's that the member may see. due: the last day of the deadline that is due first."""

    case: Case
    due: date | None


def cases_of_caller(member: Member, people: Sequence[UUID]) -> tuple[KnownCase, ...]:
    """Return the cases of a person, given their records, that ``member`` may see: open ones first, the last opened."""
    rows = _cases_of(member, people).defer("answers", "facts").order_by("-opened_at")
    cases = sorted(rows[:MOST_CASES], key=lambda case: case.phase == "closed")
    return tuple(KnownCase(case, case.due_date if case.phase != "closed" else None) for case in cases)


def entitlements_of_caller(member: Member, people: Sequence[UUID], *, today: date) -> tuple[Entitlement, ...]:
    """Return what a person holds that has not run out, the one that runs out first before the others."""
    cases = _cases_of(member, people).values("id")
    rows = Entitlement.objects.filter(case_id__in=cases, until_date__gte=today).exclude(state="ended")
    return tuple(rows.order_by("until_date")[:MOST_CASES])


def asked_of_caller(member: Member, people: Sequence[UUID]) -> tuple[Request, ...]:
    """Return what a person was asked for and has not answered, with its case, the first due first."""
    cases = _cases_of(member, people).values("id")
    rows = Request.objects.filter(case_id__in=cases, state="open").select_related("case")
    return tuple(rows.order_by("due_date")[:MOST_CASES])


def cases_in_call(member: Member, interaction_id: UUID) -> tuple[tuple[Case, str], ...]:
    """Return the cases of a conversation that ``member`` may see, each with what was done with it, in that order."""
    links = CaseContact.objects.filter(interaction_id=interaction_id).order_by("made_at", "id")
    rows = list(links.values_list("case_id", "way"))
    seen = {case.id: case for case in cases_visible_to(member).filter(id__in=[case for case, _ in rows])}
    return tuple((seen[case], way) for case, way in dict(rows).items() if case in seen)


def named_in_call(interaction_id: UUID) -> Person | None:
    """Return who the caller said they are when a case was opened in this conversation, the last one; None for nobody.

    Who asked for a sensitive service is not named: the next page may be seen by others.
    """
    opened = CaseContact.objects.filter(interaction_id=interaction_id, way="opened").order_by("-made_at", "-id")
    people = opened.exclude(case__person_id=None).values_list("case__person_id", flat=True)[:1]
    person: Person | None = Person.objects.filter(id__in=list(people), restricted=False).exclude(name="").first()
    return person


@dataclass(frozen=True, slots=True)
class Contact:
    """A conversation as a member may see it. full: whether what it was about may be shown too."""

    interaction: Interaction
    full: bool


def contacts_about(member: Member, case_id: UUID) -> tuple[Contact, ...]:
    """Return the conversations about a case that ``member`` may see, the newest first."""
    links = CaseContact.objects.filter(case_id=case_id).values("interaction_id")
    rows = Interaction.objects.filter(id__in=links).order_by("-started_at")[:MOST_CASES]
    return _as_seen(member, rows)


def interactions_of(
    member: Member, person_id: UUID, *, before: datetime | None = None, most: int = MOST_CASES
) -> tuple[Contact, ...]:
    """Return the conversations with a person, the newest first; those that would show what is hidden are not there."""
    return conversations_with(member, [each.id for each in _same_person(member, person_id)], before=before, most=most)


def conversations_with(
    member: Member, people: Sequence[UUID], *, before: datetime | None = None, most: int = MOST_CASES
) -> tuple[Contact, ...]:
    """Return the conversations with any of these records of one person, as :func:`interactions_of` does."""
    rows = Interaction.objects.filter(person_id__in=people)
    if before is not None:
        rows = rows.filter(started_at__lt=before)
    return tuple(each for each in _as_seen(member, rows.order_by("-started_at")[:most]) if each.full)


def find_contact(member: Member, interaction_id: UUID) -> Contact | None:
    """Return the conversation as ``member`` may see it, or None where it is about nothing but what is hidden."""
    found = _as_seen(member, Interaction.objects.filter(id=interaction_id))
    return next(iter(found), None)


def _as_seen(member: Member, rows: Iterable[Interaction]) -> tuple[Contact, ...]:
    """A conversation is shown in full to its agent, and to whoever may see every case that it was about.

    One about a restricted service that opened nothing is shown in full to its agent alone.
    """
    interactions = list(rows)
    links = list(
        CaseContact.objects.filter(interaction_id__in=[each.id for each in interactions]).values_list(
            "interaction_id", "case_id"
        )
    )
    seen = set(cases_visible_to(member).filter(id__in={case for _, case in links}).values_list("id", flat=True))
    about: dict[UUID, set[UUID]] = {}
    for interaction, case in links:
        about.setdefault(interaction, set()).add(case)
    shown = []
    for each in interactions:
        cases = about.get(each.id, set())
        mine = each.agent_id == member.membership_id
        full = mine or (cases <= seen and (not each.restricted or bool(cases)))
        if full or cases & seen:
            shown.append(Contact(each, full))
    return tuple(shown)
