"""How is every pattern of the library sent, with the answers of its own examples, whatever a provider does meanwhile?

Each is played through every fault of the providers of its facts, its payments and its messages.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache, partial
from typing import Any, Final
from uuid import UUID

from commonhall.capabilities.errors import Unavailable
from commonhall.capabilities.vehicles.simulator.program import demo_settings as vehicle_account
from commonhall.cases.intake import submit
from commonhall.catalogue.faults import EFFECTS, Effect
from commonhall.catalogue.operations import LIBRARY, adopt, bind_provider, import_pattern
from commonhall.catalogue.queries import get_service
from commonhall.contacts.operations import load_gazetteer
from commonhall.contacts.queries import PropertyRecords
from commonhall.core.language.loading import PatternFolder, read_folder
from commonhall.core.language.model import Page
from commonhall.core.values.dates import london_day
from commonhall.core.verify.examples import read_examples
from commonhall.councils.actors import SYSTEM
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.journeys.models import Journey
from commonhall.journeys.operations import answer_page, begin_journey, look
from commonhall.journeys.queries import Standing
from commonhall.upkeep.demo.calendars import calendar_settings
from commonhall.upkeep.demo.gazetteer import generate
from commonhall.upkeep.demo.gazetteer_stories import story_properties, waste_settings
from tests.rooms.festival import stories
from tests.rooms.festival.stories import AT, Ended, Story

PLACE: Final = "fallowdale"
MOST_PAGES: Final = 60


@dataclass(frozen=True)
class Way:
    """How one pattern is sent. profile: under whose settings; own: settings over those; answers: over the examples'.

    facts: the capability that it asks for facts, or blank. costs_pence: what is due, or 0; books: it ends with a slot.
    """

    slug: str
    profile: str
    facts: str = ""
    costs_pence: int = 0
    books: bool = False
    own: Mapping[str, Any] = field(default_factory=dict)
    answers: Mapping[str, Any] = field(default_factory=dict)

    def uses(self) -> dict[str, tuple[Effect, ...]]:
        """Return what its providers do wrong, by capability."""
        met = [self.facts, "payments" if self.costs_pence else "", "notifications"]
        return {capability: tuple(sorted(EFFECTS)) for capability in met if capability}

    def story(self, vehicles: str) -> Story:
        """Return it as a story for the stage. vehicles: the address of the stand-in for the register of vehicles."""
        prepare = partial(self.prepare, vehicles=vehicles)
        return Story(self.slug, tuple(self.uses()), prepare, self.send, self.costs_pence, self.books)

    def prepare(self, council: CouncilSite, *, vehicles: str) -> None:
        """Give the council in scope a gazetteer, the providers that the pattern asks, and the pattern."""
        _furnish(vehicles)
        folder = _folder(self.slug)
        own = import_pattern(pattern=folder.pattern, report={}, by=SYSTEM, at=AT)
        settings = {**folder.profiles[self.profile].settings, **self.own}
        adopt(council=council, slug=self.slug, origin="own", version_id=own.id, settings=settings, by=SYSTEM, at=AT)

    def send(self, council: CouncilSite, at: datetime) -> UUID:
        """Send it. Raises Unavailable where the journey cannot go on now."""
        service = get_service(self.slug, council=council, day=at.date())
        journey, _ = begin_journey(service=service, language="en", at=at)
        example, _ = read_examples(_folder(self.slug))[0]
        home = PropertyRecords().by_uprn(story_properties(PLACE)[0].uprn)
        assert home is not None
        today = london_day(at).isoformat()
        home_record = home.record()
        answers = {**example.answers, "property": home_record, "home": home_record, "start_date": today, **self.answers}
        standing = look(journey=journey, council=council, language="en", at=at)
        for _ in range(MOST_PAGES):
            page = _next_page(standing)
            if not page:
                break
            standing = self._answered(standing, page, answers, council, at)
        if standing.route.stop.kind != "check":
            raise Unavailable(why=f"{self.slug} stops at {standing.route.stop}")
        return submit(standing=standing, at=at).case_ids[0]

    def _answered(
        self, standing: Standing, page_id: str, answers: Mapping[str, Any], council: CouncilSite, at: datetime
    ) -> Standing:
        page = standing.effective.pages[page_id]
        answered = answer_page(
            journey=standing.journey,
            page=page,
            posted=_posted(standing, page, answers),
            properties={answers["property"]["uprn"]: answers["property"]},
            council=council,
            language="en",
            at=at,
        )
        assert not answered.problems, (page.id, answered.problems)
        return answered.standing


@cache
def _folder(slug: str) -> PatternFolder:
    """Return a pattern with its profiles and examples."""
    return read_folder(LIBRARY / slug)


def _next_page(standing: Standing) -> str:
    """Return the page that is to be answered next: of a task list, that of the first section that is open."""
    stop = standing.route.stop
    if stop.kind == "tasks":
        stops = [each.stop for each in standing.route.sections if each.stop is not None and each.stop.kind == "page"]
        return stops[0].page if stops else ""
    return stop.page if stop.kind == "page" else ""


def _posted(standing: Standing, page: Page, answers: Mapping[str, Any]) -> dict[str, list[str]]:
    posted: dict[str, list[str]] = {}
    for question in standing.questions_on(page):
        answer = answers.get(question.id)
        if question.type == "slot":
            slot = standing.route.scope["facts"]["slots"][3]
            answer = {"value": slot["value"], "date": slot["date"], "start": "", "end": ""}
        shown: Mapping[str, Any] = question.shown(answer)
        posted |= {name: value if isinstance(value, list) else [value] for name, value in shown.items()}
    return posted


def _furnish(vehicles: str) -> None:
    gazetteer = generate(PLACE)
    told = story_properties(PLACE)[0].uprn
    properties = [row for row in gazetteer.properties if row.uprn == told]
    usrns = {row.usrn for row in properties}
    streets = [street for street in gazetteer.streets if street.usrn in usrns]
    load_gazetteer(properties=properties, streets=streets, furniture=(), by=SYSTEM, at=AT)
    for capability, provider, settings in (
        ("waste", "rounds", waste_settings(PLACE)),
        ("bookings", "own_calendar", calendar_settings(PLACE)),
        ("payments", "practice_card", {}),
        ("vehicles", "dvla", vehicle_account(PLACE, vehicles)),
    ):
        bind_provider(capability=capability, provider=provider, settings=settings, by=SYSTEM, at=AT)


def in_words(council: CouncilSite, ended: Ended, story: Story) -> str:
    """Return how it went as the table says it, with what came of facts that could not be looked up."""
    with in_council(council):
        journey = Journey.objects.order_by("-opened_at", "-id").first()
    assert journey is not None
    told = stories.in_words(ended, story)
    if not journey.missing:
        return told
    questions = (each for page in _folder(story.name).pattern.pages for each in page.questions)
    asked = any(each.when_missing in journey.missing for each in questions)
    return f"{told}; {'the resident was asked instead' if asked else 'it went on without looking up'}"


WAYS: Final = {
    way.slug: way
    for way in (
        Way("missed-bin", "b_riverside_london", facts="waste", answers={"stream": "refuse", "due_date": "2026-06-05"}),
        Way("garden-waste", "b_riverside_london", facts="waste", costs_pence=4000),
        Way(
            "parking-permit",
            "a_four_bands",
            facts="vehicles",
            costs_pence=5300,
            own={"places": []},
            answers={"fuel": "hybrid", "co2": 99, "first_registered": "2021-12-01"},  # as the register has AB12CDE
        ),
        Way("bulky-waste", "b_riverside_london", costs_pence=4000, books=True),
        Way("council-tax-reduction", "a_western_borough"),
        Way("mental-health-assessment", "a_english_unitary"),
    )
}
CASES: Final = [
    (way.slug, capability, effect)
    for way in WAYS.values()
    for capability, effects in way.uses().items()
    for effect in effects
]
