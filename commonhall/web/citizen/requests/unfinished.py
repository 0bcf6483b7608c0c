"""What has a resident begun and not sent? To carry on with it, or to delete it."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseBase
from django.views.decorators.http import require_http_methods

from commonhall.core.values.dates import in_words, london
from commonhall.councils.actors import RESIDENT
from commonhall.councils.policies import open_to
from commonhall.journeys.dropping import drop_journey
from commonhall.journeys.keeping import JourneyOver
from commonhall.journeys.operations import look, reopen_for
from commonhall.journeys.queries import Standing, find_begun, standing_of
from commonhall.people.residents import SignedInResident
from commonhall.web.citizen import cookies
from commonhall.web.citizen.requests.texts import MY
from commonhall.web.citizen.residents import my_frame, signed_in
from commonhall.web.citizen.visit import Visit
from commonhall.web.citizen.where import stop_address
from commonhall.web.components.filled import plain
from commonhall.web.components.prose import prose
from commonhall.web.components.views.desk import Block, DeskView, Form, Heading, Links, Prose, Rows
from commonhall.web.components.views.frame import Link
from commonhall.web.components.views.journey import SummaryRow


def begun_by(visit: Visit, resident: SignedInResident) -> Iterator[Standing]:
    """Yield the journeys whose link went to the resident; none of sensitive services, which leave no trace here."""
    for journey in find_begun(resident.email, at=visit.at):
        standing = standing_of(journey, council=visit.council, at=visit.at, language=visit.language)
        if not standing.effective.pattern.sensitive and standing.effective.pattern.case.access != "team":
            yield standing


def unfinished_blocks(visit: Visit, resident: SignedInResident) -> Iterator[Block]:
    """Return what the list shows of journeys that were not sent."""
    begun = tuple(begun_by(visit, resident))
    if begun:
        yield Heading(text=visit.say(MY["unfinished"]), id="unfinished")
    for standing in begun:
        link = Link(
            text=visit.say(MY["carry_on_or_delete"]),
            hidden=_title(visit, standing),
            href=f"/my/unfinished/{standing.journey.id}",
        )
        row = SummaryRow(key=visit.say(MY["saved_until"]), lines=(_until(visit, standing),), links=(link,))
        yield Rows(title=_title(visit, standing), rows=(row,))


def _title(visit: Visit, standing: Standing) -> str:
    return plain(standing.effective.pattern.title, standing.effective.scope(), visit.language)


def _until(visit: Visit, standing: Standing) -> str:
    return in_words(london(standing.journey.expires_at)[:10], visit.language)


@open_to("resident")
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def unfinished_page(visit: Visit, resident: SignedInResident, journey: UUID) -> HttpResponseBase:
    """Carry on with a journey in this browser, or delete it, after a second look."""
    found = next((each for each in begun_by(visit, resident) if each.journey.id == journey), None)
    if found is None:
        raise Http404("no such journey")
    deleting = "delete" in visit.request.GET
    if visit.request.method != "POST":
        return visit.page(_sure(visit, resident, found) if deleting else _choice(visit, resident, found))
    try:
        if deleting:
            drop_journey(journey=found.journey, by=RESIDENT, at=visit.at)
            return visit.go("/my?said=deleted")
        return _carry_on(visit, resident, found)
    except JourneyOver:
        return visit.go("/my")


def _carry_on(visit: Visit, resident: SignedInResident, found: Standing) -> HttpResponse:
    journey = found.journey
    token = reopen_for(journey=journey, email=resident.email, at=visit.at)
    response = visit.go(
        stop_address(look(journey=journey, council=visit.council, language=visit.language, at=visit.at))
    )
    cookies.keep_journey(response, token, service=journey.service, days=found.effective.pattern.resume_days)
    return response


def _choice(visit: Visit, resident: SignedInResident, found: Standing) -> DeskView:
    row = SummaryRow(key=visit.say(MY["saved_until"]), lines=(_until(visit, found),))
    delete = Link(text=visit.say(MY["delete"]), href=f"{visit.request.path}?delete=1")
    blocks = (Rows(rows=(row,)), Form(id="questions", button=visit.say(MY["carry_on"])), Links(links=(delete,)))
    frame = my_frame(visit, resident, _title(visit, found), back_link="/my")
    return DeskView(frame=frame, blocks=blocks, narrow=True)


def _sure(visit: Visit, resident: SignedInResident, found: Standing) -> DeskView:
    blocks = (
        Prose(text=prose(visit.say(MY["delete_text"]))),
        Form(id="questions", button=visit.say(MY["delete_button"]), look="warning", cancel_url=visit.request.path),
    )
    frame = my_frame(visit, resident, visit.say(MY["delete_sure"]), back_link=visit.request.path)
    return DeskView(frame=frame, blocks=blocks, narrow=True, caption=_title(visit, found))
