"""How does somebody get a file that we sent them by a link? By a button: what only looks at links downloads nothing."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseBase
from django.views.decorators.http import require_http_methods

from commonhall.capabilities.errors import Rejected
from commonhall.cases.inviting.invitations import Invitation
from commonhall.core.values.dates import in_words, london_date
from commonhall.councils.actors import RESIDENT
from commonhall.councils.policies import open_to
from commonhall.journeys.documents import DocumentUnknown, get_document, release_document
from commonhall.web.citizen.asked_texts import ASKED
from commonhall.web.citizen.invited import let_in, over
from commonhall.web.citizen.visit import Visit, for_visit
from commonhall.web.components.downloads import lead_to_file
from commonhall.web.components.filled import harmless
from commonhall.web.components.prose import prose
from commonhall.web.components.views.council import ErrorView, QuestionsFormView


@open_to("resident")
@require_http_methods(["GET", "HEAD", "POST"])
@for_visit
def handed_page(visit: Visit, token: str) -> HttpResponseBase:
    """Say which file it is, and hand it over when the button is pressed."""
    found, refused = let_in(visit, token, "file")
    if found is None or refused is not None:
        return refused or over(visit)
    return hand_over(visit, found, name_only=visit.request.method != "POST")


def hand_over(visit: Visit, found: Invitation, *, name_only: bool) -> HttpResponse:
    """Answer with a file of a case, or with the page that names it."""
    case = found.case
    try:
        document = get_document(found.target_id, case_id=case.id, journey_id=case.journey_id)
    except DocumentUnknown:
        return over(visit)
    if name_only:
        until = in_words(london_date(found.until_at), visit.language)
        text = visit.say(ASKED["file_text"]).format(name=harmless(document.name), until=until)
        view = QuestionsFormView(
            frame=visit.frame(visit.say(ASKED["file_title"])),
            questions=(),
            button=visit.say(ASKED["file_button"]),
            content=prose(text),
        )
        return visit.page(view)
    try:
        released = release_document(document=document, by=RESIDENT, at=visit.at)
    except Rejected:
        return visit.page(ErrorView(frame=visit.frame(visit.say(ASKED["not_now"])), status=503), status=503)
    return lead_to_file(visit.request, released, council_id=visit.council.id, at=visit.at)
