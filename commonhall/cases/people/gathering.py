"""What did people say of themselves in their cases? Gathered for matching some time after they sent it, by a job."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from commonhall.cases.models import Case
from commonhall.cases.scopes import effective_of_case
from commonhall.contacts.joining import survivor_of
from commonhall.contacts.keeping import NewDetail, keep_details, keyed
from commonhall.contacts.matching import mark_matched, people_to_match, proved_same, suggest, weights_here
from commonhall.contacts.merging import merge_people
from commonhall.contacts.models import Detail, Person
from commonhall.contacts.naming import named
from commonhall.core.language.effective import Effective
from commonhall.core.matching.names import folded
from commonhall.core.questions.question import Question
from commonhall.councils.actors import SYSTEM
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.people.identities import Resident
from commonhall.record.jobs import job

AT_A_TIME: Final = 50
MOST_A_TURN: Final = 20
"""How many transactions a council has in one turn of the job: a burst of submissions holds up no other council."""
LATELY: Final = timedelta(hours=1)
PROVED: Final = "The same name, and the same email address with which they signed in"
BIRTHDAY: Final = "bday"
"""The autocomplete of the question that asks for the date of birth of whoever fills in the form."""


@job("match_people", every_seconds=20, tests=True)
def match_people(council: CouncilSite, *, at: datetime) -> None:
    """Gather what new people said and compare them with those there are, some at a time."""
    with in_council(council, purpose="job"):
        prove_emails(at=at)
    for _ in range(MOST_A_TURN):
        if not match_some(council, at=at):
            return


def match_some(council: CouncilSite, *, at: datetime, most: int = AT_A_TIME) -> int:
    """Gather and compare ``most`` people at most in a transaction of their own; return how many there were."""
    with in_council(council, purpose="job"):
        people = people_to_match(most=most)
        ids = [person.id for person in people]
        cases: dict[UUID, list[Case]] = {}
        for case in Case.objects.filter(person_id__in=ids).order_by("opened_at", "id"):
            cases.setdefault(case.person_id, []).append(case)
        for person in people:
            _gather(person, cases.get(person.id, []), council, at)
        weights = weights_here()
        for person in people:
            _join(person, at)
        for person in people:
            suggest(person=person, weights=weights, at=at)
        mark_matched(ids, at=at)
        return len(people)


def _join(person: Person, at: datetime) -> None:
    """Let the oldest record go on for all that proved to be this person. It is undone as any other join is."""
    others = proved_same(person)
    if not others:
        return
    mine = survivor_of(person.id)
    first, *rest = Person.objects.filter(id__in=[mine, *others]).order_by("made_at", "id").values_list("id", flat=True)
    for each in rest:
        merge_people(merged_id=each, survivor_id=first, why=PROVED, by=SYSTEM, at=at)


def match_again(council: CouncilSite) -> None:
    """Let everybody be compared again, as after new weights. Pairs that were judged stay judged."""
    with in_council(council, purpose="command"):
        Person.objects.update(matched_at=None)


def prove_emails(*, at: datetime) -> int:
    """Let the e-mail addresses with which residents signed in of late count as proved; return how many did not yet."""
    since = Resident.objects.filter(seen_at__gt=at - LATELY).values_list("email", flat=True)
    typed = Detail.objects.filter(kind="email", level="typed", value__in=[each.lower() for each in since])
    people = list(typed.values_list("person_id", flat=True))
    typed.update(level="verified")
    Person.objects.filter(id__in=people).update(matched_at=None)
    return len(people)


def _gather(person: Person, cases: list[Case], council: CouncilSite, at: datetime) -> None:
    found = list(_own(person))
    born = person.birth_date
    for case in cases:
        effective = effective_of_case(case, council=council, at=at)
        found += said_in(effective, case.answers)
        born = born or birth_date_in(effective, case.answers)
    keep_details(person_id=person.id, found=found, source="case", at=person.made_at)
    if born != person.birth_date or (person.name and not person.surname):
        Person.objects.filter(id=person.id).update(birth_date=born, **named(person.name))
        person.birth_date, person.surname = born, named(person.name)["surname"]


def _own(person: Person) -> Iterator[NewDetail]:
    if folded(person.name):
        yield NewDetail("name", folded(person.name), person.name)
    if person.email:
        proved = Resident.objects.filter(email__in={person.email, person.email.lower()}).exists()
        yield NewDetail("email", person.email.lower(), person.email, level="verified" if proved else "typed")
    if person.phone:
        yield NewDetail("phone", person.phone, person.phone_typed or person.phone)


def said_in(effective: Effective, answers: Mapping[str, Any]) -> Iterator[NewDetail]:
    """Yield the address, vehicles and numbers that answers give of whoever sent them, by the types of the questions."""
    spec = effective.pattern.case
    home = answers.get(spec.contact.address or "") or answers.get(spec.property or "")
    if isinstance(home, Mapping) and (address := _one_line(home)):
        uprn = str(home.get("uprn") or "")
        yield NewDetail("address", uprn or folded(address), address, str(home.get("postcode") or ""), uprn)
    for question in _questions(effective):
        given = answers.get(question.id)
        if question.type == "vehicle" and isinstance(given, str) and given:
            yield NewDetail("vehicle", given, given)
        if question.type == "national_insurance" and isinstance(given, str) and given:
            yield NewDetail("ni", keyed(given))


def _one_line(home: Mapping[str, Any]) -> str:
    parts = [*(home.get("lines") or ()), home.get("town", ""), home.get("postcode", "")]
    return ", ".join(str(part) for part in parts if part)


def birth_date_in(effective: Effective, answers: Mapping[str, Any]) -> date | None:
    """Return the date of birth that answers give of whoever sent them."""
    for question in _questions(effective):
        given = answers.get(question.id)
        if question.type == "date" and question.autocomplete == BIRTHDAY and isinstance(given, str) and given:
            return date.fromisoformat(given)
    return None


def _questions(effective: Effective) -> Iterator[Question]:
    """Yield the questions about whoever sends the journey: not those of repeated groups, which are about others."""
    for page in effective.pattern.pages:
        if page.repeat is None:
            yield from page.questions
