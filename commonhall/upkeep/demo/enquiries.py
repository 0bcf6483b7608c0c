"""What lies in the demonstration's queues on the first day? Enquiries that made-up residents sent in the past weeks."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from commonhall.cases.intake import Submitted, submit
from commonhall.catalogue.queries import get_service
from commonhall.contacts.queries import PropertyRecords
from commonhall.core.questions.question import Answer
from commonhall.core.values.dates import london_day
from commonhall.core.values.words import Language
from commonhall.councils.queries import CouncilSite
from commonhall.journeys.operations import answer_page, begin_journey, look
from commonhall.journeys.queries import Standing
from commonhall.upkeep.demo.gazetteer_stories import story_properties
from commonhall.upkeep.demo.residents import ENQUIRIES

MOST_PAGES: Final = 40


class EnquiryNotSent(Exception):
    """A made-up enquiry does not get through its service: the service changed, and the enquiry must follow."""


def submit_enquiries(site: CouncilSite, *, at: datetime) -> list[Submitted]:
    """Send the made-up enquiries of ``site``, each at its own moment before ``at``. The council must be in scope."""
    first = story_properties(site.slug)[0].uprn
    return [
        send(
            site,
            service=enquiry.service,
            answers={**enquiry.answers, "property": {"uprn": first} if enquiry.at_first_story else None},
            language=enquiry.language,
            at=at - timedelta(hours=enquiry.hours_ago),
        )
        for enquiry in ENQUIRIES
        if enquiry.language in site.languages
    ]


def send(
    site: CouncilSite, *, service: str, answers: Mapping[str, Answer], language: Language, at: datetime
) -> Submitted:
    """Go through a service page by page with ``answers`` (by question id, as stored) and submit it.

    Raises EnquiryNotSent with the page where it stopped.
    """
    journey, _ = begin_journey(service=get_service(service, council=site, day=london_day(at)), language=language, at=at)
    standing = look(journey=journey, council=site, language=language, at=at)
    standing = answer_all(standing, site, answers, language=language, at=at)
    if standing.route.stop.kind != "check":
        raise EnquiryNotSent(f"{service} stops at {standing.route.stop}")
    return submit(standing=standing, at=at)


def answer_all(
    standing: Standing, site: CouncilSite, answers: Mapping[str, Answer], *, language: Language, at: datetime
) -> Standing:
    """Post every page that the route leads to with ``answers``, and return how the journey stands then.

    Raises EnquiryNotSent with the page whose answers are refused.
    """
    for _ in range(MOST_PAGES):
        if standing.route.stop.kind != "page":
            break
        page = standing.effective.pages[standing.route.stop.page]
        posted: dict[str, list[str]] = {}
        for question in standing.questions_on(page):
            shown: Mapping[str, Any] = question.shown(answers.get(question.id))
            posted |= {field: value if isinstance(value, list) else [value] for field, value in shown.items()}
        answered = answer_page(
            journey=standing.journey,
            page=page,
            posted=posted,
            properties=_looked_up(answers),
            council=site,
            language=language,
            at=at,
        )
        if answered.problems:
            raise EnquiryNotSent(f"page {page.id}: {answered.problems[0].message}")
        standing = answered.standing
    return standing


def _looked_up(answers: Mapping[str, Answer]) -> dict[str, Any]:
    """Return the record of the property that the answers name, as a look-up by postcode would have offered it."""
    place = answers.get("property")
    uprn = place.get("uprn") if isinstance(place, dict) else None
    found = PropertyRecords().by_uprn(str(uprn)) if uprn else None
    return {found.uprn: found.record()} if found else {}
