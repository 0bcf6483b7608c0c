"""How does a council look on its pages? From what it keeps about itself to the colours, the logo and the help."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from commonhall.web.components.look import Look, check_look, nearest_shade
from commonhall.web.components.looks import LOOKS
from commonhall.web.components.pages import HERE
from commonhall.web.components.views.frame import Contact, CouncilLook

if TYPE_CHECKING:
    from commonhall.councils.queries import CouncilSite

PLAIN: Final = "commonhall"
COLOURS: Final = {
    "brand": "brand_colour",
    "header_text": "brand_text_colour",
    "action": "button_colour",
    "link": "link_colour",
}
"""Which colour of a page a council may choose, by the key under which it keeps it."""


def look_of(council: CouncilSite) -> Look:
    """Return the council's colours: its own where it keeps any, else those drawn for it, else the plain ones.

    Own colours stand on plain grey, so that they never clash; one that cannot be read is taken a shade further.
    """
    kept = {name: council.look[key] for name, key in COLOURS.items() if council.look.get(key)}
    if not kept:
        return LOOKS.get(council.slug, LOOKS[PLAIN])
    return _look(tuple(sorted(kept.items())))


@lru_cache(maxsize=500)
def _look(kept: tuple[tuple[str, str], ...]) -> Look:
    own = dict(kept)
    brand = own.get("brand", LOOKS[PLAIN].brand)
    greys = {"surface": "#f3f3f3", "surface_border": "#cecece"}
    return _readable(Look(**{"brand": brand, "header": brand, "action": brand, **greys, **own}))


def _readable(look: Look) -> Look:
    """Return ``look`` with every colour that cannot be read moved to the nearest shade that can."""
    for _ in range(len(check_look(look))):
        problems = check_look(look)
        if not problems:
            break
        worst = problems[0]
        shade = nearest_shade(getattr(look, worst.colour), getattr(look, worst.against), worst.needed)
        look = replace(look, **{worst.colour: shade})
    return look


def logo_of(council: CouncilSite) -> str:
    """Return the slug of the council's logo; a plain one where none was drawn."""
    wanted = council.look.get("logo") or council.slug
    return wanted if wanted.replace("-", "").isalnum() and _has_logo(wanted) else PLAIN


@lru_cache(maxsize=500)
def _has_logo(slug: str) -> bool:
    return (HERE / "static/logos" / f"{slug}.svg").is_file()


def pages_of(council: CouncilSite, *, home: str = "/", helps: bool = True) -> CouncilLook:
    """Return what every page shows of ``council``. helps: with how to reach it, as residents' pages say."""
    contact = council.contact
    return CouncilLook(
        slug=council.slug,
        name=council.name,
        logo=logo_of(council),
        languages=council.languages,
        home=home,
        theme_colour=look_of(council).header,
        contact={
            language: Contact(
                phone=contact.phone,
                hours=contact.hours.say(language),
                email=contact.email,
                address=tuple(line.strip() for line in contact.address.split("\n") if line.strip()),
            )
            for language in (council.languages if helps else ())
        },
    )
