"""What happens to the files that a resident sends? They are kept at once, before the page or the act is answered."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode
from uuid import UUID

from django.core import signing
from markupsafe import Markup

from commonhall.core.questions.file import File, size_in_words
from commonhall.core.questions.question import Problem, Question, Setting
from commonhall.core.values.words import Words
from commonhall.councils.actors import RESIDENT
from commonhall.journeys.documents import (
    DocumentRefused,
    DocumentUnknown,
    add_document,
    documents_awaited,
    remove_asked,
    remove_document,
    with_documents,
)
from commonhall.journeys.queries import Standing
from commonhall.journeys.uploading import (
    WAITS,
    UploadTaken,
    UploadUnknown,
    drop_upload,
    note_taken,
    unfinished_uploads,
    whole_upload,
)
from commonhall.web.citizen.visit import Visit
from commonhall.web.citizen.where import page_address
from commonhall.web.components.filled import harmless
from commonhall.web.components.prose import prose
from commonhall.web.components.uploads import Add, InParts, Remove, Uploaded, take_files
from commonhall.web.components.views.questions import QuestionView, UnfinishedView

if TYPE_CHECKING:
    from commonhall.journeys.models import Journey, Upload

LATER: Final = "commonhall.uploads"
TO_ADD: Final = Words(
    en="We have your request, but we could not take these files. We will send you a link to add them.",
    cy="Mae eich cais gennym, ond ni allem gymryd y ffeiliau hyn. Byddwn yn anfon dolen atoch i’w hychwanegu.",
)


def keep_files(
    visit: Visit,
    journey: Journey,
    standing: Standing,
    questions: Iterable[Question],
    *,
    item: str = "",
    came_for: str = "",
) -> Uploaded:
    """Keep the files that were posted for ``questions``, and remove those whose button was pressed.

    journey: stored, and read with a lock. item: of a question asked of several things, the id of the one. came_for:
    what the item was called while files came in parts for it, where it was not there yet.
    """
    asked = tuple(questions)
    setting = with_documents(standing.setting(), asked, journey_id=journey.id, item=item)
    add = _adding(visit, setting, {"journey_id": journey.id, "item": item, "later": True})
    return take_files(
        visit.request,
        asked,
        setting,
        add=add,
        remove=_removing(lambda each: remove_document(journey=journey, document_id=each, by=RESIDENT, at=visit.at)),
        parts=_in_parts(visit, setting, {"journey_id": journey.id}, add, item=came_for or item),
    )


def _in_parts(visit: Visit, setting: Setting, owner: Mapping[str, UUID], add: Add, *, item: str = "") -> InParts:
    """Return what is done with files that came in parts for the journey or case ``owner``."""

    def whole(question: File, upload_id: UUID) -> Problem | None:
        try:
            name, content = whole_upload(
                **owner, upload_id=upload_id, question=question.id, item=item, at=visit.at
            )  # fmt: skip
        except UploadTaken:
            return None  # the same form came twice
        except UploadUnknown:
            return question.problem("failed", setting, at=f"{question.id}-file").problem
        problem = add(question, name, content)
        if problem is None:
            note_taken(upload_id=upload_id, at=visit.at)
        elif problem.rule != "failed":  # one that could not be kept just now may be tried again
            drop_upload(**owner, upload_id=upload_id)
        return problem

    return InParts(whole, lambda each: drop_upload(**owner, upload_id=each))


def with_uploads(
    visit: Visit,
    journey: Journey,
    views: Sequence[QuestionView],
    questions: Iterable[Question],
    *,
    page: str,
    item: str = "",
) -> tuple[QuestionView, ...]:
    """Return ``views`` with where large files may be sent in parts, and which of them are not whole yet.

    page: the id of the page; of a group for an item of it. item: its id, or ``new`` for one that is not there yet.
    """
    waiting = unfinished_uploads(questions, journey_id=journey.id, item=item, at=visit.at)
    base = f"{page_address(journey.service, page)}/uploads"
    return _with(views, waiting, lambda view: f"{base}?{urlencode({'question': view.id, 'item': item})}")


def with_later_uploads(
    visit: Visit, case_id: UUID, views: Sequence[QuestionView], questions: Sequence[Question]
) -> tuple[QuestionView, ...]:
    """Return ``views`` such that large files may be sent in parts, to be added to a case that the visitor may add to.

    The address holds, signed, for which case and question it is.
    """
    waiting = unfinished_uploads(questions, case_id=case_id, at=visit.at)
    asked = {each.id: each for each in questions if isinstance(each, File)}
    return _with(views, waiting, lambda view: f"{later_address(_token(visit, case_id, asked[view.id]))}?")


def later_address(token: str) -> str:
    """Return the address of the uploads that ``token`` allows."""
    return f"/uploads/{token}"


def _token(visit: Visit, case_id: UUID, question: File) -> str:
    asked = question.model_dump(mode="json", include={"id", "type", "accepts", "max_mb", "max_files"})
    return signing.dumps([str(visit.council.id), str(case_id), asked], salt=LATER, compress=True)


def asked_later(token: str, *, council_id: UUID) -> tuple[UUID, File] | None:
    """Return for which case and question files may be sent with ``token``; None where it is too old or not ours."""
    try:
        council, case_id, asked = signing.loads(token, salt=LATER, max_age=WAITS)
    except signing.BadSignature:
        return None
    return (UUID(case_id), File(label=Words(en=asked["id"]), **asked)) if council == str(council_id) else None


def _with(
    views: Sequence[QuestionView], waiting: Mapping[str, Sequence[Upload]], address: Callable[[QuestionView], str]
) -> tuple[QuestionView, ...]:
    return tuple(
        replace(view, upload_to=address(view), unfinished=tuple(_unfinished(each) for each in waiting.get(view.id, ())))
        if view.type == "file"
        else view
        for view in views
    )


def _unfinished(upload: Upload) -> UnfinishedView:
    percent = 100 * upload.arrived // upload.size
    return UnfinishedView(id=str(upload.id), name=upload.name, size=size_in_words(upload.size), percent=percent)


def still_to_add(visit: Visit, standing: Standing) -> Markup:
    """Say which files we could not take, and how to add them; nothing where we have all of them."""
    awaited = documents_awaited(pattern=standing.effective.pattern, journey_id=standing.journey.id)
    if not awaited:
        return Markup()
    names = "\n".join(f"* {harmless(document.name)}" for document in awaited)
    return prose(f"{visit.say(TO_ADD)}\n\n{names}")


def keep_files_of_act(visit: Visit, case_id: UUID, questions: Iterable[Question], setting: Setting) -> Uploaded:
    """Keep the files that were posted for ``questions`` of a resident's own step with a case, and remove others.

    setting: with the files that are held already.
    """
    add = _adding(visit, setting, {"case_id": case_id})
    return take_files(
        visit.request,
        questions,
        setting,
        add=add,
        parts=_in_parts(visit, setting, {"case_id": case_id}, add),
        remove=_removing(lambda each: remove_asked(case_id=case_id, document_id=each, by=RESIDENT, at=visit.at)),
    )


def _adding(visit: Visit, setting: Setting, owner: dict[str, Any]) -> Add:
    def add(question: File, name: str, content: bytes) -> Problem | None:
        try:
            add_document(
                question=question, name=name, content=content, setting=setting, by=RESIDENT, at=visit.at, **owner
            )
        except DocumentRefused as refused:
            return refused.problem
        return None

    return add


def _removing(remove_one: Callable[[UUID], object]) -> Remove:
    def remove(document_id: UUID) -> None:
        # Pressed twice, it is gone the second time, which is what was wanted.
        with suppress(DocumentUnknown):
            remove_one(document_id)

    return remove
