"""What does Commonhall ask of whoever answers residents in a chat, and in which words?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, Protocol, cast
from uuid import UUID

from commonhall.capabilities.ports import make_provider
from commonhall.core.values.words import Language

Happened = Literal["taken", "line", "ended"]


@dataclass(frozen=True, slots=True)
class Line:
    """What a resident typed. id: ours; the same line twice is one line."""

    id: UUID
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Opening:
    """A chat that begins. id: ours. name: what the resident wishes to be called. about: the service. Or blank."""

    id: UUID
    language: Language
    name: str
    about: str
    first: Line


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether somebody can answer now. taking: None where the council's own hours decide. waiting: how many wait."""

    taking: bool | None = None
    waiting: int | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """What happened on the agents' side. id: the provider's, the same each time it says so. agent: as residents see."""

    id: str
    provider_id: str
    what: Happened
    agent: str = ""
    text: str = ""


class Chat(Protocol):
    """Carries a chat to those who answer it.

    Every method raises only ``Unavailable``, ``Rejected`` or ``Misconfigured``. The codes of ``Rejected``: ``unknown``
    (there is no such chat), ``over`` (it has ended there), ``request`` (a defect of ours), ``signature`` (an event
    that is not from whom it says, or an old one sent again).
    """

    def standing(self) -> Standing:
        """Return whether somebody can answer now."""

    def begin(self, opening: Opening) -> str:
        """Hand a new chat over and return the provider's name for it. The same opening twice is one chat."""

    def say(self, provider_id: str, line: Line) -> None:
        """Carry what the resident typed."""

    def end(self, provider_id: str) -> None:
        """Say that the resident has gone. Again changes nothing."""

    def event_of(self, headers: Mapping[str, str], body: bytes, now: datetime) -> Event | None:
        """Return what a call of the provider says, once it is shown to be genuine; None for what we do not know.

        headers: by lower-case name. body: as it came. now: UTC.
        """

    def check(self) -> None:
        """Try the provider without beginning a chat."""


def chat_from(provider: str, settings: Mapping[str, Any]) -> Chat:
    """Return the provider of that name with a council's settings. Raises Misconfigured where they are wrong."""
    return cast(Chat, make_provider("chat", provider, settings))
