"""How do residents sign in where nothing else is bound? By the link that is sent to their e-mail address."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import ClassVar

from pydantic import BaseModel, ConfigDict

from commonhall.capabilities.errors import Misconfigured, Rejected
from commonhall.capabilities.identity.port import Ended, Level, NotProved, Proved, Wanted
from commonhall.core.values.words import Words


class EmailLinkSettings(BaseModel):
    """Nothing needs to be set."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Provider:
    """Sends nobody anywhere: the sign-in page itself asks for the e-mail address, whatever is bound."""

    name: ClassVar[str] = "email_link"
    title: ClassVar[Words] = Words(en="Link by e-mail only", cy="Dolen drwy e-bost yn unig")
    Settings: ClassVar[type[BaseModel]] = EmailLinkSettings
    stays_here: ClassVar[bool] = True

    def __init__(self, settings: EmailLinkSettings) -> None:
        self._settings = settings

    def button(self) -> Words | None:
        """Return None: there is nowhere to go."""
        return None

    def levels(self) -> tuple[Level, ...]:
        """Return nothing."""
        return ()

    def begin(self, wanted: Wanted, at: datetime) -> str:
        """Refuse: no button leads here."""
        raise Misconfigured("Residents of this council sign in by e-mail only.")

    def finish(self, wanted: Wanted, returned: Mapping[str, str], at: datetime) -> Proved | NotProved:
        """Refuse: nobody was sent away."""
        raise Misconfigured("Residents of this council sign in by e-mail only.")

    def sign_out(self, hint: str, return_url: str, at: datetime) -> str:
        """Return nothing: there is nowhere else to sign out."""
        return ""

    def ended(self, token: str, at: datetime) -> Ended:
        """Refuse: nobody may say so."""
        raise Rejected("issuer", why="No provider of sign-in is bound")

    def check(self) -> None:
        """There is nothing to try."""
