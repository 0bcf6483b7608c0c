"""How does a council look on its pages? From what the council keeps about itself to what the components draw."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from commonhall.councils.queries import CouncilSite
from commonhall.web.components.look import Look
from commonhall.web.components.looks import LOOKS
from commonhall.web.components.pages import HERE
from commonhall.web.components.views.frame import Contact, CouncilLook

PLAIN_LOGO: Final = "commonhall"
COLOURS: Final = {
    "brand": "brand_colour",
    "header": "header_colour",
    "header_text": "brand_text_colour",
    "action": "button_colour",
    "link": "link_colour",
}


def look_of(council: CouncilSite) -> Look:
    """Return the council's colours: those it keeps, else those drawn for it, else the brand colour throughout."""
    kept = {name: council.look[key] for name, key in COLOURS.items() if council.look.get(key)}
    drawn = LOOKS.get(logo_of(council))
    if drawn is not None and council.slug in LOOKS:
        return drawn
    brand = kept.get("brand") or LOOKS[PLAIN_LOGO].brand
    return Look(**{"brand": brand, "header": brand, "action": brand, **kept})


@lru_cache(maxsize=500)
def _has_logo(slug: str) -> bool:
    return (HERE / "static/logos" / f"{slug}.svg").is_file()


def logo_of(council: CouncilSite) -> str:
    """Return the slug of the council's logo; a plain one where none was drawn."""
    wanted = council.look.get("logo") or council.slug
    return wanted if wanted.replace("-", "").isalnum() and _has_logo(wanted) else PLAIN_LOGO


def look_of_pages(council: CouncilSite) -> CouncilLook:
    """Return what every page shows of ``council``."""
    contact = council.contact
    return CouncilLook(
        slug=council.slug,
        name=council.name,
        logo=logo_of(council),
        languages=council.languages,
        theme_colour=look_of(council).header,
        contact={
            language: Contact(
                phone=contact.phone,
                hours=contact.hours.say(language),
                email=contact.email,
                address=tuple(line.strip() for line in contact.address.split("\n") if line.strip()),
            )
            for language in council.languages
        },
    )
