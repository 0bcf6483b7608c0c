"""How does somebody go through a service of the festival? Page after page, and on from where they stopped."""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.test import Client

from commonhall.capabilities.addresses.address import Address
from commonhall.capabilities.errors import Unavailable
from commonhall.cases.intake import submit
from commonhall.catalogue.queries import get_service
from commonhall.contacts.queries import PropertyRecords
from commonhall.core.language.model import Page
from commonhall.core.values.dates import london_day
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.journeys.models import Journey
from commonhall.journeys.operations import answer_page, begin_journey, look
from commonhall.journeys.queries import Standing
from commonhall.upkeep.demo.gazetteer_stories import story_properties
from tests.rooms.citizen.browsing import Browser
from tests.rooms.citizen.conftest import Clock
from tests.rooms.festival.hands import HANDS, NO_HAND, prove
from tests.rooms.festival.ways import Way
from tests.rooms.vouching import Gate

PLACE: Final = "fallowdale"
MOST_PAGES: Final = 60


class Walk:
    """One journey. What asks the provider of ``capability`` while a page is shown is done in the browser.

    seen: how that went. files: how many were sent.
    """

    def __init__(self, council: CouncilSite, way: Way, capability: str, clock: Clock, gate: Gate) -> None:
        self.council, self.way, self.clock, self.gate = council, way, clock, gate
        self.asks, self._hand = HANDS.get(capability, NO_HAND)
        self.seen, self.files = "", 0
        self.browser = Browser(council.host or f"{council.slug}.localhost")
        with in_council(council):
            service = get_service(way.slug, council=council, day=london_day(clock.at))
            journey, token = begin_journey(service=service, language="en", at=clock.at)
            self.journey_id = journey.id
            home = PropertyRecords().by_uprn(story_properties(PLACE)[way.home].uprn)
        assert home is not None
        self.home: Address = home
        self.browser.jar[(settings.JOURNEY_COOKIE, f"/services/{way.slug}")] = token
        self._answers = {**way.answered(), "start_date": london_day(clock.at).isoformat()}

    def address(self, page: Page) -> str:
        """Return where a page is asked."""
        return f"/services/{self.way.slug}/{page.id}"

    def journey(self) -> Journey:
        """Return the journey as it is stored now; the council must be in scope."""
        found: Journey = Journey.objects.get(id=self.journey_id)
        return found

    def send(self) -> UUID:
        """Answer every page from where it stands, and send it; return its case. Raises Unavailable where it stops."""
        for _ in range(MOST_PAGES):
            standing, page = self.go_on()
            if page is None:
                with in_council(self.council):
                    return self._sent(standing)
            if page.id in standing.route.sign_in:
                prove(self, page)
            elif self._hand:
                self._hand(self, standing, page)
        raise AssertionError(f"{self.way.slug} does not come to its end")

    def go_on(self) -> tuple[Standing, Page | None]:
        """Answer page after page up to one that is answered in the browser; None for that at the end."""
        with in_council(self.council):
            standing = look(journey=self.journey(), council=self.council, language="en", at=self.clock.at)
            for _ in range(MOST_PAGES):
                page = _next_page(standing)
                if page is None or page.id in standing.route.sign_in or self._asked_on(standing, page):
                    return standing, page
                standing = self._answer(standing, page)
        raise AssertionError(f"{self.way.slug} does not come to its end")

    def again(self) -> Walk:
        """Return the walk as it is here, to be gone on with more than once."""
        other = copy(self)
        other.browser = copy(self.browser)
        other.browser.client, other.browser.jar = Client(enforce_csrf_checks=True), dict(self.browser.jar)
        return other

    def go_back(self) -> None:
        """Answer the page again that asked the provider."""
        with in_council(self.council):
            standing = look(journey=self.journey(), council=self.council, language="en", at=self.clock.at)
        pages = [standing.effective.pages[page] for page in standing.route.pages]
        for page in pages:
            if self._hand and self._asked_on(standing, page):
                self._hand(self, standing, page)

    def _asked_on(self, standing: Standing, page: Page) -> bool:
        return any(question.type == self.asks for question in standing.questions_on(page))

    def _sent(self, standing: Standing) -> UUID:
        if standing.route.stop.kind != "check":
            raise Unavailable(why=f"The journey stops at {standing.route.stop}")
        return submit(standing=standing, at=self.clock.at).case_ids[0]

    def _answer(self, standing: Standing, page: Page) -> Standing:
        answered = answer_page(
            journey=standing.journey,
            page=page,
            posted=self.posted(standing, page),
            properties={self.home.uprn: self.home.record()},
            standing=standing,
            council=self.council,
            language="en",
            at=self.clock.at,
        )
        assert not answered.problems, (page.id, answered.problems)
        return answered.standing

    def posted(self, standing: Standing, page: Page) -> dict[str, list[str]]:
        """Return what somebody types on a page."""
        posted: dict[str, list[str]] = {}
        for question in standing.questions_on(page):
            answer = self._answers.get(question.id)
            if question.type == "property":
                answer = self.home.record()
            elif question.type == "location":
                answer = f"In front of {self.home.lines[0]}"
            elif question.type == "slot":
                slot = standing.route.options[question.id][3].value
                answer = {"value": slot, "date": slot, "start": "", "end": ""}
            elif question.type == "file":
                answer = None
            shown: Mapping[str, Any] = question.shown(answer)
            posted |= {name: value if isinstance(value, list) else [value] for name, value in shown.items()}
        return posted


def _next_page(standing: Standing) -> Page | None:
    """Return the page that is to be answered next: of a task list, that of the first section that is open."""
    stop = standing.route.stop
    if stop.kind == "tasks":
        stops = [each.stop for each in standing.route.sections if each.stop is not None]
        stop = next((each for each in stops if each.kind == "page"), stop)
    return standing.effective.pages[stop.page] if stop.kind == "page" else None
