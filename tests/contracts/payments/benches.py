"""How is each payment provider set up, and who plays its payer? One bench for each, over a till kept in memory."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from commonhall.capabilities.payments.port import Payments, payments_from
from commonhall.capabilities.payments.till import Press, TillEntry, press


class TillInMemory:
    """What a room keeps of payments, without a database: for one council, in one thread."""

    def __init__(self) -> None:
        self.kept: dict[str, TillEntry] = {}

    def find(self, provider_id: str) -> TillEntry | None:
        return self.kept.get(provider_id)

    def find_wanted(self, provider: str, wanted_id: str) -> TillEntry | None:
        found = [each for each in self.kept.values() if (each.provider, each.wanted.id) == (provider, wanted_id)]
        return found[0] if found else None

    def keep(self, entry: TillEntry) -> None:
        self.kept[entry.provider_id] = entry


def practice(provider_id: str, button: Press, at: datetime) -> None:
    press(provider_id, button, at)


Player = Callable[[str, Press, datetime], None]
BENCHES: dict[str, tuple[Payments, Player | None]] = {
    "practice_card": (payments_from("practice_card", {}), practice),
    "pay_later": (payments_from("pay_later", {}), None),
}
"""Each provider with who pays there; None where nothing can be paid online."""
