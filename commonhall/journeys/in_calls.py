"""How does a member of staff fill in a service while somebody is on the line, and carry on what the caller began?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.db import transaction

from commonhall.catalogue.queries import Service
from commonhall.contacts.answering import locked_interaction
from commonhall.contacts.interactions import Interaction
from commonhall.contacts.models import Person
from commonhall.core.language.case_model import Contact
from commonhall.core.questions.question import Answer
from commonhall.core.values.words import Language
from commonhall.councils.actors import RESIDENT, Actor
from commonhall.journeys.keeping import check_open
from commonhall.journeys.models import Journey, ResumeLink
from commonhall.journeys.operations import begin_journey
from commonhall.journeys.queries import filled_by_staff
from commonhall.journeys.tokens import hash_of, new_token
from commonhall.record.operations import record_event
from commonhall.record.queries import events_about

HELD: Final = timedelta(hours=4)
"""How long an agent's browser holds a journey at most; less where the conversation is finished sooner."""


class ConsentMissing(ValueError):
    """The caller has not said that the agent may see and go on with what they began."""


class JourneyUnknown(LookupError):
    """There is no such journey in this conversation, or it is not one that was begun by this caller."""


@transaction.atomic
def begin_in_call(
    *, interaction_id: UUID, service: Service, language: Language, for_other: bool = False, by: Actor, at: datetime
) -> tuple[Journey, str]:
    """Begin a journey of ``service`` for the caller; return it with the token that lets the agent's browser hold it.

    for_other: the caller asks for somebody else, so that nothing known of the caller is shown in it. It comes by the
    channel of the conversation. Raises InteractionUnknown, and InteractionOver once it is finished.
    """
    interaction = locked_interaction(interaction_id, by=by)
    journey, _ = begin_journey(service=service, language=language, channel=interaction.channel, by=by, at=at)
    Journey.objects.filter(id=journey.id).update(interaction_id=interaction.id)
    journey.interaction_id = interaction.id
    if service.effective.pattern.case.access == "team" and not interaction.restricted:
        interaction.restricted = True
        interaction.save(update_fields=["restricted"])
    facts = {"journey": str(journey.id), "service": journey.service, "for_other": for_other}
    record_event(kind="journey_begun_in_call", subject=("interaction", interaction.id), facts=facts, by=by, at=at)
    return journey, _token(journey, interaction, at)


def begun_for_others(interaction_id: UUID) -> frozenset[str]:
    """Return the journeys that were begun in a conversation for somebody else than the caller, by their ids."""
    found = events_about(("interaction", interaction_id))
    return frozenset(str(event.facts["journey"]) for event in found if event.facts.get("for_other") is True)


@transaction.atomic
def resume_in_call(*, interaction_id: UUID, journey: Journey, consent: bool, by: Actor, at: datetime) -> str:
    """Let the agent's browser hold a journey that the caller began; return its token. The caller's browser still does.

    consent: the caller said yes; it is recorded on both. Raises ConsentMissing, InteractionUnknown, InteractionOver,
    and JourneyOver where it was sent or has expired.
    """
    if not consent:
        raise ConsentMissing("The caller has not agreed")
    interaction = locked_interaction(interaction_id, by=by)
    check_open(journey, at)
    if journey.interaction_id != interaction.id:
        Journey.objects.filter(id=journey.id).update(interaction_id=interaction.id)
    facts = {"journey": str(journey.id), "interaction": str(interaction.id), "service": journey.service}
    for subject in (("journey", journey.id), ("interaction", interaction.id)):
        record_event(kind="journey_resumed_in_call", subject=subject, facts={**facts, "consent": True}, by=by, at=at)
    return _token(journey, interaction, at)


