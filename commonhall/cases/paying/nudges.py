"""What does a provider tell by itself? Each message once, and only as a reason to ask how the payment stands."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import IntegrityError, transaction

from commonhall.capabilities.errors import Misconfigured, Rejected, Unavailable
from commonhall.capabilities.payments.port import Nudge, payments_from
from commonhall.cases.books.asking import STILL_TOLD, bounds_lately
from commonhall.cases.models import Payment, PayMessage
from commonhall.cases.paying.receiving import settle_payment
from commonhall.cases.refunds import look_at_refunds
from commonhall.councils.actors import SYSTEM
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.record.claims import Entry
from commonhall.record.deliveries import GiveUp, TryAgain, delivers
from commonhall.record.jobs import job
from commonhall.record.operations import enqueue

TAKEN_WITHIN: Final = timedelta(days=4)
"""A message is tried for three days and some minutes; an older one was kept by somebody to be sent again."""
AHEAD: Final = timedelta(minutes=5)
"""How far a provider's clock may be ahead of ours."""
KEPT: Final = timedelta(days=7)


class NudgeRefused(Exception):
    """The message does not come from a provider of the council, or comes too late."""


@transaction.atomic
def take_nudge(*, body: bytes, headers: Mapping[str, str], at: datetime) -> bool:
    """Keep a message of a payment provider and promise to ask about its payment. Returns whether it was new.

    body: the very bytes that came. headers: by lower-case name. Raises NudgeRefused. Nothing of what the message says
    of the payment is believed.
    """
    nudge = _read(body, headers, at)
    if not at - TAKEN_WITHIN <= nudge.made_at <= at + AHEAD:
        raise NudgeRefused("too old, or from the future")
    try:
        with transaction.atomic():
            PayMessage.objects.create(
                message_id=nudge.id, event=nudge.event, provider_id=nudge.payment, came_at=at
            )  # fmt: skip
    except IntegrityError:
        return False
    payment = Payment.objects.filter(provider_id=nudge.payment).first()
    if payment is not None:
        enqueue(kind="payment_nudge", payload={"payment": str(payment.id)}, key=f"payment_nudge:{nudge.id}", at=at)
    return True


def _read(body: bytes, headers: Mapping[str, str], at: datetime) -> Nudge:
    for bound in bounds_lately(at - STILL_TOLD):
        try:
            return payments_from(bound.provider, bound.settings).read_nudge(body, headers)
        except (Rejected, Misconfigured):
            continue
    raise NudgeRefused("not signed by a provider of this council")


@delivers("payment_nudge")
def follow_nudge(council: CouncilSite, entry: Entry, at: datetime) -> None:
    """Ask how the payment stands of which a message came, and its refunds."""
    payment = UUID(entry.payload["payment"])
    try:
        with in_council(council, by=SYSTEM, purpose="job"):
            settle_payment(payment_id=payment, council=council, at=at)
        with in_council(council, by=SYSTEM, purpose="job"):
            look_at_refunds(payment_id=payment, at=at)
    except (Unavailable, Misconfigured) as not_now:
        raise TryAgain(str(not_now)) from not_now
    except Rejected as refused:
        raise GiveUp(refused.code) from refused


@job("forget_nudges", every_seconds=86_400)
def forget_nudges(council: CouncilSite, *, at: datetime) -> None:
    """Forget messages that are too old to be taken a second time."""
    with in_council(council, by=SYSTEM, purpose="job"):
        PayMessage.objects.filter(came_at__lt=at - KEPT).delete()
