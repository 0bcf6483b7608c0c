"""How does a council try out paying without an account? A page of its own site plays the card; no money moves."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import ClassVar, Final

from commonhall.capabilities.needs_nothing import NeedsNothing
from commonhall.capabilities.payments.port import Begun, RefundSeen, RefundWanted, Seen, Wanted
from commonhall.capabilities.payments.till import AtTheTill, entry_in, put_in, refund_in, seen_of, the_till
from commonhall.core.values.words import Words

LASTS: Final = timedelta(minutes=90)
"""How long a payment page stays open: as long as that of GOV.UK Pay."""


class Provider(AtTheTill, NeedsNothing):
    """Sends the payer to ``/pay/<id>``, where a card works, is declined, or the payer turns back."""

    name: ClassVar[str] = "practice_card"
    title: ClassVar[Words] = Words(en="Practice card (no money moves)", cy="Cerdyn ymarfer (dim arian yn symud)")

    def later(self) -> Words | None:
        """Return None: it is paid at once."""
        return None

    def start(self, wanted: Wanted, at: datetime) -> Begun:
        """Put the payment into the till."""
        entry = put_in(the_till(), self.name, wanted, lasts=LASTS, at=at)
        return Begun(entry.provider_id, _page(entry.provider_id))

    def find(self, provider_id: str, at: datetime) -> Seen:
        """Return what the till says."""
        return seen_of(entry_in(the_till(), provider_id, at), _page(provider_id))

    def refund(self, wanted: RefundWanted, at: datetime) -> RefundSeen:
        """Note the refund in the till."""
        return refund_in(the_till(), wanted, at)


def _page(provider_id: str) -> str:
    return f"/pay/{provider_id}"
