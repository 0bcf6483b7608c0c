"""How does a resident whose journey ends because somebody reported the same follow that report?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.http import HttpResponse, HttpResponseBase
from django.views.decorators.http import require_http_methods

from commonhall.cases.supporters import CannotFollow, find_followable, follow_case, has_followed
from commonhall.core.language.expressions import ExpressionFailed, evaluate
from commonhall.core.questions.email import Email
from commonhall.core.questions.question import Problem
from commonhall.core.values.words import both
from commonhall.councils.actors import RESIDENT
from commonhall.councils.policies import open_to
from commonhall.journeys.operations import look
from commonhall.journeys.queries import Standing
from commonhall.web.citizen.held import with_journey
from commonhall.web.citizen.visit import Visit, for_visit
from commonhall.web.citizen.where import journey_frame, page_address, start_address, stop_address
from commonhall.web.components.asked import question_view
from commonhall.web.components.prose import prose
from commonhall.web.components.views.council import QuestionsFormView, StatementView
from commonhall.web.components.views.frame import Link

if TYPE_CHECKING:
    from commonhall.journeys.models import Journey


FOLLOW: Final = {
    "offer": both("Tell us that you have this problem too", "Dywedwch wrthym fod y broblem hon gennych chi hefyd"),
    "title": both("You have this problem too", "Mae’r broblem hon gennych chi hefyd"),
    "text": both(
        "We count how many people a problem affects. You do not need to report it again.\n\n"
        "If you give us your email address, we tell you when we have finished. We use it for nothing else.",
        "Rydym yn cyfrif faint o bobl y mae problem yn effeithio arnynt. Nid oes angen i chi roi gwybod amdani eto.\n\n"
        "Os rhowch eich cyfeiriad e-bost i ni, byddwn yn dweud wrthych pan fyddwn wedi gorffen. "
        "Ni fyddwn yn ei ddefnyddio at unrhyw beth arall.",
    ),
    "button": both("Count me in", "Cyfrifwch fi"),
    "done": both("Thank you for telling us", "Diolch am roi gwybod i ni"),
    "done_text": both(
        "We have counted you. Our reference for this problem is {reference}.",
        "Rydym wedi eich cyfrif. Ein cyfeirnod ar gyfer y broblem hon yw {reference}.",
    ),
    "gone": both("This report is closed", "Mae’r adroddiad hwn wedi’i gau"),
    "gone_text": both(
        "We have finished with it since you looked. If the problem is still there, [tell us again]({start}).",
        "Rydym wedi gorffen ag ef ers i chi edrych. Os yw’r broblem yno o hyd, [dywedwch wrthym eto]({start}).",
    ),
    "home": both("Back to the home page", "Yn ôl i’r dudalen hafan"),
}
EMAIL: Final = Email(
    id="email",
    type="email",
    label=both("Email address", "Cyfeiriad e-bost"),
    hint=both("You can leave this blank", "Gallwch adael hwn yn wag"),
    required=False,
)


def reference_to_follow(standing: Standing) -> str:
    """Return the reference of the case that the journey's outcome offers to follow; empty where it offers none.

    It comes from the pattern and what the council found out, never from what a browser sends.
    """
    route, pattern = standing.route, standing.effective.pattern
    if route.stop.kind != "outcome":
        return ""
    decided = [
        (one.outcome, {"item": one.item, "values": one.values}) for one in route.decided.get(route.stop.page, ())
    ]
    for name, own in decided or [(route.stop.outcome, {})]:
        outcome = pattern.outcomes.get(name)
        if outcome is None or not outcome.follows:
            continue
        try:
            found = evaluate(
                outcome.follows,
                {**route.scope, **own},
                place=f"outcomes.{name}.follows",
                calendar=standing.effective.calendar,
            )
        except ExpressionFailed:
            continue
        if found:
            return str(found)
    return ""


def offer_to_follow(visit: Visit, standing: Standing) -> tuple[Link, ...]:
    """Return the link that an outcome page has where there is an open case to follow."""
    reference = reference_to_follow(standing)
    if not reference or find_followable(reference) is None:
        return ()
    return (Link(text=visit.say(FOLLOW["offer"]), href=page_address(standing.journey.service, "follow")),)


@open_to("anyone")
@require_http_methods(["GET", "HEAD", "POST"])
@for_visit
@with_journey
def follow_page(visit: Visit, journey: Journey) -> HttpResponseBase:
    """Offer to follow the case that was reported before, and take it."""
    standing = look(journey=journey, council=visit.council, language=visit.language, at=visit.at)
    reference = reference_to_follow(standing)
    if not reference:
        return visit.go(stop_address(standing))
    if has_followed(reference=reference, journey_id=journey.id):
        return _done(visit, standing, reference)
    if visit.request.method != "POST":
        return visit.page(_form(visit, standing))
    return _follow(visit, standing, reference)


def _follow(visit: Visit, standing: Standing, reference: str) -> HttpResponse:
    typed = visit.request.POST.get("email", "")
    switched = visit.switched()
    visit = switched or visit
    parsed = EMAIL.read({"email": [typed]}, standing.setting())
    if parsed.problem or switched:
        return visit.page_in_language(_form(visit, standing, typed, parsed.problem))
    try:
        follow_case(
            reference=reference,
            journey_id=standing.journey.id,
            email=str(parsed.answer or ""),
            language=visit.language,
            by=RESIDENT,
            at=visit.at,
        )
    except CannotFollow:
        said = visit.say(FOLLOW["gone_text"]).format(start=start_address(standing.journey.service))
        frame = journey_frame(visit, standing, visit.say(FOLLOW["gone"]))
        return visit.page(StatementView(frame=frame, content=prose(said)))
    return _done(visit, standing, reference)


def _done(visit: Visit, standing: Standing, reference: str) -> HttpResponse:
    said = visit.say(FOLLOW["done_text"]).format(reference=reference)
    return visit.page(
        StatementView(
            frame=journey_frame(visit, standing, visit.say(FOLLOW["done"])),
            content=prose(said) + prose(f"[{visit.say(FOLLOW['home'])}](/)"),
        )
    )


def _form(visit: Visit, standing: Standing, typed: str = "", problem: Problem | None = None) -> QuestionsFormView:
    question = question_view(
        EMAIL,
        setting=standing.setting(),
        scope={},
        values={"email": typed},
        problems=(problem,) if problem else (),
        heading=False,
    )
    return QuestionsFormView(
        frame=journey_frame(
            visit,
            standing,
            visit.say(FOLLOW["title"]),
            back_link=page_address(standing.journey.service, "outcome"),
            language_form="questions",
            has_error=problem is not None,
        ),
        content=prose(visit.say(FOLLOW["text"])),
        questions=(question,),
        button=visit.say(FOLLOW["button"]),
    )
