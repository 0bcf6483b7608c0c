"""What does an agent do with a chat? Take it, write, send a link to a service, end it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from commonhall.chats.lines import MOST_LINES, add_line, clean_line, close_chat, locked_chat
from commonhall.chats.models import Chat, Desk, Line
from commonhall.chats.operations import ChatOver
from commonhall.chats.policies import DeskRules
from commonhall.chats.queries import OWN
from commonhall.contacts.answering import carry_on_interaction, start_interaction
from commonhall.core.values.words import Words
from commonhall.councils.actors import Actor
from commonhall.councils.scope import council_in_scope
from commonhall.record.operations import record_event


class ChatTaken(Exception):
    """Somebody else has taken the chat, or it has ended."""


class ChatUnknown(LookupError):
    """There is no such chat, or it is another agent's."""


@dataclass(frozen=True, slots=True)
class SentLink:
    """A link that an agent sends. path: on the residents' site of this council."""

    path: str
    called: Words


@transaction.atomic
def take_chat(*, chat_id: UUID, by: Actor, at: datetime) -> Chat:
    """Let the agent ``by`` answer a chat that waits; a conversation of theirs begins with it. Again by the same agent
    changes nothing. Raises ChatTaken, and ChatUnknown for one that another product answers.
    """
    chat = chat_of_our_own(chat_id)
    if chat.state == "talking" and chat.agent_id == by.id:
        return chat
    if chat.state != "waiting":
        raise ChatTaken(str(chat_id))
    return begin_talking(chat, by=by, at=at)


def begin_talking(chat: Chat, *, by: Actor, at: datetime) -> Chat:
    """Give a locked chat its agent and its conversation, and say so in it."""
    if chat.interaction is None:
        chat.interaction = start_interaction(channel="chat", by=by, at=at)
    else:  # it was passed on: to the resident it is one conversation, and so it stays
        chat.interaction = carry_on_interaction(interaction_id=chat.interaction.id, by=by, at=at)
    chat.state, chat.agent_id, chat.agent_name, chat.taken_at, chat.agent_seen_at = "talking", by.id, by.name, at, at
    chat.save(update_fields=["interaction", "state", "agent_id", "agent_name", "taken_at", "agent_seen_at"])
    if chat.last_number < MOST_LINES:
        add_line(chat, side="system", text="agent_joined", author=by.name, at=at)
    facts = {"interaction": str(chat.interaction.id)}
    record_event(kind="chat_taken", subject=("chat", chat.id), facts=facts, by=by, at=at)
    return chat


@transaction.atomic
def answer_in_chat(
    *, chat_id: UUID, text: str, link: SentLink | None = None, form: UUID, by: Actor, at: datetime
) -> Line:
    """Write to the resident, with a link or without; with one the words may be blank.

    form: of the page that sent it: the same one again adds nothing. Raises LineRefused, ChatUnknown and ChatOver.
    """
    words = "" if link is not None and not text.strip() else clean_line(text)
    chat = own_chat(chat_id, by)
    known: Line | None = Line.objects.filter(chat=chat, form=form).first()
    if known is not None:
        return known
    if chat.state == "ended":
        raise ChatOver(str(chat_id))
    columns = {"link_path": link.path, "link_en": link.called.en, "link_cy": link.called.cy} if link else {}
    return add_line(chat, side="agent", text=words, author=by.name, form=form, at=at, **columns)


@transaction.atomic
def end_chat(*, chat_id: UUID, by: Actor, at: datetime) -> Chat:
    """End a chat because the agent has answered all. Again changes nothing. Raises ChatUnknown."""
    return close_chat(own_chat(chat_id, by), ended_by="agent", by=by, at=at)


@transaction.atomic
def set_desk(*, rules: DeskRules, by: Actor, at: datetime) -> None:
    """Set when and how the council in scope answers chats. Raises HoursRefused, and ValueError for other numbers."""
    rules.check()
    hours = {day: list(times) for day, times in rules.hours.items()}
    kept = {
        "is_on": rules.is_on,
        "hours": hours,
        "on_holidays": rules.on_holidays,
        "most_waiting": rules.most_waiting,
        "quiet_minutes": rules.quiet_minutes,
    }
    Desk.objects.update_or_create(council_id=council_in_scope(), defaults={**kept, "changed_at": at})
    record_event(kind="chat_desk_set", subject=("council", council_in_scope()), facts=kept, by=by, at=at)


def chat_of_our_own(chat_id: UUID) -> Chat:
    """Return a chat that no other product answers, with a lock. Raises ChatUnknown."""
    chat = _chat(chat_id)
    if chat.provider != OWN:
        raise ChatUnknown(str(chat_id))
    return chat


def _chat(chat_id: UUID) -> Chat:
    try:
        return locked_chat(chat_id)
    except Chat.DoesNotExist as missing:
        raise ChatUnknown(str(chat_id)) from missing


def own_chat(chat_id: UUID, by: Actor) -> Chat:
    """Return the chat that the agent ``by`` is in, with a lock. Raises ChatUnknown."""
    chat = _chat(chat_id)
    if by.id is None or chat.agent_id != by.id or chat.state == "waiting":
        raise ChatUnknown(str(chat_id))
    return chat
