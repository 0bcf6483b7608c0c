"""What happens to the files that an officer adds to an act? They are kept for the case before the act is done."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from uuid import UUID

from commonhall.core.questions.file import File
from commonhall.core.questions.question import Problem, Question
from commonhall.journeys.documents import (
    DocumentRefused,
    DocumentUnknown,
    add_document,
    remove_asked,
    with_documents,
)
from commonhall.web.components.uploads import Uploaded, asks_for_files, take_files
from commonhall.web.office.door import Visit
from commonhall.web.office.filling import setting_of


def keep_files(visit: Visit, case_id: UUID, questions: Iterable[Question]) -> Uploaded:
    """Keep the files that were posted for ``questions`` of an act, and remove those whose button was pressed."""
    asked = tuple(questions)
    if visit.switching or not asks_for_files(asked):
        return Uploaded()
    setting = with_documents(setting_of(visit), asked, case_id=case_id)

    def add(question: File, name: str, content: bytes) -> Problem | None:
        try:
            add_document(
                question=question,
                name=name,
                content=content,
                setting=setting,
                case_id=case_id,
                by=visit.member.actor,
                at=visit.at,
            )
        except DocumentRefused as refused:
            return refused.problem
        return None

    def remove(document_id: UUID) -> None:
        with suppress(DocumentUnknown):  # pressed twice
            remove_asked(case_id=case_id, document_id=document_id, by=visit.member.actor, at=visit.at)

    return take_files(visit.request, asked, setting, add=add, remove=remove)
