"""How much of an amount is VAT? Amounts include it; the part is rounded to the nearest penny, once a line."""

from __future__ import annotations

from typing import Final

from commonhall.core.language.charge_model import Vat
from commonhall.core.language.functions import half_up

PERCENT: Final[dict[Vat, int]] = {"outside_scope": 0, "exempt": 0, "zero": 0, "reduced": 5, "standard": 20}
"""Value Added Tax Act 1994, section 2(1) (20 per cent since 4 January 2011) and section 29A (5 per cent)."""


def vat_part(total_pence: int, vat: Vat) -> int:
    """Return the pence of VAT that are in ``total_pence``."""
    return half_up(total_pence * PERCENT[vat], 100 + PERCENT[vat])
