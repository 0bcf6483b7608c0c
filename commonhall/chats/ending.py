"""Which chats end by themselves, and when does what nobody answered go?"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction

from commonhall.chats.lines import close_chat, locked_chat
from commonhall.chats.models import Chat
from commonhall.chats.queries import desk_rules
from commonhall.councils.actors import SYSTEM
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.record.forgetting import forget_deliveries, forget_facts
from commonhall.record.jobs import job

GONE_AFTER: Final = timedelta(minutes=15)
"""A browser that waits asks all the time; one without script asks when its button is pressed."""
UNTAKEN_KEPT: Final = timedelta(days=28)
"""How long a chat is kept that nobody took: it is no conversation. One that was taken goes with its conversation."""
MOST_AT_ONCE: Final = 200


@job("end_silent_chats", every_seconds=60, tests=True)
def end_silent_chats(council: CouncilSite, *, at: datetime) -> None:
    """End the chats in which nobody wrote any more, and those whose resident left while they waited."""
    with in_council(council, by=SYSTEM, purpose="job"):
        silence = timedelta(minutes=desk_rules().quiet_minutes)
        quiet = Chat.objects.filter(state="talking", said_at__lt=at - silence).values_list("id", flat=True)
        gone = Chat.objects.filter(state="waiting", seen_at__lt=at - GONE_AFTER).values_list("id", flat=True)
        due = [*((each, "quiet") for each in quiet[:MOST_AT_ONCE]), *((each, "gone") for each in gone[:MOST_AT_ONCE])]
    for chat_id, why in due:
        with in_council(council, by=SYSTEM, purpose="job"):
            end_silent_chat(chat_id=chat_id, why=why, at=at)


@transaction.atomic
def end_silent_chat(*, chat_id: UUID, why: str, at: datetime) -> None:
    """End one chat by itself. why: ``quiet`` or ``gone``; one in which somebody wrote after all goes on."""
    chat = locked_chat(chat_id)
    silence = timedelta(minutes=desk_rules().quiet_minutes)
    still = chat.said_at < at - silence if why == "quiet" else chat.seen_at < at - GONE_AFTER
    if still and chat.state == ("talking" if why == "quiet" else "waiting"):
        close_chat(chat, ended_by=why, by=SYSTEM, at=at)


@job("forget_untaken_chats", every_seconds=3600)
def forget_untaken_chats(council: CouncilSite, *, at: datetime) -> None:
    """Delete the chats that nobody took and that ended long ago, with what was written in them."""
    with in_council(council, by=SYSTEM, purpose="job"):
        over = Chat.objects.filter(state="ended", interaction=None, ended_at__lt=at - UNTAKEN_KEPT)
        ids = list(over.values_list("id", flat=True)[:MOST_AT_ONCE])
        Chat.objects.filter(id__in=ids).delete()
        forget_facts(subjects=[("chat", each) for each in ids])
        forget_deliveries(naming=ids)
