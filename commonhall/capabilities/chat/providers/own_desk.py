"""How does a council answer chats with nothing but Commonhall? Its agents take them in the office."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import ClassVar

from commonhall.capabilities.chat.port import Event, Line, Opening, Standing
from commonhall.capabilities.errors import Rejected
from commonhall.capabilities.needs_nothing import NeedsNothing
from commonhall.core.values.words import Words


class Provider(NeedsNothing):
    """The council's own desk: the office reads what residents type from the same tables."""

    name: ClassVar[str] = "own_desk"
    title: ClassVar[Words] = Words(en="Our own agents, in the office", cy="Ein cynghorwyr ein hunain, yn y swyddfa")

    def standing(self) -> Standing:
        """Let the council's hours decide."""
        return Standing()

    def begin(self, opening: Opening) -> str:
        """Name the chat as we do."""
        return str(opening.id)

    def say(self, provider_id: str, line: Line) -> None:
        """Nothing is to be carried: the line is read where it was kept."""

    def end(self, provider_id: str) -> None:
        """Nobody else has to know."""

    def event_of(self, headers: Mapping[str, str], body: bytes, now: datetime) -> Event | None:
        """Nobody else may say what happened here."""
        raise Rejected("signature", why="Nothing outside tells the council's own desk what happened")

    def check(self) -> None:
        """It works wherever Commonhall does."""
