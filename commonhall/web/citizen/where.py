"""At which address does a journey go on, and what leads back? Worked out from the route, never from history."""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import urlencode

from markupsafe import Markup

from commonhall.core.journey.passing import passed_over
from commonhall.core.journey.route import next_page, page_before
from commonhall.journeys.queries import Standing
from commonhall.web.citizen.texts import SAID
from commonhall.web.citizen.visit import Visit
from commonhall.web.components.filled import harmless, plain
from commonhall.web.components.prose import prose
from commonhall.web.components.views.frame import PageFrame

CHANGE: Final = "change"
NEW: Final = "new"
STEP: Final = "step"
PASSED: Final = "not-needed"


def start_address(service: str) -> str:
    """Return the address of the start page."""
    return f"/services/{service}"


def page_address(service: str, page: str, *, changing: bool = False) -> str:
    """Return the address of a page of the journey. changing: on the way back to check-your-answers."""
    return f"/services/{service}/{page}" + (f"?{CHANGE}=1" if changing else "")


def first_address(standing: Standing) -> str:
    """Return the address of a journey's first page, to begin a new one there."""
    page = standing.effective.pattern.pages[0].id
    return f"{page_address(standing.journey.service, page)}?{NEW}=1"


def telling(address: str, passed: tuple[str, ...]) -> str:
    """Return ``address`` such that its page says which answers are no longer needed."""
    if not passed:
        return address
    return f"{address}{'&' if '?' in address else '?'}{urlencode({PASSED: ' '.join(passed)})}"


def no_longer_needed(visit: Visit, standing: Standing) -> Markup:
    """Return what the page says of answers that the last change made needless: those that its address names."""
    asked = visit.request.GET.get(PASSED, "").split()
    passed = passed_over(standing.effective, standing.route, standing.journey.answers) if asked else ()
    labels = [
        harmless(plain(standing.effective.questions[each].label, standing.route.scope, visit.language))
        for each in passed
        if each in asked
    ]
    if not labels:
        return Markup("")
    lines = "\n".join(f"> - {label}" for label in labels)
    return prose(f"> {visit.say(SAID['not_needed'])}\n>\n{lines}")


def stop_address(standing: Standing, *, changing: bool = False) -> str:
    """Return the address at which the answers stop: a page to answer, check-your-answers, or an end."""
    stop, service = standing.route.stop, standing.journey.service
    if stop.kind in ("check", "outcome"):
        return page_address(service, stop.kind)
    return page_address(service, stop.page, changing=changing)


def next_address(standing: Standing, page: str, *, changing: bool) -> str:
    """Return where to go once ``page`` has been answered."""
    following = next_page(standing.route, page, changing=changing)
    return page_address(standing.journey.service, following) if following else stop_address(standing, changing=changing)


def back_address(standing: Standing, page: str, *, changing: bool) -> str:
    """Return where the back link of ``page`` leads: the page before it on the route, or check-your-answers."""
    service = standing.journey.service
    if changing and standing.route.stop.kind == "check":
        return page_address(service, "check")
    before = page_before(standing.route, page)
    return page_address(service, before, changing=changing) if before else start_address(service)


def journey_frame(visit: Visit, standing: Standing, title: str, **parts: Any) -> PageFrame:
    """Return the frame of a page of a journey: the service stands in the title and above the page."""
    pattern = standing.effective.pattern
    return visit.frame(
        title,
        service=plain(pattern.title, standing.route.scope, visit.language),
        service_url=start_address(standing.journey.service),
        **parts,
    )
