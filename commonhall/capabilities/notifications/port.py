"""What does Commonhall ask of anything that sends messages, and in which words?"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal, Protocol, cast
from uuid import UUID

from commonhall.capabilities.notifications.words import fill, harmless, without_links
from commonhall.capabilities.ports import make_provider
from commonhall.core.values.words import Language

Channel = Literal["email", "sms", "letter"]
DeliveryState = Literal[
    "created", "sending", "delivered", "temporary_failure", "permanent_failure", "technical_failure"
]
CHANNELS: tuple[Channel, ...] = ("email", "sms", "letter")
SMS_LIMIT = 918  # characters after filling in: six joined text messages, GOV.UK Notify's limit
_LINE_ENDS = re.compile(r"\s*[\r\n]+\s*")


@dataclass(frozen=True)
class Message:
    """One message to one recipient. Sending the same ``id`` again sends nothing new.

    id: ours; the provider keeps it as its reference, so it must not hold personal data. to: an e-mail
    address, a mobile number, or the lines of a postal address, one a line, with the postcode last.
    subject, body: the council's own words, which may hold ``((name))``. The body is plain text with a few
    marks: empty lines between paragraphs, ``# heading``, ``* bullet``, ``[text](https://...)``. values: what
    members of the public typed, by name; each is made harmless before it is put in. template: a hint,
    the name of the message in its pattern. reply_to: an e-mail address for answers, where the provider
    lets the sender choose one. pdf: of a letter, how it is printed; providers that print by templates of their own
    leave it aside.
    """

    id: UUID
    channel: Channel
    to: str
    body: str
    subject: str = ""
    language: Language = "en"
    values: Mapping[str, str] = field(default_factory=dict)
    template: str = ""
    reply_to: str = ""
    pdf: bytes = b""

    def __post_init__(self) -> None:
        if not self.body.strip():
            raise ValueError("A message needs a body.")
        if self.channel != "sms" and not self.subject.strip():
            raise ValueError(f"A message by {self.channel} needs a subject.")
        self.heading()
        self.text()

    def heading(self) -> str:
        """Return the subject with the values put in, on one line. Raises ValueError for a missing value."""
        filled = fill(self.subject, {name: without_links(value) for name, value in self.values.items()})
        return _LINE_ENDS.sub(" ", filled).strip()

    def text(self) -> str:
        """Return the body with the values put in. Raises ValueError for a missing value.

        Text messages know no marks, so there a value only loses its links.
        """
        safe = without_links if self.channel == "sms" else harmless
        return fill(self.body, {name: safe(value) for name, value in self.values.items()})


@dataclass(frozen=True)
class Sent:
    """The provider has taken the message. provider_id: its name for it, to ask the status with."""

    provider_id: str


@dataclass(frozen=True)
class Delivery:
    """What became of a message. provider_status: the provider's own word. at: when it last changed."""

    provider_id: str
    state: DeliveryState
    provider_status: str
    at: datetime | None = None


class Notifications(Protocol):
    """Sends messages and says what became of them.

    A provider that does not carry all channels says which in ``channels``, and refuses the others as Misconfigured.
    Every method raises only ``Unavailable``, ``Rejected`` or ``Misconfigured``. The codes of ``Rejected``:
    ``recipient`` (this address cannot be used: ask for another, or use the next channel), ``too_long``,
    ``request`` (a defect of ours), ``not_found`` (unknown, or older than the provider keeps).
    """

    def send(self, message: Message) -> Sent:
        """Hand ``message`` over, once. Safe to call again with the same message after any error.

        Two calls for one message must not run at the same time: lock the row of the outbox first.
        """

    def status(self, provider_id: str) -> Delivery:
        """Return what became of a message that :meth:`send` handed over."""

    def check(self) -> None:
        """Try the provider without sending anything."""


class TellsOfMessages(Protocol):
    """What a provider does besides that says by itself that something became of a message."""

    def heard(self, headers: Mapping[str, str], body: bytes) -> str:
        """Return which message is meant, as :meth:`Notifications.send` named it. headers: by lower-case name.

        Raises NotGenuine, and Rejected ``request`` for a body that is not what it should be.
        """


def channels_of(provider: type[Any]) -> tuple[Channel, ...]:
    """Return what a provider carries: what its class says in ``channels``, else everything."""
    declared: tuple[Channel, ...] = getattr(provider, "channels", CHANNELS)
    return declared


def teller_from(provider: str, settings: Mapping[str, Any]) -> TellsOfMessages | None:
    """Return the provider where it tells by itself; None where it is only asked. Raises Misconfigured."""
    made = make_provider("notifications", provider, settings)
    return cast(TellsOfMessages, made) if hasattr(made, "heard") else None


def notifications_from(provider: str, settings: Mapping[str, Any]) -> Notifications:
    """Return the provider of that name with a council's settings. Raises Misconfigured where they are wrong."""
    return cast(Notifications, make_provider("notifications", provider, settings))
