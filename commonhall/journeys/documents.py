"""Which files does a journey or a case hold? Adding them, removing them, attaching them to the case, reading them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.db.models import Q

from commonhall.capabilities.errors import Rejected
from commonhall.capabilities.files.kinds import is_encrypted, kind_of
from commonhall.capabilities.files.photos import PhotoDamaged, as_jpeg, redrawn
from commonhall.core.language.model import Pattern
from commonhall.core.questions.file import KINDS, File, clean_name, named_as
from commonhall.core.questions.question import Answer, Problem, Question, Setting
from commonhall.councils.actors import Actor
from commonhall.councils.ids import new_id
from commonhall.councils.scope import council_in_scope
from commonhall.journeys.contents import DOWN, content_of, let_go, scan, store_content
from commonhall.journeys.models import Document, Journey
from commonhall.journeys.rows import write_answers
from commonhall.record.operations import record_event

ABANDONED: Final = timedelta(days=2)
"""How long a file waits that somebody added to an act, until the act counts as given up."""

INFECTED_KEPT: Final = timedelta(hours=24)


class DocumentRefused(Exception):
    """The file cannot be taken. problem: what to say about it, beside its question."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


class DocumentUnknown(LookupError):
    """There is no such document, or not for the one who asks."""


def add_document(
    *,
    question: File,
    name: str,
    content: bytes,
    setting: Setting,
    journey_id: UUID | None = None,
    case_id: UUID | None = None,
    item: str = "",
    later: bool = False,
    by: Actor,
    at: datetime,
) -> Document:
    """Keep a file for ``question``: of a journey, or of a case to which it is added.

    name: as the browser sent it. item: of a repeated question, the item's id. later: where the provider of files is
    down, take note of the file without its content, for its sender to send it again later; else nothing is kept then.
    Photos lose what they tell besides the picture. The same file twice is kept once. Where the scanner is down, the
    file is kept and opened by nobody. A journey must have been read with a lock. Raises DocumentRefused with the
    problem to show.
    """
    owner: dict[str, Any] = {"journey_id": journey_id, "case_id": case_id, "question": question.id, "item": item}
    held: list[Document] = list(Document.objects.filter(**owner, state="held").order_by("id"))
    kind, kept = _looked_into(question, name, content, held=len(held), setting=setting)
    name = named_as(clean_name(name), kind)
    sha256 = hashlib.sha256(kept).digest()
    same = next((each for each in held if bytes(each.sha256) == sha256), None)
    if same is not None and same.standing != "awaited":
        return same
    file = {"name": name, "type": KINDS[kind][0], "size": len(kept), "sha256": sha256}
    document = same or Document(**owner, **file, id=new_id(), uploaded_at=at)
    standing = _scanned(question, kept, setting=setting, owner=owner, by=by, at=at)
    document.standing = standing if _stored(document, kept, question, setting, later=later, at=at) else "awaited"
    document.save()
    return document


def _stored(document: Document, content: bytes, question: File, setting: Setting, *, later: bool, at: datetime) -> bool:
    """Hand the content to the provider of files, and return whether it took it. Raises DocumentRefused where it is
    down and the file cannot be sent ``later``.
    """
    if document.key:  # an earlier try of which nobody knows whether it arrived
        with suppress(*DOWN, Rejected):
            let_go(document, at=at)
    try:
        store_content(document, content, at=at)
    except (*DOWN, Rejected) as trouble:
        if isinstance(trouble, Rejected) or not later:
            _let_go_later(document)
            raise _refused(question, "failed", setting) from trouble
        return False
    return True


def _let_go_later(document: Document) -> None:
    """Have a file deleted that is refused, where its provider may have taken it all the same."""
    if document.key:
        document.state, document.standing = "removed", "awaited"
        document.save()


def _scanned(
    question: File, content: bytes, *, setting: Setting, owner: Mapping[str, Any], by: Actor, at: datetime
) -> str:
    """Return how a file stands once it was looked into. Raises DocumentRefused for one with a virus."""
    try:
        verdict = scan(content, at=at)
    except (*DOWN, Rejected):
        return "quarantined"  # it is looked into again later, and opened by nobody before
    if verdict.clean:
        return "clean"
    subject = ("journey", owner["journey_id"]) if owner["journey_id"] else ("case", owner["case_id"])
    record_event(
        kind="document_refused",
        subject=subject,
        facts={"question": question.id, "found": verdict.found},
        by=by,
        at=at,
    )
    raise _refused(question, "virus", setting)


def _looked_into(question: File, name: str, content: bytes, *, held: int, setting: Setting) -> tuple[str, bytes]:
    """Return what kind of file it is, and what of it is kept. Raises DocumentRefused."""
    found = kind_of(content, name)
    kind = "jpg" if found == "heic" else found  # taken where a JPG is, and as one
    encrypted = is_encrypted(content, kind)
    check = question.check_upload(kind=kind, size=len(content), encrypted=encrypted, held=held, setting=setting)
    if check.problem:
        raise DocumentRefused(replace(check.problem, field=f"{question.id}-file"))
    try:
        return kind, as_jpeg(content) if found == "heic" else redrawn(content, kind)
    except PhotoDamaged as damaged:
        raise _refused(question, "failed", setting) from damaged


