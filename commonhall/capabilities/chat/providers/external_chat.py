"""How is a chat carried to another product by its API, and how do its agents' answers come back? By signed webhooks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any, ClassVar, Final, TypeVar
from urllib.parse import quote

import httpx
from pydantic import BaseModel, ConfigDict, Field, HttpUrl, SecretStr, ValidationError, field_validator

from commonhall.capabilities.chat.port import Event, Happened, Line, Opening, Standing
from commonhall.capabilities.errors import Rejected, Unavailable
from commonhall.capabilities.http import check_answer, client_for, json_of
from commonhall.capabilities.plain_json import read_json
from commonhall.capabilities.signed_webhooks import NotGenuine, secret_bytes, verified_id
from commonhall.core.values.words import Words

_HAPPENED: Final[Mapping[str, Happened]] = {
    "conversation.assigned": "taken",
    "message.created": "line",
    "conversation.ended": "ended",
}
LONGEST_LINE: Final = 4000
Read = TypeVar("Read", bound=BaseModel)


class ExternalChatSettings(BaseModel):
    """The product's API, and the secret with which it signs what it tells us."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    base_url: HttpUrl = Field(title="Address of the API", json_schema_extra={"title_cy": "Cyfeiriad yr API"})
    api_key: SecretStr = Field(title="API key", json_schema_extra={"title_cy": "Allwedd API"})
    webhook_secret: SecretStr = Field(
        title="Secret of the webhook",
        description="It begins with whsec_",
        json_schema_extra={"title_cy": "Cyfrinach y webhook", "description_cy": "Mae’n dechrau â whsec_"},
    )
    timeout: float = Field(
        default=10,
        gt=0,
        le=60,
        title="Seconds to wait for an answer",
        json_schema_extra={"title_cy": "Eiliadau i aros am ateb"},
    )

    @field_validator("webhook_secret")
    @classmethod
    def _is_whole(cls, secret: SecretStr) -> SecretStr:
        secret_bytes(secret.get_secret_value())
        return secret


class _Begun(BaseModel):
    id: str = Field(min_length=1, max_length=200)


class _Status(BaseModel):
    open: bool
    waiting: int = Field(default=0, ge=0)


class _Said(BaseModel):
    text: str = Field(default="", max_length=LONGEST_LINE)


class _Agent(BaseModel):
    name: str = Field(default="", max_length=100)


class _Told(BaseModel):
    conversation: str = Field(min_length=1, max_length=200)
    message: _Said = _Said()
    agent: _Agent = _Agent()


class _Webhook(BaseModel):
    type: str
    data: dict[str, Any]


class Provider:
    """Carries a chat to a product with conversations, messages and webhooks (Standard Webhooks 1.0)."""

    name: ClassVar[str] = "external_chat"
    title: ClassVar[Words] = Words(en="Another chat product, by its API", cy="Cynnyrch sgwrsio arall, drwy ei API")
    Settings: ClassVar[type[BaseModel]] = ExternalChatSettings

    def __init__(
        self, settings: ExternalChatSettings, clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self._settings = settings
        self._clock = clock

    def standing(self) -> Standing:
        """Ask whether agents are there, and how many people wait."""
        answer = self._call("GET", "/v1/status")
        status = _read(_Status, json_of(answer))
        return Standing(taking=status.open, waiting=status.waiting)

    def begin(self, opening: Opening) -> str:
        """Create the conversation; our id makes sending it again harmless."""
        body = {
            "reference": str(opening.id),
            "name": opening.name,
            "topic": opening.about,
            "language": opening.language,
            "message": _message(opening.first),
        }
        answer = self._call("POST", "/v1/conversations", body, key=str(opening.id))
        return _read(_Begun, json_of(answer)).id

    def say(self, provider_id: str, line: Line) -> None:
        """Add a message to the conversation."""
        path = f"/v1/conversations/{quote(provider_id, safe='')}/messages"
        self._call("POST", path, _message(line), key=str(line.id))

    def end(self, provider_id: str) -> None:
        """End the conversation; one that has ended already is as it should be."""
        try:
            self._call("POST", f"/v1/conversations/{quote(provider_id, safe='')}/end", {})
        except Rejected as refused:
            if refused.code != "over":
                raise

    def event_of(self, headers: Mapping[str, str], body: bytes, now: datetime) -> Event | None:
        """Return what a webhook says. One of a type that we do not know is taken and means nothing."""
        secret = self._settings.webhook_secret.get_secret_value()
        try:
            event_id = verified_id(headers, body, secrets=[secret], now=now)
        except NotGenuine as false:
            raise Rejected("signature", why=f"The webhook is not genuine: {false.why}") from false
        try:
            told = _Webhook.model_validate(read_json(body))
            what = _HAPPENED.get(told.type)
            data = _Told.model_validate(told.data) if what else None
        except ValueError as wrong:
            raise Rejected("request", why="The webhook cannot be read") from wrong
        if what is None or data is None:
            return None
        return Event(event_id, data.conversation, what, data.agent.name.strip(), data.message.text)

    def check(self) -> None:
        """Ask for the status."""
        self.standing()

    def _call(self, method: str, path: str, body: object = None, *, key: str = "") -> httpx.Response:
        headers = {"authorization": f"Bearer {self._settings.api_key.get_secret_value()}"}
        if key:
            headers["idempotency-key"] = key
        more = {} if body is None else {"json": body}
        with client_for(str(self._settings.base_url), read_seconds=self._settings.timeout, headers=headers) as client:
            answer = client.request(method, path, **more)
        if answer.status_code == 409:
            raise Rejected("over", why="The product answered 409")
        if answer.status_code == 404:
            raise Rejected("unknown", why="The product answered 404")
        check_answer(answer, provider="The chat product", at=self._clock())
        return answer


def _message(line: Line) -> dict[str, str]:
    return {"id": str(line.id), "text": line.text, "sent_at": line.at.isoformat()}


def _read(kind: type[Read], answer: object) -> Read:
    try:
        return kind.model_validate(answer)
    except ValidationError as wrong:
        raise Unavailable(why="The chat product gave an answer that cannot be read") from wrong
