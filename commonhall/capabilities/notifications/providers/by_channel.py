"""How does a council send e-mails one way, texts another, letters a third? Each has its provider."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict, Field, SecretStr, field_validator

from commonhall.capabilities.errors import Misconfigured, Rejected
from commonhall.capabilities.notifications.port import (
    CHANNELS,
    Channel,
    Delivery,
    Message,
    Notifications,
    Sent,
    channels_of,
    notifications_from,
)
from commonhall.capabilities.ports import find_provider
from commonhall.core.values.words import Words


class Way(BaseModel):
    """A provider for one channel. settings: that provider's own, as JSON; a secret, for they may hold its keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    provider: str = Field(title="Provider", json_schema_extra={"title_cy": "Darparwr"}, pattern=r"^[a-z][a-z0-9_]*$")
    settings: SecretStr = Field(
        default=SecretStr("{}"), title="Its settings, as JSON", json_schema_extra={"title_cy": "Ei osodiadau, fel JSON"}
    )

    @field_validator("settings", mode="before")
    @classmethod
    def _as_text(cls, given: Any) -> Any:
        return json.dumps(dict(given), default=str) if isinstance(given, Mapping) else given

    @field_validator("settings")
    @classmethod
    def _is_mapping(cls, given: SecretStr) -> SecretStr:
        try:
            read = json.loads(given.get_secret_value() or "{}")
        except (ValueError, RecursionError):
            raise ValueError("Write the settings as JSON") from None
        if not isinstance(read, dict):
            raise ValueError('Write the settings as JSON: {"name": "value"}')  # noqa: TRY004 - pydantic reads this one
        return given

    def settled(self) -> dict[str, Any]:
        """Return the settings as the provider reads them."""
        return dict(json.loads(self.settings.get_secret_value() or "{}"))


class ByChannelSettings(BaseModel):
    """Which provider carries which channel."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    email: Way | None = Field(default=None, title="E-mails", json_schema_extra={"title_cy": "E-byst"})
    sms: Way | None = Field(default=None, title="Text messages", json_schema_extra={"title_cy": "Negeseuon testun"})
    letter: Way | None = Field(default=None, title="Letters", json_schema_extra={"title_cy": "Llythyrau"})

    def way_of(self, channel: Channel) -> Way:
        """Return the way of a channel. Raises Misconfigured where there is none."""
        way: Way | None = getattr(self, channel)
        if way is None:
            raise Misconfigured(f"Choose a provider for {_CALLED[channel]}.")
        return way


_CALLED: dict[Channel, str] = {"email": "e-mails", "sms": "text messages", "letter": "letters"}


class Provider:
    """Hands each message to the provider of its channel, and asks the same one what became of it."""

    name: ClassVar[str] = "by_channel"
    title: ClassVar[Words] = Words(en="A provider for each channel", cy="Darparwr i bob sianel")
    Settings: ClassVar[type[BaseModel]] = ByChannelSettings

    def __init__(self, settings: ByChannelSettings) -> None:
        self._settings = settings

    def send(self, message: Message) -> Sent:
        """Hand the message to the provider of its channel."""
        way = self._settings.way_of(message.channel)
        sent = _made(message.channel, way).send(message)
        return Sent(provider_id=f"{message.channel}/{way.provider}/{sent.provider_id}")

    def status(self, provider_id: str) -> Delivery:
        """Ask the provider that took the message, where the channel still has it."""
        channel, _, rest = provider_id.partition("/")
        provider, _, theirs = rest.partition("/")
        known = next((each for each in CHANNELS if each == channel), None)
        if known is None or not theirs:
            raise Rejected("not_found", why="No message of this id was sent by any channel")
        way = self._settings.way_of(known)
        if way.provider != provider:
            raise Rejected("not_found", why="Another provider carried this channel then")
        found = _made(known, way).status(theirs)
        return Delivery(provider_id, found.state, found.provider_status, found.at)

    def check(self) -> None:
        """Check the provider of every channel that has one."""
        chosen: list[tuple[Channel, Way]] = [
            (channel, way) for channel in CHANNELS if (way := getattr(self._settings, channel)) is not None
        ]
        if not chosen:
            raise Misconfigured("Choose a provider for e-mails, text messages or letters.")
        for channel, way in chosen:
            _made(channel, way).check()


def _made(channel: Channel, way: Way) -> Notifications:
    """Return the provider of a channel. Raises Misconfigured for one that does not carry it, and for this very one."""
    if way.provider == Provider.name or channel not in channels_of(find_provider("notifications", way.provider)):
        raise Misconfigured(f"{way.provider} does not carry {_CALLED[channel]}. Choose another provider for them.")
    return notifications_from(way.provider, way.settled())
