"""How is each payment provider set up, and who plays its payer? One bench for each: a till kept in memory, or the
simulator."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial

from commonhall.capabilities.payments.port import Payments, payments_from
from commonhall.capabilities.payments.simulator.program import PaySimulator
from commonhall.capabilities.payments.till import Press, TillEntry, press
from tests.contracts.payments.paying import Clock, clocked, play_at


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


@dataclass(frozen=True)
class Bench:
    """A provider with who pays there: None where nothing can be paid online."""

    payments: Payments
    player: Player | None


def _at_the_simulator(simulator: PaySimulator, clock: Clock) -> Bench:
    payments = clocked(simulator, clock)
    return Bench(payments, partial(play_at, simulator, payments))


BENCHES: dict[str, Callable[[PaySimulator, Clock], Bench]] = {
    "govuk_pay": _at_the_simulator,
    "practice_card": lambda _, __: Bench(payments_from("practice_card", {}), practice),
    "pay_later": lambda _, __: Bench(payments_from("pay_later", {}), None),
}
PLAYED = ("govuk_pay", "practice_card")
"""The providers with whom something can be paid online."""
AT = datetime(2026, 6, 10, 12, tzinfo=UTC)
