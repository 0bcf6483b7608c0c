"""How does a journey end? With a confirmation, with an outcome that says why not, and with a word of feedback."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.http import HttpResponse, HttpResponseBase
from django.views.decorators.http import require_http_methods, require_safe
from markupsafe import Markup

from commonhall.cases.queries import Opened, opened_by, progress_of
from commonhall.catalogue.queries import Service
from commonhall.core.journey.decisions import ACCEPT, Decided
from commonhall.core.journey.offers import worth_telling
from commonhall.core.language.expressions import ExpressionFailed, Scope, holds
from commonhall.core.language.model import NextStep, Outcome
from commonhall.core.language.wording import gaps
from commonhall.councils.policies import open_to
from commonhall.journeys.in_calls import find_call
from commonhall.journeys.operations import give_feedback, look, unbegun_journey
from commonhall.journeys.queries import Standing, standing_of
from commonhall.web.citizen import interruptions
from commonhall.web.citizen.following import offer_to_follow
from commonhall.web.citizen.held import held_journey
from commonhall.web.citizen.holdings import calendar_links
from commonhall.web.citizen.pay import still_to_pay
from commonhall.web.citizen.rounds import knows_bins
from commonhall.web.citizen.services import live_service, service_of_pattern
from commonhall.web.citizen.texts import SAID
from commonhall.web.citizen.tracked import key_of, let_follow
from commonhall.web.citizen.uploads import still_to_add
from commonhall.web.citizen.visit import Visit, for_visit
from commonhall.web.citizen.where import (
    first_address,
    journey_frame,
    page_address,
    start_address,
    stop_address,
)
from commonhall.web.components.filled import harmless, plain, rich
from commonhall.web.components.prose import prose
from commonhall.web.components.views.frame import Link
from commonhall.web.components.views.journey import ConfirmationView, FeedbackView, OutcomeView

LONGEST_COMMENT: Final = 1200


@open_to("anyone")
@require_safe
@for_visit
def sent_page(visit: Visit, slug: str) -> HttpResponseBase:
    """Show the references of what was sent: as often as it is opened in the browser that sent it."""
    journey = held_journey(visit, slug)
    if journey is None:
        return interruptions.lost(visit, live_service(visit, slug).title, slug)
    standing = standing_of(journey, council=visit.council, at=visit.at, language=visit.language)
    if journey.state != "submitted":
        return interruptions.over(visit, journey) or visit.go(stop_address(standing))
    pattern, cases = standing.effective.pattern, opened_by(journey.id)
    scope = _ending_scope(visit, standing, cases)
    title = plain(pattern.ending.title, scope, visit.language) or visit.say(SAID["sent_title"])
    unpaid, pay = still_to_pay(visit, standing, cases)
    here = not find_call(journey)  # an agent's browser follows nothing
    pay = pay if here else ()
    dated = _booked_times(visit, standing, cases) if here else ()
    response = visit.page(
        ConfirmationView(
            frame=journey_frame(visit, standing, title),
            references=tuple((visit.say(case.title) if len(cases) > 1 else "", case.reference) for case in cases),
            next=unpaid + still_to_add(visit, standing) + _what_next(visit, standing, cases, scope),
            track_url="/track",
            satisfaction_url=feedback_address(slug, ACCEPT),
            links=(*pay, *dated, Link(text=visit.say(SAID["back_home"]), href="/")),
        )
    )
    if pay or dated:
        let_follow(visit, response, str(cases[0].id))
    return response


def _booked_times(visit: Visit, standing: Standing, cases: tuple[Opened, ...]) -> tuple[Link, ...]:
    """Return where the times that were booked are to be had for a calendar: they are the first case's."""
    if not standing.effective.pattern.case.bookings or not cases:
        return ()
    progress = progress_of(cases[0].id, council=visit.council, at=visit.at)
    return calendar_links(visit, progress, key_of(str(cases[0].id))) if progress else ()


def _ending_scope(visit: Visit, standing: Standing, cases: tuple[Opened, ...]) -> Scope:
    """Return what the ending's words may read. The answers went from the journey into the case, so they are there."""
    ending = standing.effective.pattern.ending
    roots = {gap.partition(".")[0] for words in (ending.title, ending.what_next) for gap in gaps(words.en)}
    progress = None
    if cases and not roots <= {"settings", "council"}:
        progress = progress_of(cases[0].id, council=visit.council, at=visit.at)
    return progress.scope if progress else standing.route.scope


