"""What do the sector's site and the five made-up councils of the demonstration look like?"""

from __future__ import annotations

from typing import Final

from commonhall.core.values.words import Words
from commonhall.web.components.look import Look
from commonhall.web.components.views.frame import Contact, CouncilLook

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

COUNCILS: Final[dict[str, CouncilLook]] = {
    "commonhall": CouncilLook(
        slug="commonhall",
        name=Words(en="Commonhall", cy="Commonhall"),
        logo="commonhall",
        languages=("en", "cy"),
        theme_colour=LOOKS["commonhall"].header,
    ),
    "thornbridge": CouncilLook(
        slug="thornbridge",
        name=Words(en="London Borough of Thornbridge"),
        logo="thornbridge",
        theme_colour=LOOKS["thornbridge"].header,
        contact={
            "en": Contact(
                phone="01632 960110",
                hours="Monday to Friday, 8am to 6pm",
                email="hello@thornbridge.example.org",
                address=("Bridge House", "1 Thorn Street", "Thornbridge"),
            )
        },
    ),
    "fallowdale": CouncilLook(
        slug="fallowdale",
        name=Words(en="Fallowdale District Council"),
        logo="fallowdale",
        theme_colour=LOOKS["fallowdale"].header,
        contact={
            "en": Contact(
                phone="01632 960220",
                hours="Monday to Friday, 9am to 5pm",
                email="enquiries@fallowdale.example.org",
                address=("The Corn Hall", "Market Place", "Fallow Wick"),
            )
        },
    ),
    "stonemere": CouncilLook(
        slug="stonemere",
        name=Words(en="Stonemere Council"),
        logo="stonemere",
        theme_colour=LOOKS["stonemere"].header,
        contact={
            "en": Contact(
                phone="01632 960330",
                hours="Monday to Saturday, 8am to 8pm",
                email="contact@stonemere.example.org",
                address=("Mere House", "Quarry Road", "Stonemere"),
            )
        },
    ),
    "brynafon": CouncilLook(
        slug="brynafon",
        name=Words(en="Brynafon Council", cy="Cyngor Brynafon"),
        logo="brynafon",
        languages=("cy", "en"),
        theme_colour=LOOKS["brynafon"].header,
        contact={
            "en": Contact(
                phone="01632 960440",
                hours="Monday to Friday, 8:30am to 5pm",
                email="contact@brynafon.example.org",
                address=("County Hall", "Heol yr Afon", "Brynafon"),
            ),
            "cy": Contact(
                phone="01632 960440",
                hours="Dydd Llun i ddydd Gwener, 8.30yb i 5yp",
                email="cysylltu@brynafon.example.org",
                address=("Neuadd y Sir", "Heol yr Afon", "Brynafon"),
            ),
        },
    ),
    "strathrowan": CouncilLook(
        slug="strathrowan",
        name=Words(en="Strathrowan Council"),
        logo="strathrowan",
        theme_colour=LOOKS["strathrowan"].header,
        contact={
            "en": Contact(
                phone="01632 960550",
                hours="Monday to Friday, 9am to 5pm",
                email="ask@strathrowan.example.org",
                address=("Rowan House", "Kirk Wynd", "Strathrowan"),
            )
        },
    ),
}


def council_look(slug: str) -> CouncilLook:
    """Return what the pages show of a council of the demonstration, or of the sector ("commonhall")."""
    return COUNCILS[slug]
