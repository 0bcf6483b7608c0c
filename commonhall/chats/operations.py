"""What does a resident do in a chat? Begin it, write, look for answers, leave."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction

from commonhall.chats.lines import LONGEST_LINE, LineRefused, add_line, clean_line, close_chat, locked_chat
from commonhall.chats.models import Chat, Line
from commonhall.chats.queries import OWN, chat_binding, hash_of, opened
from commonhall.councils.actors import Actor
from commonhall.councils.queries import CouncilSite
from commonhall.people.throttle import Limit, note_try
from commonhall.record.operations import record_event

LONGEST_NAME: Final = 100
MOST_A_MINUTE: Final = 20
"""Lines of a resident within a minute: a person does not type faster."""
MOST_BEGUN: Final = 20
"""Chats begun from one network address within the window of tries: a library's computers share one."""
SEEN_EVERY: Final = timedelta(seconds=15)
TOKEN: Final = re.compile(r"[A-Za-z0-9_-]{32,64}")


class ChatClosed(Exception):
    """No chat can begin now. why: ``off``, ``closed`` or ``full``."""

    def __init__(self, why: str) -> None:
        super().__init__(f"No chat can begin: {why}")
        self.why = why


class ChatOver(ValueError):
    """The chat has ended: nothing is added to it."""


class TooManyChats(Exception):
    """So many chats began from there that another has to wait. wait: for how long."""

    def __init__(self, wait: timedelta) -> None:
        super().__init__("Too many chats")
        self.wait = wait


def check_network(network: str, *, at: datetime) -> None:
    """Raise TooManyChats where too many chats began lately from ``network``. Counts this one."""
    tries = note_try(Limit("chat_network", network, MOST_BEGUN), at=at)
    if tries.wait:
        raise TooManyChats(tries.wait)


@transaction.atomic
def begin_chat(
    *, council: CouncilSite, text: str, name: str, about: str, language: str, token: str, by: Actor, at: datetime
) -> Chat:
    """Begin a chat with a first line. token: what the browser holds; the same token again is the same chat.

    name: how the resident wishes to be called, or blank. about: the slug of the service they came from, or blank.
    Raises LineRefused, ChatClosed, and ValueError for a token that could be guessed.
    """
    if not TOKEN.fullmatch(token):
        raise ValueError("the token is too short to be a secret")
    words = clean_line(text)
    known: Chat | None = Chat.objects.filter(token_hash=hash_of(token)).first()
    if known is not None:
        return known
    now = opened(council, at=at)
    if not now.is_open:
        raise ChatClosed(now.why)
    bound = chat_binding()
    provider = bound.provider if bound else OWN
    made: Chat = Chat.objects.create(
        token_hash=hash_of(token),
        language=language,
        name=" ".join(name.split())[:LONGEST_NAME],
        about=about,
        provider=provider,
        binding_id=bound.id if bound else None,
        begun_at=at,
        said_at=at,
        seen_at=at,
    )
    facts = {"about": about, "provider": provider, "language": language}
    record_event(kind="chat_begun", subject=("chat", made.id), facts=facts, by=by, at=at)
    add_line(made, side="resident", text=words, author=made.name, at=at)
    return made


@transaction.atomic
def say_in_chat(*, chat_id: UUID, text: str, form: UUID, by: Actor, at: datetime) -> Line:
    """Add what the resident wrote. form: of the page that sent it: the same one again adds nothing.

    by: the resident; whoever holds the chat's token is. Raises LineRefused and ChatOver.
    """
    words = clean_line(text)
    chat = locked_chat(chat_id)
    known: Line | None = Line.objects.filter(chat=chat, form=form).first()
    if known is not None:
        return known
    if chat.state == "ended":
        raise ChatOver(str(chat_id))
    lately = Line.objects.filter(chat=chat, side="resident", said_at__gt=at - timedelta(minutes=1))
    if lately.count() >= MOST_A_MINUTE:
        raise LineRefused("fast")
    chat.draft = ""
    chat.seen_at = at
    chat.save(update_fields=["draft", "seen_at"])
    return add_line(chat, side=by.kind, text=words, author=chat.name, form=form, at=at)


@transaction.atomic
def keep_draft(*, chat_id: UUID, text: str, by: Actor, at: datetime) -> None:
    """Keep what the resident is typing, unsent, so that looking for answers loses nothing. Again overwrites it."""
    Chat.objects.filter(id=chat_id).exclude(state="ended").update(draft=text[: LONGEST_LINE * 2], seen_at=at)


def note_seen(chat: Chat, *, at: datetime) -> None:
    """Keep that the resident's browser is there still; not more often than SEEN_EVERY, for it asks all the time."""
    if chat.state != "ended" and at - chat.seen_at >= SEEN_EVERY:
        Chat.objects.filter(id=chat.id).update(seen_at=at)


@transaction.atomic
def leave_chat(*, chat_id: UUID, by: Actor, at: datetime) -> Chat:
    """End a chat because the resident has what they wanted. Again changes nothing."""
    chat = locked_chat(chat_id)
    return close_chat(chat, ended_by="resident", by=by, at=at)
