"""How are a journey's answers and facts kept? What every operation that changes a journey shares."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from commonhall.core.journey.decisions import ACCEPT
from commonhall.core.language.model import Pattern
from commonhall.core.language.reading import dependants
from commonhall.core.questions.question import Answer, Problem
from commonhall.core.values.dates import london
from commonhall.core.values.words import Language
from commonhall.councils.actors import RESIDENT
from commonhall.councils.queries import CouncilSite
from commonhall.journeys.facts import find_facts
from commonhall.journeys.models import Journey
from commonhall.journeys.queries import Standing, has_expired, standing_of
from commonhall.journeys.rows import write_answers
from commonhall.record.operations import record_event

MOST_FETCHES = 10
"""How often one look may find out facts before it is a mistake in the pattern."""


class JourneyOver(Exception):
    """The journey cannot be changed any more. state: ``submitted`` or ``expired``."""

    def __init__(self, state: str) -> None:
        super().__init__(f"the journey is {state}")
        self.state = state


class AnsweredElsewhere(Exception):
    """The page was answered in another window since it was shown. saved: the answers kept now."""

    def __init__(self, saved: Mapping[str, Answer]) -> None:
        super().__init__("the page was answered in another window")
        self.saved = saved


class PageNotAsked(Exception):
    """The page is not on the way that the answers lead, or they do not lead so far yet. standing: where they lead."""

    def __init__(self, page: str, standing: Standing) -> None:
        super().__init__(f"the page {page} is not asked now")
        self.standing = standing


@dataclass(frozen=True)
class Answered:
    """What posting a page gave.

    problems: one for each question that is wrong; nothing is stored when there are any. standing: how the journey
    stands after it. dropped: ids of questions that need an answer again because this one changed.
    """

    problems: tuple[Problem, ...]
    standing: Standing
    dropped: tuple[str, ...] = ()
    posted: Mapping[str, Answer] = field(default_factory=dict)


def find_out(journey: Journey, council: CouncilSite, language: Language | None, at: datetime) -> tuple[Standing, bool]:
    """Put into ``journey`` the facts that its route needs; return how it stands then, and whether any were asked."""
    standing = standing_of(journey, council=council, at=at, language=language)
    asked = 0
    while standing.route.stop.kind == "facts" and asked < MOST_FETCHES:
        found = find_facts(
            standing.effective,
            standing.route.stop.facts,
            standing.route.scope,
            now=london(at),
            journey=journey.id,
            service=journey.service,
        )
        journey.facts |= {name: {"value": value, "at": london(at)} for name, value in found.values.items()}
        journey.missing = sorted({*journey.missing, *found.missing})
        standing = standing_of(journey, council=council, at=at, language=language)
        keep_acceptances(journey, standing)
        asked += 1
    return standing, asked > 0


def keep_facts(journey: Journey) -> None:
    """Write the facts that were found for ``journey``, and those that could not be had."""
    Journey.objects.filter(id=journey.id).update(
        facts=journey.facts, missing=journey.missing, accepted=journey.accepted
    )


def keep_acceptances(journey: Journey, standing: Standing) -> None:
    """Remember when the resident was first told yes, for decisions that let it stand for a while."""
    for name, decided in standing.route.decided.items():
        for one in decided:
            if one.outcome == ACCEPT and one.row is not None:
                journey.accepted.setdefault(f"{name}/{one.key}", standing.known.now)


def store_answers(journey: Journey, council: CouncilSite, language: Language, at: datetime) -> Standing:
    """Work out how the journey stands with its new answers, find out what the way on needs, and write it once."""
    journey.language = language
    journey.saved_at = at
    journey.revision += 1
    standing, _ = find_out(journey, council, language, at)
    keep_acceptances(journey, standing)
    stop = standing.route.stop
    ended = stop.kind == "outcome"
    was = (journey.state, journey.outcome)
    journey.state, journey.outcome = ("ended", stop.outcome) if ended else ("started", "")
    days = standing.effective.pattern.resume_days
    journey.expires_at = at + timedelta(days=days)
    write_answers(journey)
    if ended and was != (journey.state, journey.outcome):
        record_event(
            kind="journey_ended",
            subject=("journey", journey.id),
            facts={"service": journey.service, "version": journey.version, "outcome": stop.outcome},
            by=RESIDENT,
            at=at,
        )
    return standing


def check_open(journey: Journey, at: datetime) -> None:
    """Raise JourneyOver when ``journey`` cannot be changed any more."""
    if journey.state == "submitted":
        raise JourneyOver("submitted")
    if has_expired(journey, at=at):
        raise JourneyOver("expired")


def forget_dependants(journey: Journey, pattern: Pattern, changed: str) -> frozenset[str]:
    """Forget the facts that were found with the answer ``changed``, and what was accepted on them.

    Return the questions in ``journey`` whose answers no longer stand either.
    """
    facts, questions = dependants(pattern, changed)
    for fact in facts:
        journey.facts.pop(fact, None)
    if facts:
        journey.accepted = {}
    journey.missing = [fact for fact in journey.missing if fact not in facts]
    return questions & set(journey.answers)
