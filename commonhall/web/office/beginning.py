"""How does an officer fill in a service for somebody who calls? The same journey, with the office's questions."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse

from commonhall.catalogue.queries import Service, services_of
from commonhall.catalogue.teams import teams_of
from commonhall.contacts.interactions import CHANNELS
from commonhall.core.questions.choice import Choice
from commonhall.core.questions.question import Option
from commonhall.core.values.dates import london_day
from commonhall.core.values.words import Words
from commonhall.councils.policies import open_to
from commonhall.journeys.operations import begin_journey, reopen_for
from commonhall.people.policies import ANY_PATTERN, Granted, reach, shows_restricted
from commonhall.people.queries import teams
from commonhall.web.components.prose import prose
from commonhall.web.components.views.journey import QuestionPageView
from commonhall.web.office.door import SeeOther, Visit, page, staff
from commonhall.web.office.filling import named, options, read_form, views_of
from commonhall.web.office.frames import frame
from commonhall.web.office.texts import TEXTS


@open_to("staff")
@staff("GET", "POST")
def begin_page(visit: Visit) -> HttpResponse:
    """Ask which service and how it came, begin its journey, and hand it to this browser by a link that works once more.

    Only services are offered whose cases the member may work on: nobody else begins one that is restricted. What comes
    of the journey was opened by the member.
    """
    offered = offered_services(visit)
    asked = (_question(offered), _channel())
    filled = read_form(visit, asked)
    if not filled.good or not offered:
        return page(
            QuestionPageView(
                frame=frame(visit, visit.say("begin"), has_error=bool(filled.problems)),
                content=prose(visit.say("begin_lead")),
                questions=views_of(visit, asked, filled) if offered else (),
            )
        )
    journey, _ = begin_journey(
        service=offered[str(filled.answers["service"])],
        language=visit.language,
        channel=str(filled.answers["channel"]),
        by=visit.member.actor,
        at=visit.at,
    )
    return SeeOther(reverse("resume", args=[reopen_for(journey=journey, at=visit.at)]))


def offered_services(visit: Visit) -> dict[str, Service]:
    """Return, by slug, the services that the member may fill in for somebody: whoever may answer those who call.

    A restricted one is offered only by a grant that names it or its team.
    """
    named = {team.id: team.slug for team in teams()}
    granted = reach(visit.member, "answer")
    running = services_of(visit.council, day=london_day(visit.at))
    return {each.slug: each for each in running if any(_reaches(grant, each, named) for grant in granted)}


def _reaches(grant: Granted, service: Service, named: Mapping[UUID, str]) -> bool:
    its_pattern = grant.pattern in (ANY_PATTERN, service.pattern)
    its_team = grant.team_id is None or named.get(grant.team_id) in teams_of(service.effective)
    restricted = service.effective.pattern.case.access == "team"
    return its_pattern and its_team and (shows_restricted(grant) or not restricted)


def _question(offered: dict[str, Service]) -> Choice:
    words = TEXTS["begin_which"]
    return Choice(
        type="choice",
        id="service",
        label=words,
        name_in_errors=Words(en=words.en.rstrip("?").lower(), cy=words.cy.rstrip("?")),
        options=tuple(Option(value=slug, label=each.title) for slug, each in offered.items())
        or (Option(value="none", label=words),),
    )


def _channel() -> Choice:
    words = TEXTS["call_channel"]
    return Choice(
        type="choice",
        id="channel",
        label=words,
        name_in_errors=named(words),
        options=options(*CHANNELS, text="call_channel_"),
    )
