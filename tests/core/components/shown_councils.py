"""What do samples of pages show of the councils of the demonstration?"""

from __future__ import annotations

from typing import Final

from commonhall.core.values.words import Words
from commonhall.web.components.looks import LOOKS
from commonhall.web.components.views.frame import Contact, CouncilLook

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
    """Return what the pages show of a council, or of the sector ("commonhall")."""
    return COUNCILS[slug]
