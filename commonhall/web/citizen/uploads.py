"""What happens to the files that a resident sends with a page? They are kept at once, before the page is answered."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from typing import TYPE_CHECKING
from uuid import UUID

from commonhall.core.questions.file import File
from commonhall.core.questions.question import Problem, Question
from commonhall.councils.actors import RESIDENT
from commonhall.journeys.documents import (
    DocumentRefused,
    DocumentUnknown,
    add_document,
    remove_document,
    with_documents,
)
from commonhall.journeys.queries import Standing
from commonhall.web.citizen.visit import Visit
from commonhall.web.components.uploads import Uploaded, take_files

if TYPE_CHECKING:
    from commonhall.journeys.models import Journey


def keep_files(
    visit: Visit, journey: Journey, standing: Standing, questions: Iterable[Question], *, item: str = ""
) -> Uploaded:
    """Keep the files that were posted for ``questions``, and remove those whose button was pressed.

    journey: stored, and read with a lock. item: of a question asked of several things, the id of the one.
    """
    asked = tuple(questions)
    setting = with_documents(standing.setting(), asked, journey_id=journey.id, item=item)

    def add(question: File, name: str, content: bytes) -> Problem | None:
        try:
            add_document(
                question=question,
                name=name,
                content=content,
                setting=setting,
                journey_id=journey.id,
                item=item,
                by=RESIDENT,
                at=visit.at,
            )
        except DocumentRefused as refused:
            return refused.problem
        return None

    def remove(document_id: UUID) -> None:
        # Pressed twice, it is gone the second time, which is what was wanted.
        with suppress(DocumentUnknown):
            remove_document(journey=journey, document_id=document_id, by=RESIDENT, at=visit.at)

    return take_files(visit.request, asked, setting, add=add, remove=remove)
