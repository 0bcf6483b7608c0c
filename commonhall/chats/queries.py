"""Who waits, what was said, and can somebody answer now?"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal
from uuid import UUID

from commonhall.catalogue.bound import BindingMissing, Bound, get_binding
from commonhall.chats.models import Chat as Chat
from commonhall.chats.models import Desk
from commonhall.chats.models import Line as Line
from commonhall.chats.policies import DeskRules, is_open, next_opening
from commonhall.councils.queries import CouncilSite

OWN: Final = "own_desk"
"""The provider of a council that has chosen none: its own agents."""
MOST_LISTED: Final = 100
READ_FOR: Final = timedelta(minutes=30)


def desk_rules() -> DeskRules:
    """Return how the council in scope answers chats: switched off until it says otherwise."""
    row = Desk.objects.first()
    if row is None:
        return DeskRules()
    hours = {day: (str(times[0]), str(times[1])) for day, times in row.hours.items()}
    return DeskRules(row.is_on, hours, row.on_holidays, row.most_waiting, row.quiet_minutes)


def chat_binding() -> Bound | None:
    """Return who answers the chats of the council in scope; None for its own desk, where it has chosen nobody else."""
    try:
        return get_binding("chat")
    except BindingMissing:
        return None


@dataclass(frozen=True, slots=True)
class Opened:
    """Whether a chat can begin. why: it is ``off``, ``closed`` or ``full``, or another product is ``down``.

    opens_at: when it is answered again, as London wall clock; blank where nobody knows.
    """

    why: Literal["", "off", "closed", "full", "down"] = ""
    opens_at: str = ""
    waiting: int = 0

    @property
    def is_open(self) -> bool:
        """Whether a chat can begin."""
        return not self.why


def opened(council: CouncilSite, *, at: datetime) -> Opened:
    """Return whether a chat can begin now, by the council's hours and by how many wait."""
    rules = desk_rules()
    if not rules.is_on:
        return Opened("off")
    if not is_open(rules, nation=council.nation, at=at):
        return Opened("closed", next_opening(rules, nation=council.nation, at=at))
    waiting = Chat.objects.filter(state="waiting").count()
    return Opened("full" if waiting >= rules.most_waiting else "", waiting=waiting)


def hash_of(token: str) -> bytes:
    """Return what is kept of a browser's token. It is random, so a plain hash gives nothing away."""
    return hashlib.sha256(token.encode()).digest()


def find_own_chat(token: str, *, at: datetime) -> Chat | None:
    """Return the chat that a browser holds, or None; READ_FOR after it ended it is nobody's to read any more: the next
    person may sit at the same computer."""
    found: Chat | None = Chat.objects.filter(token_hash=hash_of(token)).first() if token else None
    if found is None or (found.ended_at is not None and at - found.ended_at > READ_FOR):
        return None
    return found


def find_chat(chat_id: UUID) -> Chat | None:
    """Return the chat with this id, or None."""
    found: Chat | None = Chat.objects.filter(id=chat_id).first()
    return found


def find_chat_of(interaction_id: UUID) -> Chat | None:
    """Return the chat that an interaction was, or None."""
    found: Chat | None = Chat.objects.filter(interaction_id=interaction_id).first()
    return found


def lines_of(chat: Chat, *, after: int = 0) -> tuple[Line, ...]:
    """Return what was said in a chat, in its order."""
    return tuple(Line.objects.filter(chat=chat, number__gt=after).order_by("number"))


def position_of(chat: Chat) -> int:
    """Return at which place a waiting chat stands in the queue: 1 is next."""
    before = Chat.objects.filter(state="waiting", provider=chat.provider, begun_at__lt=chat.begun_at)
    return before.count() + 1


def waiting_chats() -> tuple[Chat, ...]:
    """Return the chats that wait for an agent of the council's own, the longest first."""
    return tuple(Chat.objects.filter(state="waiting", provider=OWN).order_by("begun_at")[:MOST_LISTED])


def chats_of_agent(agent_id: UUID) -> tuple[Chat, ...]:
    """Return the chats that an agent is in, the oldest first."""
    return tuple(Chat.objects.filter(state="talking", agent_id=agent_id).order_by("taken_at")[:MOST_LISTED])


def transcripts_of(interactions: Sequence[UUID]) -> dict[UUID, tuple[Line, ...]]:
    """Return what was said in the chats of these interactions, by interaction."""
    said: dict[UUID, list[Line]] = {}
    rows = Line.objects.filter(chat__interaction_id__in=interactions).order_by("chat_id", "number")
    for line in rows.select_related("chat"):
        said.setdefault(line.chat.interaction_id, []).append(line)
    return {interaction: tuple(lines) for interaction, lines in said.items()}


FOR_THEM_ALONE: Final = timedelta(minutes=3)
"""How long a chat that was passed on waits for those to whom it was, before anybody else is to take it."""


def next_chat(agent_id: UUID, teams: Collection[str], *, at: datetime) -> Chat | None:
    """Return the chat that an agent of these teams is to take next: the longest waiting of those for them, or for
    anybody; one for somebody else, or that they passed on themselves, once it has waited FOR_THEM_ALONE.
    """
    for chat in waiting_chats():
        for_anybody = chat.for_agent_id is None and not chat.for_team and chat.passed_from_id != agent_id
        late = chat.passed_at is not None and at - chat.passed_at >= FOR_THEM_ALONE
        if for_anybody or late or chat.for_agent_id == agent_id or chat.for_team in teams:
            return chat
    return None


def open_chats() -> tuple[Chat, ...]:
    """Return the chats that wait and those in which somebody talks, of the council's own agents, the oldest first."""
    rows = Chat.objects.filter(state__in=("waiting", "talking"), provider=OWN).order_by("begun_at")
    return tuple(rows[:MOST_LISTED])