def _what_next(visit: Visit, standing: Standing, cases: tuple[Opened, ...], scope: Scope) -> Markup:
    pattern = standing.effective.pattern
    said = rich(pattern.ending.what_next, scope, visit.language) or prose(visit.say(SAID["sent_next"]))
    promises = dict.fromkeys(
        plain(deadline.promise, {**scope, "case": {"due_date": due}}, visit.language)
        for deadline in pattern.case.deadlines
        for case in cases
        if deadline.promise and (due := case.due_dates.get(deadline.id))
    )
    return prose("\n\n".join(promises)) + said if promises else said


def feedback_address(service: str, outcome: str) -> str:
    """Return where to say what one thought of the service, at the end called ``outcome``."""
    return f"/services/{service}/feedback?after={outcome}"


@open_to("anyone")
@require_safe
@for_visit
def outcome_page(visit: Visit, slug: str) -> HttpResponseBase:
    """Show the end at which the answers stop without a case: why, and what one can do."""
    journey = held_journey(visit, slug)
    if journey is None:
        service = live_service(visit, slug)
        journey = unbegun_journey(service=service, language=visit.language, at=visit.at)
        standing = look(journey=journey, council=visit.council, language=visit.language, at=visit.at)
        if standing.route.stop.kind != "outcome":
            return interruptions.lost(visit, service.title, slug)
        return visit.page(_outcome_view(visit, standing))
    if over := interruptions.over(visit, journey):
        return over
    standing = look(journey=journey, council=visit.council, language=visit.language, at=visit.at)
    if standing.route.stop.kind != "outcome":
        return visit.go(stop_address(standing))
    return visit.page(_outcome_view(visit, standing))


def _outcome_view(visit: Visit, standing: Standing) -> OutcomeView:
    """Return the page of the outcome; where each of several items has its own, each with its reason."""
    route, pattern = standing.route, standing.effective.pattern
    stop = route.stop
    decided = worth_telling(standing.effective, route.decided.get(stop.page, ()))
    one = decided[0] if decided else None
    outcome = pattern.outcomes.get(one.outcome if one else stop.outcome)
    several = len(decided) > 1
    mixed = len({each.outcome for each in decided}) > 1
    shared = _shared_steps(visit, standing, decided)
    if outcome is None:
        outcome = Outcome(title=SAID["outcome_none"])
    scope = _scope(standing, one)
    again = first_address(standing)
    steps = shared if decided else _steps(visit, standing, outcome, scope)
    return OutcomeView(
        frame=journey_frame(
            visit,
            standing,
            visit.say(SAID["outcome_several"]) if mixed else plain(outcome.title, scope, visit.language),
            back_link=_before(standing),
        ),
        content=_each(visit, standing, decided, shared) if several else rich(outcome.body, scope, visit.language),
        next=offer_to_follow(visit, standing) + steps,
        satisfaction_url=feedback_address(standing.journey.service, stop.outcome),
        start_again_url="" if again in [link.href for link in steps] else again,
    )


def _before(standing: Standing) -> str:
    """Return the address of the last page that was answered, or of the start."""
    service, walked = standing.journey.service, standing.route.walked
    return page_address(service, walked[-1]) if walked else start_address(service)


def _scope(standing: Standing, one: Decided | None) -> dict[str, Any]:
    scope = dict(standing.route.scope)
    return {**scope, "item": one.item, "values": one.values} if one else scope


def _each(visit: Visit, standing: Standing, decided: tuple[Decided, ...], shared: tuple[Link, ...]) -> Markup:
    """Say of each item what it is, why not, and what can be done about it alone."""
    said = Markup("")
    titles = {one.outcome for one in decided}
    for one in decided:
        outcome = standing.effective.pattern.outcomes.get(one.outcome)
        if outcome is None:
            continue
        scope = _scope(standing, one)
        said += prose(f"## {harmless(_name(one.item.get('name'), visit) or one.key)}")
        if len(titles) > 1:
            said += prose(f"**{harmless(plain(outcome.title, scope, visit.language))}**")
        said += rich(outcome.body, scope, visit.language)
        own = [link for link in _steps(visit, standing, outcome, scope) if link not in shared]
        said += prose("\n".join(f"- {_linked(link)}" for link in own))
    return said


def _linked(link: Link) -> str:
    return f"[{harmless(link.text)}]({link.href})" if link.href else harmless(link.text)


def _name(name: Any, visit: Visit) -> str:
    if isinstance(name, Mapping):
        return str(name.get(visit.language) or name.get("en") or "")
    return str(name or "")


