"""What happens to the files that a resident sends? They are kept at once, before the page or the act is answered."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from markupsafe import Markup

from commonhall.core.questions.file import File
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
from commonhall.web.citizen.visit import Visit
from commonhall.web.components.filled import harmless
from commonhall.web.components.prose import prose
from commonhall.web.components.uploads import Uploaded, take_files

if TYPE_CHECKING:
    from commonhall.journeys.models import Journey

TO_ADD: Final = Words(
    en="We have your request, but we could not take these files. We will send you a link to add them.",
    cy="Mae eich cais gennym, ond ni allem gymryd y ffeiliau hyn. Byddwn yn anfon dolen atoch i’w hychwanegu.",
)


def keep_files(
    visit: Visit, journey: Journey, standing: Standing, questions: Iterable[Question], *, item: str = ""
) -> Uploaded:
    """Keep the files that were posted for ``questions``, and remove those whose button was pressed.

    journey: stored, and read with a lock. item: of a question asked of several things, the id of the one.
    """
    asked = tuple(questions)
    setting = with_documents(standing.setting(), asked, journey_id=journey.id, item=item)
    return _kept(
        visit,
        asked,
        setting,
        {"journey_id": journey.id, "item": item, "later": True},
        lambda document_id: remove_document(journey=journey, document_id=document_id, by=RESIDENT, at=visit.at),
    )


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
    return _kept(
        visit,
        questions,
        setting,
        {"case_id": case_id},
        lambda document_id: remove_asked(case_id=case_id, document_id=document_id, by=RESIDENT, at=visit.at),
    )


def _kept(
    visit: Visit,
    questions: Iterable[Question],
    setting: Setting,
    owner: dict[str, Any],
    remove_one: Callable[[UUID], object],
) -> Uploaded:
    def add(question: File, name: str, content: bytes) -> Problem | None:
        try:
            add_document(
                question=question, name=name, content=content, setting=setting, by=RESIDENT, at=visit.at, **owner
            )
        except DocumentRefused as refused:
            return refused.problem
        return None

    def remove(document_id: UUID) -> None:
        # Pressed twice, it is gone the second time, which is what was wanted.
        with suppress(DocumentUnknown):
            remove_one(document_id)

    return take_files(visit.request, questions, setting, add=add, remove=remove)
