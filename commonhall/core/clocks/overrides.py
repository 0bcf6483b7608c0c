"""Which bank holidays do we know better than the package of holidays? Each row says why and where it is proclaimed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

Nation = Literal["england-wales", "scotland", "northern-ireland"]


@dataclass(frozen=True, slots=True)
class Override:
    """One date on which a nation has a bank holiday (``is_holiday``), or has none, whatever the package says."""

    nation: Nation
    date: date
    name: str
    is_holiday: bool
    reason: str


OVERRIDES: tuple[Override, ...] = (
    Override(
        nation="scotland",
        date=date(2026, 6, 15),
        name="World Cup bank holiday",
        is_holiday=True,
        reason="Proclaimed in February 2026 under section 1(3) of the Banking and Financial Dealings Act 1971; "
        "packages of holidays differ on it",
    ),
)
