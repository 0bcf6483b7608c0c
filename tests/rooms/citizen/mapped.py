"""How do tests come to the map: a council that has one, and somebody who is asked where a problem is?"""

from __future__ import annotations

from typing import Any, Final

from commonhall.catalogue.operations import LIBRARY, bind_provider
from commonhall.contacts.charting import load_map
from commonhall.contacts.operations import load_gazetteer
from commonhall.core.language.loading import read_folder
from commonhall.councils.actors import SYSTEM
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council
from commonhall.upkeep.demo.gazetteer import generate
from commonhall.upkeep.demo.gazetteer_areas import areas
from tests.rooms.adopting import adopt_own
from tests.rooms.citizen.browsing import Browser
from tests.rooms.citizen.conftest import NOW, PLACES
from tests.rooms.providers import bind_local_providers

WHERE: Final = "/services/report-a-problem/where"
OPEN: Final = "open:place"


def furnish(council: CouncilSite) -> None:
    """Let ``council`` take reports, with its streets, its edge and its own map."""
    records = generate(PLACES[council.slug])
    bind_local_providers(council, at=NOW)
    with in_council(council):
        adopt_own(council, "report-a-problem", read_folder(LIBRARY / "report-a-problem").pattern, at=NOW)
        load_gazetteer(
            properties=records.properties[:60], streets=records.streets, furniture=records.furniture, by=SYSTEM, at=NOW
        )
        load_map(areas=areas(PLACES[council.slug]), by=SYSTEM, at=NOW)
        bind_provider(capability="maps", provider="own_streets", settings={}, by=SYSTEM, at=NOW)


def asked(citizen: Browser, *, category: str = "litter") -> Browser:
    """Bring ``citizen`` to the question where it is."""
    citizen.get("/services/report-a-problem/what")
    citizen.post(category=category)
    assert citizen.path == WHERE
    return citizen


def press(citizen: Browser, button: str, **more: Any) -> Browser:
    """Press a button of the page."""
    citizen.post(WHERE, map=button, **more)
    return citizen