@transaction.atomic
def go_on_in_call(*, interaction_id: UUID, journey_id: UUID, by: Actor, at: datetime) -> tuple[Journey, str]:
    """Let the agent's browser hold a journey of this conversation again.

    Raises JourneyUnknown, JourneyOver, InteractionUnknown and InteractionOver.
    """
    interaction = locked_interaction(interaction_id, by=by)
    journey: Journey | None = Journey.objects.filter(id=journey_id, interaction_id=interaction.id).first()
    if journey is None:
        raise JourneyUnknown(str(journey_id))
    check_open(journey, at)
    return journey, _token(journey, interaction, at)


@transaction.atomic
def keep_chat_of(*, journey: Journey, interaction_id: UUID, restricted: bool, by: Actor, at: datetime) -> None:
    """Let what comes of a journey belong to the chat in which its resident is while they send it.

    restricted: only its own team sees what comes of it. Again, and for what belongs to a conversation already, it
    changes nothing.
    """
    if not Journey.objects.filter(id=journey.id, interaction_id=None).update(interaction_id=interaction_id):
        return
    if restricted:
        Interaction.objects.filter(id=interaction_id).update(restricted=True)
    journey.interaction_id = interaction_id
    facts = {"journey": str(journey.id), "service": journey.service}
    record_event(kind="journey_sent_in_chat", subject=("interaction", interaction_id), facts=facts, by=by, at=at)


def link_for_caller(*, journey: Journey, sent_to: str, at: datetime) -> str:
    """Return the token of a link by which the caller carries on what was begun for them. Raises JourneyOver."""
    check_open(journey, at)
    token = new_token()
    sent_to_hash = hash_of(sent_to.strip().lower()) if "@" in sent_to else None
    _link(journey, token, at, expires_at=journey.expires_at, sent_to_hash=sent_to_hash)
    return token


def let_go_of(*, interaction_id: UUID) -> int:
    """Close the agent's browser's ways to the journeys of a conversation that is over; return how many there were."""
    return int(ResumeLink.objects.filter(interaction_id=interaction_id).delete()[0])


@dataclass(frozen=True, slots=True)
class Call:
    """The conversation in which somebody of the office holds a journey. person: once the caller has been checked."""

    interaction_id: UUID
    agent: Actor
    person: Person | None

    def known(self, contact: Contact, journey: Journey) -> dict[str, Answer]:
        """Return what is known of the caller, as answers to the questions of the pattern that ask for it."""
        if self.person is None or not filled_by_staff(journey):
            return {}
        phone = {"typed": self.person.phone_typed or self.person.phone, "e164": self.person.phone}
        known: dict[str | None, Answer] = {
            contact.name: self.person.name or None,
            contact.email: self.person.email or None,
            contact.phone: phone if self.person.phone else None,
        }
        return {question: answer for question, answer in known.items() if question and answer is not None}


def find_call(journey: Journey) -> Call | None:
    """Return the conversation in which whoever asks holds ``journey``, or None for a resident. Asks once a journey."""
    if journey.held_in is None:
        return None
    known: Call | None = journey.__dict__.get("_call")
    if known is None:
        held = Interaction.objects.get(id=journey.held_in)
        checked = held.check_result == "passed"
        person = Person.objects.filter(id=held.person_id).first() if checked and held.person_id else None
        known = Call(held.id, Actor("staff", held.agent_id, held.agent_name), person)
        journey.__dict__["_call"] = known
    return known


def filler(journey: Journey) -> Actor:
    """Return who fills in ``journey`` now.

    That is the agent who holds it in a conversation, or whoever of the office began it outside one; else the resident.
    """
    call = find_call(journey)
    if call is not None:
        return call.agent
    if journey.begun_by_id is not None and filled_by_staff(journey):
        return Actor("staff", journey.begun_by_id, journey.begun_by_name)
    return RESIDENT


def _token(journey: Journey, interaction: Interaction, at: datetime) -> str:
    token = new_token()
    _link(journey, token, at, expires_at=at + HELD, interaction_id=interaction.id)
    return token


def _link(journey: Journey, token: str, at: datetime, **columns: Any) -> None:
    ResumeLink.objects.create(journey=journey, token_hash=hash_of(token), made_at=at, **columns)
