"""How does a resident walk through the skip service? The steps that many tests share."""

from __future__ import annotations

from commonhall.councils.queries import CouncilSite
from commonhall.upkeep.demo.gazetteer import generate
from tests.cast import Resident
from tests.rooms.citizen.browsing import Browser
from tests.rooms.citizen.conftest import PLACES

BASE = "/services/skip-licence"


def postcode_of(council: CouncilSite) -> str:
    """Return the postcode whose addresses the council knows."""
    return generate(PLACES[council.slug]).properties[0].postcode


def choose_place(citizen: Browser, council: CouncilSite) -> str:
    """Answer the first two pages; return the property chosen."""
    citizen.get(f"{BASE}/about")
    citizen.post()
    citizen.post(place__postcode=postcode_of(council).lower().replace(" ", ""))
    chosen = citizen.uprns()[0]
    citizen.post(place__uprn=chosen)
    return chosen


def fill_in(citizen: Browser, council: CouncilSite, resident: Resident, *, days: str = "5") -> None:
    """Answer every page."""
    choose_place(citizen, council)
    citizen.post(size="small")
    citizen.post(filling=["soil"])
    citizen.post(days=days)
    if int(days) > 14:
        return
    if citizen.path == f"{BASE}/reason":
        citizen.post(why="")
    citizen.post(name=resident.name, email=resident.email)


def send(citizen: Browser) -> str:
    """Send what was filled in; return where it led."""
    return citizen.post(declaration="yes")
