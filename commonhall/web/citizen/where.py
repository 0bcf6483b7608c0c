"""At which address does a journey go on, and what leads back? Worked out from the route, never from history."""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import urlencode

from django.urls import reverse
from markupsafe import Markup

from commonhall.core.journey.passing import passed_over
from commonhall.core.journey.questioning import ItemRoute
from commonhall.core.journey.route import next_page, page_before
from commonhall.core.journey.sections import Stop
from commonhall.core.language.model import Page, Pattern
from commonhall.core.values.words import Language
from commonhall.journeys.in_calls import Call, find_call
from commonhall.journeys.queries import Standing
from commonhall.web.citizen.texts import SAID
from commonhall.web.citizen.visit import Visit
from commonhall.web.components.filled import harmless, plain
from commonhall.web.components.prose import prose
from commonhall.web.components.views.frame import PageFrame

CHANGE: Final = "change"
NEW: Final = "new"
STEP: Final = "step"
TASKS: Final = "tasks"
REMOVE: Final = "remove"
PASSED: Final = "not-needed"
LEAVE: Final = "/leave"


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
    labels = [harmless(_called(standing, each, visit.language)) for each in passed if each in asked]
    if not labels:
        return Markup("")
    lines = "\n".join(f"> - {label}" for label in labels)
    return prose(f"> {visit.say(SAID['not_needed'])}\n>\n{lines}")


def _called(standing: Standing, answer: str, language: Language) -> str:
    """Return what an answer is called: its question, or what a group lists."""
    group = standing.effective.groups.get(answer)
    if group is not None and group.repeat is not None:
        many = plain(group.repeat.many, standing.route.scope, language)
        return many[:1].upper() + many[1:]
    return plain(standing.effective.questions[answer].label, standing.route.scope, language)


def stop_address(standing: Standing, *, changing: bool = False) -> str:
    """Return the address at which the answers stop: a page to answer, the task list, check-your-answers, or an end."""
    stop = standing.route.stop
    if stop.kind in ("check", "outcome", "tasks"):
        return page_address(standing.journey.service, stop.kind)
    return address_of(standing, stop, changing=changing)


def address_of(standing: Standing, stop: Stop, *, changing: bool = False) -> str:
    """Return the address of the page, or of the page about an item, that ``stop`` names."""
    service = standing.journey.service
    if stop.item:
        return item_address(service, stop.page, stop.item, stop.item_page, changing=changing)
    return page_address(service, stop.page, changing=changing)


def item_address(service: str, page: str, item: str, item_page: str, *, changing: bool = False) -> str:
    """Return the address of a page about one item. item: its id, or ``new``."""
    return page_address(service, f"{page}/{item}/{item_page}", changing=changing)


def remove_address(service: str, page: str, item: str) -> str:
    """Return the address that asks whether to take an item out."""
    return page_address(service, f"{page}/{item}/{REMOVE}")


def section_of(standing: Standing, page: str) -> str:
    """Return the section of the task list that ``page`` belongs to; nothing in a pattern without one."""
    pattern = standing.effective.pattern
    return (standing.effective.pages[page].section or "") if pattern.task_list and page else ""


def next_address(standing: Standing, page: str, *, changing: bool) -> str:
    """Return where to go once ``page`` has been answered: within its section, then to the task list."""
    service, route = standing.journey.service, standing.route
    following = next_page(route, page, changing=changing)
    section = section_of(standing, page)
    if route.stop.kind == "outcome" and not following:
        return stop_address(standing)
    if section and not (changing and route.stop.kind == "check"):
        if following and section_of(standing, following) == section:
            return page_address(service, following)
        stop = next((each.stop for each in route.sections if each.id == section), None)
        return address_of(standing, stop, changing=changing) if stop is not None else page_address(service, TASKS)
    if following and section_of(standing, following) != section:
        return page_address(service, TASKS)
    return page_address(service, following) if following else stop_address(standing, changing=changing)


def back_address(standing: Standing, page: str, *, changing: bool) -> str:
    """Return where the back link of ``page`` leads: the page before it on the route, or check-your-answers."""
    service = standing.journey.service
    if changing and standing.route.stop.kind == "check":
        return page_address(service, "check")
    before, section = page_before(standing.route, page), section_of(standing, page)
    if section_of(standing, before) != section:
        return page_address(service, TASKS)
    return page_address(service, before, changing=changing) if before else start_address(service)


def item_next_address(standing: Standing, page: str, item: ItemRoute, item_page: str, *, changing: bool) -> str:
    """Return where to go once a page about an item has been answered: its next page, then the list of all."""
    service = standing.journey.service
    if page not in standing.route.pages:
        return stop_address(standing)
    after = item.pages[item.pages.index(item_page) + 1 :] if item_page in item.pages and not changing else ()
    following = after[0] if after else item.stop
    if following:
        return item_address(service, page, item.id, following, changing=changing)
    if changing and standing.route.stop.kind == "check":
        return page_address(service, "check")
    return page_address(service, page, changing=changing)


def item_back_address(standing: Standing, page: str, item: ItemRoute, item_page: str, *, changing: bool) -> str:
    """Return where the back link of a page about an item leads: its page before, the list, or what is before that."""
    service = standing.journey.service
    if changing and standing.route.stop.kind == "check":
        return page_address(service, "check")
    place = item.pages.index(item_page) if item_page in item.pages else 0
    if place and item.id:
        return item_address(service, page, item.id, item.pages[place - 1], changing=changing)
    listed = standing.effective.pages[page].repeat
    if listed is not None and not standing.route.items.get(listed.id) and standing.route.bounds[listed.id].least:
        return back_address(standing, page, changing=changing)
    return page_address(service, page, changing=changing)


def caption_of(standing: Standing, page: Page, language: Language) -> str:
    """Return the part of the journey that ``page`` belongs to: what it says itself, else its section's title."""
    scope = standing.route.scope
    own = plain(page.caption, scope, language)
    if own or not section_of(standing, page.id):
        return own
    sections = standing.effective.pattern.sections
    return next((plain(each.title, scope, language) for each in sections if each.id == page.section), "")


def exit_address(pattern: Pattern) -> str:
    """Return where the button for leaving quickly leads; nothing on services where nobody is endangered by a look."""
    return LEAVE if pattern.sensitive else ""


def journey_frame(visit: Visit, standing: Standing, title: str, **parts: Any) -> PageFrame:
    """Return the frame of a page of a journey: the service stands in the title and above the page."""
    pattern = standing.effective.pattern
    call = find_call(standing.journey)
    if call is not None:
        parts |= _of_call(visit, call)
    return visit.frame(
        title,
        exit_url="" if call else exit_address(pattern),
        service=plain(pattern.title, standing.route.scope, visit.language),
        service_url=start_address(standing.journey.service),
        **parts,
    )


def _of_call(visit: Visit, call: Call) -> dict[str, str]:
    """Return what the frame says to a member of staff who fills this in while somebody is on the line."""
    name = call.person.name if call.person else ""
    words = SAID["filling_in_for" if name else "filling_in"]
    return {
        "filling_in_for": visit.say(words).replace("{name}", name),
        "call_url": reverse("office-call", args=(call.interaction_id,)),
    }
