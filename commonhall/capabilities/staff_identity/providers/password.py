"""How do staff sign in where nothing else is bound? With their e-mail address and password."""

from __future__ import annotations

from typing import ClassVar

from commonhall.capabilities.identity.signs_in_here import SignsInHere
from commonhall.core.values.words import Words


class Provider(SignsInHere):
    """Sends nobody anywhere: the sign-in page itself asks for the password, whatever is bound."""

    name: ClassVar[str] = "password"
    title: ClassVar[Words] = Words(en="E-mail address and password only", cy="Cyfeiriad e-bost a chyfrinair yn unig")
    only: ClassVar[str] = "Staff of this council sign in by password only."
