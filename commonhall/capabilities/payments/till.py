"""How do the providers without a company behind them remember payments? In a till that a room above keeps for them."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import ClassVar, Final, Literal, Protocol

from commonhall.capabilities.errors import Misconfigured, Rejected
from commonhall.capabilities.payments.port import (
    LONGEST_DESCRIPTION,
    MOST_PENCE,
    OPEN_STATES,
    Nudge,
    PaymentState,
    RefundSeen,
    RefundWanted,
    Seen,
    Statement,
    Wanted,
)

Press = Literal["pay", "decline", "cancel"]
PRESSED: Final[Mapping[Press, tuple[PaymentState, str]]] = {
    "pay": ("paid", ""),
    "decline": ("failed", "declined"),
    "cancel": ("cancelled", "cancelled"),
}


@dataclass(frozen=True, slots=True)
class TillEntry:
    """A payment in the till. expires_at: None for one that stays open. refunds: pence by the id of the refund."""

    provider_id: str
    provider: str
    wanted: Wanted
    state: PaymentState
    expires_at: datetime | None = None
    code: str = ""
    refunds: Mapping[str, int] = field(default_factory=dict)

    def as_of(self, at: datetime) -> TillEntry:
        """Return the entry as it stands at the moment ``at``: an open one may have expired."""
        late = self.expires_at is not None and at >= self.expires_at
        return replace(self, state="expired", code="expired") if late and self.state in OPEN_STATES else self

    @property
    def refunded_pence(self) -> int:
        """Return what was given back of it."""
        return sum(self.refunds.values())


class Till(Protocol):
    """The till of the council in scope, inside the transaction of whoever asks."""

    def find(self, provider_id: str) -> TillEntry | None:
        """Return the entry, locked until the transaction ends; None where there is none."""

    def find_wanted(self, provider: str, wanted_id: str) -> TillEntry | None:
        """Return the entry that this provider made for ``wanted_id``, if it did."""

    def keep(self, entry: TillEntry) -> None:
        """Store ``entry``, in the room of what was kept with its provider id."""


_plugged: list[Till] = []


def plug_till(till: Till | None) -> Till | None:
    """Plug in the till (None unplugs). Returns what was plugged in before."""
    before = _plugged[0] if _plugged else None
    _plugged[:] = [] if till is None else [till]
    return before


def the_till() -> Till:
    """Return the plugged-in till. Raises Misconfigured where no room has plugged in."""
    if not _plugged:
        raise Misconfigured("Nothing keeps payments here: start the product with its rooms.")
    return _plugged[0]


def entry_in(till: Till, provider_id: str, at: datetime) -> TillEntry:
    """Return the entry as it stands. Raises Rejected("not_found")."""
    entry = till.find(provider_id)
    if entry is None:
        raise Rejected("not_found", why="There is no payment of that id")
    return entry.as_of(at)


def put_in(till: Till, provider: str, wanted: Wanted, *, lasts: timedelta | None, at: datetime) -> TillEntry:
    """Return the open entry for ``wanted``, made once. Raises Rejected for what cannot be paid."""
    if not 0 < wanted.amount_pence <= MOST_PENCE:
        raise Rejected("amount", why=f"An amount is from 1 to {MOST_PENCE} pence")
    if not 0 < len(wanted.description) <= LONGEST_DESCRIPTION:
        raise Rejected("description", why=f"A description has 1 to {LONGEST_DESCRIPTION} characters")
    entry = till.find_wanted(provider, wanted.id)
    if entry is None:
        entry = TillEntry(secrets.token_urlsafe(24), provider, wanted, "created", at + lasts if lasts else None)
        till.keep(entry)
    return entry.as_of(at)


def seen_of(entry: TillEntry, next_url: str) -> Seen:
    """Return how an entry stands, as the port says it."""
    open_url = next_url if entry.state in OPEN_STATES else ""
    return Seen(
        entry.provider_id,
        entry.state,
        entry.wanted.amount_pence,
        entry.refunded_pence,
        entry.code,
        next_url=open_url,
        reference=entry.wanted.reference,
    )


class AtTheTill:
    """What providers do alike that keep their payments in the till."""

    stays_here: ClassVar[bool] = True

    def origins(self) -> tuple[str, ...]:
        """Return nothing: there are no pages but the council's own."""
        return ()

    def cancel(self, provider_id: str, at: datetime) -> None:
        """Cancel an open payment. Raises Rejected."""
        till = the_till()
        entry = entry_in(till, provider_id, at)
        if entry.state in OPEN_STATES:
            till.keep(replace(entry, state="cancelled", code="cancelled"))
        elif entry.state != "cancelled":
            raise Rejected("finished", why=f"The payment is {entry.state}")

    def capture(self, provider_id: str, at: datetime) -> None:
        """See that it was paid: nothing is held here. Raises Rejected."""
        entry = entry_in(the_till(), provider_id, at)
        if entry.state != "paid":
            raise Rejected("finished", why=f"The payment is {entry.state}")

    def find_refund(self, payment: str, refund: str, at: datetime) -> RefundSeen:
        """Return what the till says. Raises Rejected("not_found")."""
        entry = entry_in(the_till(), payment, at)
        if refund not in entry.refunds:
            raise Rejected("not_found", why="There is no refund of that id")
        return RefundSeen(refund, "made", entry.refunds[refund], payment)

    def statement(self, since: datetime, until: datetime, at: datetime) -> Statement | None:
        """Return None: the till is our own."""
        return None

    def read_nudge(self, body: bytes, headers: Mapping[str, str]) -> Nudge:
        """Refuse: nothing comes from outside."""
        raise Rejected("signature", why="This provider sends no messages")

    def check(self) -> None:
        """See that there is a till."""
        the_till()


def refund_in(till: Till, wanted: RefundWanted, at: datetime) -> RefundSeen:
    """Give money back, once for each id. Raises Rejected."""
    entry = entry_in(till, wanted.provider_id, at)
    done = RefundSeen(wanted.id, "made", wanted.amount_pence, wanted.provider_id)
    if wanted.id in entry.refunds:
        return done
    if entry.state != "paid":
        raise Rejected("not_refundable", why=f"The payment is {entry.state}")
    left = entry.wanted.amount_pence - entry.refunded_pence
    if not 0 < wanted.amount_pence <= left or wanted.refunded_pence != entry.refunded_pence:
        raise Rejected("too_much", why=f"{left} pence of the payment are left")
    till.keep(replace(entry, refunds={**entry.refunds, wanted.id: wanted.amount_pence}))
    return done


def press(provider_id: str, button: Press, at: datetime) -> TillEntry:
    """Do what the payer of a practice payment chose, and return how it stands; what is finished stays as it is.

    Raises Rejected("not_found"), also for an entry of a provider that has no practice page.
    """
    till = the_till()
    entry = entry_in(till, provider_id, at)
    if entry.provider != PRACTICE:
        raise Rejected("not_found", why="This payment has no practice page")
    if entry.state in OPEN_STATES:
        state, code = PRESSED[button]
        entry = replace(entry, state=state, code=code)
        till.keep(entry)
    return entry


def practice_entry(provider_id: str, at: datetime) -> TillEntry:
    """Return the practice payment of that id. Raises Rejected("not_found")."""
    entry = entry_in(the_till(), provider_id, at)
    if entry.provider != PRACTICE:
        raise Rejected("not_found", why="This payment has no practice page")
    return entry


PRACTICE: Final = "practice_card"
"""The provider whose payments are pressed on a page of the council's own site."""
