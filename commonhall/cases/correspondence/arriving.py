"""Did a message arrive? Asks the provider, takes back what bounced or returned, and tries the next way by rule."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any, Final, Literal
from uuid import UUID

from django.db import transaction

from commonhall.capabilities.errors import Misconfigured, Rejected, Unavailable
from commonhall.capabilities.notifications.port import Delivery, notifications_from, teller_from
from commonhall.capabilities.signed_webhooks import NotGenuine
from commonhall.cases.correspondence.ways import Way, next_way
from commonhall.cases.models import Case, Message
from commonhall.cases.operations import locked_case
from commonhall.cases.queries import effective_of_case
from commonhall.catalogue.bound import held_bindings, past_bindings
from commonhall.catalogue.calls import call_provider
from commonhall.catalogue.queries import BindingMissing, Bound, get_binding, get_bound
from commonhall.contacts.queries import find_person
from commonhall.councils.actors import SYSTEM, Actor
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.record.jobs import job
from commonhall.record.operations import enqueue, record_event

Back = Literal["bounced", "returned"]
ASKED_FOR: Final = timedelta(days=7)
"""How long a provider is asked what became of a message."""
MOST: Final = 100
_FAILED: Final = ("permanent_failure", "technical_failure", "temporary_failure")


class NotSent(LookupError):
    """There is no such message, or it never went out."""


@transaction.atomic
def message_came_back(*, message_id: UUID, how: Back, by: Actor, at: datetime) -> None:
    """Keep that a message did not arrive: an e-mail or text bounced, a letter returned. Again changes nothing.

    The next way by rule is tried where there is one; after two that came back the address counts as failing (see
    ways.fails). Raises NotSent.
    """
    found: Message | None = Message.objects.filter(id=message_id, direction="out").first()
    if found is None or found.state not in ("sent", "delivered", "bounced", "returned"):
        raise NotSent(str(message_id))
    if found.case_id is not None:
        locked_case(found.case_id)
    changed = Message.objects.filter(id=message_id, state__in=("sent", "delivered")).update(state=how)
    if not changed or found.case_id is None:
        return
    record_event(
        kind=f"message_{how}",
        subject=("case", found.case_id),
        facts={"message": str(found.id), "channel": found.channel},
        by=by,
        at=at,
    )
    enqueue(kind="next_way", payload={"message_id": str(found.id)}, key=f"next_way:{found.id}", at=at)


def send_next_way(message: Message, *, council: CouncilSite, at: datetime) -> Message | None:
    """Send what did not arrive by another way, once; None where there is no other, or it was sent so already.

    A text message is never put in place of a letter or an e-mail: it would have to leave things out.
    """
    if message.case_id is None or message.channel == "sms":
        return None
    case = locked_case(message.case_id)
    effective = effective_of_case(case, council=council, at=at)
    way = next_way(message, case, find_person(case.person_id), effective)
    if way is None:
        return None
    made: Message
    made, fresh = Message.objects.get_or_create(
        occasion=f"instead:{message.occasion}"[:400],
        channel=way.channel,
        defaults=_again(message, case, way, at),
    )
    if not fresh or Message.objects.filter(occasion=message.occasion, channel=way.channel).exists():
        if fresh:
            made.delete()  # it had gone that way too from the beginning
        return None
    record_event(
        kind="message_sent_instead",
        subject=("case", case.id),
        facts={"message": str(made.id), "channel": way.channel, "instead_of": str(message.id)},
        by=SYSTEM,
        at=at,
    )
    enqueue(kind="message", payload={"message_id": str(made.id)}, key=f"message:{made.id}", at=at)
    return made


def _again(message: Message, case: Case, way: Way, at: datetime) -> dict[str, Any]:
    return {
        "case": case,
        "kind": message.kind,
        "recipient": way.recipient,
        "language": message.language,
        "subject": message.subject or case.reference,
        "body": message.body,
        "documents": message.documents,
        "written_by": message.written_by,
        "composed_at": at,
    }


@job("follow_messages", every_seconds=120, tests=True)
def follow_messages(council: CouncilSite, *, at: datetime) -> None:
    """Ask the provider what became of messages that it took, and keep what it says."""
    with in_council(council, by=SYSTEM, purpose="job"):
        underway = Message.objects.filter(state="sent", sent_at__gt=at - ASKED_FOR, direction="out")
        went = underway.exclude(provider_id="").order_by("sent_at")
        waiting = list(went.values_list("id", "provider_id", "binding_id")[:MOST])
        bindings = _bindings({binding_id for _, _, binding_id in waiting})
    down: set[UUID | None] = set()
    for message_id, provider_id, binding_id in waiting:
        if binding_id in down or binding_id not in bindings:
            continue
        try:
            said = _ask(council, bindings[binding_id], provider_id, at)
        except (Unavailable, Misconfigured):
            down.add(binding_id)  # the next turn goes on
            continue
        except Rejected:
            continue  # older than the provider keeps
        with in_council(council, by=SYSTEM, purpose="job"):
            _keep(message_id, said, at)


def hear_of_message(*, headers: Mapping[str, str], body: bytes, council: CouncilSite, at: datetime) -> None:
    """Take a provider's word that something became of a message, and ask it what. Again changes nothing.

    headers: by lower-case name. The providers of now and of before may tell, each by its own secret. Raises NotGenuine
    where none of them does, Rejected for a body that is not what it should be, Unavailable where it does not answer
    now: whoever calls tries again, and follow_messages asks anyway. Call it outside a transaction.
    """
    with in_council(council, by=SYSTEM, purpose="web"):
        ids = [each.id for each in held_bindings("notifications") if each.state == "in_force"]
        ids += [each.id for each in past_bindings("notifications")]
        bindings = _bindings(set(ids))  # those of the mode in scope
    for bound in bindings.values():
        try:
            teller = teller_from(bound.provider, bound.settings)
            provider_id = teller.heard(headers, body) if teller else ""
        except (NotGenuine, Misconfigured):
            continue
        if provider_id:
            break
    else:
        raise NotGenuine("signature")
    with in_council(council, by=SYSTEM, purpose="web"):
        found = Message.objects.filter(provider_id=provider_id, state="sent", direction="out").first()
    if found is not None:
        try:
            said = _ask(council, bound, provider_id, at)
        except Rejected:
            return  # older than the provider keeps
        with in_council(council, by=SYSTEM, purpose="web"):
            _keep(found.id, said, at)


def _bindings(wanted: set[UUID | None]) -> dict[UUID | None, Bound]:
    """Return the providers that have the messages; for those of before bindings were kept, the one in force."""
    found: dict[UUID | None, Bound] = {}
    for each in wanted:
        with suppress(BindingMissing):
            found[each] = get_binding("notifications") if each is None else get_bound(each)
    return found


def _ask(council: CouncilSite, bound: Bound, provider_id: str, at: datetime) -> Delivery:
    return call_provider(
        lambda: notifications_from(bound.provider, bound.settings).status(provider_id),
        council_id=council.id,
        capability="notifications",
        provider=bound.provider,
        at=at,
    )


def _keep(message_id: UUID, said: Delivery, at: datetime) -> None:
    if said.state == "delivered":
        Message.objects.filter(id=message_id, state="sent").update(state="delivered")
    elif said.state in _FAILED:
        message_came_back(message_id=message_id, how="bounced", by=SYSTEM, at=at)
