"""What happens to the files that a resident sends? They are kept at once, before the page or the act is answered."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode
from uuid import UUID

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

    def whole(question: File, upload_id: UUID) -> Problem | None:
        try:
            name, content = whole_upload(
                journey_id=journey.id, upload_id=upload_id, question=question.id, item=came_for or item,
                at=visit.at,
            )  # fmt: skip
        except UploadTaken:
            return None  # the same form came twice
        except UploadUnknown:
            return question.problem("failed", setting, at=f"{question.id}-file").problem
        problem = add(question, name, content)
        if problem is None:
            note_taken(upload_id=upload_id, at=visit.at)
        elif problem.rule != "failed":  # one that could not be kept just now may be tried again
            drop_upload(journey_id=journey.id, upload_id=upload_id)
        return problem

    return take_files(
        visit.request,
        asked,
        setting,
        add=add,
        remove=_removing(lambda each: remove_document(journey=journey, document_id=each, by=RESIDENT, at=visit.at)),
        parts=InParts(whole, lambda each: drop_upload(journey_id=journey.id, upload_id=each)),
    )


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
    found = []
    for view in views:
        if view.type == "file":
            to = f"{page_address(journey.service, page)}/uploads?{urlencode({'question': view.id, 'item': item})}"
            view = replace(view, upload_to=to, unfinished=tuple(_unfinished(each) for each in waiting.get(view.id, ())))
        found.append(view)
    return tuple(found)


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
    return take_files(
        visit.request,
        questions,
        setting,
        add=_adding(visit, setting, {"case_id": case_id}),
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
