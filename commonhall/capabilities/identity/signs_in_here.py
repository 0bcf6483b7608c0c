"""How does a provider of sign-in answer that sends nobody anywhere? The sign-in page itself asks, whatever is bound."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import ClassVar

from commonhall.capabilities.errors import Misconfigured, Rejected
from commonhall.capabilities.identity.port import Ended, Level, NotProved, Proved, Wanted
from commonhall.capabilities.needs_nothing import NeedsNothing


class SignsInHere(NeedsNothing):
    """The methods of the port where there is nowhere to go. only: who signs in, and with what."""

    only: ClassVar[str]

    def button(self) -> None:
        """Return None: there is nowhere to go."""

    def levels(self) -> tuple[Level, ...]:
        """Return nothing."""
        return ()

    def begin(self, wanted: Wanted, at: datetime) -> str:
        """Refuse: no button leads here."""
        raise Misconfigured(self.only)

    def finish(self, wanted: Wanted, returned: Mapping[str, str], at: datetime) -> Proved | NotProved:
        """Refuse: nobody was sent away."""
        raise Misconfigured(self.only)

    def sign_out(self, hint: str, return_url: str, at: datetime) -> str:
        """Return nothing: there is nowhere else to sign out."""
        return ""

    def ended(self, token: str, at: datetime) -> Ended:
        """Refuse: nobody may say so."""
        raise Rejected("issuer", why="No provider of sign-in is bound")

    def check(self) -> None:
        """There is nothing to try."""
