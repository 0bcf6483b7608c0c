"""How does a line come into a chat, and how does a chat end? For what residents, agents and other products do alike."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final
from uuid import UUID

from commonhall.chats.models import Chat, Line
from commonhall.chats.queries import OWN
from commonhall.contacts.answering import end_conversation
from commonhall.councils.actors import Actor
from commonhall.record.operations import enqueue, record_event

LONGEST_LINE: Final = 2000
MOST_LINES: Final = 1000


class LineRefused(ValueError):
    """The line cannot be kept. why: ``missing``, ``long``, ``fast`` or ``many``."""

    def __init__(self, why: str) -> None:
        super().__init__(f"The line is refused: {why}")
        self.why = why


def clean_line(text: str) -> str:
    """Return what somebody wrote as it is kept. Raises LineRefused: ``missing`` or ``long``."""
    words = "".join(each for each in text.replace("\r\n", "\n") if each == "\n" or each.isprintable()).strip()
    if not words:
        raise LineRefused("missing")
    if len(words) > LONGEST_LINE:
        raise LineRefused("long")
    return words


def locked_chat(chat_id: UUID) -> Chat:
    """Return a chat with a lock. Raises Chat.DoesNotExist."""
    found: Chat = Chat.objects.select_for_update().get(id=chat_id)
    return found


def add_line(chat: Chat, *, side: str, text: str, at: datetime, **columns: Any) -> Line:
    """Add a line to a locked chat, and promise to carry it where another product answers. Raises LineRefused."""
    if chat.last_number >= MOST_LINES:
        raise LineRefused("many")
    chat.last_number += 1
    chat.said_at = at
    chat.save(update_fields=["last_number", "said_at"])
    made: Line = Line.objects.create(chat=chat, number=chat.last_number, side=side, text=text, said_at=at, **columns)
    if side == "resident":
        promise_carrying(chat, at=at)
    return made


def promise_carrying(chat: Chat, *, at: datetime) -> None:
    """Promise to carry what is new to the product that answers, where one does."""
    if chat.provider != OWN:
        what = "end" if chat.state == "ended" else str(chat.last_number)
        enqueue(kind="chat_carry", payload={"chat_id": str(chat.id)}, key=f"chat:{chat.id}:{what}", at=at)


def close_chat(chat: Chat, *, ended_by: str, by: Actor, at: datetime) -> Chat:
    """End a locked chat and the conversation that it is, with a line that says so. Again changes nothing."""
    if chat.state == "ended":
        return chat
    if chat.last_number < MOST_LINES:
        add_line(chat, side="system", text=f"ended_{ended_by}", at=at)
    chat.state, chat.ended_at, chat.ended_by, chat.draft = "ended", at, ended_by, ""
    chat.save(update_fields=["state", "ended_at", "ended_by", "draft"])
    if ended_by != "agent":
        promise_carrying(chat, at=at)
    if chat.interaction is not None and chat.interaction.ended_at is None:
        end_conversation(interaction_id=chat.interaction.id, by=agent_of(chat), at=at)
    record_event(kind="chat_ended", subject=("chat", chat.id), facts={"by": ended_by}, by=by, at=at)
    return chat


def agent_of(chat: Chat) -> Actor:
    """Return the agent who has the chat; of one that was passed on and waits, who had it last."""
    if chat.agent_id is None and chat.interaction is not None:
        return Actor("staff", chat.interaction.agent_id, chat.interaction.agent_name)
    return Actor("staff" if chat.provider == OWN else "provider", chat.agent_id, chat.agent_name)
