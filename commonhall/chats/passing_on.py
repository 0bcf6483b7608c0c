"""How does a chat come from one agent to another? Passed on with a note, moved by a lead, freed when nobody is there.

The resident reads in plain words what happens, and keeps their place at the head of the queue.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from commonhall.chats.answering import begin_talking, chat_of_our_own, own_chat
from commonhall.chats.lines import MOST_LINES, add_line, locked_chat
from commonhall.chats.models import Chat, Line
from commonhall.chats.operations import ChatOver
from commonhall.chats.queries import OWN
from commonhall.councils.actors import SYSTEM, Actor
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.record.jobs import job
from commonhall.record.operations import record_event

LONGEST_NOTE: Final = 1000
AGENT_GONE: Final = timedelta(minutes=5)
"""How long a resident waits for a word of an agent whose browser does not ask any more, until the chat is freed."""
SEEN_EVERY: Final = timedelta(seconds=15)
MOST_AT_ONCE: Final = 200


class NoteTooLong(ValueError):
    """The note has more than LONGEST_NOTE characters."""


@dataclass(frozen=True, slots=True)
class PassedTo:
    """For whom a chat is to wait: an agent, a team by its slug, or neither for whoever is free."""

    agent_id: UUID | None = None
    agent_name: str = ""
    team: str = ""


@transaction.atomic
def pass_chat_on(*, chat_id: UUID, to: PassedTo, note: str, by: Actor, at: datetime) -> Chat:
    """Let a chat of the agent ``by`` wait for somebody else, with a note that the resident never sees.

    Raises ChatUnknown for one that is not theirs, ChatOver and NoteTooLong.
    """
    chat = own_chat(chat_id, by)
    return _passed(chat, "passed_on", to=to, note=note, by=by, at=at)


@transaction.atomic
def move_chat(*, chat_id: UUID, to: PassedTo, note: str, by: Actor, at: datetime) -> Chat:
    """Let any chat wait for somebody else: for leads, whose right the caller has checked. Raises as pass_chat_on."""
    chat = chat_of_our_own(chat_id)
    return _passed(chat, "passed_on" if chat.state == "talking" else "", to=to, note=note, by=by, at=at)


@transaction.atomic
def take_over_chat(*, chat_id: UUID, by: Actor, at: datetime) -> Chat:
    """Let ``by`` answer a chat that waits or that a colleague is in: for leads, whose right the caller has checked.

    Again by the same changes nothing. Raises ChatUnknown and ChatOver.
    """
    chat = chat_of_our_own(chat_id)
    if chat.state == "talking" and chat.agent_id == by.id:
        return chat
    if chat.state == "talking":
        _passed(chat, "", to=PassedTo(by.id, by.name), note=chat.note, by=by, at=at)
    return begin_talking(chat, by=by, at=at)


def _passed(chat: Chat, said: str, *, to: PassedTo, note: str, by: Actor, at: datetime) -> Chat:
    """Let a locked chat wait. said: the code of what the resident reads; blank for nothing."""
    if chat.state == "ended":
        raise ChatOver(str(chat.id))
    words = note.replace("\r\n", "\n").strip()
    if len(words) > LONGEST_NOTE:
        raise NoteTooLong(str(len(words)))
    if said and chat.last_number < MOST_LINES:
        add_line(chat, side="system", text=said, author=chat.agent_name, at=at)
    if chat.state == "talking":
        chat.passed_from_id, chat.passed_from = chat.agent_id, chat.agent_name
    chat.state, chat.agent_id, chat.agent_name, chat.passed_at = "waiting", None, "", at
    chat.for_agent_id, chat.for_agent_name, chat.for_team, chat.note = to.agent_id, to.agent_name, to.team, words
    chat.save()
    facts = {"to": str(to.agent_id or ""), "team": to.team, "why": said}
    record_event(kind="chat_passed_on", subject=("chat", chat.id), facts=facts, by=by, at=at)
    return chat


def note_agent_seen(chat: Chat, *, at: datetime) -> None:
    """Keep that the agent's browser is there still; not more often than SEEN_EVERY, for it asks all the time."""
    if chat.state == "talking" and (chat.agent_seen_at is None or at - chat.agent_seen_at >= SEEN_EVERY):
        Chat.objects.filter(id=chat.id, state="talking").update(agent_seen_at=at)


@job("free_left_chats", every_seconds=60, tests=True)
def free_left_chats(council: CouncilSite, *, at: datetime) -> None:
    """Let the chats wait for whoever is free whose agent has left, while the resident waits for a word."""
    with in_council(council, by=SYSTEM, purpose="job"):
        due = list(_left(at).values_list("id", flat=True)[:MOST_AT_ONCE])
    for chat_id in due:
        with in_council(council, by=SYSTEM, purpose="job"):
            free_left_chat(chat_id=chat_id, at=at)


@transaction.atomic
def free_left_chat(*, chat_id: UUID, at: datetime) -> None:
    """Let one chat wait for whoever is free; one whose agent came back, or wrote, stays as it is."""
    chat = locked_chat(chat_id)
    if not _left(at).filter(id=chat.id).exists():
        return
    last = Line.objects.filter(chat=chat).exclude(side="system").order_by("-number").first()
    if last is not None and last.side == "resident":
        _passed(chat, "agent_left", to=PassedTo(), note=chat.note, by=SYSTEM, at=at)


def _left(at: datetime) -> QuerySet[Chat]:
    unseen = Q(agent_seen_at__lt=at - AGENT_GONE) | Q(agent_seen_at=None)
    return Chat.objects.filter(unseen, state="talking", provider=OWN, said_at__lt=at - AGENT_GONE)
