"""What does Commonhall ask of anything that takes payments, and what may it expect? Amounts are pence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, Protocol, cast

from commonhall.capabilities.ports import make_provider
from commonhall.core.values.words import Language, Words

PaymentState = Literal["created", "started", "held", "paid", "failed", "cancelled", "expired"]
"""held: the payer's bank keeps the money for us; it is ours once it is captured."""
RefundState = Literal["sent", "made", "failed"]
OPEN_STATES: tuple[PaymentState, ...] = ("created", "started")
MOST_PENCE = 100_000_00
LONGEST_DESCRIPTION = 255


@dataclass(frozen=True, slots=True)
class Wanted:
    """A payment that is wanted. Asking again with the same ``id`` starts nothing new.

    id: ours; it says nothing about the person. reference: the case's, shown to the payer. description: what it is for,
    at most LONGEST_DESCRIPTION characters. return_url: where the payer comes back to, whatever happened. email: what
    the provider may fill in for the payer. telephone: an officer types the card in for a caller. hold: do not take the
    money before :meth:`Payments.capture`; a provider that cannot do so takes it at once. ledger: where the money goes,
    for the provider's own reports.
    """

    id: str
    reference: str
    description: str
    amount_pence: int
    return_url: str
    language: Language = "en"
    email: str = ""
    telephone: bool = False
    hold: bool = False
    ledger: str = ""


@dataclass(frozen=True, slots=True)
class Begun:
    """The provider knows of the payment.

    next_url: where to send the payer, and nobody else; empty where nothing is paid now.
    """

    provider_id: str
    next_url: str = ""


@dataclass(frozen=True, slots=True)
class Seen:
    """How a payment stands. code: why it failed, a slug (``declined``). next_url: as in Begun, while it is open.

    reference: as it was asked for. refunded_pence: with what is on its way back.
    """

    provider_id: str
    state: PaymentState
    amount_pence: int
    refunded_pence: int = 0
    code: str = ""
    next_url: str = ""
    reference: str = ""

    @property
    def is_open(self) -> bool:
        """Whether it can still be paid."""
        return self.state in OPEN_STATES


@dataclass(frozen=True, slots=True)
class Nudge:
    """What a provider sent by itself: a reason to ask how a payment stands, and nothing to believe.

    id: of the message, the same when it comes again. payment: the provider's name for it.
    """

    id: str
    event: str
    payment: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class RefundWanted:
    """Money to give back. Asking again with the same ``id`` gives nothing more back.

    refunded_pence: what was given back of the payment before, as we know it: a provider that knows better refuses.
    """

    id: str
    provider_id: str
    amount_pence: int
    refunded_pence: int = 0


@dataclass(frozen=True, slots=True)
class RefundSeen:
    """How a refund stands: ``sent`` is on its way, and may still fail."""

    provider_id: str
    state: RefundState
    amount_pence: int
    payment: str = ""


@dataclass(frozen=True, slots=True)
class Statement:
    """What a provider knows of the payments and the refunds that were made within some time."""

    payments: tuple[Seen, ...] = ()
    refunds: tuple[RefundSeen, ...] = ()


class Payments(Protocol):
    """The port. Every method may raise Unavailable, Rejected or Misconfigured. ``at`` is the moment, UTC.

    Rejected codes: ``amount`` (nothing, or more than the provider takes), ``description``, ``not_found``, ``finished``
    (it cannot be cancelled or captured any more), ``not_refundable`` (it was never paid here), ``too_much`` (more than
    is left, or not what we thought was left), ``signature`` (a message that is not the provider's).
    """

    def origins(self) -> tuple[str, ...]:
        """Return where the provider's own pages are, so that a browser may be led there: scheme and host."""

    def later(self) -> Words | None:
        """Return how people pay where nothing is paid at once, in words; None where they pay online."""

    def start(self, wanted: Wanted, at: datetime) -> Begun:
        """Make a payment and return where to pay it."""

    def find(self, provider_id: str, at: datetime) -> Seen:
        """Return how a payment stands: the one thing to believe, whatever a payer's browser says."""

    def cancel(self, provider_id: str, at: datetime) -> None:
        """Make sure that an open or held payment is not paid any more. One that was cancelled before stays so."""

    def capture(self, provider_id: str, at: datetime) -> None:
        """Take the money of a held payment. One that was paid before stays so."""

    def refund(self, wanted: RefundWanted, at: datetime) -> RefundSeen:
        """Give money back of a payment that was paid."""

    def find_refund(self, payment: str, refund: str, at: datetime) -> RefundSeen:
        """Return how a refund stands. payment, refund: the provider's names of both."""

    def statement(self, since: datetime, until: datetime, at: datetime) -> Statement | None:
        """Return what was made from ``since`` to just before ``until``; None where there are no books but our own.

        It may lag behind :meth:`find` a little.
        """

    def read_nudge(self, body: bytes, headers: Mapping[str, str]) -> Nudge:
        """Return what the provider sent by itself. body: the very bytes. headers: by lower-case name.

        Raises Rejected("signature") for what does not come from the provider, or cannot be read.
        """

    def check(self) -> None:
        """Try the provider without taking money."""


def payments_from(provider: str, settings: Mapping[str, Any]) -> Payments:
    """Return the provider of that name with a council's settings. Raises Misconfigured where they are wrong."""
    return cast(Payments, make_provider("payments", provider, settings))