def _refused(question: File, rule: str, setting: Setting) -> DocumentRefused:
    problem = question.problem(rule, setting, at=f"{question.id}-file").problem
    assert problem is not None
    return DocumentRefused(problem)


def remove_document(*, journey: Journey, document_id: UUID, by: Actor, at: datetime) -> None:
    """Take a file out of ``journey`` again, and out of the answer that names it.

    The file itself is deleted soon after (see :func:`purge_documents`). The journey must have been read with a lock.
    Raises DocumentUnknown for a document that this journey does not hold.
    """
    document = Document.objects.filter(id=document_id, journey_id=journey.id, state="held").first()
    if document is None:
        raise DocumentUnknown(str(document_id))
    document.state = "removed"
    document.save(update_fields=["state"])
    if _forget(_answers_of(journey.answers, document.item), document):
        journey.revision += 1
        journey.saved_at = at
        write_answers(journey)


def _answers_of(answers: dict[str, Any], item: str) -> dict[str, Any]:
    """Return the answers among which an item's stand; those of the journey for no item."""
    if not item:
        return answers
    for group in answers.values():
        for record in group if isinstance(group, list) else ():
            if isinstance(record, dict) and record.get("id") == item:
                return record
    return {}


def _forget(answers: dict[str, Any], document: Document) -> bool:
    """Take a document out of the answer to its question: an answer without any is no answer."""
    answer = answers.get(document.question)
    if not isinstance(answer, list):
        return False
    left = [each for each in answer if each["id"] != str(document.id)]
    if left:
        answers[document.question] = left
    else:
        answers.pop(document.question)
    return len(left) < len(answer)


ATTACHING: Final = (
    "UPDATE journeys_document SET state = CASE WHEN id = ANY(%s) THEN 'attached' ELSE 'removed' END, "
    "case_id = CASE WHEN id = ANY(%s) THEN %s::uuid ELSE case_id END "
    "WHERE council_id = %s AND journey_id = %s AND state = 'held'"
)


def attaching(
    *, pattern: Pattern, journey_id: UUID, case_id: UUID, answers: Mapping[str, Answer]
) -> tuple[str, list[Any]] | None:
    """Return the statement that attaches to a case the files that the sent ``answers`` name, with its values.

    What else the journey holds was left behind on the way, and is removed. It is part of the statement that submits
    the journey, for the first of its cases: the journey's other cases find the files through the journey. None where
    ``pattern`` asks for no files.
    """
    if not any(isinstance(question, File) for question in _questions_of(pattern)):
        return None
    named = list(_named_in(answers))
    return ATTACHING, [named, named, case_id, council_in_scope(), journey_id]


def documents_awaited(*, pattern: Pattern, journey_id: UUID) -> list[Document]:
    """Return the files of a sent journey that no provider would take when they were added, oldest first.

    No query where ``pattern`` asks for no files.
    """
    if not any(isinstance(question, File) for question in _questions_of(pattern)):
        return []
    return list(Document.objects.filter(journey_id=journey_id, state="attached", standing="awaited").order_by("id"))


def documents_to_replace(*, most: int = 100) -> list[Document]:
    """Return the files of cases whose sender has to send another and was not asked yet, oldest first: those that no
    provider would take, those with a virus and those that cannot be judged. Of one that a provider may have taken it is
    found out first (see scan_documents).
    """
    lacking = Document.objects.filter(Q(standing="awaited", key="") | Q(standing__in=("infected", "unreadable")))
    lacking = lacking.filter(state="attached")
    return list(lacking.filter(told_at=None, case_id__isnull=False).order_by("uploaded_at")[:most])


def note_told(documents: Iterable[Document], *, at: datetime) -> None:
    """Keep that somebody was asked to send other files in the place of ``documents``."""
    Document.objects.filter(id__in=[document.id for document in documents]).update(told_at=at)


def _questions_of(pattern: Pattern) -> Iterator[Question]:
    for page in pattern.pages:
        yield from page.questions
        for part in page.repeat.pages if page.repeat else ():
            yield from part.questions


def attach_asked(*, case_id: UUID, questions: Iterable[Question], answers: Mapping[str, Answer], at: datetime) -> int:
    """Attach the files that an act on a case names; others that were added for its ``questions`` are removed.

    What somebody else adds meanwhile for other questions stays: a message of the resident, another act.
    """
    named = _named_in(answers)
    asked = [question.id for question in questions if isinstance(question, File)]
    loose = Document.objects.filter(case_id=case_id, journey_id=None, state="held", question__in=asked)
    loose.exclude(id__in=named).update(state="removed")
    return loose.filter(id__in=named).update(state="attached")


