"""Which other supplier could a council of the demonstration switch to in the studio, with everything filled in?"""

from __future__ import annotations

from datetime import datetime

from commonhall.capabilities.addresses.simulator.program import demo_settings
from commonhall.capabilities.simulators.places import address_of
from commonhall.catalogue.binding import bind_provider, draft_binding
from commonhall.catalogue.bound import held_bindings
from commonhall.councils.actors import Actor
from commonhall.upkeep.demo.councils import DemoCouncil


def draft_places(demo: DemoCouncil, *, port: int, by: Actor, at: datetime) -> None:
    """Have OS Places ready to be tried and switched on in the studio, through its stand-in; the gazetteer is in force.

    port: of the web; the stand-in answers on one after it. Whatever was chosen in the studio since stays.
    """
    settings = demo_settings(demo.slug, address_of("addresses", web=port))
    held = [each for each in held_bindings("addresses") if each.mode == "live" and not each.service]
    ours = next((each for each in held if each.provider == "os_places"), None)
    if ours is not None and ours.settings.get("base_url") == settings["base_url"]:
        return
    if ours is not None and ours.state == "in_force":
        bind_provider(capability="addresses", provider="os_places", settings=settings, by=by, at=at)
    elif ours is not None or not any(each.state in ("draft", "planned") for each in held):
        draft_binding(
            capability="addresses", provider="os_places", settings=settings, service="", mode="live", by=by, at=at
        )
