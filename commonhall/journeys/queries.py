"""Which journey does a browser hold, and how does it stand?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final, cast
from uuid import UUID

from commonhall.catalogue.queries import effective_of
from commonhall.contacts.interactions import CHANNELS
from commonhall.core.journey.questioning import ItemRoute
from commonhall.core.journey.route import Known, Route, navigate
from commonhall.core.language.effective import Effective
from commonhall.core.language.model import Page
from commonhall.core.questions.question import Option, Question, Setting
from commonhall.core.values.dates import london, london_day
from commonhall.core.values.words import Language
from commonhall.councils.queries import CouncilSite
from commonhall.journeys.models import Journey as Journey
from commonhall.journeys.models import ResumeLink
from commonhall.journeys.proving import signed_in_of
from commonhall.journeys.rows import read_journey
from commonhall.journeys.tokens import hash_of

MOST_BEGUN: Final = 20


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
    if link is None:
        return None
    link.journey.held_in, link.journey.sent_to_hash = link.interaction_id, link.sent_to_hash
    journey: Journey = link.journey
    return journey


OFFICE: Final = "office"
"""The channel of journeys that members of staff fill in: they are asked what only the office knows, too."""


def filled_by_staff(journey: Journey) -> bool:
    """Return whether whoever holds ``journey`` now is of the office.

    What was begun in a conversation and then handed over to the caller is theirs, and so is what they opened by a link
    that was sent to them: nobody asks them what only the office knows.
    """
    of_the_office = journey.channel == OFFICE or journey.channel in CHANNELS
    handed_over = journey.sent_to_hash is not None or journey.interaction_id is not None
    return of_the_office and (journey.held_in is not None or not handed_over)


def came_by(journey: Journey) -> str:
    """Return how what comes of ``journey`` came: its channel, and where the person sent it themselves both, such as
    ``phone_web``."""
    begun_with_us = journey.channel in CHANNELS and not filled_by_staff(journey)
    return f"{journey.channel}_web" if begun_with_us else journey.channel


def find_begun(email: str, *, at: datetime) -> tuple[Journey, ...]:
    """Return the journeys that are not finished and whose link to carry on went to ``email``, the last saved first."""
    links = ResumeLink.objects.filter(sent_to_hash=hash_of(email.strip().lower())) if email.strip() else None
    if links is None:
        return ()
    rows = Journey.objects.filter(id__in=links.values("journey_id"), state="started", expires_at__gt=at)
    return tuple(rows.order_by("-saved_at")[:MOST_BEGUN])


def begun_in(interaction_id: UUID) -> tuple[Journey, ...]:
    """Return the journeys that were filled in during a conversation, the first begun first."""
    return tuple(Journey.objects.filter(interaction_id=interaction_id).order_by("opened_at")[:MOST_BEGUN])


def known_of(journey: Journey, *, at: datetime, language: Language | None = None) -> Known:
    """Return what is known of ``journey`` at the moment ``at``."""
    return Known(
        answers=journey.answers,
        now=london(at),
        opened=london(journey.opened_at),
        facts={name: fact["value"] for name, fact in journey.facts.items()},
        missing=frozenset(journey.missing),
        accepted=journey.accepted,
        actor="officer" if filled_by_staff(journey) else "resident",
        language=language or cast(Language, journey.language),
        signed_in=signed_in_of(journey),
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
