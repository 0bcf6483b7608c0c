"""What does a resident check before sending, and what happens when it is sent?"""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse, HttpResponseBase
from django.views.decorators.http import require_http_methods

from commonhall.cases.bookings import SlotGone
from commonhall.cases.intake import JourneyNotReady, submit
from commonhall.cases.paying.owing import OPENED, pays_now
from commonhall.cases.queries import opened_by
from commonhall.chats.queries import find_own_chat
from commonhall.councils.actors import RESIDENT
from commonhall.councils.policies import open_to
from commonhall.journeys.in_calls import filler, find_call, keep_chat_of
from commonhall.journeys.operations import look, refresh_facts
from commonhall.journeys.queries import Journey, Standing
from commonhall.web.citizen import cookies, interruptions
from commonhall.web.citizen.held import held_journey
from commonhall.web.citizen.lost_slots import page_of_slot
from commonhall.web.citizen.pay import button_of, charge_part, is_to_pay_now, pay_address
from commonhall.web.citizen.services import live_service
from commonhall.web.citizen.summary import answer_parts, worked_out_parts
from commonhall.web.citizen.texts import SAID
from commonhall.web.citizen.tracked import let_follow
from commonhall.web.citizen.visit import Visit, for_visit
from commonhall.web.citizen.where import CHANGE, journey_frame, no_longer_needed, page_address, stop_address
from commonhall.web.components.filled import plain
from commonhall.web.components.prose import prose
from commonhall.web.components.views.journey import CheckView
from commonhall.web.components.views.questions import QuestionView

DECLARATION = "declaration"


@open_to("anyone")
@require_http_methods(["GET", "HEAD", "POST"])
@for_visit
def check_page(visit: Visit, slug: str) -> HttpResponseBase:
    """Show every answer of the route, or send them: once, however often the button is pressed."""
    posting = visit.request.method == "POST"
    journey = held_journey(visit, slug, lock=posting)
    if journey is None:
        return interruptions.lost(visit, live_service(visit, slug).title, slug)
    if posting and journey.state == "submitted":
        return _sent_before(visit, journey)
    if over := interruptions.over(visit, journey):
        return over
    switched = visit.switched()
    visit = switched or visit
    find_out = refresh_facts if posting and not switched else look
    standing = find_out(journey=journey, council=visit.council, language=visit.language, at=visit.at)
    if standing.route.stop.kind != "check":
        # What was complete on the page is so no longer, such as a time that is gone: the way leads back here at once.
        return visit.go(f"{stop_address(standing)}?{CHANGE}=1" if posting else stop_address(standing))
    if not posting:
        return visit.page(_view(visit, standing))
    if switched or (_declares(standing) and visit.request.POST.get(DECLARATION) != "yes"):
        return visit.page_in_language(_view(visit, standing, error=visit.say(SAID["agree"])))
    return _send(visit, standing)


def _send(visit: Visit, standing: Standing) -> HttpResponse:
    service = standing.journey.service
    pays = pays_now(standing.effective, standing.route.scope, service)
    _keep_chat(visit, standing)
    try:
        sent = submit(standing=standing, by=filler(standing.journey), at=visit.at)
    except JourneyNotReady:
        return visit.go(stop_address(standing))
    except SlotGone as gone:
        return visit.go(page_of_slot(visit, standing, gone))
    return _lead_on(visit, standing.journey, sent.case_ids[0] if pays else None)


def _sent_before(visit: Visit, journey: Journey) -> HttpResponse:
    """Lead on as when it was sent: a button was pressed twice, or the answer to the first time was lost on its way."""
    case = next((each.id for each in opened_by(journey.id)), None)
    return _lead_on(visit, journey, case if case and is_to_pay_now(visit, case) else None)


def _lead_on(visit: Visit, journey: Journey, to_pay: UUID | None) -> HttpResponse:
    """Lead to what comes after sending. to_pay: the case that is paid for at once."""
    if to_pay is None or find_call(journey):  # an agent never pays with a caller's card
        return visit.go(page_address(journey.service, "sent"))
    response = visit.go(pay_address(str(to_pay), OPENED))
    let_follow(visit, response, str(to_pay))
    return response


def _keep_chat(visit: Visit, standing: Standing) -> None:
    """Let what is sent during a chat belong to it: then what was written can be read at the case, whoever answered."""
    chat = find_own_chat(cookies.chat_token(visit.request), at=visit.at)
    if chat is not None and chat.state == "talking" and chat.interaction_id is not None:
        restricted = standing.effective.pattern.case.access == "team"
        keep_chat_of(
            journey=standing.journey,
            interaction_id=chat.interaction_id,
            restricted=restricted,
            by=RESIDENT,
            at=visit.at,
        )


def _declares(standing: Standing) -> bool:
    return bool(standing.effective.pattern.ending.declaration)


def _view(visit: Visit, standing: Standing, *, error: str = "") -> CheckView:
    pattern, scope = standing.effective.pattern, standing.route.scope
    service = standing.journey.service
    last = standing.route.walked[-1] if standing.route.walked else ""
    declaration = None
    if _declares(standing):
        declaration = QuestionView(
            id=DECLARATION,
            type="declaration",
            label=plain(pattern.ending.declaration, scope, visit.language),
            error=error,
        )
    return CheckView(
        frame=journey_frame(
            visit,
            standing,
            visit.say(SAID["check_title"]),
            back_link=page_address(service, last) if last else "",
            language_form="questions",
            has_error=bool(error),
        ),
        parts=(*answer_parts(visit, standing), *worked_out_parts(visit, standing), *charge_part(visit, standing)),
        changed=no_longer_needed(visit, standing),
        content=prose(visit.say(SAID["check_use"])),
        declaration=declaration,
        button=button_of(visit, standing),
        save_url=page_address(service, "save"),
    )
