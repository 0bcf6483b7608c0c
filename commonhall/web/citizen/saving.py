"""How does a resident stop now and carry on later: a link by e-mail, opened by a button, on any device?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.http import HttpResponse, HttpResponseBase
from django.views.decorators.http import require_http_methods, require_safe

from commonhall.core.questions.email import Email
from commonhall.core.questions.question import Problem
from commonhall.core.values.dates import in_words, london
from commonhall.councils.policies import open_to
from commonhall.journeys.keeping import JourneyOver
from commonhall.journeys.operations import look, reopen_for, send_resume_link
from commonhall.journeys.queries import Standing, find_resumable, has_expired, standing_of
from commonhall.web.citizen import cookies, interruptions
from commonhall.web.citizen.held import held_journey, with_journey
from commonhall.web.citizen.services import live_service
from commonhall.web.citizen.texts import SAID
from commonhall.web.citizen.visit import Visit, for_visit, keep_language
from commonhall.web.citizen.where import NEW, journey_frame, page_address, start_address, stop_address
from commonhall.web.components.asked import question_view
from commonhall.web.components.views.council import QuestionsFormView
from commonhall.web.components.views.journey import ExpiredView, ResumeView, SavedView, SaveView
from commonhall.web.components.views.questions import OptionView, QuestionView

if TYPE_CHECKING:
    from commonhall.journeys.models import Journey

OPEN: Final = "open"
EMAIL: Final = Email(
    type="email",
    id="email",
    label=SAID["save_question"],
    hint=SAID["save_hint"],
    name_in_errors=SAID["your_email"],
)


@open_to("anyone")
@require_http_methods(["GET", "HEAD", "POST"])
@for_visit
@with_journey
def save_page(visit: Visit, journey: Journey) -> HttpResponseBase:
    """Ask where to send the link to carry on, and send it. The answers themselves are stored already."""
    switched = visit.switched()
    visit = switched or visit
    standing = standing_of(journey, council=visit.council, at=visit.at, language=visit.language)
    if visit.request.method != "POST":
        return visit.page(_save_view(visit, standing, ""))
    typed = visit.request.POST.get("email", "")
    parsed = EMAIL.read({"email": [typed]}, standing.setting())
    if parsed.problem or switched:
        return visit.page_in_language(_save_view(visit, standing, typed, parsed.problem))
    email = str(parsed.answer)
    send_resume_link(journey=journey, email=email, link=_resume_link(visit), language=visit.language, at=visit.at)
    return visit.page(
        SavedView(
            frame=journey_frame(visit, standing, visit.say(SAID["saved_title"])),
            sent_to=email,
            kept_until=_until(visit, journey),
            carry_on_url=stop_address(standing),
        )
    )


def _resume_link(visit: Visit) -> str:
    """Return where links lead: the address of this very site, as the installation says, not as the browser does."""
    return f"{settings.SITE_ADDRESS.format(host=visit.council.host)}/resume/"


def _until(visit: Visit, journey: Journey) -> str:
    return in_words(london(journey.expires_at)[:10], visit.language)


def _save_view(visit: Visit, standing: Standing, typed: str, problem: Problem | None = None) -> SaveView:
    question = question_view(
        EMAIL,
        setting=standing.setting(),
        scope={},
        values={"email": typed},
        problems=(problem,) if problem else (),
        heading=False,
    )
    return SaveView(
        frame=journey_frame(
            visit,
            standing,
            visit.say(SAID["save_title"]),
            back_link=stop_address(standing),
            language_form="questions",
            has_error=problem is not None,
        ),
        question=question,
        kept_until=_until(visit, standing.journey),
    )


@open_to("anyone")
@require_safe
@for_visit
def restart_page(visit: Visit, slug: str) -> HttpResponseBase:
    """Lead to a blank first page. The answers given so far stay until the first page of the new journey is sent."""
    service = live_service(visit, slug)
    return visit.go(f"{page_address(slug, service.effective.pattern.pages[0].id)}?{NEW}=1")


@open_to("anyone")
@require_safe
@for_visit
def resume_page(visit: Visit, token: str) -> HttpResponseBase:
    """Show a button that opens the saved answers: programs that follow links in e-mails press no buttons."""
    journey = find_resumable(token, at=visit.at)
    if journey is None or has_expired(journey, at=visit.at):
        return _too_old(visit)
    if journey.state == "submitted":
        return interruptions.already_sent(visit, journey)
    if journey.held_in is not None:
        return _open_in_call(visit, journey, token)
    standing = standing_of(journey, council=visit.council, at=visit.at, language=visit.language)
    return visit.page(
        ResumeView(
            frame=journey_frame(visit, standing, visit.say(SAID["resume_title"])),
            kept_until=_until(visit, journey),
            action=f"{start_address(journey.service)}/resume/{token}?{OPEN}=1",
        )
    )


def _too_old(visit: Visit) -> HttpResponse:
    return visit.page(
        ExpiredView(frame=visit.frame(visit.say(SAID["link_old"])), reason="old", start_url="/"), status=404
    )


@open_to("anyone")
@require_http_methods(["GET", "HEAD", "POST"])
@for_visit
def open_saved(visit: Visit, slug: str, token: str) -> HttpResponseBase:
    """Open the saved answers in this browser; ask first when it holds other answers to the same service."""
    journey = find_resumable(token, at=visit.at)
    if journey is None or journey.service != slug or has_expired(journey, at=visit.at):
        return _too_old(visit)
    if journey.state == "submitted":
        return interruptions.already_sent(visit, journey)
    held = held_journey(visit, slug)
    keep = visit.request.POST.get("keep", "")
    if held is not None and _is_another(held, journey) and keep != "link":
        if keep == "browser":
            return visit.go(_goes_on(visit, held))
        if OPEN in visit.request.GET:
            return visit.go(visit.request.path)
        return _which(visit, journey, missing=visit.request.method == "POST")
    if visit.request.method != "POST":
        return visit.go(f"/resume/{token}")
    # Where the page asks who they are, this browser has to have it by the link, though it held it before.
    by_link = held is not None and (held.held_in is not None or held.sent_to_hash == journey.sent_to_hash)
    if held is not None and held.id == journey.id and (by_link or not journey.proof):
        return visit.go(_goes_on(visit, held))
    try:
        browser_token = reopen_for(journey=journey, at=visit.at)
    except JourneyOver:
        return _too_old(visit)
    response = visit.go(_goes_on(visit, journey))
    pattern = standing_of(journey, council=visit.council, at=visit.at).effective.pattern
    cookies.keep_journey(response, browser_token, service=slug, days=None if pattern.sensitive else pattern.resume_days)
    if journey.language in visit.council.languages:
        keep_language(response, journey.language)
    return response


def _open_in_call(visit: Visit, journey: Journey, token: str) -> HttpResponse:
    """Let the browser of an agent hold the journey: as long as it is open, and nothing of the caller before is left."""
    response = visit.go(_goes_on(visit, journey))
    cookies.forget_looked_up(response, service=journey.service)
    cookies.keep_journey(response, token, service=journey.service, days=None)
    if journey.language in visit.council.languages:
        keep_language(response, journey.language)
    return response


def _is_another(held: Journey, journey: Journey) -> bool:
    return held.id != journey.id and held.state == "started" and bool(held.answers)


def _goes_on(visit: Visit, journey: Journey) -> str:
    return stop_address(look(journey=journey, council=visit.council, language=visit.language, at=visit.at))


def _which(visit: Visit, journey: Journey, *, missing: bool) -> HttpResponse:
    """Ask which answers to carry on with; the form posts here again."""
    standing = standing_of(journey, council=visit.council, at=visit.at, language=visit.language)
    title = visit.say(SAID["resume_title"])
    error = visit.say(SAID["which_missing"]) if missing else ""
    return visit.page(
        QuestionsFormView(
            frame=journey_frame(visit, standing, title, has_error=bool(error)),
            questions=(
                QuestionView(
                    id="keep",
                    type="choice",
                    label=visit.say(SAID["which_answers"]),
                    hint=visit.say(SAID["which_hint"]),
                    error=error,
                    options=(
                        OptionView(value="link", label=visit.say(SAID["which_link"])),
                        OptionView(value="browser", label=visit.say(SAID["which_browser"])),
                    ),
                ),
            ),
            button=visit.say(SAID["continue"]),
        )
    )
