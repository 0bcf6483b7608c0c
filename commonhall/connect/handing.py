"""How does a case reach a linked system? From the outbox, each thing once, those of a case in their order."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from commonhall.capabilities.backoffice.mapping import Exchange, FieldNotMapped, mapped
from commonhall.capabilities.backoffice.port import Act, Parcel, Taken, back_office_from
from commonhall.capabilities.errors import Misconfigured, Rejected, Unavailable
from commonhall.catalogue.bound import Bound
from commonhall.catalogue.calls import call_provider
from commonhall.connect.binding import CAPABILITY, at_work, bound_for
from commonhall.connect.finding import KIND, finish
from commonhall.connect.models import Handover, Link, Sending
from commonhall.connect.outgoing import record_of
from commonhall.councils.actors import SYSTEM
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.record.claims import Entry
from commonhall.record.deliveries import GiveUp, TryAgain, delivers
from commonhall.record.operations import enqueue

SWITCHED_OFF: Final = timedelta(minutes=5)
"""How long what is queued waits before it is looked at again while its linked system is switched off."""


@delivers(KIND)
def hand_over(council: CouncilSite, entry: Entry, at: datetime) -> None:
    """Hand one sending over. It may be called twice: the sending's id is the same on every attempt."""
    with in_council(council, by=SYSTEM, purpose="job"):
        found = _begun(UUID(entry.payload["sending_id"]))
        if found is None:
            return
        sending, link = found
        parcel = _parcel(sending, council, at)
        bound = bound_for(link, sending.handover)
        Handover.objects.filter(id=sending.handover_id).update(binding_id=bound.id)
    taken = _delivered(parcel, bound, council, at)
    with in_council(council, by=SYSTEM, purpose="job"):
        _keep(sending, taken, at)


@delivers("back_office_reference")
def ask_for_reference(council: CouncilSite, entry: Entry, at: datetime) -> None:
    """Ask what reference a token became. What follows for the case waits for it."""
    with in_council(council, by=SYSTEM, purpose="job"):
        found = _begun(UUID(entry.payload["sending_id"]))
        if found is None:
            return
        sending, link = found
        token = sending.handover.token
        bound = bound_for(link, sending.handover)
    external = _asked(token, bound, council, at)
    with in_council(council, by=SYSTEM, purpose="job"):
        _keep(sending, Taken(external), at)


def _begun(sending_id: UUID) -> tuple[Sending, Link] | None:
    """Return what is to be handed over, and note that an attempt begins; None where it has been done."""
    rows = Sending.objects.select_for_update(of=("self",)).select_related("handover__link", "handover__case")
    sending = rows.filter(id=sending_id).first()
    if sending is None or sending.state == "done":
        return None
    link = sending.handover.link
    if not at_work(link):
        raise TryAgain("the linked system is switched off", after=SWITCHED_OFF)
    return sending, link


def _parcel(sending: Sending, council: CouncilSite, at: datetime) -> Parcel:
    """Make what goes out, and note before the call that it may have arrived: a crash in between forgets nothing."""
    handover = sending.handover
    exchange = Exchange.model_validate(handover.link.exchange)
    record = record_of(handover.case, council=council, status=sending.status, at=sending.made_at, now=at)
    try:
        if sending.act == "open":
            fields = mapped(exchange.fields, record, mended=sending.mended)
        else:
            fields = {"status": sending.status, **mapped(exchange.update_fields, record, mended=sending.mended)}
    except FieldNotMapped as problem:
        raise GiveUp(f"the field {problem.to} cannot be filled ({problem.why})") from problem
    act: Act = "open" if sending.act == "open" else "update"
    parcel = Parcel(
        id=sending.id,
        act=act,
        reference=handover.case.reference,
        fields=fields,
        made_at=sending.made_at,
        external=handover.external,
        tried=sending.tried,
        reply_token=handover.reply_token,
    )
    Sending.objects.filter(id=sending.id).update(tried=True)
    return parcel


def _delivered(parcel: Parcel, bound: Bound, council: CouncilSite, at: datetime) -> Taken:
    try:
        return call_provider(
            lambda: back_office_from(bound.provider, bound.settings).deliver(parcel),
            council_id=council.id,
            capability=CAPABILITY,
            provider=bound.provider,
            at=at,
        )
    except Unavailable as unavailable:
        if not unavailable.in_doubt and not parcel.tried:
            with in_council(council, by=SYSTEM, purpose="job"):  # it cannot have arrived
                Sending.objects.filter(id=parcel.id).update(tried=False)
        raise TryAgain(unavailable.why or "the linked system does not answer") from unavailable
    except Misconfigured as wrong:
        raise TryAgain(wrong.mend) from wrong  # a person can mend it; what goes out waits
    except Rejected as refused:
        raise GiveUp(f"it was refused: {refused.code}. {refused.why}".strip()) from refused


def _asked(token: str, bound: Bound, council: CouncilSite, at: datetime) -> str:
    try:
        external = call_provider(
            lambda: back_office_from(bound.provider, bound.settings).reference_for(token),
            council_id=council.id,
            capability=CAPABILITY,
            provider=bound.provider,
            at=at,
        )
    except Unavailable as unavailable:
        raise TryAgain(unavailable.why or "the linked system does not answer") from unavailable
    except Misconfigured as wrong:
        raise TryAgain(wrong.mend) from wrong
    except Rejected as refused:
        raise GiveUp(f"it does not know its own token: {refused.code}") from refused
    if not external:
        raise TryAgain("the linked system has no reference yet")
    return external


def _keep(sending: Sending, taken: Taken, at: datetime) -> None:
    """Keep what the linked system answered: its reference, or the token to ask for it with."""
    handover = Handover.objects.select_for_update(of=("self",)).select_related("link").get(id=sending.handover_id)
    row = Sending.objects.select_for_update().get(id=sending.id)
    if row.state == "done":
        return
    row.handover = handover
    if sending.act == "open":
        handover.external = taken.external or handover.external
        handover.token = taken.token or handover.token
        handover.taken_at = handover.taken_at or at
        handover.save(update_fields=["external", "token", "taken_at"])
        if taken.token and not taken.external:
            ask_later(row, at=at)
            return
    finish(row, at=at)


def ask_later(sending: Sending, *, at: datetime) -> None:
    """Promise to ask for the reference of a sending that was taken with a token."""
    kind = "back_office_reference"
    entry = enqueue(
        kind=kind,
        payload={"sending_id": str(sending.id)},
        key=f"{kind}:{sending.id}",
        run_at=at + timedelta(seconds=5),
        at=at,
    )
    Sending.objects.filter(id=sending.id).update(entry_id=entry)
