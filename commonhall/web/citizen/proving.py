"""What does somebody see at a page that asks who they are, and how do they show it? Then the page itself is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from uuid import UUID

import structlog
from django.conf import settings
from django.http import HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.views.decorators.http import require_http_methods, require_safe

from commonhall.capabilities.errors import Misconfigured, Rejected, Unavailable
from commonhall.capabilities.identity.port import NotProved, Proved
from commonhall.catalogue.bound import get_bound
from commonhall.catalogue.queries import BindingMissing
from commonhall.core.language.model import SignIn
from commonhall.core.questions.email import Email
from commonhall.core.questions.question import Problem
from commonhall.councils.actors import RESIDENT
from commonhall.councils.policies import open_to, outside_transaction
from commonhall.councils.scope import in_council
from commonhall.journeys.keeping import JourneyOver
from commonhall.journeys.noting_proof import note_carried_on, note_email, note_identity, note_unable
from commonhall.journeys.operations import look, send_resume_link
from commonhall.journeys.proving import signed_in_of
from commonhall.journeys.queries import Standing
from commonhall.web.citizen import interruptions
from commonhall.web.citizen.held import held_journey, with_journey
from commonhall.web.citizen.proving_texts import PROVING
from commonhall.web.citizen.residents import resident_of
from commonhall.web.citizen.status import messages_late
from commonhall.web.citizen.visit import Visit, for_visit
from commonhall.web.citizen.where import back_address, journey_frame, page_address, stop_address
from commonhall.web.components.asked import question_view
from commonhall.web.components.filled import harmless, rich
from commonhall.web.components.prose import prose
from commonhall.web.components.views.council import StatementView
from commonhall.web.components.views.desk import Block, Buttons, DeskView, Form, Prose
from commonhall.web.components.views.frame import Link, Notice
from commonhall.web.components.vouching import (
    RESIDENTS,
    NotFinished,
    Offered,
    Trip,
    find_offered,
    forget_trip,
    keep_trip,
    kept_trip,
    send_away,
)

if TYPE_CHECKING:
    from commonhall.journeys.models import Journey

log = structlog.get_logger(__name__)
EMAIL: Final = Email(type="email", id="email", label=PROVING["email"], name_in_errors=PROVING["your_email"])
AGAIN: Final = "again"


def wanted_at(standing: Standing, page: str) -> SignIn | None:
    """Return what ``page`` wants of whoever came there and has not shown it yet; None where it is simply asked."""
    return standing.route.sign_in.get(page)


@open_to("anyone")
@require_http_methods(["GET", "HEAD", "POST"])
@for_visit
@with_journey
def sign_in_page(visit: Visit, journey: Journey, page: str) -> HttpResponseBase:
    """Ask whoever came to ``page`` of a journey to show who they are, and take what they choose."""
    posting = visit.request.method == "POST"
    switched = visit.switched()
    visit = switched or visit
    standing = look(journey=journey, council=visit.council, language=visit.language, at=visit.at)
    wanted = wanted_at(standing, page)
    if wanted is None:
        return visit.go(page_address(journey.service, page) if page in standing.route.pages else stop_address(standing))
    if not posting or switched:
        return visit.page_in_language(_view(visit, standing, page, wanted))
    return _taken(visit, journey, standing, page, wanted)


def _taken(visit: Visit, journey: Journey, standing: Standing, page: str, wanted: SignIn) -> HttpResponse:
    """Take a post: of an e-mail address, of the one with which they are signed in, or that they carry on."""
    here, do = page_address(journey.service, page), visit.request.POST.get("do", "")
    if wanted.level == "identity" and not _cannot(visit, standing):
        return visit.go(sign_in_address(journey.service, page))
    if wanted.level == "identity" and not signed_in_of(journey).unable:
        note_unable(journey_id=journey.id, why="not_bound", at=visit.at)
    if do == "carry_on" and wanted.otherwise == "carry_on" and wanted.level == "identity":
        note_carried_on(journey_id=journey.id, at=visit.at)
        return visit.go(here)
    if "email" not in (wanted.level, wanted.otherwise):
        return visit.go(sign_in_address(journey.service, page))
    resident = resident_of(visit)
    if do == "mine" and resident is not None:
        note_email(journey_id=journey.id, email=resident.email, shown=True, at=visit.at)
        return visit.go(here)
    parsed = EMAIL.read({"email": [visit.request.POST.get("email", "")]}, standing.setting())
    if parsed.problem:
        return visit.page(_view(visit, standing, page, wanted, parsed.problem))
    email = str(parsed.answer)
    note_email(journey_id=journey.id, email=email, shown=False, at=visit.at)
    link = f"{settings.SITE_ADDRESS.format(host=visit.council.host)}/resume/"
    send_resume_link(journey=journey, email=email, link=link, language=visit.language, at=visit.at)
    said = visit.say(PROVING["sent_text"]).format(email=harmless(email), page=sign_in_address(journey.service, page))
    said += messages_late(visit)
    frame = journey_frame(visit, standing, visit.say(PROVING["sent_title"]))
    return visit.page(StatementView(frame=frame, content=prose(said)))


def sign_in_address(service: str, page: str) -> str:
    """Return where somebody shows who they are, to come to ``page``."""
    return f"{page_address(service, page)}/sign-in"


def _cannot(visit: Visit, standing: Standing) -> str:
    """Return why a proof of identity cannot be had: one of ``noting_proof.UNABLE``; blank where it may be."""
    unable = str(standing.journey.proof.get("unable", ""))
    offered = find_offered(RESIDENTS)
    return unable or ("" if offered and offered.proves else "not_bound")


def _view(visit: Visit, standing: Standing, page: str, wanted: SignIn, problem: Problem | None = None) -> DeskView:
    why = rich(wanted.why, standing.route.scope, visit.language)
    offered = find_offered(RESIDENTS)
    cannot = _cannot(visit, standing) if wanted.level == "identity" else ""
    blocks: list[Block] = [Prose(text=why)]
    if wanted.level == "email":
        blocks += _by_email(visit, standing, "email_text", problem)
    elif not cannot and offered:
        blocks += _to_provider(visit, standing, page, offered)
    else:
        blocks += _otherwise(visit, standing, page, wanted, cannot, problem, again=bool(offered and offered.proves))
    title = "email_title" if wanted.level == "email" else "identity_title"
    again = visit.request.GET.get("said") == AGAIN and problem is None
    return DeskView(
        frame=journey_frame(
            visit,
            standing,
            visit.say(PROVING[title]),
            back_link=back_address(standing, page, changing=False),
            language_form="questions",
            has_error=problem is not None,
            notice=Notice(kind="information", text=visit.say(PROVING["again"])) if again else None,
        ),
        blocks=tuple(blocks),
        narrow=True,
    )


def _to_provider(visit: Visit, standing: Standing, page: str, offered: Offered) -> list[Block]:
    leads = f"{sign_in_address(standing.journey.service, page)}/with"
    return [
        Prose(text=prose(visit.say(PROVING["identity_text"]))),
        Buttons(links=(Link(text=visit.say(offered.button), href=leads),)),
    ]


def _otherwise(
    visit: Visit, standing: Standing, page: str, wanted: SignIn, cannot: str, problem: Problem | None, *, again: bool
) -> list[Block]:
    """Say that a proof cannot be had, and what does instead."""
    blocks: list[Block] = [Prose(text=prose(f"> {visit.say(PROVING[cannot])}"))]
    if wanted.otherwise == "email":
        blocks += _by_email(visit, standing, "email_instead", problem)
    elif wanted.otherwise == "carry_on":
        blocks.append(Prose(text=prose(visit.say(PROVING["carry_on_text"]))))
        blocks.append(Form(id="questions", button=visit.say(PROVING["carry_on"]), hidden=(("do", "carry_on"),)))
    else:
        blocks.append(Prose(text=prose(visit.say(PROVING["stop_text"]))))
    if again:
        leads = f"{sign_in_address(standing.journey.service, page)}/with"
        blocks.append(Buttons(links=(Link(text=visit.say(PROVING["try_again"]), href=leads),), secondary=True))
    return blocks


def _by_email(visit: Visit, standing: Standing, text: str, problem: Problem | None) -> list[Block]:
    blocks: list[Block] = []
    if resident := resident_of(visit):
        said = visit.say(PROVING["signed_in_text"]).format(email=harmless(resident.email))
        blocks.append(Prose(text=prose(said)))
        blocks.append(Form(button=visit.say(PROVING["use_mine"]), hidden=(("do", "mine"),), look="secondary"))
    question = question_view(
        EMAIL,
        setting=standing.setting(),
        values={"email": visit.request.POST.get("email", "")},
        problems=(problem,) if problem else (),
    )
    blocks.append(Prose(text=prose(visit.say(PROVING[text]))))
    blocks.append(Form(id="questions", questions=(question,), button=visit.say(PROVING["send_link"])))
    return blocks


@open_to("anyone")
@outside_transaction
@require_safe
@for_visit
def with_provider(visit: Visit, slug: str, page: str) -> HttpResponseBase:
    """Send the browser that holds the journey to the provider, to prove who its owner is."""
    back = sign_in_address(slug, page)
    with in_council(visit.council, by=RESIDENT):
        journey = held_journey(visit, slug)
        if journey is None or interruptions.over(visit, journey):
            return visit.go(page_address(slug, page))
    try:
        address, trip = send_away(
            RESIDENTS, visit.council, language=visit.language, level="identity", onward=back, journey=str(journey.id),
            at=visit.at,
        )  # fmt: skip
    except BindingMissing:
        return visit.go(back)
    except (Unavailable, Misconfigured, Rejected) as problem:
        log.warning("proof_provider_down", problem=type(problem).__name__)
        return _went_without(visit, journey.id, "down", back)
    response = HttpResponseRedirect(address, status=303)
    keep_trip(response, RESIDENTS, visit.council, trip)
    return response


def trip_of_journey(visit: Visit) -> Trip | None:
    """Return the trip that this browser is on for a journey; None for any other or none."""
    try:
        trip = kept_trip(RESIDENTS, visit.request, visit.council)
    except NotFinished:
        return None
    return trip if trip.journey else None


def came_back(visit: Visit, found: Proved | NotProved | None, trip: Trip) -> HttpResponse:
    """Keep what the provider says of who holds the journey, and lead back to the page. found: None while it is down."""
    journey_id = UUID(trip.journey)
    if isinstance(found, Proved) and found.level == "identity" and found.name:
        with in_council(visit.council, by=RESIDENT):
            try:
                note_identity(
                    journey_id=journey_id,
                    name=found.name,
                    birth_date=found.birth_date,
                    provider=get_bound(UUID(trip.binding)).provider,
                    at=visit.at,
                )
            except (JourneyOver, LookupError):
                log.warning("proof_without_journey")
        response: HttpResponse = visit.go(trip.onward)
    elif isinstance(found, NotProved) and found.why == "again":
        response = not_finished(visit, trip)
    else:
        why = "down" if found is None else "denied" if isinstance(found, NotProved) and found.why == "denied" else ""
        response = _went_without(visit, journey_id, why or "not_proved", trip.onward)
    forget_trip(response, RESIDENTS)
    return response


def not_finished(visit: Visit, trip: Trip) -> HttpResponse:
    """Lead back to the page, and ask to try again."""
    return visit.go(f"{trip.onward}?said={AGAIN}")


def _went_without(visit: Visit, journey_id: UUID, why: str, back: str) -> HttpResponse:
    with in_council(visit.council, by=RESIDENT):
        try:
            note_unable(journey_id=journey_id, why=why, at=visit.at)
        except (JourneyOver, LookupError):
            log.warning("proof_without_journey")
    return visit.go(back)
