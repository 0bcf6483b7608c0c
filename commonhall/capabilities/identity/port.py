"""What does Commonhall ask of anything that vouches for people, and what may it believe? For residents and for staff
alike, who are bound apart: ``identity`` and ``staff_identity``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal, Protocol, cast

from commonhall.capabilities.ports import make_provider
from commonhall.core.values.words import Language, Words

Level = Literal["signed_in", "identity"]
"""How much is asked for: that it is the same person as before, or also who they are (name and date of birth)."""
Why = Literal["denied", "not_proved", "again", "not_allowed", "roles_unknown"]
Audience = Literal["identity", "staff_identity"]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A sign-in that is wanted, made anew for each. The same is handed to ``begin`` and to ``finish``.

    state, nonce and verifier: secrets of this browser that say nothing about the person. return_url: exactly where the
    browser comes back to.
    """

    state: str
    nonce: str
    verifier: str
    return_url: str
    language: Language = "en"
    level: Level = "signed_in"


@dataclass(frozen=True, slots=True)
class Proved:
    """The provider vouches for this person.

    issuer and subject: together the one name that never changes and is never given to somebody else. email: only when
    the provider has checked it and the council trusts that. name and birth_date: only at the level ``identity``.
    roles: what the provider lets them be here; None where it says nothing of that. hint: what ``sign_out`` wants.
    shown: what the provider calls them, for them to read and for nothing else, for it may be anything.
    """

    issuer: str
    subject: str
    email: str = ""
    level: Level = "signed_in"
    name: str = ""
    birth_date: date | None = None
    roles: tuple[str, ...] | None = None
    hint: str = ""
    shown: str = ""


@dataclass(frozen=True, slots=True)
class NotProved:
    """Nobody is vouched for, and nothing is wrong with that.

    why: ``denied`` (they turned back, or the provider would not), ``not_proved`` (their identity could not be shown),
    ``again`` (they must begin once more), ``not_allowed`` (the provider knows them, but not for here),
    ``roles_unknown`` (it does not say what they may be).
    """

    why: Why


@dataclass(frozen=True, slots=True)
class Ended:
    """The provider says that a person's sign-in is over. token_id: of the message, which counts once."""

    issuer: str
    subject: str
    token_id: str
    until: datetime


class Identity(Protocol):
    """The port. Every method may raise Unavailable, Rejected or Misconfigured. ``at`` is the moment, UTC.

    Rejected codes say what is wrong with what a browser or a provider brought: ``state``, ``issuer``, ``response``,
    ``code``, ``token``, ``algorithm``, ``key``, ``signature``, ``audience``, ``nonce``, ``expired``, ``future``,
    ``subject``, ``level``, ``tenant``, ``event``. Each of them is an attack or a defect: nobody is signed in.
    """

    def button(self) -> Words | None:
        """Return what the button says that leads to the provider; None where nobody is sent anywhere."""

    def levels(self) -> tuple[Level, ...]:
        """Return what can be proved here: nothing where nobody is sent anywhere."""

    def begin(self, wanted: Wanted, at: datetime) -> str:
        """Return the address to send the browser to."""

    def finish(self, wanted: Wanted, returned: Mapping[str, str], at: datetime) -> Proved | NotProved:
        """Return who it is. returned: what the browser brought back in the address."""

    def sign_out(self, hint: str, return_url: str, at: datetime) -> str:
        """Return the address at which the person can sign out of the provider too; empty where there is none, and for
        the hint of another provider, which is shown to nobody else.
        """

    def ended(self, token: str, at: datetime) -> Ended:
        """Return whose sign-in is over, from a message that the provider itself sent."""

    def check(self) -> None:
        """Try the provider without anybody signing in."""


def identity_from(audience: Audience, provider: str, settings: Mapping[str, Any]) -> Identity:
    """Return the provider of that name with a council's settings. Raises Misconfigured where they are wrong."""
    return cast(Identity, make_provider(audience, provider, settings))
