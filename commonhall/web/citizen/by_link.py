"""What does a link to a file give? The file, to whoever was led to it a moment ago by a page that may show it."""

from __future__ import annotations

from typing import Final

from django.http import HttpResponseBase
from django.views.decorators.http import require_safe

from commonhall.capabilities.errors import Misconfigured, Rejected, Unavailable
from commonhall.catalogue.queries import BindingMissing
from commonhall.core.values.words import both
from commonhall.councils.policies import open_to
from commonhall.journeys.documents import DocumentUnknown, read_released
from commonhall.web.citizen.visit import Visit, for_visit
from commonhall.web.components.downloads import download, file_of_link
from commonhall.web.components.views.council import ErrorView

NOT_NOW: Final = both(
    "We cannot get this document at the moment. Try again later.",
    "Ni allwn gael y ddogfen hon ar hyn o bryd. Rhowch gynnig arall arni yn nes ymlaen.",
)
OVER: Final = both(
    "This link no longer works. Go back, and choose the file again.",
    "Nid yw’r ddolen hon yn gweithio mwyach. Ewch yn ôl, a dewiswch y ffeil eto.",
)


@open_to("anyone")
@require_safe
@for_visit
def file_link_page(visit: Visit, token: str) -> HttpResponseBase:
    """Hand over the file of a link, or the part of it that is asked for."""
    document_id = file_of_link(visit.request, token, council_id=visit.council.id, at=visit.at)
    if document_id is None:
        return visit.page(ErrorView(frame=visit.frame(visit.say(OVER)), status=410), status=410)
    try:
        document, content = read_released(document_id, at=visit.at)
    except DocumentUnknown:
        return visit.page(ErrorView(frame=visit.frame(visit.say(OVER)), status=410), status=410)
    except (Unavailable, Rejected, Misconfigured, BindingMissing):
        return visit.page(ErrorView(frame=visit.frame(visit.say(NOT_NOW)), status=503), status=503)
    return download(name=document.name, type=document.type, content=content, request=visit.request)
