"""How is each waste provider set up so that one house has a full set of collections? One bench for each."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from commonhall.capabilities.waste.port import PropertyKey, Waste, waste_from
from commonhall.capabilities.waste.simulator.estate import Estate
from commonhall.capabilities.waste.simulator.program import ContractorSimulator, demo_settings, running

HOUSE = PropertyKey(uprn="999902000030", usrn="99020003", classification="RD03", postcode="DL11 2AA")
FLAT = PropertyKey("999902000041", "99020003", parent_uprn="999902000040", classification="RD06", postcode="DL11 2AA")
SHOP = PropertyKey(uprn="999902000050", usrn="99029999", classification="CR08", postcode="DL11 2AA")
"""A property with no household collections, in a street with none."""

ROWS = (
    ("", HOUSE.usrn, "refuse", "refuse", "fortnightly", "2025-01-06"),
    ("", HOUSE.usrn, "recycling", "recycling", "fortnightly", "2025-01-13"),
    ("", HOUSE.usrn, "food", "food", "weekly", "2025-01-10"),
    (HOUSE.uprn, "", "garden", "garden", "every_three_weeks", "2025-01-15"),
)


@contextmanager
def rounds(folder: Path) -> Iterator[Waste]:
    yield waste_from("rounds", {"seed": "bench", "garden_share": 100})


@contextmanager
def schedule_csv(folder: Path) -> Iterator[Waste]:
    path = folder / "schedules.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("uprn", "usrn", "service", "stream", "frequency", "first_date"))
        writer.writerows(ROWS)
    yield waste_from("schedule_csv", {"path": str(path)})


@contextmanager
def contractor_at(clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> Iterator[ContractorSimulator]:
    """Run the stand-in for a contractor, with three properties."""
    properties = {key.uprn: key for key in (HOUSE, FLAT, SHOP)}
    estates = {
        council: partial(Estate, properties, {"seed": council, "garden_share": 100})
        for council in ("amberford", "fallowdale")
    }
    with running(estates, clock=clock) as simulator:
        yield simulator


def through(simulator: ContractorSimulator, council: str = "amberford") -> Waste:
    """Return the provider that asks the stand-in for a council."""
    return waste_from("contractor", demo_settings(council, simulator.address))


@contextmanager
def contractor(folder: Path) -> Iterator[Waste]:
    with contractor_at() as simulator:
        simulator.calls_a_minute = 1_000_000
        yield through(simulator)


BENCHES: dict[str, Callable[[Path], AbstractContextManager[Waste]]] = {
    "contractor": contractor,
    "rounds": rounds,
    "schedule_csv": schedule_csv,
}
