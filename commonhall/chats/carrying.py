"""How do lines reach another product's agents, and theirs the resident? From the outbox, and by its signed webhooks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Final, cast
from uuid import NAMESPACE_URL, UUID, uuid5

from django.db import transaction

from commonhall.capabilities.chat.port import Chat as Port
from commonhall.capabilities.chat.port import Event, Opening, chat_from
from commonhall.capabilities.chat.port import Line as Typed
from commonhall.capabilities.errors import Misconfigured, Rejected, Unavailable
from commonhall.catalogue.bound import BindingMissing, Bound, get_bound
from commonhall.catalogue.calls import call_provider
from commonhall.chats.answering import begin_talking
from commonhall.chats.lines import LONGEST_LINE, LineRefused, add_line, clean_line, close_chat
from commonhall.chats.models import Chat, Line
from commonhall.chats.queries import OWN, chat_binding
from commonhall.core.values.words import Language
from commonhall.councils.actors import SYSTEM, Actor
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.record.claims import Entry
from commonhall.record.deliveries import GiveUp, TryAgain, delivers

OVER: Final = ("over", "unknown")


class EventUnknown(LookupError):
    """The event is about a chat that is not known here, or not yet: the provider may say it again."""


@delivers("chat_carry")
def carry(council: CouncilSite, entry: Entry, at: datetime) -> None:
    """Carry what a resident wrote, and that they left, to the product that answers: in order, and harmless if again."""
    chat_id = UUID(entry.payload["chat_id"])
    with in_council(council, by=SYSTEM, purpose="job"):
        chat = Chat.objects.filter(id=chat_id).first()
        if chat is None or chat.provider == OWN:
            return
        bound = _bound(chat)
        rows = Line.objects.filter(chat=chat, side="resident", number__gt=chat.carried_number).order_by("number")
        lines = [(row.number, Typed(row.id, row.text, row.said_at)) for row in rows]
        first = Line.objects.get(chat=chat, number=1)
    port = chat_from(bound.provider, bound.settings)
    try:
        call_provider(
            lambda: _hand_over(council, port, chat, Typed(first.id, first.text, first.said_at), lines),
            council_id=council.id,
            capability="chat",
            provider=bound.provider,
            at=at,
        )
    except (Unavailable, Misconfigured) as problem:
        raise TryAgain(str(problem)) from problem
    except Rejected as refused:
        if refused.code in OVER:
            with in_council(council, by=SYSTEM, purpose="job"):
                _ended_there(chat_id, at=at)
            return
        raise GiveUp(f"the chat product refused it: {refused.code}") from refused


def _bound(chat: Chat) -> Bound:
    """Return the binding with which the chat began: it ends with it, whoever answers now."""
    try:
        if chat.binding_id is not None:
            return get_bound(chat.binding_id)
    except BindingMissing as missing:
        raise TryAgain(str(missing)) from missing
    raise GiveUp("nobody else answers this chat")


def _hand_over(council: CouncilSite, port: Port, chat: Chat, first: Typed, lines: list[tuple[int, Typed]]) -> None:
    """Begin the chat there where that was not done, say each line, and keep how far it got after each."""
    if not chat.provider_id:
        language = cast(Language, chat.language)
        chat.provider_id = port.begin(Opening(chat.id, language, chat.name, chat.about, first))
        _keep(council, chat, provider_id=chat.provider_id, carried_number=1)
    for number, line in lines:
        if number > 1:
            port.say(chat.provider_id, line)
            _keep(council, chat, carried_number=number)
    if chat.state == "ended" and chat.ended_by != "agent" and not chat.end_told:
        port.end(chat.provider_id)
        _keep(council, chat, end_told=True)


def _keep(council: CouncilSite, chat: Chat, **columns: object) -> None:
    with in_council(council, by=SYSTEM, purpose="job"):
        Chat.objects.filter(id=chat.id).update(**columns)


@transaction.atomic
def _ended_there(chat_id: UUID, *, at: datetime) -> None:
    chat = Chat.objects.select_for_update().get(id=chat_id)
    Chat.objects.filter(id=chat_id).update(end_told=True)
    close_chat(chat, ended_by="agent", by=SYSTEM, at=at)


@transaction.atomic
def hear_event(*, headers: Mapping[str, str], body: bytes, at: datetime) -> None:
    """Take what a provider of the council in scope says happened: the one in force, or one that chats began with.

    Raises Rejected: ``signature`` for what none of them signed, ``request`` for what cannot be read; Misconfigured
    where the council has none; EventUnknown.
    """
    refused: Exception = Misconfigured("No other product answers this council's chats.")
    for bound in _hearing():
        try:
            event = chat_from(bound.provider, bound.settings).event_of(headers, body, at)
            if event is not None:
                take_event(bound=bound, event=event, at=at)
        except Rejected as false:
            if false.code != "signature":
                raise
            refused = refused if isinstance(refused, EventUnknown) else false
        except EventUnknown as unknown:  # the same account was chosen before, and the chat began then
            refused = unknown
        else:
            return
    raise refused


def _hearing() -> Iterator[Bound]:
    """Yield whose events are heard: the provider in force, then those of chats that go on with an earlier one."""
    now = chat_binding()
    if now is not None:
        yield now
    going = Chat.objects.exclude(state="ended").exclude(binding_id=None).values_list("binding_id", flat=True)
    for binding_id in sorted({*going} - {now.id if now else None}, key=str):
        yield get_bound(binding_id)


@transaction.atomic
def take_event(*, bound: Bound, event: Event, at: datetime) -> None:
    """Do what a provider says happened on its agents' side. The same event again changes nothing.

    Raises EventUnknown for a chat that is not known: the answer to its beginning may be on its way.
    """
    chat = Chat.objects.select_for_update().filter(binding_id=bound.id, provider_id=event.provider_id).first()
    if chat is None:
        raise EventUnknown(event.provider_id)
    if chat.state == "ended":
        return
    agent = _agent(bound.provider, event.agent)
    if event.what == "ended":
        Chat.objects.filter(id=chat.id).update(end_told=True)
        close_chat(chat, ended_by="agent", by=agent, at=at)
        return
    if chat.state == "waiting":
        begin_talking(chat, by=agent, at=at)
    if event.what == "line" and not Line.objects.filter(chat=chat, told_id=event.id).exists():
        _add(chat, event, at)


def _add(chat: Chat, event: Event, at: datetime) -> None:
    try:
        words = clean_line(event.text[:LONGEST_LINE])
    except LineRefused:
        return  # an agent who sent nothing but spaces
    add_line(chat, side="agent", text=words, author=event.agent, told_id=event.id, at=at)


def _agent(provider: str, name: str) -> Actor:
    """Return another product's agent: the same name is the same agent, with no account here."""
    return Actor("provider", uuid5(NAMESPACE_URL, f"{provider}:{name}"), name)
