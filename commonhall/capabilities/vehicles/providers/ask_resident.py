"""What if a council looks up no vehicles? Nobody is asked, and the service asks the resident instead."""

from __future__ import annotations

from typing import ClassVar

from commonhall.capabilities.errors import Rejected
from commonhall.capabilities.needs_nothing import NeedsNothing
from commonhall.capabilities.vehicles.port import VehicleDetails
from commonhall.core.values.words import Words


class Provider(NeedsNothing):
    """Knows no vehicle, so that the resident is asked."""

    name: ClassVar[str] = "ask_resident"
    title: ClassVar[Words] = Words(en="Ask the resident", cy="Gofyn i'r preswylydd")

    def details(self, registration: str) -> VehicleDetails:
        """Raise Rejected("not_looked_up")."""
        raise Rejected("not_looked_up", why="the council asks the resident")

    def check(self) -> None:
        """Nothing can be wrong."""