def _shared_steps(visit: Visit, standing: Standing, decided: tuple[Decided, ...]) -> tuple[Link, ...]:
    """Return the next steps that speak of no item in particular, each once; all of them when there is one item."""
    found: dict[Link, None] = {}
    for one in decided:
        if outcome := standing.effective.pattern.outcomes.get(one.outcome):
            general = tuple(step for step in outcome.next if len(decided) == 1 or not _of_item(step))
            wanted = outcome.model_copy(update={"next": general})
            found |= dict.fromkeys(_steps(visit, standing, wanted, _scope(standing, one)))
    return tuple(found)


def _of_item(step: NextStep) -> bool:
    return any(gap.startswith(("item.", "values.")) for gap in gaps(step.label.en))


def _steps(visit: Visit, standing: Standing, outcome: Outcome, scope: Mapping[str, Any]) -> tuple[Link, ...]:
    links = []
    for step in outcome.next:
        if step.when and not _stands(standing, step.when, scope):
            continue
        href = _leads_to(visit, standing, step, scope)
        if href or step.to == "note":
            links.append(Link(text=plain(step.label, scope, visit.language), href=href))
    return tuple(links)


def _stands(standing: Standing, when: str, scope: Mapping[str, Any]) -> bool:
    """A condition that cannot be worked out hides its step, as it hides a page."""
    try:
        return holds(when, scope, place="outcomes.next", calendar=standing.effective.calendar)
    except ExpressionFailed:
        return False


def _leads_to(visit: Visit, standing: Standing, step: NextStep, scope: Mapping[str, Any]) -> str:
    place = standing.route.answers.get(standing.effective.pattern.case.property or "")
    uprn = str(place.get("uprn") or "") if isinstance(place, Mapping) else ""
    match step.to:
        case "start":
            return first_address(standing)
        case "back":
            return _before(standing)
        case "report_again":
            return start_address(standing.journey.service)
        case "track":
            return "/track"
        case "note":
            return ""
        case "contact":
            service = service_of_pattern(visit, "contact-the-council")
            return start_address(service.slug) if service else "/contact"
        case "bin_days":
            if not knows_bins(visit):
                return ""
            return f"/property/{uprn}" if uprn else "/bin-day"
    return plain(step.url, scope, visit.language)


@open_to("anyone")
@require_http_methods(["GET", "HEAD", "POST"])
@for_visit
def feedback_page(visit: Visit, slug: str) -> HttpResponseBase:
    """Ask what somebody thought of the service, and keep it. It is not joined to the person."""
    service = live_service(visit, slug)
    if visit.request.method == "POST":
        return _take_feedback(visit, service)
    if "thanks" in visit.request.GET:
        return visit.page(
            FeedbackView(
                frame=_feedback_frame(visit, service, visit.say(SAID["thanks_title"])),
                thanked=True,
                return_link=Link(text=visit.say(SAID["back_home"]), href="/"),
            )
        )
    return visit.page(_feedback_view(visit, service, _known_outcome(service, visit.request.GET.get("after", ""))))


def _feedback_frame(visit: Visit, service: Service, title: str, **parts: Any) -> Any:
    return visit.frame(title, service=visit.say(service.title), service_url=start_address(service.slug), **parts)


def _feedback_view(visit: Visit, service: Service, outcome: str, *, error: str = "") -> FeedbackView:
    posted = visit.request.POST
    return FeedbackView(
        frame=_feedback_frame(
            visit, service, visit.say(SAID["feedback_title"]), language_form="questions", has_error=bool(error)
        ),
        score=posted.get("score", ""),
        comment=posted.get("comment", ""),
        error=error,
        hidden={"after": outcome},
    )


def _known_outcome(service: Service, named: str) -> str:
    return named if named == ACCEPT or named in service.effective.pattern.outcomes else ""


def _take_feedback(visit: Visit, service: Service) -> HttpResponse:
    posted = visit.request.POST
    outcome = _known_outcome(service, posted.get("after", ""))
    score, comment = posted.get("score", ""), posted.get("comment", "").replace("\r\n", "\n").strip()
    switched = visit.switched()
    visit = switched or visit
    error = ""
    if score not in ("1", "2", "3", "4", "5"):
        error = visit.say(SAID["score_missing"])
    elif len(comment) > LONGEST_COMMENT:
        error = visit.say(SAID["comment_long"])
    if error or switched:
        return visit.page_in_language(_feedback_view(visit, service, outcome, error=error))
    give_feedback(
        service=service, outcome=outcome, score=int(score), comment=comment, language=visit.language, at=visit.at
    )
    return visit.go(f"/services/{service.slug}/feedback?thanks=1")
