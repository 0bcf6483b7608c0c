"""How is each waste provider set up so that one house has a full set of collections? One bench for each."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

from commonhall.capabilities.waste.port import PropertyKey, Waste, waste_from

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


def rounds(folder: Path) -> Waste:
    return waste_from("rounds", {"seed": "bench", "garden_share": 100})


def schedule_csv(folder: Path) -> Waste:
    path = folder / "schedules.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("uprn", "usrn", "service", "stream", "frequency", "first_date"))
        writer.writerows(ROWS)
    return waste_from("schedule_csv", {"path": str(path)})


BENCHES: dict[str, Callable[[Path], Waste]] = {"rounds": rounds, "schedule_csv": schedule_csv}
