"""How are messages sent through GOV.UK Notify, and what does each of its answers mean to us?"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, time, timedelta
from hmac import compare_digest
from typing import Any, ClassVar, Literal, Protocol
from uuid import UUID

from notifications_python_client.errors import APIError, HTTPError
from notifications_python_client.notifications import NotificationsAPIClient
from pydantic import BaseModel, ConfigDict, Field, HttpUrl, SecretStr, ValidationError, field_validator
from requests import ConnectTimeout, RequestException
from urllib3.exceptions import ConnectTimeoutError, NewConnectionError

from commonhall.capabilities.errors import Misconfigured, Rejected, Unavailable
from commonhall.capabilities.guarded_requests import guard_session
from commonhall.capabilities.notifications.port import (
    SMS_LIMIT,
    Channel,
    Delivery,
    DeliveryState,
    Message,
    Sent,
)
from commonhall.capabilities.signed_webhooks import NotGenuine
from commonhall.core.values.dates import london
from commonhall.core.values.words import Language, Words

_UUID = r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_KEY = re.compile(rf".*-?{_UUID}-{_UUID}", re.I)
_WORD = re.compile(r"[a-z]+")
KEY_PARTS = 74  # characters after the name of a key: two ids, each behind a hyphen
_EMAIL_LIMIT = 2_000_000  # bytes
_STATES: dict[str, DeliveryState] = {
    "created": "created",
    "pending-virus-check": "created",
    "sending": "sending",
    "pending": "sending",
    "accepted": "sending",
    "sent": "sending",  # a text abroad: the networks never tell whether it arrived
    "delivered": "delivered",
    "received": "delivered",
    "temporary-failure": "temporary_failure",
    "permanent-failure": "permanent_failure",
    "technical-failure": "technical_failure",
    "cancelled": "technical_failure",
    "validation-failed": "technical_failure",
    "virus-scan-failed": "technical_failure",
}


class Templates(BaseModel):
    """The template of one channel in each language. It holds ((subject)), but for texts, and ((body))."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    en: UUID = Field(title="English template ID", json_schema_extra={"title_cy": "ID y templed Saesneg"})
    cy: UUID | None = Field(
        default=None, title="Welsh template ID", json_schema_extra={"title_cy": "ID y templed Cymraeg"}
    )

    def in_language(self, language: Language) -> UUID:
        """Return the template for ``language``; the English one where there is no Welsh one."""
        return self.cy or self.en if language == "cy" else self.en