def remove_asked(*, case_id: UUID, document_id: UUID, by: Actor, at: datetime) -> None:
    """Take out a file that was added to an act not yet done. Raises DocumentUnknown for any other file."""
    loose = Document.objects.filter(id=document_id, case_id=case_id, journey_id=None, state="held")
    if not loose.update(state="removed"):
        raise DocumentUnknown(str(document_id))


def _named_in(answers: Mapping[str, Answer]) -> set[UUID]:
    """Return the ids of the documents that answers name, also those of several items."""
    found: set[UUID] = set()
    waiting: list[Any] = list(answers.values())
    while waiting:
        value = waiting.pop()
        if isinstance(value, Mapping):
            if {"id", "name", "type", "size"} <= set(value):
                found.add(UUID(str(value["id"])))
            else:
                waiting += value.values()
        elif isinstance(value, list):
            waiting += value
    return found


def documents_held(
    questions: Iterable[Question], *, journey_id: UUID | None = None, case_id: UUID | None = None, item: str = ""
) -> dict[str, list[dict[str, Any]]]:
    """Return, by question, the files held for those of ``questions`` that ask for files. No query where none does."""
    asked = [question.id for question in questions if isinstance(question, File)]
    found: dict[str, list[dict[str, Any]]] = {name: [] for name in asked}
    if asked:
        held = Document.objects.filter(
            journey_id=journey_id, case_id=case_id, item=item, question__in=asked, state="held"
        )
        for document in held.order_by("id"):
            found[document.question].append({**record_of(document), "standing": document.standing})
    return found


def with_documents(
    setting: Setting,
    questions: Iterable[Question],
    *,
    journey_id: UUID | None = None,
    case_id: UUID | None = None,
    item: str = "",
) -> Setting:
    """Return ``setting`` with the files that are held for ``questions``: what reading and showing them needs."""
    asked = [question for question in questions if isinstance(question, File)]
    if not asked:
        return setting
    return replace(setting, documents=documents_held(asked, journey_id=journey_id, case_id=case_id, item=item))


def record_of(document: Document) -> dict[str, Any]:
    """Return a document as answers name it."""
    return {"id": str(document.id), "name": document.name, "type": document.type, "size": document.size}


def documents_of_case(*, case_id: UUID, journey_id: UUID | None) -> list[Document]:
    """Return the files attached to a case: those of its journey, then those that officers added, oldest first."""
    owner = Q(case_id=case_id) | (Q(journey_id=journey_id) if journey_id else Q())
    return list(Document.objects.filter(owner, state="attached").order_by("id"))


def clean_documents_of_case(*, case_id: UUID, journey_id: UUID | None) -> list[Document]:
    """Return the files of a case that may be opened and passed on, oldest first."""
    return [each for each in documents_of_case(case_id=case_id, journey_id=journey_id) if each.standing == "clean"]


def get_document(document_id: UUID, *, case_id: UUID, journey_id: UUID | None) -> Document:
    """Return a file of a case that the caller may see. Raises DocumentUnknown: also for another case's file."""
    for document in documents_of_case(case_id=case_id, journey_id=journey_id):
        if document.id == document_id:
            return document
    raise DocumentUnknown(str(document_id))


def read_document(*, document: Document, by: Actor, at: datetime) -> bytes:
    """Return the content of a file that the caller may see, and record who read it.

    Raises Unavailable, Rejected, Misconfigured or BindingMissing when it cannot be had; Rejected with its standing for
    any but a clean one, and Rejected("damaged") when it is not what was kept.
    """
    content = _clean_content(document, at)
    _record_read(document, by, at)
    return content


def release_document(*, document: Document, by: Actor, at: datetime) -> UUID:
    """Record that somebody who may see a file is led to it now, and return its id. Raises Rejected with its standing
    for any but a clean one.
    """
    _check_clean(document)
    _record_read(document, by, at)
    return document.id


def read_released(document_id: UUID, *, at: datetime) -> tuple[Document, bytes]:
    """Return a file that was released a moment ago, with its content. Raises DocumentUnknown, and as read_document."""
    document = Document.objects.filter(id=document_id, state="attached").first()
    if document is None:
        raise DocumentUnknown(str(document_id))
    return document, _clean_content(document, at)


def _clean_content(document: Document, at: datetime) -> bytes:
    _check_clean(document)
    return content_of(document, at=at)


def _check_clean(document: Document) -> None:
    if document.standing != "clean":
        raise Rejected(document.standing, why="Only a file that was found to be clean is opened")


def _record_read(document: Document, by: Actor, at: datetime) -> None:
    record_event(
        kind="document_read",
        subject=("document", document.id),
        facts={"case_id": str(document.case_id or ""), "question": document.question},
        by=by,
        at=at,
    )
