"""Which journey does a browser hold, and how does it stand?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final, cast

from commonhall.catalogue.queries import effective_of
from commonhall.core.journey.questioning import ItemRoute
from commonhall.core.journey.route import Known, Route, navigate
from commonhall.core.language.effective import Effective
from commonhall.core.language.model import Page
from commonhall.core.questions.question import Option, Question, Setting
from commonhall.core.values.dates import london, london_day
from commonhall.core.values.words import Language
from commonhall.councils.queries import CouncilSite
from commonhall.journeys.models import Journey, ResumeLink
from commonhall.journeys.rows import read_journey
from commonhall.journeys.tokens import hash_of


@dataclass(frozen=True)
class Standing:
    """A journey as it stands at one moment.

    journey: the row. known: what the route was worked out from. route: where the answers lead.
    """

    journey: Journey
    effective: Effective
    known: Known
    route: Route

    def questions_on(self, page: Page) -> tuple[Question, ...]:
        """Return the questions that are asked on ``page``."""
        return self.route.asked.get(page.id, ())

    def setting(self, item: ItemRoute | None = None) -> Setting:
        """Return what reading and showing answers need to know of the moment. item: whose questions are asked."""
        given = {**self.route.options, **item.options} if item else self.route.options
        options: dict[str, list[Option]] = {name: list(offered) for name, offered in given.items()}
        return Setting(language=self.known.language, today=self.known.now[:10], options=options)


def find_journey(token: str, *, service: str, lock: bool = False) -> Journey | None:
    """Return the journey that the browser's ``token`` stands for, of the service at that address, or None.

    lock: keep others from changing it until the transaction ends.
    """
    return read_journey(hash_of(token), service, lock=lock) if token else None


def find_resumable(token: str, *, at: datetime) -> Journey | None:
    """Return the journey that a resume link stands for, or None when the link is unknown or past its date."""
    link = (
        ResumeLink.objects.select_related("journey").filter(token_hash=hash_of(token), expires_at__gt=at).first()
        if token
        else None
    )
    return link.journey if link else None


OFFICE: Final = "office"
"""The channel of journeys that members of staff fill in: they are asked what only the office knows, too."""


def known_of(journey: Journey, *, at: datetime, language: Language | None = None) -> Known:
    """Return what is known of ``journey`` at the moment ``at``."""
    return Known(
        answers=journey.answers,
        now=london(at),
        opened=london(journey.opened_at),
        facts={name: fact["value"] for name, fact in journey.facts.items()},
        missing=frozenset(journey.missing),
        accepted=journey.accepted,
        actor="officer" if journey.channel == OFFICE else "resident",
        language=language or cast(Language, journey.language),
    )


def standing_of(journey: Journey, *, council: CouncilSite, at: datetime, language: Language | None = None) -> Standing:
    """Return how ``journey`` stands, without asking anything elsewhere.

    Its route may stop at facts: then ``operations.look`` finds them out first.
    """
    effective = effective_of(journey.revision_id, council=council, day=london_day(journey.opened_at))
    known = known_of(journey, at=at, language=language)
    return Standing(journey, effective, known, navigate(effective, known))


def has_expired(journey: Journey, *, at: datetime) -> bool:
    """Return whether the answers are past the date until which they are kept."""
    return journey.state == "expired" or journey.expires_at <= at