class NotifySettings(BaseModel):
    """What a council takes from its GOV.UK Notify account."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    api_key: SecretStr = Field(
        title="API key",
        description="API integration, API keys in GOV.UK Notify",
        json_schema_extra={"title_cy": "Allwedd API", "description_cy": "API integration, API keys yn GOV.UK Notify"},
    )
    base_url: HttpUrl = Field(
        default=HttpUrl("https://api.notifications.service.gov.uk"),
        title="Address of the service",
        json_schema_extra={"title_cy": "Cyfeiriad y gwasanaeth"},
    )
    email_template_id: Templates = Field(title="E-mail template", json_schema_extra={"title_cy": "Templed e-bost"})
    sms_template_id: Templates = Field(
        title="Text message template", json_schema_extra={"title_cy": "Templed neges destun"}
    )
    letter_template_id: Templates | None = Field(
        default=None, title="Letter template", json_schema_extra={"title_cy": "Templed llythyr"}
    )
    email_reply_to_id: UUID | None = Field(
        default=None, title="Reply-to address ID", json_schema_extra={"title_cy": "ID y cyfeiriad ateb"}
    )
    callback_token: SecretStr | None = Field(
        default=None,
        min_length=10,
        title="Bearer token of the callbacks",
        description="Of at least 10 characters. You make it up, and put it into Notify: API integration, Callbacks",
        json_schema_extra={
            "title_cy": "Tocyn bearer yr adalwadau",
            "description_cy": "O leiaf 10 nod. Chi sy’n ei lunio, ac yn ei roi yn Notify: API integration, Callbacks",
        },
    )
    timeout: float = Field(
        default=30,
        gt=0,
        le=120,
        title="Seconds to wait for an answer",
        json_schema_extra={"title_cy": "Eiliadau i aros am ateb"},
    )

    @field_validator("api_key")
    @classmethod
    def _is_whole(cls, key: SecretStr) -> SecretStr:
        if not _KEY.fullmatch(key.get_secret_value().strip()):
            raise ValueError("Copy the whole key: a name, the service ID and the secret, joined by hyphens")
        return SecretStr(key.get_secret_value().strip())


class _Client(Protocol):
    """The calls of the official client that we use; it has no types of its own."""

    def send_email_notification(self, **fields: Any) -> object: ...
    def send_sms_notification(self, **fields: Any) -> object: ...
    def send_letter_notification(self, **fields: Any) -> object: ...
    def get_all_notifications(self, *, reference: str) -> object: ...
    def get_notification_by_id(self, id: str) -> object: ...
    def get_template(self, template_id: str) -> object: ...


class _Taken(BaseModel):
    """The part that we read of the answer to a send."""

    id: str


class _Page(BaseModel):
    """The part that we read of a list of messages."""

    notifications: list[_Taken]


class _Found(BaseModel):
    """The part that we read of one message."""

    id: str
    status: str
    created_at: datetime
    sent_at: datetime | None = None
    completed_at: datetime | None = None


class _Receipt(BaseModel):
    """The part that we read of a callback: what became of the message is asked, as always."""

    id: UUID


class _Template(BaseModel):
    """The part that we read of a template."""

    type: str
    personalisation: dict[str, Any]


class Provider:
    """GOV.UK Notify through its own client library."""

    name: ClassVar[str] = "govuk_notify"
    title: ClassVar[Words] = Words(en="GOV.UK Notify", cy="GOV.UK Notify")
    Settings: ClassVar[type[BaseModel]] = NotifySettings

    @staticmethod
    def mode_of(settings: NotifySettings) -> Literal["live", "test", ""]:
        """Return for what the key is, where the name that the council gave it says so."""
        words = set(_WORD.findall(settings.api_key.get_secret_value()[:-KEY_PARTS].lower()))
        is_test, is_live = words & {"test", "testing", "team", "trial"}, words & {"live", "production"}
        if bool(is_test) == bool(is_live):
            return ""
        return "test" if is_test else "live"

    def __init__(self, settings: NotifySettings, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._settings = settings
        self._clock = clock

    def heard(self, headers: Mapping[str, str], body: bytes) -> str:
        """Return which message a callback of Notify is about, once its bearer token is right."""
        token = self._settings.callback_token
        shown = headers.get("authorization", "").encode()
        if token is None or not compare_digest(shown, f"Bearer {token.get_secret_value()}".encode()):
            raise NotGenuine("signature")
        try:
            return str(_Receipt.model_validate_json(body).id)
        except ValidationError:
            raise Rejected("request", why="The callback is not what Notify sends") from None

    def send(self, message: Message) -> Sent:
        """Send ``message`` unless Notify has it already.

        Notify does not know a repeated request, so it is asked for our reference first. That also settles
        an earlier attempt that ended in a time-out: the message may have been taken, and must not go twice.
        """
        _check_size(message)
        with self._client() as client:
            page = _Page.model_validate(client.get_all_notifications(reference=str(message.id)))
            sent = page.notifications or [_Taken.model_validate(self._post(client, message))]
            return Sent(provider_id=sent[0].id)

    def status(self, provider_id: str) -> Delivery:
        """Return what became of a message. An unknown word of Notify's means: not finished."""
        with self._client() as client:
            found = _Found.model_validate(client.get_notification_by_id(provider_id))
            return Delivery(
                provider_id=found.id,
                state=_STATES.get(found.status, "sending"),
                provider_status=found.status,
                at=found.completed_at or found.sent_at or found.created_at,
            )

    def check(self) -> None:
        """Check the key and that every template exists, is of its type and holds our placeholders."""
        chosen: list[tuple[Channel, Templates | None]] = [
            ("email", self._settings.email_template_id),
            ("sms", self._settings.sms_template_id),
            ("letter", self._settings.letter_template_id),
        ]
        with self._client() as client:
            for channel, templates in chosen:
                for template_id in {templates.en, templates.cy} - {None} if templates else ():
                    _check_template(client, channel, str(template_id))

    def _post(self, client: _Client, message: Message) -> object:
        words = {**message.values, "body": message.text()}
        reference = str(message.id)
        if message.channel == "sms":
            template_id = str(self._settings.sms_template_id.in_language(message.language))
            return client.send_sms_notification(
                phone_number=message.to, template_id=template_id, personalisation=words, reference=reference
            )
        words["subject"] = message.heading()
        if message.channel == "letter":
            return client.send_letter_notification(
                template_id=self._letter_template(message.language),
                personalisation=words | _address_lines(message.to),
                reference=reference,
            )
        reply_to = self._settings.email_reply_to_id
        return client.send_email_notification(
            email_address=message.to,
            template_id=str(self._settings.email_template_id.in_language(message.language)),
            personalisation=words,
            reference=reference,
            email_reply_to_id=str(reply_to) if reply_to else None,
            # What the public typed is already harmless inside ((body)), whose own links must work. A council's
            # template may also use the public's words by name: those Notify is told to make harmless.
            sanitise_content_for=sorted(message.values) or None,
        )

    def _letter_template(self, language: Language) -> str:
        if self._settings.letter_template_id is None:
            raise Misconfigured("Give the ID of a letter template in the settings of GOV.UK Notify.")
        return str(self._settings.letter_template_id.in_language(language))

    @contextmanager
    def _client(self) -> Iterator[_Client]:
        """Give a client for one call (it is not safe to share between threads) and name what went wrong."""
        settings = self._settings
        client: Any = NotificationsAPIClient(  # type: ignore[no-untyped-call]  # the client has no types
            settings.api_key.get_secret_value(), base_url=str(settings.base_url), timeout=settings.timeout
        )
        guard_session(client.request_session, str(settings.base_url))
        try:
            yield client
        except HTTPError as error:
            raise _named(error, self._clock()) from error
        except (APIError, RequestException, ValidationError, RecursionError) as error:
            raise Unavailable(why="GOV.UK Notify gave an answer that cannot be read", in_doubt=True) from error
        finally:
            client.request_session.close()


