"""How do residents sign in where nothing else is bound? By the link that is sent to their e-mail address."""

from __future__ import annotations

from typing import ClassVar

from commonhall.capabilities.identity.signs_in_here import SignsInHere
from commonhall.core.values.words import Words


class Provider(SignsInHere):
    """Sends nobody anywhere: the sign-in page itself asks for the e-mail address, whatever is bound."""

    name: ClassVar[str] = "email_link"
    title: ClassVar[Words] = Words(en="Link by e-mail only", cy="Dolen drwy e-bost yn unig")
    only: ClassVar[str] = "Residents of this council sign in by e-mail only."
