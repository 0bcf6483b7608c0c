"""How does a council try out paying without an account? A page of its own site plays the card; no money moves."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import ClassVar, Final

from pydantic import BaseModel, ConfigDict

from commonhall.capabilities.payments.port import Begun, Nudge, RefundSeen, RefundWanted, Seen, Statement, Wanted
from commonhall.capabilities.payments.till import (
    cancel_in,
    capture_in,
    entry_in,
    no_nudge,
    put_in,
    refund_found,
    refund_in,
    seen_of,
    the_till,
)
from commonhall.core.values.words import Words

LASTS: Final = timedelta(minutes=90)
"""How long a payment page stays open: as long as that of GOV.UK Pay."""


class PracticeSettings(BaseModel):
    """Nothing needs to be set."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Provider:
    """Sends the payer to ``/pay/<id>``, where a card works, is declined, or the payer turns back."""

    name: ClassVar[str] = "practice_card"
    title: ClassVar[Words] = Words(en="Practice card (no money moves)", cy="Cerdyn ymarfer (dim arian yn symud)")
    Settings: ClassVar[type[BaseModel]] = PracticeSettings
    stays_here: ClassVar[bool] = True

    def __init__(self, settings: PracticeSettings) -> None:
        self._settings = settings

    def origins(self) -> tuple[str, ...]:
        """Return nothing: there are no pages but the council's own."""
        return ()

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

    def cancel(self, provider_id: str, at: datetime) -> None:
        """Close the page."""
        cancel_in(the_till(), provider_id, at)

    def capture(self, provider_id: str, at: datetime) -> None:
        """See that it was paid: nothing is held here."""
        capture_in(the_till(), provider_id, at)

    def refund(self, wanted: RefundWanted, at: datetime) -> RefundSeen:
        """Note the refund in the till."""
        return refund_in(the_till(), wanted, at)

    def find_refund(self, payment: str, refund: str, at: datetime) -> RefundSeen:
        """Return what the till says."""
        return refund_found(the_till(), payment, refund, at)

    def statement(self, since: datetime, until: datetime, at: datetime) -> Statement | None:
        """Return None: the till is our own."""
        return None

    def read_nudge(self, body: bytes, headers: Mapping[str, str]) -> Nudge:
        """Refuse: nothing comes from outside."""
        raise no_nudge()

    def check(self) -> None:
        """See that there is a till."""
        the_till()


def _page(provider_id: str) -> str:
    return f"/pay/{provider_id}"
