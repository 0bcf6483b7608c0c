"""Which providers do tests bind? The local ones, which need no other system."""

from __future__ import annotations

from datetime import datetime

from commonhall.catalogue.operations import bind_provider
from commonhall.councils.actors import SYSTEM
from commonhall.councils.queries import CouncilSite
from commonhall.councils.scope import in_council


def bind_local_providers(council: CouncilSite, *, at: datetime) -> None:
    """Let ``council`` use the gazetteer, simulated rounds, and folders that are not there for messages and files."""
    with in_council(council):
        bind_provider(capability="files", provider="folder", settings={"folder": "files"}, by=SYSTEM, at=at)
        bind_provider(capability="addresses", provider="gazetteer", settings={}, by=SYSTEM, at=at)
        bind_provider(capability="waste", provider="rounds", settings={"seed": council.slug}, by=SYSTEM, at=at)
        bind_provider(
            capability="notifications", provider="outbox_folder", settings={"folder": "outbox"}, by=SYSTEM, at=at
        )
