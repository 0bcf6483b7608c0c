"""What does a provider have that needs no settings and calls nobody outside?"""

from __future__ import annotations

from typing import ClassVar

from pydantic import BaseModel, ConfigDict


class NothingToSet(BaseModel):
    """There is nothing to fill in."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class NeedsNothing:
    """The part of such a provider that has nothing to do with its port."""

    Settings: ClassVar[type[BaseModel]] = NothingToSet
    stays_here: ClassVar[bool] = True

    def __init__(self, settings: NothingToSet) -> None:
        """Take the settings as every provider does; there are none to keep."""
