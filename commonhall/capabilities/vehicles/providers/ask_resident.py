"""What if a council looks up no vehicles? Nobody is asked, and the service asks the resident instead."""

from __future__ import annotations

from typing import ClassVar

from pydantic import BaseModel, ConfigDict

from commonhall.capabilities.errors import Rejected
from commonhall.capabilities.vehicles.port import VehicleDetails
from commonhall.core.values.words import Words


class AskSettings(BaseModel):
    """There is nothing to fill in."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Provider:
    """Knows no vehicle, so that the resident is asked."""

    name: ClassVar[str] = "ask_resident"
    title: ClassVar[Words] = Words(en="Ask the resident", cy="Gofyn i'r preswylydd")
    Settings: ClassVar[type[BaseModel]] = AskSettings
    stays_here: ClassVar[bool] = True

    def __init__(self, settings: AskSettings) -> None:
        self._settings = settings

    def details(self, registration: str) -> VehicleDetails:
        """Raise Rejected("not_looked_up")."""
        raise Rejected("not_looked_up", why="the council asks the resident")

    def check(self) -> None:
        """Nothing can be wrong."""
