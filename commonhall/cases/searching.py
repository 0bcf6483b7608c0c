"""By which words is a case found? They are kept in the transaction that writes what they are from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final
from uuid import UUID

from django.db import connection
from django.db.models.signals import post_save
from django.dispatch import receiver

from commonhall.cases.hidden import words_to_find
from commonhall.cases.models import Case, CaseWords, Correction, Message, Note, Recast
from commonhall.cases.scopes import effective_of_case
from commonhall.contacts.models import Person
from commonhall.core.finding.asking import Wanted
from commonhall.core.finding.lexemes import as_vector, of_answers, of_person, of_place, of_text, of_vehicle
from commonhall.core.questions.question import Question
from commonhall.councils.ids import new_id
from commonhall.councils.queries import CouncilSite, get_council_by_id
from commonhall.councils.scope import council_in_scope, in_council
from commonhall.record.claims import Entry
from commonhall.record.deliveries import delivers
from commonhall.record.operations import enqueue

KIND: Final = "search_words"
MOST_CASES: Final = 500
"""Of one person, to be found by new words."""


def words_of_case(
    case: Mapping[str, Any], person: Mapping[str, Any], questions: Mapping[str, Question]
) -> frozenset[str]:
    """Return the lexemes of a case, its person and its answers. case and person: their columns."""
    found = of_text(case["title_en"]) | of_text(case["title_cy"])
    found |= of_place(address=case["address"], postcode=case["postcode"])
    found |= of_answers(case["answers"], questions)
    found |= of_vehicle(str((case["kept"] or {}).get("vehicle") or ""))
    if person:
        phone = person.get("phone_typed") or person["phone"]
        found |= of_person(name=person["name"], email=person["email"], phone=phone)
    return frozenset(found)


def words_row(case_id: UUID | str, lexemes: Iterable[str]) -> dict[str, Any]:
    """Return the row of ``cases_words`` as intake stores it."""
    row = {"id": str(new_id()), "council_id": str(council_in_scope())}
    return {**row, "case_id": str(case_id), "words": as_vector(lexemes)}


def add_words(case_id: UUID, lexemes: Iterable[str]) -> None:
    """Let a case be found by more words. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO cases_words AS kept (id, council_id, case_id, words) VALUES (%s, %s, %s, %s::text::tsvector) "
            "ON CONFLICT (council_id, case_id) DO UPDATE SET words = kept.words || excluded.words",
            [new_id(), council_in_scope(), case_id, as_vector(lexemes)],
        )


def refresh_words(case_id: UUID, *, council: CouncilSite, at: datetime) -> None:
    """Work out anew by which words a case is found: what is no longer there finds it no longer."""
    case = Case.objects.filter(id=case_id).first()
    if case is None:
        return
    person = Person.objects.filter(id=case.person_id).values("name", "email", "phone", "phone_typed").first() or {}
    effective = effective_of_case(case, council=council, at=at)
    lexemes = set(words_of_case(vars(case), person, effective.questions))
    for note in Note.objects.filter(case=case):
        lexemes |= of_text(note.text, "o")
    for message in Message.objects.filter(case=case):
        lexemes |= of_text(words_to_find(message, case, effective), "m")
    CaseWords.objects.filter(case=case).delete()
    add_words(case.id, lexemes)


def rebuild_words(*, council: CouncilSite, at: datetime) -> int:
    """Work out the words of every case of ``council``, a few at a time; return how many there were."""
    done, last = 0, UUID(int=0)
    while True:
        with in_council(council, purpose="command"):
            some = list(Case.objects.filter(id__gt=last).order_by("id").values_list("id", flat=True)[:200])
            for case_id in some:
                refresh_words(case_id, council=council, at=at)
        if not some:
            return done
        done, last = done + len(some), some[-1]


def refresh_later(case_id: UUID, *, at: datetime) -> None:
    """Promise to work out the words of a case anew, once this transaction is done."""
    enqueue(kind=KIND, payload={"case_id": str(case_id)}, key=f"{KIND}:{case_id}:{new_id()}", at=at)


@delivers(KIND)
def deliver_words(council: CouncilSite, entry: Entry, at: datetime) -> None:
    """Keep the promise of :func:`refresh_later`."""
    with in_council(council, purpose="job"):
        refresh_words(UUID(entry.payload["case_id"]), council=council, at=at)


@receiver(post_save, sender=Note, dispatch_uid="search.note")
def _note_written(sender: type[Note], instance: Note, created: bool, **_: Any) -> None:
    """A note is found by its words as soon as it is written."""
    if created:
        add_words(instance.case_id, of_text(instance.text, "o"))


@receiver(post_save, sender=Message, dispatch_uid="search.message")
def _message_written(sender: type[Message], instance: Message, created: bool, **_: Any) -> None:
    if created and instance.case_id:
        case = Case.objects.get(id=instance.case_id)
        council = get_council_by_id(instance.council_id)
        effective = effective_of_case(case, council=council, at=instance.composed_at)
        add_words(case.id, of_text(words_to_find(instance, case, effective), "m"))


@receiver(post_save, sender=Correction, dispatch_uid="search.correction")
@receiver(post_save, sender=Recast, dispatch_uid="search.recast")
def _answers_changed(sender: Any, instance: Correction | Recast, created: bool, **_: Any) -> None:
    """What a corrected answer said before must not find the case."""
    if created:
        refresh_later(instance.case_id, at=instance.at)


@receiver(post_save, sender=Person, dispatch_uid="search.person")
def _person_changed(sender: type[Person], instance: Person, created: bool, **_: Any) -> None:
    """Who changed their name or address is found by the new one in all their cases."""
    if not created:
        at = datetime.now(UTC)
        for case_id in Case.objects.filter(person_id=instance.id).values_list("id", flat=True)[:MOST_CASES]:
            refresh_later(case_id, at=at)


def found_because(cases: Sequence[Case], wanted: Wanted) -> dict[UUID, tuple[str, ...]]:
    """Return why each of ``cases``, as the page of a search has them, was found: ``name``, ``address``, ``note`` ..."""
    return {case.id: wanted.reasons(str(getattr(case, "lexemes", None) or "")) for case in cases}
