"""Beginning a journey, answering its pages, saving it for later, letting it expire, and giving feedback."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from commonhall.catalogue.queries import Service
from commonhall.core.language.model import Page
from commonhall.core.language.reading import dependants
from commonhall.core.questions.question import Answer
from commonhall.core.values.dates import london
from commonhall.core.values.words import Language
from commonhall.councils.actors import RESIDENT, Actor
from commonhall.councils.queries import CouncilSite
from commonhall.journeys.asking import read_page
from commonhall.journeys.facts import find_facts
from commonhall.journeys.hooks import follow, problems_with
from commonhall.journeys.keeping import (
    Answered,
    AnsweredElsewhere,
    PageNotAsked,
    check_open,
    find_out,
    forget_dependants,
    keep_facts,
    store_answers,
)
from commonhall.journeys.models import Feedback, Journey, ResumeLink
from commonhall.journeys.queries import Standing
from commonhall.journeys.tokens import hash_of, new_token
from commonhall.record.operations import enqueue


def begin_journey(
    *, service: Service, language: Language, channel: str = "web", by: Actor = RESIDENT, at: datetime
) -> tuple[Journey, str]:
    """Make a journey of ``service`` and return it with the token for the browser.

    It keeps the revision in force now, and expires after the days that the pattern says. by: kept with it when somebody
    of the office begins it, who is then the one that opens what comes of it.
    """
    token = new_token()
    journey = unbegun_journey(service=service, language=language, channel=channel, at=at)
    if by.kind == "staff":
        journey.begun_by_id, journey.begun_by_name = by.id, by.name
    journey.token_hash = hash_of(token)
    journey.save(force_insert=True)
    return journey, token


def unbegun_journey(*, service: Service, language: Language, channel: str = "web", at: datetime) -> Journey:
    """Return a journey that is not stored: what somebody sees before the first answer."""
    return Journey(
        service=service.slug,
        pattern=service.pattern,
        version=service.version,
        revision_id=service.revision_id,
        channel=channel,
        language=language,
        opened_at=at,
        saved_at=at,
        expires_at=at + timedelta(days=service.effective.pattern.resume_days),
    )


def look(*, journey: Journey, council: CouncilSite, language: Language | None = None, at: datetime) -> Standing:
    """Return how ``journey`` stands, finding out the facts that its route needs and keeping them.

    A fact that cannot be had is kept as missing, and the route goes on as the pattern says.
    """
    standing, found = find_out(journey, council, language, at)
    if found:
        keep_facts(journey)
    return standing


def refresh_facts(
    *, journey: Journey, council: CouncilSite, language: Language | None = None, at: datetime
) -> Standing:
    """Ask for every fact again, before the journey is submitted, and return how it stands then.

    A fact that cannot be had now keeps the value that it had.
    """
    standing = look(journey=journey, council=council, language=language, at=at)
    asked = tuple(sorted(journey.facts))
    if not asked:
        return standing
    found = find_facts(
        standing.effective,
        asked,
        standing.route.scope,
        now=london(at),
        journey=journey.id,
        service=journey.service,
    )
    journey.facts |= {name: {"value": value, "at": london(at)} for name, value in found.values.items()}
    standing, _ = find_out(journey, council, language, at)
    keep_facts(journey)
    return standing


def answer_page(
    *,
    journey: Journey,
    page: Page,
    posted: Mapping[str, list[str]],
    properties: Mapping[str, Any] | None = None,
    seen: str = "",
    standing: Standing | None = None,
    council: CouncilSite,
    language: Language,
    at: datetime,
) -> Answered:
    """Read what was posted for ``page``, and keep it when every question is answered well.

    properties: by UPRN, the addresses that a look-up offered. seen: the mark (see ``mark_of``) of the answers that
    the page showed, empty to overwrite. standing: how the journey stands, where it was looked at already with the
    same lock, language and moment. The journey must have been read with a lock; nothing is written before all is well.
    Raises JourneyOver, PageNotAsked, and AnsweredElsewhere when the page's answers changed since it was shown.
    """
    check_open(journey, at)
    if standing is None:
        standing, _ = find_out(journey, council, language, at)
    if page.id not in standing.route.pages or page.id in standing.route.sign_in:
        raise PageNotAsked(page.id, standing)
    answers, problems = read_page(standing, page, posted, properties)
    if problems:
        return Answered(problems=problems, standing=standing, posted=answers)
    if seen and seen != mark_of(journey, page):
        saved = {question.id: journey.answers.get(question.id) for question in page.questions}
        if any(saved.get(name) != answer for name, answer in answers.items()):
            raise AnsweredElsewhere(saved)
    if problems := problems_with(journey, standing, answers, at):
        return Answered(problems=problems, standing=standing, posted=answers)
    dropped = _keep(journey, standing, page, answers)
    standing = store_answers(journey, council, language, at)
    follow(standing, at)
    return Answered(problems=(), standing=standing, dropped=dropped, posted=answers)


def mark_of(journey: Journey, page: Page) -> str:
    """Return a short mark of the answers kept for ``page``: another mark means that they changed."""
    kept = [(question.id, journey.answers.get(question.id)) for question in page.questions]
    return hash_of(repr(kept)).hex()[:16]


def _keep(journey: Journey, standing: Standing, page: Page, answers: Mapping[str, Answer]) -> tuple[str, ...]:
    """Put the answers into the journey; park what depended on an answer that is now another."""
    dropped: set[str] = set()
    for name, answer in answers.items():
        if name in journey.answers and journey.answers[name] != answer:
            for question in forget_dependants(journey, standing.effective.pattern, name):
                journey.parked[question] = journey.answers.pop(question)
                dropped.add(question)
        elif name not in journey.answers:
            facts, _ = dependants(standing.effective.pattern, name)
            journey.missing = [fact for fact in journey.missing if fact not in facts]
        journey.answers[name] = answer
        journey.parked.pop(name, None)
    if not page.questions:
        journey.answers[f"@{page.id}"] = True
    return tuple(sorted(dropped))


@transaction.atomic
def send_resume_link(*, journey: Journey, email: str, link: str, language: Language, at: datetime) -> ResumeLink:
    """Make a resume link and send it to ``email`` through the outbox. Earlier links go on working.

    link: the address of the page that takes the token, ending in a slash. Raises JourneyOver.
    """
    check_open(journey, at)
    token = new_token()
    made: ResumeLink = ResumeLink.objects.create(
        journey=journey,
        token_hash=hash_of(token),
        sent_to_hash=hash_of(email.strip().lower()),
        made_at=at,
        expires_at=journey.expires_at,
    )
    enqueue(
        kind="resume_link",
        payload={
            "email": email,
            "link": f"{link}{token}",
            "service": journey.service,
            "revision_id": str(journey.revision_id),
            "opened_at": journey.opened_at.isoformat(),
            "expires_at": journey.expires_at.isoformat(),
            "language": language,
        },
        key=f"resume_link:{made.id}",
        at=at,
    )
    return made


def reopen_for(*, journey: Journey, email: str = "", at: datetime) -> str:
    """Return a token with which another browser holds ``journey`` too. Raises JourneyOver.

    The browser that held it before still does: what one of them answers, the other finds. email: of the person whose
    browser it is, where that is known otherwise than by the link that was sent to them.
    """
    check_open(journey, at)
    token = new_token()
    sent_to = hash_of(email.strip().lower()) if email else journey.sent_to_hash
    ResumeLink.objects.create(
        journey=journey, token_hash=hash_of(token), sent_to_hash=sent_to, made_at=at, expires_at=journey.expires_at
    )
    return token


def give_feedback(
    *, service: Service, outcome: str, score: int, comment: str, language: Language, at: datetime
) -> Feedback:
    """Keep what somebody thought of a service: a score from 1 to 5 and a comment of at most 1,200 characters.

    Raises ValueError for another score.
    """
    if not 1 <= score <= 5:
        raise ValueError("a score is a whole number from 1 to 5")
    given: Feedback = Feedback.objects.create(
        service=service.slug,
        version=service.version,
        outcome=outcome,
        score=score,
        comment=comment[:1200],
        language=language,
        given_at=at,
    )
    return given


def expire_journeys(*, at: datetime, most: int = 1000) -> int:
    """Delete the answers of journeys past their date, in the council in scope; return how many.

    What is left says that there was one, of which service and how far it came: no personal data.
    """
    due = list(
        Journey.objects.filter(expires_at__lte=at, state__in=("started", "ended")).values_list("id", flat=True)[:most]
    )
    return Journey.objects.filter(id__in=due).update(
        state="expired", answers={}, parked={}, facts={}, missing=[], accepted={}, proof={}
    )
