"""Which files does the council give a person with its answer, and how do they get them?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from django.http import Http404, HttpResponseBase
from django.views.decorators.http import require_safe

from commonhall.capabilities.errors import Rejected
from commonhall.cases.people.own import messages_for
from commonhall.cases.queries import Progress
from commonhall.core.language.expressions import ExpressionFailed, evaluate
from commonhall.core.values.words import Words
from commonhall.councils.actors import RESIDENT
from commonhall.councils.policies import open_to
from commonhall.journeys.documents import DocumentUnknown, get_document, release_document
from commonhall.web.citizen.texts import SAID
from commonhall.web.citizen.tracked import followed
from commonhall.web.citizen.visit import Visit, for_visit
from commonhall.web.components.downloads import lead_to_file
from commonhall.web.components.views.council import ErrorView
from commonhall.web.components.views.frame import Link

NOT_NOW: Final = Words(
    en="We cannot get this document at the moment. Try again later.",
    cy="Ni allwn gael y ddogfen hon ar hyn o bryd. Rhowch gynnig arall arni yn nes ymlaen.",
)


def files_given(progress: Progress) -> tuple[Mapping[str, Any], ...]:
    """Return the files that the pattern gives the person now, as their question keeps them."""
    effective = progress.effective
    source = effective.pattern.case.gives
    if not source:
        return ()
    try:
        files = evaluate(source, progress.scope, place="case.gives", calendar=effective.calendar)
    except ExpressionFailed:
        return ()  # what is not known to be given is not given
    return tuple(each for each in files or () if isinstance(each, Mapping) and {"id", "name"} <= set(each))


@open_to("resident")
@require_safe
@for_visit
def file_page(visit: Visit, key: str, document: UUID) -> HttpResponseBase:
    """Hand over a file that was given with the answer or sent with a message, and no other file of the case."""
    progress = followed(visit, key)
    if progress is None:
        return visit.go("/track")
    written = [each for message in messages_for(progress) for each in message.documents]
    if str(document) not in {str(each["id"]) for each in (*files_given(progress), *written)}:
        raise Http404("no such file")
    case = progress.case
    try:
        found = get_document(document, case_id=case.id, journey_id=case.journey_id)
        released = release_document(document=found, by=RESIDENT, at=visit.at)
    except DocumentUnknown as unknown:
        raise Http404("no such file") from unknown
    except Rejected:
        back = Link(text=visit.say(SAID["track_title"]), href=f"/track/{key}")
        return visit.page(ErrorView(frame=visit.frame(visit.say(NOT_NOW)), status=503, links=(back,)), status=503)
    return lead_to_file(visit.request, released, council_id=visit.council.id, at=visit.at)
