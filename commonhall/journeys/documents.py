"""Which files does a journey or a case hold? Adding them, removing them, attaching them to the case, reading them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.db.models import Q

from commonhall.capabilities.errors import Misconfigured, Rejected, Unavailable
from commonhall.capabilities.files.kinds import is_encrypted, kind_of
from commonhall.capabilities.files.photos import PhotoDamaged, redrawn
from commonhall.capabilities.files.port import Files, files_from, key_of
from commonhall.catalogue.calls import call_provider
from commonhall.catalogue.queries import BindingMissing, get_binding
from commonhall.core.language.model import Pattern
from commonhall.core.questions.file import KINDS, File, clean_name
from commonhall.core.questions.question import Answer, Problem, Question, Setting
from commonhall.councils.actors import Actor
from commonhall.councils.ids import new_id
from commonhall.councils.scope import council_in_scope
from commonhall.journeys.models import Document, Journey
from commonhall.journeys.rows import write_answers
from commonhall.record.operations import record_event

ABANDONED: Final = timedelta(days=2)
"""How long a file waits that somebody added to an act, until the act counts as given up."""


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
    by: Actor,
    at: datetime,
) -> Document:
    """Keep a file for ``question``: of a journey, or of a case to which it is added.

    name: as the browser sent it. item: of a repeated question, the item's id. Photos lose what they tell besides the
    picture. The same file twice is kept once. A journey must have been read with a lock. Raises DocumentRefused with
    the problem to show, also when the provider of files is down; then nothing is kept.
    """
    owner: dict[str, Any] = {"journey_id": journey_id, "case_id": case_id, "question": question.id, "item": item}
    held: list[Document] = list(Document.objects.filter(**owner, state="held").order_by("id"))
    kind, kept = _looked_into(question, name, content, held=len(held), setting=setting)
    sha256 = hashlib.sha256(kept).digest()
    if same := [each for each in held if bytes(each.sha256) == sha256]:
        return same[0]
    document = Document(
        **owner,
        id=new_id(),
        name=clean_name(name),
        type=KINDS[kind][0],
        size=len(kept),
        sha256=sha256,
        uploaded_at=at,
    )
    document.key = key_of(council_id=council_in_scope(), document_id=document.id, at=at)
    try:
        _call(lambda files: files.put(document.key, kept), at=at)
    except (Unavailable, Rejected, Misconfigured, BindingMissing) as trouble:
        raise _failed(question, setting) from trouble
    document.save(force_insert=True)
    return document


def _looked_into(question: File, name: str, content: bytes, *, held: int, setting: Setting) -> tuple[str, bytes]:
    """Return what kind of file it is, and what of it is kept. Raises DocumentRefused."""
    kind = kind_of(content, name)
    encrypted = is_encrypted(content, kind)
    check = question.check_upload(kind=kind, size=len(content), encrypted=encrypted, held=held, setting=setting)
    if check.problem:
        raise DocumentRefused(replace(check.problem, field=f"{question.id}-file"))
    try:
        return kind, redrawn(content, kind)
    except PhotoDamaged as damaged:
        raise _failed(question, setting) from damaged


def _failed(question: File, setting: Setting) -> DocumentRefused:
    problem = question.problem("failed", setting, at=f"{question.id}-file").problem
    assert problem is not None
    return DocumentRefused(problem)


def _call(use: Any, *, at: datetime) -> Any:
    """Use the provider of files of the council in scope, behind its breaker."""
    bound = get_binding("files")

    def call() -> Any:
        provider: Files = files_from(bound.provider, bound.settings)
        return use(provider)

    return call_provider(call, council_id=council_in_scope(), capability="files", provider=bound.provider, at=at)


def remove_document(*, journey: Journey, document_id: UUID, by: Actor, at: datetime) -> None:
    """Take a file out of ``journey`` again, and out of the answer that names it.

    The file itself is deleted soon after (see :func:`purge_documents`). The journey must have been read with a lock.
    Raises DocumentUnknown for a document that this journey does not hold.
    """
    document = Document.objects.filter(id=document_id, journey_id=journey.id, state="held").first()
    if document is None:
        raise DocumentUnknown(str(document_id))
    document.state = "removed"
    document.save()
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
            found[document.question].append(record_of(document))
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


def get_document(document_id: UUID, *, case_id: UUID, journey_id: UUID | None) -> Document:
    """Return a file of a case that the caller may see. Raises DocumentUnknown: also for another case's file."""
    for document in documents_of_case(case_id=case_id, journey_id=journey_id):
        if document.id == document_id:
            return document
    raise DocumentUnknown(str(document_id))


def read_document(*, document: Document, by: Actor, at: datetime) -> bytes:
    """Return the content of a file that the caller may see, and record who read it.

    Raises Unavailable, Rejected, Misconfigured or BindingMissing when it cannot be had, and Rejected("damaged") when
    it is not what was kept.
    """
    content: bytes = _call(lambda files: files.get(document.key), at=at)
    if hashlib.sha256(content).digest() != bytes(document.sha256):
        raise Rejected("damaged", why="The file is not the one that was kept")
    record_event(
        kind="document_read",
        subject=("document", document.id),
        facts={"case_id": str(document.case_id or ""), "question": document.question},
        by=by,
        at=at,
    )
    return content


def purge_documents(*, at: datetime, most: int = 200) -> int:
    """Delete files that were removed, those of journeys that expired and those of acts that officers did not finish,
    in the council in scope; return how many.

    The file goes first: while its provider is down the row stays, and the next turn tries again.
    """
    expired = Journey.objects.filter(state="expired").values("id")
    abandoned = Q(state="held", journey_id=None, uploaded_at__lt=at - ABANDONED)
    loose = Q(state="removed") | Q(state="held", journey_id__in=expired) | abandoned
    gone = 0
    for document in Document.objects.filter(loose).order_by("uploaded_at")[:most]:
        key = document.key
        try:
            _call(lambda files, key=key: files.remove(key), at=at)
        except (Unavailable, Misconfigured, BindingMissing):
            break
        document.delete()
        gone += 1
    return gone
