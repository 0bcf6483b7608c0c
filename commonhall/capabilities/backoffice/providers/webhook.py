"""How is a case handed over by a signed webhook, and how does the other system push what becomes of it?"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, ClassVar, Final

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationInfo, field_validator

from commonhall.capabilities.backoffice.georeport import status_word, written
from commonhall.capabilities.backoffice.port import Parcel, Taken, Update
from commonhall.capabilities.errors import Misconfigured, Rejected, Unavailable
from commonhall.capabilities.http import check_answer, client_for
from commonhall.capabilities.plain_json import read_json
from commonhall.capabilities.signed_webhooks import secret_bytes, signature_headers, verified_id
from commonhall.core.values.words import Words

LARGEST: Final = 20_000
"""Bytes of a body, as Standard Webhooks advises."""
_REFUSALS: Final = {404: "service", 409: "duplicate", 413: "too_large"}


class WebhookSettings(BaseModel):
    """What the council and whoever runs the other system agree on."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    url: str = Field(
        title="Address",
        description="Cases are posted to this address",
        json_schema_extra={"title_cy": "Cyfeiriad", "description_cy": "Caiff achosion eu postio i’r cyfeiriad hwn"},
    )
    secret: SecretStr = Field(
        title="Secret",
        description="It begins with whsec_, and signs both ways",
        json_schema_extra={
            "title_cy": "Cyfrinach",
            "description_cy": "Mae’n dechrau gyda whsec_, ac yn llofnodi’r ddwy ffordd",
        },
    )
    older_secret: SecretStr = Field(
        default=SecretStr(""),
        title="Older secret",
        description="Only while the secret is being replaced",
        json_schema_extra={
            "title_cy": "Cyfrinach hŷn",
            "description_cy": "Dim ond tra bo’r gyfrinach yn cael ei disodli",
        },
    )
    seconds: float = Field(
        default=20,
        gt=0,
        le=60,
        title="Seconds to wait for an answer",
        json_schema_extra={"title_cy": "Eiliadau i aros am ateb"},
    )

    @field_validator("secret", "older_secret")
    @classmethod
    def _is_secret(cls, secret: SecretStr, field: ValidationInfo) -> SecretStr:
        if secret.get_secret_value() or field.field_name == "secret":
            secret_bytes(secret.get_secret_value())
        return secret

    def secrets(self) -> list[str]:
        """Return the secrets that count, the newest first."""
        both = (self.secret, self.older_secret)
        return [each.get_secret_value() for each in both if each.get_secret_value()]


class _Told(BaseModel):
    """What the other system pushes of one case."""

    external: str = Field(default="", max_length=200)
    reference: str = Field(default="", max_length=40)
    status: str = Field(min_length=1, max_length=100)
    at: datetime
    text: str = Field(default="", max_length=4000)
    facts: dict[str, str] = Field(default_factory=dict, max_length=50)


class _Push(BaseModel):
    """A push as a whole."""

    type: str
    data: dict[str, Any]


class Provider:
    """A system that takes cases by webhook, by Standard Webhooks 1.0."""

    name: ClassVar[str] = "webhook"
    title: ClassVar[Words] = Words(en="Signed webhook", cy="Bachyn gwe wedi’i lofnodi")
    Settings: ClassVar[type[BaseModel]] = WebhookSettings

    def __init__(self, settings: WebhookSettings, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._settings = settings
        self._clock = clock

    def deliver(self, parcel: Parcel) -> Taken:
        """Post ``parcel``. Its id is the webhook's, so a receiver that keeps to the standard takes it once."""
        kind = "case.opened" if parcel.act == "open" else "case.updated"
        fields = {name: list(value) if isinstance(value, tuple) else value for name, value in parcel.fields.items()}
        given = {"reference": parcel.reference, "external": parcel.external, "fields": fields}
        body = _body(kind, self._clock(), given)
        if len(body) > LARGEST:
            raise Rejected("too_large", why=f"The body has more than {LARGEST} bytes")
        said = self._posted(body, str(parcel.id))
        reference = said.get("reference", "")
        return Taken(reference if isinstance(reference, str) else "")

    def reference_for(self, token: str) -> str:
        """Raise Rejected: this provider gives no tokens."""
        raise Rejected("not_found", why="A webhook has no tokens")

    def updates(self, since: datetime, until: datetime, awaited: Sequence[str] = ()) -> Sequence[Update]:
        """Return nothing: the other system pushes."""
        return ()

    def acknowledge(self, updates: Sequence[Update]) -> None:
        """Do nothing: the answer to a push acknowledges it."""

    def hear(self, headers: Mapping[str, str], body: bytes, now: datetime) -> Sequence[Update]:
        """Return what a push says. A type that we do not know says nothing, and is taken."""
        message_id = verified_id(headers, body, secrets=self._settings.secrets(), now=now)
        try:
            push = _Push.model_validate(read_json(body))
            if push.type != "case.updated":
                return ()
            told = _Told.model_validate(push.data)
        except ValueError as wrong:
            raise Rejected("request", why="The body is not an update of a case") from wrong
        if told.at.tzinfo is None or not (told.external or told.reference):
            raise Rejected("request", why="at needs an offset, and external or reference must be there")
        update = Update(
            id=message_id,
            external=told.external,
            reference=told.reference,
            status=status_word(told.status),
            at=told.at.astimezone(UTC),
            text=told.text,
            facts=told.facts,
        )
        return (update,)

    def check(self) -> None:
        """Post a ping, which a receiver that keeps to the standard takes or does not know. Raises Misconfigured."""
        now = self._clock()
        try:
            self._posted(_body("ping", now, {}), f"ping_{int(now.timestamp())}")
        except Rejected:
            return  # it verified the signature and does not know the type: that is all that was asked

    def _posted(self, body: bytes, message_id: str) -> dict[str, Any]:
        now = self._clock()
        signed = signature_headers(body, message_id=message_id, secrets=self._settings.secrets(), at=now)
        with client_for(self._settings.url, read_seconds=self._settings.seconds) as client:
            answer = client.post("", content=body, headers={"content-type": "application/json", **signed})
        if answer.status_code == 410:
            raise Misconfigured("The other system no longer takes webhooks at this address. Correct it.")
        if answer.status_code in _REFUSALS:
            raise Rejected(_REFUSALS[answer.status_code], why=f"The other system answered {answer.status_code}")
        if answer.status_code in (400, 422):
            raise Rejected("fields", why=f"The other system answered {answer.status_code}")
        check_answer(answer, provider="The other system", at=now)
        return _object(answer.content)


def _body(kind: str, at: datetime, given: Mapping[str, Any]) -> bytes:
    return json.dumps({"type": kind, "timestamp": written(at), "data": given}, ensure_ascii=False).encode()


def _object(content: bytes) -> dict[str, Any]:
    """Return the object of an answer; an empty answer is one without anything."""
    if not content.strip():
        return {}
    try:
        said = read_json(content)
    except ValueError as wrong:
        raise Unavailable(why="The other system's answer cannot be read", in_doubt=True) from wrong
    return said if isinstance(said, dict) else {}
