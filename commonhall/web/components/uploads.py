"""Which files came with a form, and which of those added before should go? One file a post works without scripts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest

from commonhall.core.questions.file import MEGABYTE, MOST_MEGABYTES, File
from commonhall.core.questions.question import Problem, Question, Setting

LARGEST: Final = MOST_MEGABYTES * MEGABYTE
"""Bytes of one file that are ever read: no question may ask for more."""
MOST_OF_A_POST: Final = 3 * LARGEST
"""Bytes of all files of one post that are kept while it is read; what comes after is let go."""


class CappedUpload(FileUploadHandler):
    """Stands before the handlers that keep files, and lets no more through than any question could ask for.

    A file that was cut is larger than its question allows, so that its sender is told.
    """

    _of_file = 0
    _of_post = 0

    def new_file(self, *args: object, **kwargs: object) -> None:
        """Count the next file from nought."""
        super().new_file(*args, **kwargs)  # type: ignore[arg-type]  # passed on as Django gave them
        self._of_file = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Pass the piece on, or let it go when there has been too much."""
        over = self._of_file > LARGEST or self._of_post > MOST_OF_A_POST
        self._of_file += len(raw_data)
        self._of_post += len(raw_data)
        return None if over else raw_data

    def file_complete(self, file_size: int) -> None:
        """Leave the file to the handlers that keep it."""


@dataclass(frozen=True)
class Uploaded:
    """What became of the files of one post. problems: one a question. pressed: files were to be changed, no more."""

    problems: tuple[Problem, ...] = ()
    pressed: bool = False

    @property
    def by_question(self) -> dict[str, Problem]:
        """The problems by the id of the question that each is about."""
        return {problem.field.removesuffix("-file"): problem for problem in self.problems}


def asks_for_files(questions: Iterable[Question]) -> bool:
    """Return whether any of ``questions`` asks for files."""
    return any(isinstance(question, File) for question in questions)


Add = Callable[[File, str, bytes], Problem | None]
"""Keeps a file for a question, by the name that it came with, or says why not."""
Remove = Callable[[UUID], object]
"""Takes a file out; one that is out already is no error."""


@dataclass(frozen=True)
class InParts:
    """What is done with files that came in parts before the form did. add: one that is whole. drop: one that is not."""

    add: Callable[[File, UUID], Problem | None]
    drop: Callable[[UUID], object]


def take_files(
    request: HttpRequest,
    questions: Iterable[Question],
    setting: Setting,
    *,
    add: Add,
    remove: Remove,
    parts: InParts | None = None,
) -> Uploaded:
    """Add the files that came with the form, or in parts before it, and take out those whose button was pressed."""
    problems: list[Problem | None] = []
    pressed = False
    for question in questions:
        if not isinstance(question, File):
            continue
        removed = request.POST.get(f"{question.id}-remove", "")
        if removed:
            _remove(removed, remove)
        sent = request.FILES.getlist(f"{question.id}-file")
        uploading = f"{question.id}-upload" in request.POST
        found = _of_parts(request, question, setting, parts) if parts else _InParts()
        pressed = pressed or uploading or bool(removed) or found.dropped
        if uploading and not sent and not found.any:
            problems.append(question.problem("missing", setting, at=f"{question.id}-file").problem)
        problems.append(found.problem or _add_all(question, sent, add))
    return Uploaded(tuple(problem for problem in problems if problem), pressed)


def _remove(removed: str, remove: Remove) -> None:
    document = _id(removed)
    if document is not None:
        remove(document)


def _id(posted: str) -> UUID | None:
    try:
        return UUID(posted)
    except ValueError:
        return None  # no page of ours posts this


@dataclass(frozen=True)
class _InParts:
    """What one post says of files in parts. any: there were some. dropped: the button of one was pressed."""

    problem: Problem | None = None
    any: bool = False
    dropped: bool = False


def _of_parts(request: HttpRequest, question: File, setting: Setting, parts: InParts) -> _InParts:
    """Add the files that came whole in parts, up to the first that cannot be taken."""
    dropped = _id(request.POST.get(f"{question.id}-drop", ""))
    if dropped is not None:
        parts.drop(dropped)
    refused = request.POST.get(f"{question.id}-refused", "")
    problem = _refused(question, refused, setting)
    whole = [found for posted in request.POST.getlist(f"{question.id}-whole") if (found := _id(posted))]
    for upload in whole:
        problem = problem or parts.add(question, upload)
    return _InParts(problem, any=bool(whole or refused), dropped=dropped is not None)


def _refused(question: File, rule: str, setting: Setting) -> Problem | None:
    """Return the words for a file of which no part was sent, because its upload was refused by this rule."""
    held = len((setting.documents or {}).get(question.id, ()))
    kind, size = question.accepts[0], 1
    match rule:
        case "kind":
            kind = ""  # type: ignore[assignment]  # no kind at all
        case "size":
            size = question.max_mb * MEGABYTE + 1
        case "too_many":
            held = question.max_files
        case "empty":
            size = 0
        case "":
            return None
    found = question.check_upload(kind=kind, size=size, encrypted=False, held=held, setting=setting).problem
    found = found or question.problem("failed", setting).problem
    return replace(found, field=f"{question.id}-file") if found else None


def _add_all(question: File, sent: Sequence[UploadedFile[Any]], add: Add) -> Problem | None:
    """Add files one after the other, up to the first that cannot be taken."""
    for file in sent:
        problem = add(question, file.name or "", file.read(LARGEST + 1))
        if problem:
            return problem
    return None
