"""What does a resident see first: the council's services, and the start page of one?"""

from __future__ import annotations

from typing import Any

from django.http import HttpResponseBase
from django.views.decorators.http import require_safe

from commonhall.councils.policies import open_to
from commonhall.journeys.queries import has_expired
from commonhall.web.citizen.bin_day import PATH, postcode_question
from commonhall.web.citizen.held import held_journey
from commonhall.web.citizen.rounds import knows_bins
from commonhall.web.citizen.services import has_provider, live_service, live_services, service_of_pattern
from commonhall.web.citizen.texts import SAID
from commonhall.web.citizen.visit import Visit, for_visit
from commonhall.web.citizen.where import NEW, exit_address, page_address, start_address
from commonhall.web.components.filled import plain, rich
from commonhall.web.components.views.council import CouncilHomeView, ServiceCard, ServiceGroup
from commonhall.web.components.views.frame import Link
from commonhall.web.components.views.journey import StartView


@open_to("anyone")
@require_safe
@for_visit
def home_page(visit: Visit) -> HttpResponseBase:
    """Show the services that the council runs."""
    services = live_services(visit)
    quick = []
    if services:
        quick.append(Link(text=visit.say(SAID["my_requests"]), href="/my"))
        quick.append(Link(text=visit.say(SAID["track_title"]), href="/track"))
    quick.append(Link(text=visit.say(SAID["contact_us"]), href="/contact"))
    cards = tuple(
        ServiceCard(
            title=visit.say(service.title),
            href=start_address(service.slug),
            text=visit.say(service.summary),
            lang="" if service.title.language_said(visit.language) == visit.language else "en",
        )
        for service in services
    )
    return visit.page(
        CouncilHomeView(
            frame=visit.frame(visit.say(SAID["home_title"])),
            lead=visit.say(SAID["home_lead" if cards else "home_none"]),
            groups=(ServiceGroup(title=visit.say(SAID["home_group"]), services=cards),) if cards else (),
            quick=tuple(quick),
            **_bin_days(visit),
        )
    )


def _bin_days(visit: Visit) -> dict[str, Any]:
    """Return the question for the postcode, where the council knows its rounds and addresses."""
    if not (knows_bins(visit) and has_provider(visit, "addresses")):
        return {}
    return {
        "find": postcode_question(visit),
        "find_title": visit.say(SAID["bin_title"]),
        "find_action": PATH,
        "find_button": visit.say(SAID["find_address"]),
    }


@open_to("anyone")
@require_safe
@for_visit
def start_page(visit: Visit, slug: str) -> HttpResponseBase:
    """Show what a service is for, before its first question. What was begun in this browser can be carried on."""
    service = live_service(visit, slug)
    pattern, scope = service.effective.pattern, service.effective.scope()
    first = page_address(slug, pattern.pages[0].id)
    journey = held_journey(visit, slug)
    begun = journey is not None and journey.state in ("started", "ended") and not has_expired(journey, at=visit.at)
    title = plain(pattern.title, scope, visit.language)
    contact = service_of_pattern(visit, "contact-the-council")
    return visit.page(
        StartView(
            frame=visit.frame(title, exit_url=exit_address(pattern), service=title, service_url=start_address(slug)),
            start_url=first if journey is None else f"{first}?{NEW}=1",
            content=rich(pattern.start.body or pattern.summary, scope, visit.language),
            minutes=pattern.start.minutes,
            resume_url=_on(slug) if begun else "",
            related=()
            if contact is None or contact.slug == slug
            else (Link(text=visit.say(contact.title), href=start_address(contact.slug)),),
        )
    )


def _on(slug: str) -> str:
    """Return the address that leads on to wherever the answers stop."""
    return page_address(slug, "check")
