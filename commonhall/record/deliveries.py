"""What is done with an outbox row of each kind? Rooms above register their delivery here when the product starts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from commonhall.councils.queries import CouncilSite
from commonhall.record.claims import Entry

Delivery = Callable[[CouncilSite, Entry, datetime], None]
_deliveries: dict[str, Delivery] = {}


class TryAgain(Exception):
    """Not now: the provider does not answer. ``after`` is how long it asked us to wait."""

    def __init__(self, reason: str, *, after: timedelta | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.after = after


class GiveUp(Exception):
    """Never: trying again would not help. The reason is shown to the council, so it carries no personal data."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class UnknownDelivery(LookupError):
    """Nobody registered a delivery of this kind."""


def delivers(kind: str) -> Callable[[Delivery], Delivery]:
    """Register the delivery of rows of ``kind``.

    It is called outside any transaction and opens ``in_council(council, purpose="job")`` when it needs rows. It may be
    called twice for one row: ``entry.id`` and ``entry.key`` are its idempotency keys. It raises TryAgain or GiveUp.
    """

    def register(delivery: Delivery) -> Delivery:
        known = _deliveries.setdefault(kind, delivery)
        if known is not delivery:
            raise ValueError(f"The delivery of {kind} is registered twice")
        return delivery

    return register


def get_delivery(kind: str) -> Delivery:
    """Return the delivery of ``kind``; raises UnknownDelivery."""
    if kind not in _deliveries:
        raise UnknownDelivery(kind)
    return _deliveries[kind]


def deliveries() -> dict[str, Delivery]:
    """Return every registered delivery by kind."""
    return dict(_deliveries)