def _check_size(message: Message) -> None:
    if message.channel == "sms" and len(message.text()) > SMS_LIMIT:
        raise Rejected("too_long", why=f"A text message may have {SMS_LIMIT} characters")
    if message.channel == "email" and len(message.text().encode()) > _EMAIL_LIMIT:
        raise Rejected("too_long", why=f"An e-mail may have {_EMAIL_LIMIT} bytes")


def _check_template(client: _Client, channel: Channel, template_id: str) -> None:
    try:
        template = _Template.model_validate(client.get_template(template_id))
    except HTTPError as error:
        if error.status_code in (400, 404):
            raise Misconfigured(f"GOV.UK Notify has no template {template_id}. Correct its ID.") from error
        raise
    if template.type != channel:
        raise Misconfigured(f"Template {template_id} is for {template.type}. Choose one for {channel}.")
    for name in ("body",) if channel == "sms" else ("subject", "body"):
        if name not in template.personalisation:
            raise Misconfigured(f"Put (({name})) into template {template_id} in GOV.UK Notify.")


def _address_lines(to: str) -> dict[str, str]:
    lines = [line.strip() for line in to.splitlines() if line.strip()]
    return {f"address_line_{number}": line for number, line in enumerate(lines, start=1)}


def _named(error: HTTPError, now: datetime) -> Unavailable | Rejected | Misconfigured:
    """Return which of the three errors an answer is. By status and type only: the texts change."""
    kind = _type_of(error)
    why = f"GOV.UK Notify answered {error.status_code} {kind}".rstrip()
    if error.status_code == 429:
        midnight = datetime.combine(now.astimezone(UTC) + timedelta(days=1), time(), UTC)
        return Unavailable(london(midnight) if kind == "TooManyRequestsError" else None, why=why)
    if error.status_code in (401, 403):
        return Misconfigured(f"Check the API key of GOV.UK Notify and the clock of this computer. {why}.")
    if error.status_code == 400:
        return _named_bad_request(kind, why)
    if error.status_code == 404:
        return Rejected("not_found", why=why)
    if 400 <= error.status_code < 500 and error.status_code != 408:
        return Rejected("request", why=why)
    return Unavailable(why=why, in_doubt=not _never_left(error))


def _never_left(error: HTTPError) -> bool:
    """Return whether no connection came about, so that nothing can have been sent."""
    cause = error.__cause__
    reason = getattr(cause.args[0], "reason", None) if cause is not None and cause.args else None
    return isinstance(cause, ConnectTimeout) or isinstance(reason, ConnectTimeoutError | NewConnectionError)


def _named_bad_request(kind: str, why: str) -> Unavailable | Rejected | Misconfigured:
    # Our own fields are typed in NotifySettings and Message, so the schema can refuse the recipient only.
    if kind in ("ValidationError", "InvalidPhoneError", "InvalidEmailError"):
        return Rejected("recipient", why=why)
    if kind == "PDFNotReadyError":
        return Unavailable(why=why)
    if kind == "BadRequestError":
        return Misconfigured(f"Check the templates, the reply-to address and the limits in GOV.UK Notify. {why}.")
    return Rejected("request", why=why)


def _type_of(error: HTTPError) -> str:
    errors = error.message
    if isinstance(errors, list) and errors and isinstance(errors[0], dict):
        return str(errors[0].get("error", ""))
    return ""
