"""What is everything about one request that its person gave us or was told? One page, to read or to print."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.http import Http404, HttpResponseBase
from django.views.decorators.http import require_safe

from commonhall.cases.people.own import messages_for
from commonhall.cases.queries import Progress
from commonhall.core.values.dates import in_words, london
from commonhall.councils.policies import open_to
from commonhall.journeys.documents import documents_of_case
from commonhall.people.residents import SignedInResident
from commonhall.web.citizen.holdings import holdings_of
from commonhall.web.citizen.requests.case_texts import ON
from commonhall.web.citizen.requests.given_answers import answers_of
from commonhall.web.citizen.requests.on_case import payment_parts, steps_of
from commonhall.web.citizen.residents import my_frame, signed_in
from commonhall.web.citizen.tracked import key_of, own_progress
from commonhall.web.citizen.visit import Visit
from commonhall.web.components.views.desk import Block, DeskView, Heading, Prose, Rows
from commonhall.web.components.views.journey import SummaryRow

if TYPE_CHECKING:
    from commonhall.journeys.models import Document


@open_to("resident")
@require_safe
@signed_in
def copy_page(visit: Visit, resident: SignedInResident, key: str) -> HttpResponseBase:
    """Show everything of a request of the resident’s own: only to who is signed in, as it says so much."""
    progress = own_progress(visit, resident, key)
    if progress is None:
        raise Http404("no such request")
    frame = my_frame(visit, resident, visit.say(ON["copy_title"]), back_link=f"/track/{key}")
    blocks = (*copy_blocks(visit, progress), Prose(text=visit.say(ON["to_print"]), look="quiet"))
    return visit.page(DeskView(frame=frame, blocks=blocks, narrow=True, caption=progress.case.reference))


def copy_blocks(visit: Visit, progress: Progress) -> Iterator[Block]:
    """Yield everything that the person of a request gave us, and what they were told."""
    key = key_of(str(progress.case.id))
    yield Rows(rows=tuple(_about(visit, progress)))
    yield Heading(text=visit.say(ON["your_answers"]))
    for name, rows in answers_of(progress, visit.language):
        if rows:
            yield Rows(title=name, rows=rows)
    files = [SummaryRow(key=each.name, lines=(_day(visit, london(each.uploaded_at)),)) for each in files_from(progress)]
    if files:
        yield Rows(title=visit.say(ON["your_files"]), rows=tuple(files))
    for part in (*holdings_of(visit, progress, key), *payment_parts(visit, progress, key)):
        yield Rows(title=part.title, rows=part.rows)
    yield Heading(text=visit.say(ON["what_happened"]))
    steps = [
        SummaryRow(key=step.title, key_lang=step.title_lang, lines=(step.when, step.text), lang=step.lang)
        for step in steps_of(visit, progress, key)
    ]
    yield Rows(rows=tuple(steps))


def files_from(progress: Progress) -> list[Document]:
    """Return the files that came from the person: with the form, with a step of theirs, or with what they wrote."""
    case = progress.case
    steps = (each for each in progress.effective.pattern.case.transitions if "resident" in each.by)
    asked = {question.id for step in steps for question in step.ask}
    sent = {each["id"] for message in messages_for(progress) if message.direction == "in" for each in message.documents}
    every = documents_of_case(case_id=case.id, journey_id=case.journey_id)
    return [each for each in every if each.journey_id is not None or each.question in asked or str(each.id) in sent]


def _about(visit: Visit, progress: Progress) -> Iterator[SummaryRow]:
    case = progress.case
    title = case.title_cy if visit.language == "cy" and case.title_cy else case.title_en
    yield SummaryRow(key=visit.say(ON["reference"]), lines=(case.reference, title))
    yield SummaryRow(key=visit.say(ON["status"]), lines=(visit.say(progress.state),))
    yield SummaryRow(key=visit.say(ON["sent"]), lines=(in_words(london(case.opened_at), visit.language),))
    if case.closed_at:
        yield SummaryRow(key=visit.say(ON["closed"]), lines=(_day(visit, london(case.closed_at)),))


def _day(visit: Visit, moment: str) -> str:
    return in_words(moment[:10], visit.language)
