"""What do the sector's site and the five made-up councils of the demonstration look like?"""

from __future__ import annotations

from typing import Final

from commonhall.core.values.words import Words
from commonhall.web.components.look import Look
from commonhall.web.components.views.frame import CouncilLook

LOOKS: Final[dict[str, Look]] = {
    "commonhall": Look(
        brand="#17596b", header="#123c47", action="#17596b", surface="#f1f6f7", surface_border="#b5ccd2"
    ),
    "thornbridge": Look(
        brand="#6b2358", header="#4c1740", action="#6b2358", surface="#f8f3f7", surface_border="#d5bdd0"
    ),
    "fallowdale": Look(
        brand="#3c6427", header="#2c4a1e", action="#3a6b1f", surface="#f5f7f0", surface_border="#c7d3b8"
    ),
    "stonemere": Look(brand="#245b8f", header="#183b5c", action="#1c5c8a", surface="#f2f6fa", surface_border="#b7cbe0"),
    "brynafon": Look(brand="#96253a", header="#74192b", action="#1d6a4f", surface="#f9f5f3", surface_border="#dcc9c0"),
    "strathrowan": Look(
        brand="#3a3f8f", header="#25285e", action="#3a3f8f", surface="#f4f4fa", surface_border="#c3c5e2"
    ),
}

SECTOR: Final = CouncilLook(
    slug="commonhall",
    name=Words(en="Commonhall", cy="Commonhall"),
    logo="commonhall",
    languages=("en", "cy"),
    theme_colour=LOOKS["commonhall"].header,
)
"""What the pages of the sector's own site show."""
