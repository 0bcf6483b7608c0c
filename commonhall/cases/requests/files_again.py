"""Which files that were sent do we not have, or may we not open? Their sender is asked for others, once, by a link."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby
from typing import Final
from uuid import UUID

from django.db import transaction

from commonhall.cases.correspondence.ways import language_for, ways_to
from commonhall.cases.models import Case
from commonhall.cases.operations import locked_case
from commonhall.cases.queries import effective_of_case
from commonhall.cases.requests.asking import Asking, RequestRefused, ask_person
from commonhall.cases.requests.errands import Wanted, open_task
from commonhall.cases.requests.kinds import ESCALATE
from commonhall.contacts.queries import find_person
from commonhall.core.values.words import Language, both
from commonhall.councils.actors import SYSTEM
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.journeys.documents import documents_to_replace, note_told
from commonhall.journeys.models import Document
from commonhall.record.jobs import job

KIND: Final = "replace_document"
WHY: Final = {
    "awaited": both(
        "We have your request. When you sent it, we could not take these files. It was our fault, and we are sorry.",
        "Mae eich cais gennym. Pan wnaethoch ei anfon, ni allem gymryd y ffeiliau hyn. Ein bai ni oedd hynny, ac mae’n "
        "ddrwg gennym.",
    ),
    "infected": both(
        "We found a virus in these files, so we have not opened them. Check your device, and send us clean copies.",
        "Daethom o hyd i feirws yn y ffeiliau hyn, felly nid ydym wedi’u hagor. Gwiriwch eich dyfais, ac anfonwch "
        "gopïau glân atom.",
    ),
    "unreadable": both(
        "We could not check these files for viruses, so we have not opened them. Send us other copies.",
        "Nid oedd modd gwirio’r ffeiliau hyn am feirysau, felly nid ydym wedi’u hagor. Anfonwch gopïau eraill atom.",
    ),
}
TASK: Final = both("Get files again: {names}", "Cael ffeiliau eto: {names}")
TASK_WHY: Final = {
    "awaited": both(
        "Our store of files was down when they were sent. We could not write to the person.",
        "Nid oedd ein storfa ffeiliau ar gael pan gawsant eu hanfon. Nid oedd modd ysgrifennu at y person.",
    ),
    "infected": both(
        "They have a virus and cannot be opened. We could not write to the person.",
        "Mae feirws ynddynt ac ni ellir eu hagor. Nid oedd modd ysgrifennu at y person.",
    ),
    "unreadable": both(
        "They could not be checked for viruses and cannot be opened. We could not write to the person.",
        "Nid oedd modd eu gwirio am feirysau ac ni ellir eu hagor. Nid oedd modd ysgrifennu at y person.",
    ),
}


@job("ask_for_files_again", every_seconds=60, tests=True)
def ask_for_files_again(council: CouncilSite, *, at: datetime) -> None:
    """Ask for every file that we lack, each case in a transaction of its own."""
    with in_council(council, by=SYSTEM, purpose="job"):
        lacking = sorted(documents_to_replace(), key=_occasion)
    failures: list[Exception] = []
    for (case_id, _), together in groupby(lacking, key=_occasion):
        try:
            with in_council(council, by=SYSTEM, purpose="job"):
                ask_again(case_id=UUID(case_id), documents=list(together), council=council, at=at)
        except Exception as failure:  # noqa: BLE001 one case must not stop the others; raised below
            failures.append(failure)
    if failures:
        raise ExceptionGroup("some files could not be asked for", failures)


def _occasion(document: Document) -> tuple[str, str]:
    return str(document.case_id), document.standing


@transaction.atomic
def ask_again(*, case_id: UUID, documents: Sequence[Document], council: CouncilSite, at: datetime) -> None:
    """Ask the person of a case for other files in the place of ``documents``, which are of it and stand alike.

    Where they cannot be written to, the case's team has a task of it. The clock of the case goes on: it is no fault of
    the person's where the store was down, and a colleague decides about the others.
    """
    case = locked_case(case_id)
    if case.merged_into_id is not None:
        case = locked_case(case.merged_into_id)
    effective = effective_of_case(case, council=council, at=at)
    person = find_person(case.person_id)
    ways = [way for way in ways_to(case, person, effective) if way.usable]
    occasion = f"files_again:{min(str(document.id) for document in documents)}"
    if ways:
        language = language_for(case, person)
        wanted = Asking(
            occasion=occasion,
            kind=KIND,
            text=_text(documents, language),
            channel=ways[0].channel,
            language=language,
            limit=ESCALATE,
            clock="none",
        )
        try:
            ask_person(case_id=case.id, wanted=wanted, council=council, by=SYSTEM, at=at)
        except RequestRefused:
            ways = []
    if not ways and case.phase != "closed":
        _to_team(case, documents, council.default_language, occasion, at)
    note_told(documents, at=at)


def _text(documents: Sequence[Document], language: Language) -> str:
    names = "\n".join(f"* {_harmless(document.name)}" for document in documents)
    return f"{WHY[documents[0].standing].say(language)}\n\n{names}"


def _harmless(name: str) -> str:
    """Return a name from outside so that nothing in it counts as a gap to be filled or as a link."""
    return name.translate(str.maketrans("{}[]()<>", "--------"))


def _to_team(case: Case, documents: Sequence[Document], language: Language, occasion: str, at: datetime) -> None:
    names = ", ".join(document.name for document in documents)
    wanted = Wanted(title=TASK.say(language).format(names=names), text=TASK_WHY[documents[0].standing].say(language))
    open_task(case_id=case.id, wanted=wanted, occasion=occasion, by=SYSTEM, at=at)
